using System.Numerics;

namespace Ledger.EventStore.Proofs;

/// <summary>
/// Checks of proofs (RFC 9162, sections 2.1.3.2 and 2.1.4.2): pure, and all that somebody needs who trusts nobody.
/// </summary>
public static class MerkleProof
{
    /// <summary>Whether the leaf is in the tree, at that place.</summary>
    /// <param name="index">From 0: the position less one.</param>
    /// <param name="leaf">The hash of the leaf.</param>
    /// <param name="size">How many leaves the tree has.</param>
    /// <param name="root">The root of the tree.</param>
    /// <param name="path">The hashes beside the way from the leaf to the root.</param>
    public static bool Includes(long index, byte[] leaf, long size, byte[] root, IReadOnlyList<byte[]> path)
    {
        if (index < 0 || index >= size) return false;
        var (at, last, hash) = (index, size - 1, leaf);
        foreach (var beside in path)
        {
            if (last == 0) return false;
            if ((at & 1) == 1 || at == last)
            {
                hash = MerkleHash.Node(beside, hash);
                if ((at & 1) == 0)
                {
                    var skipped = BitOperations.TrailingZeroCount(at | long.MinValue);
                    (at, last) = (at >> skipped, last >> skipped);
                }
            }
            else
            {
                hash = MerkleHash.Node(hash, beside);
            }
            (at, last) = (at >> 1, last >> 1);
        }
        return last == 0 && hash.AsSpan().SequenceEqual(root);
    }

    /// <summary>Whether the later tree is the earlier one with leaves added: nothing was changed or taken away.</summary>
    /// <param name="from">Leaves of the earlier tree.</param>
    /// <param name="fromRoot">Its root.</param>
    /// <param name="to">Leaves of the later tree.</param>
    /// <param name="toRoot">Its root.</param>
    /// <param name="path">The hashes that show it.</param>
    public static bool Extends(long from, byte[] fromRoot, long to, byte[] toRoot, IReadOnlyList<byte[]> path)
    {
        if (from < 0 || from > to) return false;
        if (from == to) return path.Count == 0 && fromRoot.AsSpan().SequenceEqual(toRoot);
        if (from == 0) return path.Count == 0 && fromRoot.AsSpan().SequenceEqual(MerkleHash.Empty);
        var (at, last) = (from - 1, to - 1);
        var skipped = BitOperations.TrailingZeroCount(~at);
        (at, last) = (at >> skipped, last >> skipped);
        var next = 0;
        // A full tree is a node of the later one, and need not be said.
        if (at != 0 && path.Count == 0) return false;
        var earlier = at == 0 ? fromRoot : path[next++];
        var later = earlier;
        for (; next < path.Count; next++)
        {
            if (last == 0) return false;
            var beside = path[next];
            if ((at & 1) == 1 || at == last)
            {
                (earlier, later) = (MerkleHash.Node(beside, earlier), MerkleHash.Node(beside, later));
                if ((at & 1) == 0)
                {
                    var over = BitOperations.TrailingZeroCount(at | long.MinValue);
                    (at, last) = (at >> over, last >> over);
                }
            }
            else
            {
                later = MerkleHash.Node(later, beside);
            }
            (at, last) = (at >> 1, last >> 1);
        }
        return last == 0 && earlier.AsSpan().SequenceEqual(fromRoot) && later.AsSpan().SequenceEqual(toRoot);
    }
}
