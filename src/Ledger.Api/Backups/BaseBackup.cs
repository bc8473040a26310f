using System.Text.Json;
using Ledger.Api.CommandLine;
using Ledger.Api.Database;
using NodaTime;
using NodaTime.Text;

namespace Ledger.Api.Backups;

/// <summary>A pool and how far its log goes in a backup or a restored ledger.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Position">Its last position.</param>
/// <param name="RecordedAt">When that was recorded.</param>
internal sealed record BackedUpPool(string Pool, long Position, string RecordedAt);

/// <summary>What stands beside a backup's data.</summary>
/// <param name="Ended">From this instant on it can be restored to: the database's clock once it was whole.</param>
/// <param name="Major">The major version of PostgreSQL, which alone reads it.</param>
/// <param name="Timeline">The timeline of its write-ahead log.</param>
/// <param name="LastSegment">The file of the write-ahead log with which it ends; later ones come from the archive.</param>
/// <param name="Pools">What it holds at least.</param>
internal sealed record BackupRecord(string Ended, int Major, int Timeline, long LastSegment, IReadOnlyList<BackedUpPool> Pools)
{
    // Of one length, so that texts are in the order of instants.
    public static InstantPattern Instants { get; } = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.ffffff'Z'");

    public Instant EndedAt() => Instants.Parse(Ended).GetValueOrThrow();
}

/// <summary>A copy of the database's files, and what is known of it.</summary>
internal sealed record BaseBackup(string Folder, BackupRecord Record)
{
    public const string RecordFile = "backup.json";

    public string Data => DataIn(Folder);

    public static string DataIn(string folder) => Path.Combine(folder, "data");

    /// <summary>Null where there is none, or none that came to its end.</summary>
    public static BaseBackup? In(string folder)
    {
        var path = Path.Combine(folder, RecordFile);
        if (ClusterCreation.IsUnfinished(folder) || !File.Exists(path)) return null;
        try
        {
            return new(folder, JsonSerializer.Deserialize<BackupRecord>(File.ReadAllText(path), JsonOutput.Options)!);
        }
        catch (Exception problem) when (problem is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{path} cannot be read: {problem.Message}");
        }
    }
}
