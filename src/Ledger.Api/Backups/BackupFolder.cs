using System.Text.Json;
using Ledger.Api.CommandLine;
using Ledger.Api.Database;

namespace Ledger.Api.Backups;

/// <summary>
/// A folder outside the home that holds base backups of one ledger, <c>backups/INSTANT</c>, and in <c>wal</c> what was
/// written since the first. It belongs to one life of one database: a restored ledger begins another.
/// </summary>
internal sealed record BackupFolder(string Path)
{
    private const string MarkFile = "ledger-backups.json";
    private const string LockFile = "lock";

    // EWOULDBLOCK, as .NET reports a file that another process has locked.
    private const int WouldBlock = 11;

    private const UnixFileMode OwnerOnly =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string Wal => System.IO.Path.Combine(Path, "wal");

    public string Backups => System.IO.Path.Combine(Path, "backups");

    /// <summary>The folder of a ledger's backups, made when there is none.</summary>
    /// <exception cref="UserError">It lies in the home, is another ledger's, or is closed to the server.</exception>
    public static async Task<BackupFolder> For(Cluster cluster, string path, DatabaseLife life, CancellationToken cancellationToken)
    {
        var folder = new BackupFolder(OperatingSystemCalls.RealPath(System.IO.Path.GetFullPath(path)));
        foreach (var own in (string[])[cluster.Home.RealPath, cluster.Folder])
        {
            if ($"{folder.Path}/".StartsWith($"{own}/", StringComparison.Ordinal))
                throw new UserError($"--out {path} lies in {own}, with which it would be lost: name a folder elsewhere, best on another disk");
        }
        if (folder.Life() is { } found && found != life)
            throw new UserError($"--out {path} holds backups of another ledger, or of this one before it was restored: name an empty folder");
        try
        {
            foreach (var part in (string[])[folder.Path, folder.Wal, folder.Backups])
            {
                if (Directory.Exists(part)) continue;
                Directory.CreateDirectory(part, OwnerOnly);
                OperatingSystemCalls.GiveTo(cluster.User, part);
            }
            await folder.NeedWritable(cluster.User, cancellationToken);
            if (folder.Life() is null)
                ClusterSettings.Replace(cluster.User, folder.Mark, JsonSerializer.Serialize(life, JsonOutput.Options));
            return folder;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"--out {path}: {problem.Message}");
        }
    }

    /// <summary>A folder that holds backups.</summary>
    /// <exception cref="UserError">It does not.</exception>
    public static BackupFolder Existing(string path)
    {
        var folder = new BackupFolder(OperatingSystemCalls.RealPath(System.IO.Path.GetFullPath(path)));
        return folder.Life() is not null && Directory.Exists(folder.Wal) && folder.All().Count > 0 ? folder
            : throw new UserError($"--from {path} holds no backup of a ledger: name a folder that ./ledger backup --out made");
    }

    /// <summary>The backups that are whole, by the instant at which they ended.</summary>
    public IReadOnlyList<BaseBackup> All() => !Directory.Exists(Backups) ? [] :
    [
        .. Directory.EnumerateDirectories(Backups).Select(BaseBackup.In).OfType<BaseBackup>().OrderBy(backup => backup.Record.Ended, StringComparer.Ordinal),
    ];

    /// <summary>For one backup at a time, so that what is unfinished otherwise is what a kill left.</summary>
    public FileStream Lock()
    {
        try
        {
            return new FileStream(System.IO.Path.Combine(Path, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException held) when (held.HResult == WouldBlock)
        {
            throw new UserError($"another backup into {Path} is being made: wait until it ends");
        }
    }

    /// <exception cref="UserError">The user that PostgreSQL runs as cannot read what is archived.</exception>
    public Task NeedReadable(ServerUser user, CancellationToken cancellationToken) =>
        Need("test -r \"$1\" && test -x \"$1\"", user, cancellationToken);

    private Task NeedWritable(ServerUser user, CancellationToken cancellationToken) =>
        Need("test -w \"$1\" && test -x \"$1\" && test -w \"$2\" && test -x \"$2\"", user, cancellationToken);

    // Asked of the system itself, as that user.
    private async Task Need(string question, ServerUser user, CancellationToken cancellationToken)
    {
        var asked = await Tool.Run(user.Command("/bin/sh", "-c", question, "sh", Wal, Backups), cancellationToken);
        if (asked.ExitCode != 0)
            throw new UserError($"{Path} is closed to {user.Name}, the user that PostgreSQL runs as: open the folders above it "
                + $"(chmod o+x), and give it away (chown -R {user.Name} {Path})");
    }

    private string Mark => System.IO.Path.Combine(Path, MarkFile);

    private DatabaseLife? Life()
    {
        try
        {
            return File.Exists(Mark) ? JsonSerializer.Deserialize<DatabaseLife>(File.ReadAllText(Mark), JsonOutput.Options) : null;
        }
        catch (Exception problem) when (problem is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{Mark} cannot be read: {problem.Message}");
        }
    }
}

/// <summary>A database from when it was made, or restored, to its end.</summary>
/// <param name="System">PostgreSQL's number of the database.</param>
/// <param name="Timeline">Counts how often it was restored.</param>
internal sealed record DatabaseLife(string System, int Timeline);
