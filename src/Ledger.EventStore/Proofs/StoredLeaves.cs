using Ledger.Domain;
using Npgsql;

namespace Ledger.EventStore.Proofs;

/// <summary>The leaves of events as they are stored now, whatever was recorded.</summary>
internal static class StoredLeaves
{
    /// <summary>Positions and hashes, in spans of so many positions.</summary>
    internal static IAsyncEnumerable<LogSpan<(long Position, byte[] Hash)>> Read(NpgsqlDataSource database, PoolCode pool,
        long from, long to, int size, CancellationToken cancellationToken) =>
        new LogSpans(database, pool, string.Join(", ", EventLeaf.Columns)).Read(from, to, size, Parser, cancellationToken);

    private static Func<CopiedRow, (long, byte[])> Parser()
    {
        var leaf = new EventLeaf();
        return row =>
        {
            var position = Fill(leaf, row);
            var hash = new byte[MerkleHash.Size];
            leaf.Hash(hash);
            return (position, hash);
        };
    }

    /// <returns>The position.</returns>
    internal static long Fill(EventLeaf leaf, CopiedRow row)
    {
        leaf.Start();
        var position = row.Number();
        leaf.Add(position);
        leaf.Add(new Guid(row.Bytes().Span, bigEndian: true));
        AddBytes(leaf, row.BytesOrNull());
        leaf.Add(row.Number());
        AddJson(leaf, row.BytesOrNull());
        AddBytes(leaf, row.BytesOrNull());
        AddBytes(leaf, row.BytesOrNull());
        leaf.Add(row.Microseconds());
        for (var column = 0; column < 4; column++) AddBytes(leaf, row.BytesOrNull());
        AddJson(leaf, row.BytesOrNull());
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

    // A jsonb has the number of its form in front of its text.
    private static void AddJson(EventLeaf leaf, ReadOnlyMemory<byte>? json) => AddBytes(leaf, json?[1..]);
}
