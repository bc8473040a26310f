using System.Globalization;

namespace Ledger.EventStore.Proofs;

/// <summary>
/// What a log had come to at some time (C2SP tlog-checkpoint): whose log, how many events, and the root over them. It is
/// signed and kept where whoever owns the database cannot change it.
/// </summary>
/// <param name="Origin">The log, by a name that no other has.</param>
/// <param name="Institutions">What its institutions had come to; null in one that does not say it.</param>
public sealed record Checkpoint(string Origin, long Size, byte[] Root, InstitutionMap? Institutions = null)
{
    private const int OwnLines = 3;
    private const string InstitutionsStart = "institutions ";

    /// <summary>The text that is signed; the institutions are a line of extension.</summary>
    public string Text => $"{Origin}\n{Size}\n{Convert.ToBase64String(Root)}\n"
        + (Institutions is { } map ? $"{InstitutionsStart}{map.Count} {Convert.ToBase64String(map.Root)}\n" : "");

    /// <summary>Reads the text of a note; what else stands after its three lines are others' additions and is passed over.</summary>
    /// <exception cref="FormatException">It is no checkpoint; the message says what is wrong.</exception>
    public static Checkpoint Parse(string text)
    {
        var lines = text.Split('\n');
        if (lines.Length <= OwnLines || lines[0].Length == 0) throw new FormatException("it has not the three lines of a checkpoint");
        return new(lines[0], Number(lines[1]), Hash(lines[2]), InstitutionsOf(lines[OwnLines..]));
    }

    private static InstitutionMap? InstitutionsOf(string[] additions)
    {
        var own = additions.Where(line => line.StartsWith(InstitutionsStart, StringComparison.Ordinal)).ToList();
        return own switch
        {
            [] => null,
            [var line] when line[InstitutionsStart.Length..].Split(' ') is [var count, var root] => new(Number(count), Hash(root)),
            _ => throw new FormatException("its line of institutions is not a count and a root, or there are several"),
        };
    }

    private static long Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && $"{number}" == text
            ? number
            : throw new FormatException($"'{text}' is no size of a log");

    private static byte[] Hash(string text)
    {
        var hash = new byte[text.Length];
        return Convert.TryFromBase64String(text, hash, out var length) && length == MerkleHash.Size
            && Convert.ToBase64String(hash, 0, length) == text
                ? hash[..length]
                : throw new FormatException($"'{text}' is no root of a tree");
    }
}
