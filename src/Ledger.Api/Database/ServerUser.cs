using System.Diagnostics;
using System.Globalization;
using Ledger.Api.CommandLine;

namespace Ledger.Api.Database;

/// <summary>
/// The operating system's user that the server's programs run as: whoever runs the command, or, since
/// PostgreSQL refuses to run as root, an unprivileged user when root runs it.
/// </summary>
internal sealed record ServerUser(string Name, uint UserId, uint GroupId)
{
    /// <summary>Tried in this order; the second is there on every Linux.</summary>
    private static readonly string[] UnprivilegedNames = ["postgres", "nobody"];

    public static string CurrentName => WithId(OperatingSystemCalls.UserId)?.Name ?? Environment.UserName;

    /// <summary>Who runs a cluster that is yet to be made.</summary>
    public static ServerUser ForNewCluster()
    {
        if (!OperatingSystemCalls.IsRoot) return Current();
        var known = Accounts().ToList();
        return UnprivilegedNames.Select(name => known.Find(user => user.Name == name))
            .FirstOrDefault(user => user is not null)
            ?? throw new UserError("PostgreSQL does not run as root, and there is neither a user postgres "
                + "nor nobody: run as an ordinary user, or add one with: adduser --system --group postgres");
    }

    /// <summary>Who runs a cluster that exists: its owner, for no other user may.</summary>
    public static ServerUser OwnerOf(string folder)
    {
        var owner = OperatingSystemCalls.Look(folder)?.UserId
            ?? throw new UserError($"cannot look at {folder} as {CurrentName}: run as its owner or as root");
        if (owner == OperatingSystemCalls.UserId && !OperatingSystemCalls.IsRoot) return Current();
        var user = WithId(owner) ?? new ServerUser($"{owner}", owner, owner);
        if (!OperatingSystemCalls.IsRoot)
            throw new UserError($"the database in {folder} belongs to {user.Name}: run as {user.Name} or as "
                + $"root, or set {LedgerHome.Variable} to a folder of yours");
        return owner != 0 ? user : throw new UserError($"{folder} belongs to root, as whom PostgreSQL does "
            + $"not run: give it back to its user with: chown -R postgres: {folder}");
    }

    /// <summary>A command to be run as this user, away from the caller's folder and variables.</summary>
    public ProcessStartInfo Command(string program, params IEnumerable<string> arguments)
    {
        string[] asUser = [$"--reuid={UserId}", $"--regid={GroupId}", "--clear-groups", "--"];
        var command = OperatingSystemCalls.IsRoot
            ? Tool.Command("setpriv", [.. asUser, program, .. arguments])
            : Tool.Command(program, arguments);
        command.WorkingDirectory = "/";
        // The caller's PGDATA, PGOPTIONS or a password in LEDGER_DB are none of the server's business.
        string[] kept = ["PATH", "LD_LIBRARY_PATH"];
        foreach (var name in command.Environment.Keys.Where(name => !kept.Contains(name)).ToList())
            command.Environment.Remove(name);
        command.Environment["LC_ALL"] = "C";
        return command;
    }

    /// <summary>
    /// Whether this user may pass through every folder of a path; asked of the system itself, as that user.
    /// </summary>
    public async Task<bool> Reaches(string folder, CancellationToken cancellationToken)
    {
        if (!OperatingSystemCalls.IsRoot) return true;
        var question = Command("/bin/sh", "-c", "test -x \"$1\"", "sh", folder);
        var asked = await Tool.Run(question, cancellationToken);
        return asked.ExitCode == 0;
    }

    private static ServerUser Current() => WithId(OperatingSystemCalls.UserId)
        ?? throw new UserError($"user {OperatingSystemCalls.UserId} has no line in /etc/passwd, which "
            + "PostgreSQL needs: add one, or run as another user");

    private static ServerUser? WithId(uint id)
    {
        var listed = Accounts().FirstOrDefault(user => user.UserId == id);
        if (listed is not null || id != OperatingSystemCalls.UserId) return listed;
        // A user of a directory service has no line of its own in the file.
        return Environment.UserName.Length > 0 ? new ServerUser(Environment.UserName, id, id) : null;
    }

    private static IEnumerable<ServerUser> Accounts() => File.ReadLines("/etc/passwd")
        .Select(line => line.Split(':'))
        .Where(field => field.Length >= 4 && uint.TryParse(field[2], out _) && uint.TryParse(field[3], out _))
        .Select(field => new ServerUser(field[0], uint.Parse(field[2], CultureInfo.InvariantCulture),
            uint.Parse(field[3], CultureInfo.InvariantCulture)));
}
