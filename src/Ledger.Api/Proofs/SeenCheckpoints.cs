using System.Security.Cryptography;
using System.Text;
using Ledger.Api.CommandLine;
using Ledger.EventStore.Proofs;

namespace Ledger.Api.Proofs;

/// <summary>The last checkpoint of each log that was countersigned, as files beside the keys.</summary>
internal sealed class SeenCheckpoints(string folder)
{
    /// <summary>Null where none was.</summary>
    internal Checkpoint? Last(string origin)
    {
        var file = FileOf(origin);
        return File.Exists(file) ? Checkpoint.Parse(File.ReadAllText(file)) : null;
    }

    internal void Keep(Checkpoint checkpoint) => Write(FileOf(checkpoint.Origin), checkpoint.Text);

    /// <summary>Puts a text in the place of a file, all of it or nothing.</summary>
    /// <exception cref="UserError">It cannot be written.</exception>
    internal static void Write(string file, string text)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            File.WriteAllText(file + ".new", text);
            File.Move(file + ".new", file, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{file} cannot be written: {error.Message}");
        }
    }

    // An origin may be anything, and a name of a file may not.
    private string FileOf(string origin) => Path.Combine(folder, "signed",
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(origin))) + ".seen");
}
