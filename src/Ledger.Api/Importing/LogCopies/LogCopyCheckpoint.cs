using Ledger.Api.CommandLine;
using Ledger.Api.Proofs;
using Ledger.EventStore.Proofs;

namespace Ledger.Api.Importing.LogCopies;

/// <summary>The checkpoint that a copy of a log is held to, and whether somebody whose key is known signed it.</summary>
internal sealed record LogCopyCheckpoint(string Path, Checkpoint Checkpoint, bool IsSigned)
{
    private const string BeforeSignatures = "\n\n";

    /// <exception cref="UserError">It cannot be read, or none of its signatures is of a known key.</exception>
    internal static LogCopyCheckpoint Read(string path, IReadOnlyList<NoteVerifier> keys)
    {
        try
        {
            if (!File.Exists(path))
                throw new UserError($"there is no {path}: ./ledger export writes it beside the log; name another with --checkpoint FILE");
            var text = File.ReadAllText(path);
            if (text.Contains(BeforeSignatures, StringComparison.Ordinal)) return new(path, CheckpointFile.Read(path, keys).Checkpoint, IsSigned: true);
            return new(path, Checkpoint.Parse(text), IsSigned: false);
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
}
