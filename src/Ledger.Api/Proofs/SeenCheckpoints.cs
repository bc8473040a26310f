using System.Security.Cryptography;
using System.Text;
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

    internal void Keep(Checkpoint checkpoint) => CheckpointFile.Write(FileOf(checkpoint.Origin), checkpoint.Text);

    // An origin may be anything, and a name of a file may not.
    private string FileOf(string origin) => Path.Combine(folder, "signed",
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(origin))) + ".seen");
}
