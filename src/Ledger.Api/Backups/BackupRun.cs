using System.Text.Json;
using Ledger.Api.CommandLine;
using Ledger.Api.Database;
using NodaTime;
using Npgsql;

namespace Ledger.Api.Backups;

/// <summary>What a backup made.</summary>
/// <param name="Backup">The backup.</param>
/// <param name="ArchivedElsewhere">Where the write-ahead log was archived before, if elsewhere.</param>
internal sealed record MadeBackup(BaseBackup Backup, string? ArchivedElsewhere);

/// <summary>
/// Makes a base backup of the embedded server while others read and write, and has it archive from then on what is written.
/// Killed at any moment it leaves no backup or a whole one.
/// </summary>
internal static class BackupRun
{
    private static readonly TimeSpan _archivedWithin = TimeSpan.FromSeconds(60);

    public static async Task<MadeBackup> Make(Cluster cluster, string path, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(cluster.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        var folder = await BackupFolder.For(cluster, path, await Life(connection, cancellationToken), cancellationToken);
        await using var alone = folder.Lock();
        ClusterCreation.RemoveUnfinished(folder.Backups);
        // First, so that nothing that is written from the backup's beginning on is missed.
        var elsewhere = WalArchive.Begin(cluster, folder);
        var programs = await EmbeddedServer.ProgramsFor(cluster, cancellationToken);
        var unfinished = ClusterCreation.Unfinished(folder.Backups);
        try
        {
            Directory.CreateDirectory(unfinished, File.GetUnixFileMode(folder.Backups));
            OperatingSystemCalls.GiveTo(cluster.User, unfinished);
            var pools = await PoolHeads.Of(connection, cancellationToken);
            await Copy(cluster, programs, BaseBackup.DataIn(unfinished), cancellationToken);
            await Verify(cluster.User, programs, BaseBackup.DataIn(unfinished), cancellationToken);
            var (timeline, last) = End(BaseBackup.DataIn(unfinished));
            var record = new BackupRecord(await Now(connection, cancellationToken), programs.Major, timeline, last, pools);
            ClusterSettings.Replace(cluster.User, Path.Combine(unfinished, BaseBackup.RecordFile),
                JsonSerializer.Serialize(record, JsonOutput.Options));
            var made = new BaseBackup(Path.Combine(folder.Backups, record.Ended), record);
            Directory.Move(unfinished, made.Folder);
            await Tool.Run(Tool.Command("sync", folder.Backups), cancellationToken);
            await NeedArchived(cluster, folder, made, cancellationToken);
            return new(made, elsewhere);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"--out {path}: {problem.Message}");
        }
        finally
        {
            ClusterCreation.RemoveUnfinished(folder.Backups);
        }
    }

    /// <summary>Whether each of a backup's files is what it was when it was made.</summary>
    /// <exception cref="UserError">One is not.</exception>
    public static async Task Verify(ServerUser user, PostgresPrograms programs, string data, CancellationToken cancellationToken)
    {
        var verified = await Tool.Run(user.Command(programs.VerifyBackup, "--exit-on-error", "--quiet", data), cancellationToken);
        if (verified.ExitCode != 0) throw new UserError($"the backup is damaged: {verified.Reason}", ExitCodes.Finding);
    }

    private static async Task<DatabaseLife> Life(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var query = new NpgsqlCommand("""
            select (select system_identifier::text from pg_control_system()),
                ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int, current_setting('archive_mode')
            """, connection);
        await using var reader = await query.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        if (reader.GetString(2) == "off")
            throw new UserError("the database was started by an earlier release, under which nothing is archived: "
                + "./ledger stop, and then this again");
        return new(reader.GetString(0), reader.GetInt32(1));
    }

    private static async Task Copy(Cluster cluster, PostgresPrograms programs, string data, CancellationToken cancellationToken)
    {
        var copy = cluster.User.Command(programs.BaseBackup, "--pgdata", data, "--host", cluster.Socket.Folder,
            "--port", $"{Cluster.Port}", "--username", Cluster.Role, "--no-password", "--checkpoint=fast", "--wal-method=stream",
            "--manifest-checksums=SHA256", "--label=ledger");
        var copied = await Patience.Awaiting(Tool.Run(copy, cancellationToken), "copying the database", cancellationToken);
        if (copied.ExitCode != 0) throw new UserError($"the database cannot be copied: {copied.Reason}");
    }

    // Of the manifest: {"WAL-Ranges": [{"Timeline": 1, "Start-LSN": "0/2000028", "End-LSN": "0/2000100"}], …}
    private static (int Timeline, long LastSegment) End(string data)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(data, "backup_manifest")));
        var last = manifest.RootElement.GetProperty("WAL-Ranges").EnumerateArray().Last();
        return (last.GetProperty("Timeline").GetInt32(), WalArchive.SegmentBefore(last.GetProperty("End-LSN").GetString()!));
    }

    private static async Task<string> Now(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var clock = new NpgsqlCommand("select clock_timestamp()", connection);
        return BackupRecord.Instants.Format(Instant.FromDateTimeUtc((DateTime)(await clock.ExecuteScalarAsync(cancellationToken))!));
    }

    // The backup ended its last file, so that it must come.
    private static async Task NeedArchived(
        Cluster cluster, BackupFolder folder, BaseBackup made, CancellationToken cancellationToken)
    {
        var file = WalArchive.FileOf(folder, made.Record.Timeline, made.Record.LastSegment);
        if (!await Patience.Until(() => Task.FromResult(File.Exists(file)), _archivedWithin,
            "waiting until what is written meanwhile is archived", cancellationToken))
            throw new UserError($"the backup {made.Folder} is whole, but nothing that is written since is archived: "
                + $"{file} does not come; {cluster.LogFile} says why", ExitCodes.Finding);
    }
}
