using System.Security.Cryptography;

namespace Ledger.EventStore.Tests.Proofs;

/// <summary>The definitions of RFC 6962, sections 2.1 to 2.1.2, as they are written there: slow, and nothing kept.</summary>
internal static class NaiveMerkle
{
    internal static byte[] Root(ReadOnlySpan<byte[]> leaves) => leaves.Length switch
    {
        0 => SHA256.HashData([]),
        1 => leaves[0],
        _ => SHA256.HashData([1, .. Root(leaves[..Half(leaves.Length)]), .. Root(leaves[Half(leaves.Length)..])]),
    };

    internal static List<byte[]> Path(int leaf, ReadOnlySpan<byte[]> leaves)
    {
        if (leaves.Length == 1) return [];
        var half = Half(leaves.Length);
        return leaf < half
            ? [.. Path(leaf, leaves[..half]), Root(leaves[half..])]
            : [.. Path(leaf - half, leaves[half..]), Root(leaves[..half])];
    }

    internal static List<byte[]> Proof(int from, ReadOnlySpan<byte[]> leaves) => SubProof(from, leaves, isWhole: true);

    private static List<byte[]> SubProof(int from, ReadOnlySpan<byte[]> leaves, bool isWhole)
    {
        if (from == leaves.Length) return isWhole ? [] : [Root(leaves)];
        var half = Half(leaves.Length);
        return from <= half
            ? [.. SubProof(from, leaves[..half], isWhole), Root(leaves[half..])]
            : [.. SubProof(from - half, leaves[half..], isWhole: false), Root(leaves[..half])];
    }

    // The largest power of two that is smaller.
    private static int Half(int count)
    {
        var half = 1;
        while (2 * half < count) half *= 2;
        return half;
    }
}
