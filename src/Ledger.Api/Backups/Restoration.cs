using Ledger.Api.CommandLine;
using Ledger.Api.Database;
using NodaTime;
using Npgsql;

namespace Ledger.Api.Backups;

/// <summary>
/// Makes a ledger again from a backup and the archive beside it, as it was at an instant, or with all that is archived.
/// It is made in a folder beside its place and moved there when it has recovered: nothing half is ever taken for a ledger.
/// </summary>
internal static class Restoration
{
    private const int StopSecondsMax = 600;

    private static readonly TimeSpan _recoveryMax = TimeSpan.FromHours(24);

    /// <param name="from">A folder that ./ledger backup made.</param>
    /// <param name="until">Nothing that was committed later comes back; null for all that is archived.</param>
    /// <param name="home">A home without a ledger.</param>
    /// <param name="cancellationToken">Ends the work; the home then still has no ledger.</param>
    /// <exception cref="UserError">There is no such backup, it is damaged, or the home has a ledger.</exception>
    public static async Task<(BaseBackup Backup, IReadOnlyList<BackedUpPool> Pools)> Run(
        string from, Instant? until, LedgerHome home, CancellationToken cancellationToken)
    {
        var folder = BackupFolder.Existing(from);
        var backup = Choose(folder, until);
        NeedEmpty(home);
        var last = NeedWholeArchive(folder, backup, until);
        var programs = await PostgresPrograms.Find(backup.Record.Major, cancellationToken)
            ?? throw new UserError($"the backup is of PostgreSQL {backup.Record.Major}, which is not installed: install it, "
                + $"or name its programs' folder in {PostgresPrograms.Variable}");
        using var alone = await HomeLock.Take(home, cancellationToken);
        NeedEmpty(home);
        var cluster = await Cluster.Prepare(home, cancellationToken);
        await folder.NeedReadable(cluster.User, cancellationToken);
        ClusterCreation.RemoveUnfinished(cluster.Folder);
        var unfinished = ClusterCreation.Unfinished(cluster.Folder);
        try
        {
            await Copy(cluster.User, backup.Data, unfinished, cancellationToken);
            // Here and not where it lies, so that what went wrong while it was copied is found too.
            await BackupRun.Verify(cluster.User, programs, unfinished, cancellationToken);
            await Recover(cluster, programs, unfinished, folder, until, cancellationToken);
            if (until is null) NeedAll(unfinished, folder, last);
            WalArchive.EndRecovery(unfinished);
            ClusterSettings.Write(cluster, unfinished);
            Directory.Move(unfinished, cluster.DataFolder);
            await Tool.Run(Tool.Command("sync", cluster.Folder), cancellationToken);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw home.Unusable(problem);
        }
        finally
        {
            // Nobody waits for it any more.
            if (ServerMark.Read(unfinished) is not null)
                await Tool.Run(cluster.User.Command(programs.PgCtl, "stop", "--pgdata", unfinished, "--mode=immediate"), CancellationToken.None);
            ClusterCreation.RemoveUnfinished(cluster.Folder);
        }
        await EmbeddedServer.Start(cluster, cancellationToken);
        await using var connection = new NpgsqlConnection(cluster.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return (backup, await PoolHeads.Of(connection, cancellationToken));
    }

    private static void NeedEmpty(LedgerHome home)
    {
        if (File.Exists(home.Path)) throw new UserError($"{home.Path} is a file; name a folder instead");
        if (Cluster.Find(home) is { IsInitialised: true })
            throw new UserError($"{home.Path} holds a ledger, over which nothing is restored: name an empty folder with --home");
    }

    private static BaseBackup Choose(BackupFolder folder, Instant? until)
    {
        var all = folder.All();
        if (until is not { } instant) return all[^1];
        return all.LastOrDefault(backup => backup.Record.EndedAt() <= instant)
            ?? throw new UserError($"--to {BackupRecord.Instants.Format(instant)} is before the first backup in {folder.Path} had ended: "
                + $"name {all[0].Record.Ended} or later");
    }

    // A file that is lost would look like the end of what is archived.
    private static long NeedWholeArchive(BackupFolder folder, BaseBackup backup, Instant? until)
    {
        var (timeline, next) = (backup.Record.Timeline, backup.Record.LastSegment + 1);
        if (until is not null) return next - 1;
        foreach (var segment in WalArchive.Segments(folder, timeline, next))
        {
            if (segment != next)
                throw new UserError($"{WalArchive.FileOf(folder, timeline, next)} is missing, and later ones are there: "
                    + "bring it back, or name with --to an instant before it", ExitCodes.Finding);
            next++;
        }
        return next - 1;
    }

    private static async Task Copy(ServerUser user, string from, string to, CancellationToken cancellationToken)
    {
        var copied = await Patience.Awaiting(Tool.Run(Tool.Command("cp", "-R", "--preserve=mode,timestamps", from, to), cancellationToken),
            "copying the backup", cancellationToken);
        if (copied.ExitCode != 0) throw new IOException(copied.Reason);
        if (!OperatingSystemCalls.IsRoot) return;
        var given = await Tool.Run(Tool.Command("chown", "-R", $"{user.UserId}:{user.GroupId}", to), cancellationToken);
        if (given.ExitCode != 0) throw new IOException(given.Reason);
    }

    private static async Task Recover(Cluster cluster, PostgresPrograms programs, string data, BackupFolder folder, Instant? until,
        CancellationToken cancellationToken)
    {
        WalArchive.BeginRecovery(cluster, data, folder);
        ClusterSettings.WriteForRecovery(cluster, data, until);
        ClusterSettings.Replace(cluster.User, Path.Combine(data, "recovery.signal"), "");
        var before = ServerLog.Length(cluster);
        OperatingSystemCalls.KeepDescriptorsFromChildren();
        var start = cluster.User.Command(programs.PgCtl, "start", "--pgdata", data, "--log", cluster.LogFile, "--wait");
        var started = await Tool.Run(start, cancellationToken);
        if (started.ExitCode != 0 || !await HasRecovered(data, cancellationToken))
            throw NotRecovered(cluster, before, until, started.Reason);
        var stop = cluster.User.Command(programs.PgCtl, "stop", "--pgdata", data, "--mode=fast", "--wait", $"--timeout={StopSecondsMax}");
        var stopped = await Tool.Run(stop, cancellationToken);
        if (stopped.ExitCode != 0) throw new UserError($"what was restored does not stop ({stopped.Reason}): see {cluster.LogFile}");
    }

    // pg_ctl does not wait for it where nobody can ask meanwhile. A server that is killed leaves its mark.
    private static async Task<bool> HasRecovered(string data, CancellationToken cancellationToken)
    {
        ServerMark? mark = null;
        await Patience.Until(
            () =>
            {
                mark = ServerMark.Read(data);
                return Task.FromResult(mark is null or { SaysReady: true } || !Directory.Exists($"/proc/{mark.ProcessId}"));
            },
            _recoveryMax, "recovering what is archived", cancellationToken);
        return mark is { SaysReady: true };
    }

    private static UserError NotRecovered(Cluster cluster, long before, Instant? until, string reason)
    {
        var fatal = ServerLog.LastFatal(cluster, before) ?? reason;
        if (until is { } instant && fatal.Contains("before configured recovery target", StringComparison.Ordinal))
        {
            var last = ServerLog.After(cluster, before, "last completed transaction was at log time ");
            return new($"--to {BackupRecord.Instants.Format(instant)}: nothing later is archived that would show that nothing is missing"
                + (last is null ? "" : $" (the last is of {last})") + ": leave out --to to have all of it");
        }
        return new($"the ledger cannot be restored: {fatal} (log: {cluster.LogFile})", ExitCodes.Finding);
    }

    // What cannot be read ends a recovery without a word. The history of the timeline that begins there says where that was.
    private static void NeedAll(string data, BackupFolder folder, long last)
    {
        var history = Directory.EnumerateFiles(Path.Combine(data, "pg_wal"), "*.history").Max(StringComparer.Ordinal)
            ?? throw new UserError($"{folder.Path} was not restored to its end: no new timeline began", ExitCodes.Finding);
        var end = File.ReadLines(history).Last(line => line.Contains('/', StringComparison.Ordinal)).Split('\t')[1];
        if (WalArchive.SegmentBefore(end) < last)
            throw new UserError($"the archive in {folder.Path} is damaged: it can be read to {end} only, and goes on; name with --to an "
                + "instant before that", ExitCodes.Finding);
    }
}
