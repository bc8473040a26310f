using System.Globalization;

namespace Ledger.EventStore.Proofs;

/// <summary>
/// What a log had come to at some time (C2SP tlog-checkpoint): whose log, how many events, and the root over them. It is
/// signed and kept where whoever owns the database cannot change it.
/// </summary>
/// <param name="Origin">The log, by a name that no other has.</param>
public sealed record Checkpoint(string Origin, long Size, byte[] Root)
{
    /// <summary>The text that is signed.</summary>
    public string Text => $"{Origin}\n{Size}\n{Convert.ToBase64String(Root)}\n";

    /// <summary>Reads the text of a note; lines after the third are others' additions and are passed over.</summary>
    /// <exception cref="FormatException">It is no checkpoint; the message says what is wrong.</exception>
    public static Checkpoint Parse(string text)
    {
        var lines = text.Split('\n');
        if (lines.Length < 4 || lines[0].Length == 0) throw new FormatException("it has not the three lines of a checkpoint");
        if (!long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size) || $"{size}" != lines[1])
            throw new FormatException($"'{lines[1]}' is no size of a log");
        var root = new byte[lines[2].Length];
        if (!Convert.TryFromBase64String(lines[2], root, out var length) || length != MerkleHash.Size
            || Convert.ToBase64String(root, 0, length) != lines[2])
            throw new FormatException($"'{lines[2]}' is no root of a tree");
        return new(lines[0], size, root[..length]);
    }
}
