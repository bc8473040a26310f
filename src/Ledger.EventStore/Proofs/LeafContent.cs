using System.Buffers.Binary;
using System.Text;

namespace Ledger.EventStore.Proofs;

/// <summary>The columns of an event as its leaf has them, by name; what is binary is in base64.</summary>
public static class LeafContent
{
    private const string Binary = "bdata";

    /// <exception cref="FormatException">It is no content of a leaf.</exception>
    public static IReadOnlyDictionary<string, string?> Read(ReadOnlySpan<byte> content)
    {
        if (Take(ref content) is not { } form || !form.AsSpan().SequenceEqual(EventLeaf.Form))
            throw new FormatException("the content of the leaf is of another form");
        var columns = new Dictionary<string, string?>();
        foreach (var name in EventLeaf.Columns)
        {
            columns[name] = Take(ref content) is not { } bytes ? null
                : name == Binary ? Convert.ToBase64String(bytes)
                : Encoding.UTF8.GetString(bytes);
        }
        return content.Length == 0 ? columns : throw new FormatException("the content of the leaf goes on after its last column");
    }

    /// <summary>What is hashed for these columns.</summary>
    /// <exception cref="FormatException">A column is missing, or one too many.</exception>
    public static byte[] Write(IReadOnlyDictionary<string, string?> columns)
    {
        if (columns.Count != EventLeaf.Columns.Length) throw new FormatException("the event has other columns than a leaf");
        var leaf = new EventLeaf();
        leaf.Start();
        foreach (var name in EventLeaf.Columns)
        {
            if (!columns.TryGetValue(name, out var text)) throw new FormatException($"the event has no column {name}");
            if (text is not null && name == Binary) leaf.Add(Convert.FromBase64String(text));
            else leaf.Add(text);
        }
        return leaf.Content.ToArray();
    }

    private static byte[]? Take(ref ReadOnlySpan<byte> content)
    {
        if (content.Length < sizeof(int)) throw new FormatException("the content of the leaf ends early");
        var length = BinaryPrimitives.ReadInt32BigEndian(content);
        content = content[sizeof(int)..];
        if (length == -1) return null;
        if (length < 0 || length > content.Length) throw new FormatException("the content of the leaf ends early");
        var bytes = content[..length].ToArray();
        content = content[length..];
        return bytes;
    }
}
