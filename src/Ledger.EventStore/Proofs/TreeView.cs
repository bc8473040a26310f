using System.Numerics;
using Ledger.Domain;
using Npgsql;

namespace Ledger.EventStore.Proofs;

/// <summary>
/// What proofs about some leaves need of a pool's tree, as it was at a size: the blocks of 256 around them and around the
/// right edge, of every level. A few hundred hashes, however many leaves there are.
/// </summary>
internal sealed class TreeView
{
    private const int Block = 1 << MerkleFrontier.LevelsPerNode;

    private readonly Dictionary<(int Level, long Index), byte[]> _nodes = [];
    private readonly long _size;

    private TreeView(long size) => _size = size;

    /// <exception cref="LogTreeException">Hashes of the tree are missing.</exception>
    internal static async Task<TreeView> Load(
        NpgsqlDataSource database, PoolCode pool, long size, IEnumerable<long> leaves, CancellationToken cancellationToken)
    {
        var blocks = Ranges(size, leaves).Select(range => (range.Level, range.First, range.Last, Found: new Dictionary<long, byte[]>()))
            .ToList();
        await using (var connection = await database.OpenConnectionAsync(cancellationToken))
        {
            await BatchedRead.Run(connection,
            [
                .. blocks.Select(block => block.Level == 0
                    ? LogTreeRows.Leaves(pool, block.First + 1, block.Last + 1, block.Found)
                    : LogTreeRows.Nodes(pool, block.Level, block.First, block.Last, block.Found)),
            ], cancellationToken);
        }
        var view = new TreeView(size);
        foreach (var (level, first, last, found) in blocks) view.Add(pool, level, first, last, found);
        return view;
    }

    /// <summary>The root at the view's size.</summary>
    internal byte[] Root() => Root(_size);

    /// <summary>The root when there were as many leaves as before one that the view is about.</summary>
    internal byte[] Root(long size) => size == 0 ? MerkleHash.Empty : Hash(0, size);

    /// <summary>The roots of the full trees that the leaves make, the largest first: what a frontier begins with.</summary>
    internal byte[] Edge()
    {
        var edge = new List<byte>();
        for (var (low, rest) = (0L, _size); rest > 0;)
        {
            var full = 1L << BitOperations.Log2((ulong)rest);
            edge.AddRange(Hash(low, low + full));
            (low, rest) = (low + full, rest - full);
        }
        return [.. edge];
    }

    internal byte[] Leaf(long index) => Hash(index, index + 1);

    /// <summary>The hashes beside the way from a leaf to the root, from below.</summary>
    internal IReadOnlyList<byte[]> Inclusion(long index)
    {
        var path = new List<byte[]>();
        Beside(index, 0, _size, path);
        return path;
    }

    /// <summary>What shows that the tree of so many leaves was extended to this one.</summary>
    internal IReadOnlyList<byte[]> Consistency(long from)
    {
        var path = new List<byte[]>();
        if (from > 0 && from < _size) Between(from, 0, _size, isWhole: true, path);
        return path;
    }

    private void Beside(long index, long low, long high, List<byte[]> path)
    {
        if (high - low == 1) return;
        var middle = low + LargestBelow(high - low);
        if (index < middle)
        {
            Beside(index, low, middle, path);
            path.Add(Hash(middle, high));
        }
        else
        {
            Beside(index, middle, high, path);
            path.Add(Hash(low, middle));
        }
    }

    private void Between(long from, long low, long high, bool isWhole, List<byte[]> path)
    {
        if (from == high)
        {
            if (!isWhole) path.Add(Hash(low, high));
            return;
        }
        var middle = low + LargestBelow(high - low);
        if (from <= middle)
        {
            Between(from, low, middle, isWhole, path);
            path.Add(Hash(middle, high));
        }
        else
        {
            Between(from, middle, high, isWhole: false, path);
            path.Add(Hash(low, middle));
        }
    }

    // A part that is full and of a level that is kept is a node; others are made of their halves.
    private byte[] Hash(long low, long high)
    {
        var count = high - low;
        var height = BitOperations.TrailingZeroCount(count);
        if (BitOperations.IsPow2(count) && height % MerkleFrontier.LevelsPerNode == 0)
            return _nodes[(height / MerkleFrontier.LevelsPerNode, low >> height)];
        var middle = low + LargestBelow(count);
        return MerkleHash.Node(Hash(low, middle), Hash(middle, high));
    }

    private static long LargestBelow(long count) => 1L << BitOperations.Log2((ulong)count - 1);

    private static IEnumerable<(int Level, long First, long Last)> Ranges(long size, IEnumerable<long> leaves)
    {
        var points = leaves.Append(size).ToList();
        for (var level = 0; size >> (MerkleFrontier.LevelsPerNode * level) > 0; level++)
        {
            var shift = MerkleFrontier.LevelsPerNode * level;
            var kept = size >> shift;
            foreach (var block in points.Select(point => point >> shift >> MerkleFrontier.LevelsPerNode).ToHashSet())
            {
                var first = block * Block;
                if (first < kept) yield return (level, first, Math.Min(kept, first + Block) - 1);
            }
        }
    }

    private void Add(PoolCode pool, int level, long first, long last, Dictionary<long, byte[]> found)
    {
        for (var index = first; index <= last; index++)
        {
            _nodes[(level, index)] = found.GetValueOrDefault(level == 0 ? index + 1 : index)
                ?? throw new LogTreeException(pool, level == 0
                    ? $"the leaf of event {index + 1} is missing"
                    : $"the node over events up to {(index + 1) << (MerkleFrontier.LevelsPerNode * level)} is missing");
        }
    }
}
