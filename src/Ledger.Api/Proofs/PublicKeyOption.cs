using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.EventStore.Proofs;

namespace Ledger.Api.Proofs;

/// <summary>The public keys that checkpoints are checked with.</summary>
internal static class PublicKeyOption
{
    internal static Option<string[]> Create() => new("--public-key")
    {
        Description = "A file with public keys, one a line (default: those of ./ledger keys)",
    };

    /// <exception cref="UserError">A file cannot be read, or a line of it is no public key.</exception>
    internal static IReadOnlyList<NoteVerifier> Keys(IReadOnlyList<string> files) => files.Count == 0
        ? [.. KeyFolder.FromEnvironment().Public().Select(line => Parse(KeyFolder.FromEnvironment().Path, line))]
        : [.. files.SelectMany(file => Lines(file).Select(line => Parse(file, line)))];

    private static IEnumerable<string> Lines(string file)
    {
        try
        {
            return File.ReadAllLines(file).Where(line => line.Trim().Length > 0);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"--public-key {file} cannot be read: {error.Message}");
        }
    }

    private static NoteVerifier Parse(string file, string line)
    {
        try
        {
            return NoteVerifier.Parse(line);
        }
        catch (FormatException error)
        {
            throw new UserError($"{file}: '{PlainLine.Beginning(line)}' is no public key: {error.Message}");
        }
    }
}
