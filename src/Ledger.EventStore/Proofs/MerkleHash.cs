using System.Security.Cryptography;

namespace Ledger.EventStore.Proofs;

/// <summary>The hashing of RFC 6962, section 2.1: SHA-256, leaves and nodes told apart by their first byte.</summary>
public static class MerkleHash
{
    /// <summary>Bytes of a hash.</summary>
    public const int Size = 32;

    internal const byte LeafPrefix = 0;
    private const byte NodePrefix = 1;

    // One a thread: to make a context costs a small hash as much again.
    [ThreadStatic]
    private static IncrementalHash? _context;

    /// <summary>The root of a tree without leaves.</summary>
    public static byte[] Empty { get; } = SHA256.HashData([]);

    /// <summary>The hash of a leaf: SHA-256 of a zero byte and what is in the leaf.</summary>
    public static byte[] Leaf(ReadOnlySpan<byte> content)
    {
        var bytes = new byte[1 + content.Length];
        bytes[0] = LeafPrefix;
        content.CopyTo(bytes.AsSpan(1));
        return SHA256.HashData(bytes);
    }

    /// <summary>The hash of a node: SHA-256 of a one byte and the hashes of its two sides.</summary>
    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var hash = new byte[Size];
        Node(left, right, hash);
        return hash;
    }

    internal static void Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> hash)
    {
        Span<byte> bytes = stackalloc byte[1 + 2 * Size];
        bytes[0] = NodePrefix;
        left.CopyTo(bytes[1..]);
        right.CopyTo(bytes[(1 + Size)..]);
        Hash(bytes, hash);
    }

    /// <summary>SHA-256.</summary>
    internal static void Hash(ReadOnlySpan<byte> bytes, Span<byte> hash)
    {
        var context = _context ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        context.AppendData(bytes);
        context.GetHashAndReset(hash);
    }
}
