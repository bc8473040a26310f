using Ledger.Domain;
using Npgsql;

namespace Ledger.EventStore.Proofs;

/// <summary>The leaf of an event as it is stored now.</summary>
/// <param name="Institution">Whose it is, if an institution's.</param>
/// <param name="InstitutionLeaf">The hash of its leaf in the tree of that institution.</param>
internal readonly record struct StoredLeaf(long Position, byte[] Hash, string? Institution, byte[]? InstitutionLeaf);

/// <summary>The leaves of events as they are stored now, whatever was recorded.</summary>
internal static class StoredLeaves
{
    /// <summary>In spans of so many positions.</summary>
    internal static IAsyncEnumerable<LogSpan<StoredLeaf>> Read(NpgsqlDataSource database, PoolCode pool,
        long from, long to, int size, CancellationToken cancellationToken) =>
        Spans(database, pool).Read(from, to, size, Parser, cancellationToken);

    /// <summary>Their hashes alone, without whose they are.</summary>
    internal static IAsyncEnumerable<LogSpan<(long Position, byte[] Hash)>> ReadHashes(NpgsqlDataSource database, PoolCode pool,
        long from, long to, int size, CancellationToken cancellationToken) =>
        Spans(database, pool).Read(from, to, size, HashParser, cancellationToken);

    private static LogSpans Spans(NpgsqlDataSource database, PoolCode pool) =>
        new(database, pool, string.Join(", ", EventLeaf.Columns));

    private static Func<CopiedRow, (long Position, byte[] Hash)> HashParser()
    {
        var leaf = new EventLeaf();
        return row => (Fill(leaf, row, out _), leaf.Hash());
    }

    private static Func<CopiedRow, StoredLeaf> Parser()
    {
        var (leaf, own) = (new EventLeaf(), new EventLeaf());
        return row =>
        {
            var position = Fill(leaf, row, out var data);
            var hash = leaf.Hash();
            return InstitutionLeaves.InstitutionOf(data.Span) is { } institution
                ? new(position, hash, institution, InstitutionLeaves.Hash(own, position, hash))
                : new(position, hash, null, null);
        };
    }

    /// <returns>The position.</returns>
    internal static long Fill(EventLeaf leaf, CopiedRow row, out ReadOnlyMemory<byte> data)
    {
        leaf.Start();
        var position = row.Number();
        leaf.Add(position);
        leaf.Add(new Guid(row.Bytes().Span, bigEndian: true));
        AddBytes(leaf, row.BytesOrNull());
        leaf.Add(row.Number());
        // A jsonb has the number of its form in front of its text.
        data = row.Bytes()[1..];
        leaf.Add(data.Span);
        AddBytes(leaf, row.BytesOrNull());
        AddBytes(leaf, row.BytesOrNull());
        leaf.Add(row.Microseconds());
        for (var column = 0; column < 4; column++) AddBytes(leaf, row.BytesOrNull());
        AddBytes(leaf, row.BytesOrNull()?[1..]);
        AddBytes(leaf, row.BytesOrNull());
        if (row.BytesOrNull() is { } archived) leaf.Add(archived.Span[0] != 0);
        else leaf.AddNull();
        return position;
    }

    private static void AddBytes(EventLeaf leaf, ReadOnlyMemory<byte>? bytes)
    {
        if (bytes is { } some) leaf.Add(some.Span);
        else leaf.AddNull();
    }
}
