using System.Numerics;

namespace Ledger.EventStore.Proofs;

/// <summary>
/// The right edge of a growing Merkle tree: the roots of the full trees that its leaves make, the largest first. It is
/// all that is needed to add leaves and to know the root, however many leaves there are.
/// </summary>
public sealed class MerkleFrontier
{
    /// <summary>Nodes are kept of every eighth level: each stands for 256 of the level below.</summary>
    public const int LevelsPerNode = 8;

    private readonly byte[] _peaks = new byte[64 * MerkleHash.Size];

    public MerkleFrontier()
    {
    }

    /// <param name="size">How many leaves the tree has.</param>
    /// <param name="peaks">What <see cref="Bytes"/> gave at that size.</param>
    /// <exception cref="ArgumentException">The peaks are not those of a tree of that size.</exception>
    public MerkleFrontier(long size, ReadOnlySpan<byte> peaks)
    {
        if (size < 0 || peaks.Length != BitOperations.PopCount((ulong)size) * MerkleHash.Size)
            throw new ArgumentException($"{peaks.Length} bytes are no right edge of a tree of {size} leaves", nameof(peaks));
        Size = size;
        peaks.CopyTo(_peaks);
    }

    /// <summary>How many leaves the tree has.</summary>
    public long Size { get; private set; }

    private int PeakCount => BitOperations.PopCount((ulong)Size);

    /// <summary>The peaks, one after the other.</summary>
    public byte[] Bytes() => _peaks[..(PeakCount * MerkleHash.Size)];

    /// <summary>Adds a leaf.</summary>
    /// <param name="leaf">Its hash.</param>
    /// <param name="completed">Gathers the nodes of every eighth level that it completes; null where nobody keeps them.</param>
    public void Append(ReadOnlySpan<byte> leaf, ICollection<MerkleNode>? completed = null)
    {
        var count = PeakCount;
        var hash = _peaks.AsSpan(count * MerkleHash.Size, MerkleHash.Size);
        leaf.CopyTo(hash);
        var level = 0;
        for (var rest = Size; (rest & 1) == 1; rest >>= 1)
        {
            count--;
            var left = _peaks.AsSpan(count * MerkleHash.Size, MerkleHash.Size);
            MerkleHash.Node(left, hash, left);
            hash = left;
            level++;
            if (level % LevelsPerNode == 0)
                completed?.Add(new(level / LevelsPerNode, Size >> level, hash.ToArray()));
        }
        Size++;
    }

    /// <summary>The root of the tree as it is.</summary>
    public byte[] Root()
    {
        var count = PeakCount;
        if (count == 0) return MerkleHash.Empty;
        var root = _peaks.AsSpan((count - 1) * MerkleHash.Size, MerkleHash.Size).ToArray();
        for (var index = count - 2; index >= 0; index--)
            MerkleHash.Node(_peaks.AsSpan(index * MerkleHash.Size, MerkleHash.Size), root, root);
        return root;
    }
}

/// <summary>The root of a full part of the tree.</summary>
/// <param name="Level">1 for 256 leaves, 2 for 65,536, …</param>
/// <param name="Index">Which of its level, from 0.</param>
public readonly record struct MerkleNode(int Level, long Index, byte[] Hash);
