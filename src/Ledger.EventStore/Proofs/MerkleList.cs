using System.Numerics;

namespace Ledger.EventStore.Proofs;

/// <summary>The tree over leaves that are all at hand (RFC 6962, section 2.1).</summary>
internal static class MerkleList
{
    /// <summary>The hashes beside the way from a leaf to the root, from below.</summary>
    internal static IReadOnlyList<byte[]> Path(ReadOnlySpan<byte[]> leaves, int index)
    {
        var path = new List<byte[]>();
        while (leaves.Length > 1)
        {
            var middle = 1 << BitOperations.Log2((uint)leaves.Length - 1);
            var isLeft = index < middle;
            path.Add(Root(isLeft ? leaves[middle..] : leaves[..middle]));
            leaves = isLeft ? leaves[..middle] : leaves[middle..];
            if (!isLeft) index -= middle;
        }
        path.Reverse();
        return path;
    }

    private static byte[] Root(ReadOnlySpan<byte[]> leaves)
    {
        var edge = new MerkleFrontier();
        foreach (var leaf in leaves) edge.Append(leaf);
        return edge.Root();
    }
}
