using System.Globalization;
using Ledger.Api.CommandLine;

namespace Ledger.Api.Database;

/// <summary>
/// PostgreSQL's server programs of one version. <c>LEDGER_PG_BIN</c> decides alone when it is set; otherwise
/// PATH is looked at, then the folders of Debian's packages, newest first.
/// </summary>
internal sealed record PostgresPrograms(string Folder, string Version, int Major)
{
    public const int OldestMajor = 15;
    public const string Variable = "LEDGER_PG_BIN";

    private const string DebianFolder = "/usr/lib/postgresql";
    private static readonly string[] Needed = ["initdb", "pg_ctl", "postgres"];

    public string InitDb => Path.Combine(Folder, "initdb");

    public string PgCtl => Path.Combine(Folder, "pg_ctl");

    public string Postgres => Path.Combine(Folder, "postgres");

    /// <exception cref="UserError">It is not there: a distribution may pack it apart.</exception>
    public string BaseBackup => NeedProgram("pg_basebackup");

    /// <inheritdoc cref="BaseBackup"/>
    public string VerifyBackup => NeedProgram("pg_verifybackup");

    /// <summary>
    /// The programs to make a new cluster with; null when there are none that are new enough.
    /// </summary>
    public static async Task<PostgresPrograms?> Find(CancellationToken cancellationToken)
    {
        foreach (var folder in Folders())
            if (await At(folder, cancellationToken) is { } programs && programs.Major >= OldestMajor)
                return programs;
        return null;
    }

    /// <summary>
    /// The programs of exactly that major version, which an existing cluster needs; null when there are none.
    /// </summary>
    public static async Task<PostgresPrograms?> Find(int major, CancellationToken cancellationToken)
    {
        foreach (var folder in Folders())
            if (await At(folder, cancellationToken) is { } programs && programs.Major == major)
                return programs;
        return null;
    }

    /// <summary>
    /// As <see cref="Find(CancellationToken)"/>, installing Debian's packages when there are none and it may.
    /// </summary>
    public static async Task<PostgresPrograms> FindOrInstall(CancellationToken cancellationToken)
    {
        if (await Find(cancellationToken) is { } found) return found;
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
            throw new UserError($"{Variable}={named} does not hold {string.Join(", ", Needed)} of PostgreSQL "
                + $"{OldestMajor} or newer: correct it or unset it");
        await Install(cancellationToken);
        return await Find(cancellationToken) ?? throw new UserError(Missing);
    }

    public static string Missing =>
        $"PostgreSQL {OldestMajor} or newer is not installed: install its server programs (Debian: apt-get "
        + $"install postgresql), name their folder in {Variable}, or a server in {ExternalDatabase.Variable}";

    private string NeedProgram(string name)
    {
        var path = Path.Combine(Folder, name);
        return File.Exists(path) ? path : throw new UserError($"{name} of PostgreSQL {Major} is not in {Folder}: install "
            + $"PostgreSQL's client programs (Debian: apt-get install postgresql-client-{Major})");
    }

    private static async Task Install(CancellationToken cancellationToken)
    {
        if (!OperatingSystemCalls.IsRoot || !File.Exists("/usr/bin/apt-get")) throw new UserError(Missing);
        await Console.Error.WriteLineAsync("ledger: PostgreSQL is missing; installing Debian's packages");
        var script = Path.Combine(AppContext.BaseDirectory, "Database", "install-postgresql.sh");
        var result = await Tool.Run(Tool.Command("/bin/bash", script), cancellationToken);
        if (result.ExitCode != 0) throw new UserError($"{Missing}; apt-get says: {result.Reason}");
    }

    private static IEnumerable<string> Folders()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named) return [named];
        // A lone postgres on PATH may be a link into a real folder or a distribution's wrapper: what counts
        // is the folder that the link leads to.
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Where(folder => folder.Length > 0)
            .SelectMany(folder => Needed.Select(program => Path.Combine(folder, program)))
            .Where(File.Exists)
            .Select(program => Path.GetDirectoryName(OperatingSystemCalls.RealPath(program))!);
        return onPath.Concat(DebianFolders())
            .Where(folder => Needed.All(program => File.Exists(Path.Combine(folder, program))))
            .Distinct();
    }

    private static IEnumerable<string> DebianFolders() => !Directory.Exists(DebianFolder) ? [] : Directory
        .EnumerateDirectories(DebianFolder)
        .Select(folder => (Folder: folder, Major: MajorOf(Path.GetFileName(folder))))
        .OrderByDescending(version => version.Major)
        .Select(version => Path.Combine(version.Folder, "bin"));

    private static async Task<PostgresPrograms?> At(string folder, CancellationToken cancellationToken)
    {
        var postgres = Path.Combine(folder, "postgres");
        if (!Needed.All(program => File.Exists(Path.Combine(folder, program)))) return null;
        // "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"
        var said = await Tool.Run(Tool.Command(postgres, "--version"), cancellationToken);
        var words = said.Output.Split(' ', StringSplitOptions.TrimEntries);
        return words.Length < 3 ? null : new PostgresPrograms(folder, words[2], MajorOf(words[2]));
    }

    private static int MajorOf(string version)
    {
        var digits = string.Concat(version.TakeWhile(char.IsAsciiDigit));
        return int.TryParse(digits, CultureInfo.InvariantCulture, out var major) ? major : 0;
    }
}
