using System.Globalization;
using Ledger.Api.Database;
using Ledger.Domain;
using Ledger.EventStore.Proofs;

namespace Ledger.Api.Proofs;

/// <summary>
/// The checkpoints that were signed here, a file each: outside the database, and best copied to where others keep them.
/// </summary>
internal sealed class CheckpointFolder(string path)
{
    public const string Variable = "LEDGER_CHECKPOINTS";

    private const string Extension = ".checkpoint";
    private const string WithInstitutions = ".institutions";

    internal string Path => path;

    /// <summary><c>LEDGER_CHECKPOINTS</c>, or <c>checkpoints</c> in the ledger's home.</summary>
    internal static CheckpointFolder FromEnvironment() => new(
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
            ? System.IO.Path.GetFullPath(named)
            : System.IO.Path.Combine(LedgerHome.FromEnvironment().Path, "checkpoints"));

    /// <summary>The files of a pool, from the shortest log to the longest.</summary>
    internal IReadOnlyList<string> Of(PoolCode pool) => Directory.Exists(path)
        ? [.. Directory.GetFiles(path, $"{pool}-*{Extension}").Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The longest log up to a position of which one of these keys signed what it had come to; null where none did.</summary>
    /// <exception cref="CommandLine.UserError">A file cannot be read, or is no checkpoint.</exception>
    internal Checkpoint? Newest(PoolCode pool, long position, IReadOnlyList<NoteVerifier> keys) =>
        NewestFile(pool, position, keys)?.Checkpoint;

    /// <summary>The same as a file with its signatures, of those that are wanted.</summary>
    /// <exception cref="CommandLine.UserError">A file cannot be read, or is no checkpoint.</exception>
    internal CheckpointFile? NewestFile(
        PoolCode pool, long position, IReadOnlyList<NoteVerifier> keys, Func<Checkpoint, bool>? isWanted = null) => Of(pool).Reverse()
        .Select(CheckpointFile.ReadUnchecked)
        .FirstOrDefault(file => file.Pool == pool && file.Checkpoint.Size <= position && isWanted?.Invoke(file.Checkpoint) is not false
            && keys.Any(key => key.HasSigned(file.Note)));

    /// <summary>Writes a checkpoint; one that is there already is kept, with the signatures that it may have gained.</summary>
    /// <exception cref="CommandLine.UserError">The folder cannot be written to.</exception>
    internal string Keep(PoolCode pool, Checkpoint checkpoint, SignedNote note)
    {
        // As many digits as a size can have, so that names are in the order of sizes.
        var file = System.IO.Path.Combine(path,
            $"{pool}-{checkpoint.Size.ToString("D19", CultureInfo.InvariantCulture)}{Extension}");
        // An older release signed the same log without its institutions: both are kept, this one as the later.
        if (File.Exists(file) && CheckpointFile.ReadUnchecked(file).Note.Text != note.Text)
            file = System.IO.Path.ChangeExtension(file, WithInstitutions + Extension);
        if (!File.Exists(file)) CheckpointFile.Write(file, note.ToString());
        return file;
    }
}
