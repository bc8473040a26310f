using System.Text;
using Ledger.Api.CommandLine;
using Ledger.Domain;
using Ledger.EventStore.Proofs;

namespace Ledger.Api.Proofs;

/// <summary>A checkpoint as somebody gave it, and who signed it.</summary>
internal sealed record CheckpointFile(string Path, Checkpoint Checkpoint, SignedNote Note)
{
    /// <summary>What stands between the name of the key and the pool in the origin of a log.</summary>
    private const string PoolsPart = "/pools/";

    internal PoolCode? Pool => Checkpoint.Origin.LastIndexOf(PoolsPart, StringComparison.Ordinal) is >= 0 and var at
        && PoolCode.TryParse(Checkpoint.Origin[(at + PoolsPart.Length)..], out var pool) ? pool : null;

    internal static string OriginOf(string keyName, PoolCode pool) => $"{keyName}{PoolsPart}{pool}";

    /// <exception cref="UserError">It cannot be read, is no checkpoint, or nobody whose key is known has signed it.</exception>
    internal static CheckpointFile Read(string path, IReadOnlyList<NoteVerifier> keys)
    {
        var file = ReadUnchecked(path);
        if (keys.Count == 0)
            throw new UserError($"{path}: there is no public key to check it with; name one with --public-key FILE");
        if (!keys.Any(key => key.HasSigned(file.Note)))
        {
            throw new UserError($"{path}: none of its signatures is right and of a known key "
                + $"({string.Join(", ", keys.Select(key => key.Name))})", ExitCodes.Finding);
        }
        return file;
    }

    /// <summary>The same, whoever signed it.</summary>
    internal static CheckpointFile ReadUnchecked(string path)
    {
        try
        {
            var note = SignedNote.Parse(File.ReadAllText(path));
            return new(path, Checkpoint.Parse(note.Text), note);
        }
        catch (FormatException error)
        {
            throw new UserError($"{path} is no checkpoint: {error.Message}", ExitCodes.Finding);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{path} cannot be read: {error.Message}");
        }
    }

    /// <summary>Puts a text in the place of a file, all of it or nothing.</summary>
    /// <exception cref="UserError">It cannot be written.</exception>
    internal static void Write(string file, string text) => Write(file, Encoding.UTF8.GetBytes(text));

    /// <summary>Puts bytes in the place of a file, all of them or nothing.</summary>
    /// <exception cref="UserError">It cannot be written.</exception>
    internal static void Write(string file, byte[] content)
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(file))!);
            File.WriteAllBytes(file + ".new", content);
            File.Move(file + ".new", file, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{file} cannot be written: {error.Message}");
        }
    }
}
