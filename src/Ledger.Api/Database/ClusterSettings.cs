using System.Text;
using Ledger.Api.Backups;
using NodaTime;
using NodaTime.Text;

namespace Ledger.Api.Database;

/// <summary>The server's settings, as files of our own in the data folder, set right at each start.</summary>
internal static class ClusterSettings
{
    private const string SettingsFile = "ledger.conf";

    public const string IncludeLine =
        $"\n# The ledger's settings, rewritten at each start.\ninclude '{SettingsFile}'\n";

    private static readonly InstantPattern _instants = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss.ffffff");

    /// <summary>Writes what differs; returns whether anything did.</summary>
    public static bool Write(Cluster cluster, string dataFolder)
    {
        var written = false;
        foreach (var (name, text) in Files(cluster))
        {
            var path = Path.Combine(dataFolder, name);
            if (File.Exists(path) && File.ReadAllText(path) == text) continue;
            Replace(cluster.User, path, text);
            written = true;
        }
        return written;
    }

    /// <summary>
    /// Settings for a server that recovers a backup up to an instant, or all that is archived: its socket is in its own
    /// folder, where nobody looks for it, it archives nothing, and it is ready once it has recovered. The next start writes
    /// the usual ones.
    /// </summary>
    /// <param name="cluster">Whose it will be.</param>
    /// <param name="dataFolder">Where it recovers.</param>
    /// <param name="until">The last instant; null for all.</param>
    public static void WriteForRecovery(Cluster cluster, string dataFolder, Instant? until)
    {
        // With the offset in digits: PostgreSQL reads its settings before it knows the names of time zones.
        var target = until is { } instant ? $"recovery_target_time = '{_instants.Format(instant)}+00'" : "";
        Write(cluster, dataFolder);
        Replace(cluster.User, Path.Combine(dataFolder, SettingsFile), Settings(".") + $"""
            hot_standby = off
            archive_mode = off
            restore_command = 'sh {WalArchive.RecoveryScriptFile} %f %p'
            recovery_target_timeline = 'current'
            {target}
            recovery_target_action = 'promote'

            """);
    }

    /// <summary>In one step and on disk, so that a power cut leaves the old file or the new one.</summary>
    public static void Replace(ServerUser user, string path, string text)
    {
        var fresh = path + ".new";
        File.Delete(fresh);
        using (var file = new FileStream(fresh, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            file.Write(Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }
        OperatingSystemCalls.GiveTo(user, fresh);
        File.Move(fresh, path, overwrite: true);
    }

    private static IEnumerable<(string Name, string Text)> Files(Cluster cluster) =>
    [
        (SettingsFile, Settings(cluster.Socket.Folder)),
        ("pg_hba.conf", "# Only through the private socket, only by who the operating system says it is.\n"
            + "local all all peer map=ledger\nlocal replication all peer map=ledger\n"),
        ("pg_ident.conf", string.Concat(new[] { "root", cluster.User.Name }.Distinct()
            .Select(name => $"ledger \"{name}\" {Cluster.Role}\n"))),
    ];

    private static string Settings(string socketFolder) =>
        $"""
        # Written by the ledger at each start; a change made here is lost. Put your own in
        # postgresql.auto.conf with: alter system set ...

        # Reached through a private socket only, never over the network.
        listen_addresses = ''
        port = {Cluster.Port}
        unix_socket_directories = '{socketFolder}'
        unix_socket_permissions = 0700

        # A commit that was answered is on disk. Benchmarks run with these too.
        fsync = on
        synchronous_commit = on
        full_page_writes = on
        wal_level = replica

        # Switched on here, since that takes a start; nothing is archived until ./ledger backup has put its script beside this
        # file. A quiet ledger's last entry is archived within a minute too.
        archive_mode = on
        archive_command = 'test ! -e {WalArchive.ScriptFile} || sh {WalArchive.ScriptFile} %p %f'
        archive_timeout = 60

        max_connections = 100
        # A pool has its own partitions, each of them a lock in a query over all.
        max_locks_per_transaction = 256
        shared_buffers = 256MB
        maintenance_work_mem = 256MB
        work_mem = 16MB
        max_wal_size = 4GB
        checkpoint_timeout = 15min
        random_page_cost = 1.1
        # Queries here are short: compiling them costs more than running them.
        jit = off
        # A client that was killed lets go of its pool's lock at once, not at the end of its statement.
        client_connection_check_interval = 1s

        timezone = 'UTC'
        log_timezone = 'UTC'
        lc_messages = 'C'
        log_checkpoints = off
        log_line_prefix = '%m [%p] '

        """;
}
