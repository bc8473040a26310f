using Ledger.Domain;
using Npgsql;

namespace Ledger.EventStore.Proofs;

/// <summary>That an event is in the log of a size.</summary>
/// <param name="Position">Which event; the leaf's number is one less.</param>
/// <param name="Size">How many events the log had.</param>
/// <param name="Root">The root of its tree then.</param>
/// <param name="Leaf">The hash of the leaf.</param>
/// <param name="Content">What the leaf is the hash of: the event's columns as they are stored now.</param>
/// <param name="Path">The hashes beside the way from the leaf to the root, from below.</param>
public sealed record InclusionProof(
    long Position, long Size, byte[] Root, byte[] Leaf, byte[] Content, IReadOnlyList<byte[]> Path);

/// <summary>That the log of one size is the beginning of the log of another.</summary>
public sealed record ConsistencyProof(long From, byte[] FromRoot, long To, byte[] ToRoot, IReadOnlyList<byte[]> Path);

/// <summary>Makes proofs about a pool's log, from a few hundred hashes, however long it is.</summary>
public sealed class LogProofs(NpgsqlDataSource database)
{
    private const int ContentsAtOnce = 1_000;

    /// <summary>How many events the log has, and the root of its tree.</summary>
    /// <exception cref="LogTreeException">The head is not that of a log.</exception>
    public async Task<(long Size, byte[] Root)> Head(PoolCode pool, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select tree_size, tree_edge from ledger.pool_head where pool = $1");
        command.Parameters.AddWithValue(pool.Text);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken)) return (0, MerkleHash.Empty);
        var frontier = LogTree.FrontierOf(pool, row.GetInt64(0), row.GetFieldValue<byte[]>(1));
        return (frontier.Size, frontier.Root());
    }

    /// <summary>The root of the tree when the log had so many events.</summary>
    /// <exception cref="LogTreeException">Hashes of the tree are missing.</exception>
    public async Task<byte[]> Root(PoolCode pool, long size, CancellationToken cancellationToken) =>
        (await TreeView.Load(database, pool, size, [], cancellationToken)).Root();

    /// <exception cref="LogTreeException">The event, or hashes of the tree, are missing.</exception>
    public async Task<InclusionProof> Inclusion(PoolCode pool, long position, long size, CancellationToken cancellationToken) =>
        (await Inclusions(pool, [position], size, cancellationToken))[0];

    /// <summary>Of several events in order of position, in one reading of hashes.</summary>
    /// <exception cref="LogTreeException">An event, or hashes of the tree, are missing.</exception>
    public async Task<IReadOnlyList<InclusionProof>> Inclusions(
        PoolCode pool, IReadOnlyList<long> positions, long size, CancellationToken cancellationToken)
    {
        var contents = await Contents(pool, positions, cancellationToken);
        var view = await TreeView.Load(database, pool, size, positions.Select(position => position - 1), cancellationToken);
        var root = view.Root();
        return
        [
            .. positions.Zip(contents, (position, content) => new InclusionProof(
                position, size, root, view.Leaf(position - 1), content, view.Inclusion(position - 1))),
        ];
    }

    /// <exception cref="LogTreeException">Hashes of the tree are missing.</exception>
    public async Task<ConsistencyProof> Consistency(PoolCode pool, long from, long to, CancellationToken cancellationToken)
    {
        var view = await TreeView.Load(database, pool, to, [Math.Max(0, from - 1), from], cancellationToken);
        return new(from, view.Root(from), to, view.Root(), view.Consistency(from));
    }

    /// <summary>What the leaves of some events are the hashes of: their columns as they are stored now, in order.</summary>
    /// <exception cref="LogTreeException">An event is missing.</exception>
    public async Task<IReadOnlyList<byte[]>> Contents(PoolCode pool, IReadOnlyList<long> positions, CancellationToken cancellationToken)
    {
        var contents = new List<byte[]>();
        var spans = new LogSpans(database, pool, string.Join(", ", EventLeaf.Columns));
        foreach (var some in positions.Chunk(ContentsAtOnce))
        {
            var found = (await spans.At(some, Parser(), cancellationToken)).ToDictionary(one => one.Position, one => one.Content);
            foreach (var position in some)
                contents.Add(found.GetValueOrDefault(position) ?? throw new LogTreeException(pool, $"event {position} is missing"));
        }
        return contents;

        static Func<CopiedRow, (long Position, byte[] Content)> Parser()
        {
            var leaf = new EventLeaf();
            return row =>
            {
                var position = StoredLeaves.Fill(leaf, row, out _);
                return (position, leaf.Content.ToArray());
            };
        }
    }
}
