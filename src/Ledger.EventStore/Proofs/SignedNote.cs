using System.Text;

namespace Ledger.EventStore.Proofs;

/// <summary>A signature under a note.</summary>
/// <param name="Name">Whose key.</param>
/// <param name="KeyId">The first four bytes of what tells keys of one name apart.</param>
public sealed record NoteSignature(string Name, byte[] KeyId, byte[] Signature);

/// <summary>
/// A text with signatures (C2SP signed-note): the text ends with a line end, an empty line follows, and then a line a
/// signature.
/// </summary>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    private const string SignatureStart = "— ";
    private const int KeyIdBytes = 4;
    private const int LengthMax = 1 << 20;

    /// <exception cref="FormatException">It is no signed note; the message says what is wrong.</exception>
    public static SignedNote Parse(string note)
    {
        if (note.Length > LengthMax) throw new FormatException("it is too long for a signed note");
        var end = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0 || !note.EndsWith('\n')) throw new FormatException("it has no text and signatures with an empty line between them");
        var signatures = note[(end + 2)..^1].Split('\n').Select(ParseSignature).ToList();
        return new(note[..(end + 1)], signatures);
    }

    public override string ToString() => new StringBuilder(Text).Append('\n').AppendJoin("", Signatures.Select(Line)).ToString();

    private static string Line(NoteSignature signature) =>
        $"{SignatureStart}{signature.Name} {Convert.ToBase64String([.. signature.KeyId, .. signature.Signature])}\n";

    private static NoteSignature ParseSignature(string line)
    {
        if (!line.StartsWith(SignatureStart, StringComparison.Ordinal)) throw Malformed();
        var parts = line[SignatureStart.Length..].Split(' ');
        if (parts.Length != 2 || !NoteKeys.IsName(parts[0])) throw Malformed();
        var bytes = new byte[parts[1].Length];
        if (!Convert.TryFromBase64String(parts[1], bytes, out var length) || length <= KeyIdBytes
            || Convert.ToBase64String(bytes, 0, length) != parts[1]) throw Malformed();
        return new(parts[0], bytes[..KeyIdBytes], bytes[KeyIdBytes..length]);

        FormatException Malformed() => new($"'{line}' is no line of a signature");
    }
}
