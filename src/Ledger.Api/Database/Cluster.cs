using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ledger.Api.CommandLine;
using Npgsql;

namespace Ledger.Api.Database;

/// <summary>
/// Where the embedded database of a home lies and who runs it. Usually <c>LEDGER_HOME/pg</c>; when the home
/// is closed to the server's user, <c>LEDGER_HOME/pg</c> is a link to a folder under <c>/var/lib/ledger</c>,
/// so a home that is moved keeps its database and a new home at an old path never finds another's.
/// </summary>
internal sealed record Cluster(LedgerHome Home, string Folder, ServerUser User)
{
    public const string Role = "ledger";
    public const string DatabaseName = "ledger";
    public const int Port = 5432;

    private const string FolderName = "pg";
    private const string OutsideParent = "/var/lib/ledger";
    private const int OutsideNamesMax = 1_000;
    private const int HashLength = 16;

    private const UnixFileMode OwnerOnly =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string DataFolder => Path.Combine(Folder, "data");

    public string LogFile => Path.Combine(Folder, "server.log");

    public SocketPlace Socket => SocketPlace.For(Folder);

    public bool IsOutsideHome => Folder != Path.Combine(Home.RealPath, FolderName);

    /// <summary>Whether initdb has come to its end here; it works in another folder until then.</summary>
    public bool IsInitialised => OperatingSystemCalls.Look(DataFolder) is { IsFolder: true };

    public string ConnectionString => new NpgsqlConnectionStringBuilder
    {
        Host = Socket.Folder,
        Port = Port,
        Username = Role,
        Database = DatabaseName,
        // Nothing can listen on a private socket; asking for encryption there costs a round trip each.
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;

    public DatabaseEndpoint Endpoint => new(ConnectionString, true, $"the embedded server in {Folder}");

    /// <summary>The home's cluster folder, or null when none has been made yet.</summary>
    public static Cluster? Find(LedgerHome home)
    {
        var entry = Path.Combine(home.RealPath, FolderName);
        if (OperatingSystemCalls.Look(entry) is not { } found) return null;
        if (!found.IsLink && !found.IsFolder)
            throw new UserError($"{entry} is a file where the database's folder should be: move it away");
        var folder = found.IsLink ? File.ResolveLinkTarget(entry, returnFinalTarget: true)!.FullName : entry;
        if (OperatingSystemCalls.Look(folder) is not { } owner)
            throw new UserError($"{entry} leads to {folder}, which is gone: bring it back, or delete the "
                + "link to begin with an empty database");
        // A kill between making the folder and giving it away leaves one of root's, with nothing in it.
        if (OperatingSystemCalls.IsRoot && owner.UserId == 0 && IsEmpty(folder)) return null;
        return new Cluster(home, folder, ServerUser.OwnerOf(folder));
    }

    /// <summary>Where the cluster would be made; makes nothing.</summary>
    public static async Task<Cluster> Plan(LedgerHome home, CancellationToken cancellationToken)
    {
        var user = ServerUser.ForNewCluster();
        var real = home.RealPath;
        var existing = real;
        while (!Directory.Exists(existing)) existing = Path.GetDirectoryName(existing)!;
        var reached = await user.Reaches(existing, cancellationToken);
        return new Cluster(home, reached ? Path.Combine(real, FolderName) : Outside(real), user);
    }

    /// <summary>
    /// Makes the folder, and the link to it when it lies elsewhere. Called under the home's lock.
    /// </summary>
    public static async Task<Cluster> Prepare(LedgerHome home, CancellationToken cancellationToken)
    {
        if (Find(home) is { } found) return found;
        var planned = await Plan(home, cancellationToken);
        try
        {
            if (planned.IsOutsideHome && !Directory.Exists(OutsideParent))
            {
                Directory.CreateDirectory(OutsideParent);
                // Whatever root's mask is: the server passes through.
                File.SetUnixFileMode(OutsideParent, File.GetUnixFileMode("/var/lib"));
            }
            Directory.CreateDirectory(planned.Folder, OwnerOnly);
            OperatingSystemCalls.GiveTo(planned.User, planned.Folder);
            if (!planned.IsOutsideHome) return planned;
            var link = Path.Combine(home.RealPath, FolderName);
            if (OperatingSystemCalls.Look(link) is { IsFolder: true }) Directory.Delete(link);
            Directory.CreateSymbolicLink(link, planned.Folder);
            return planned;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw home.Unusable(problem);
        }
    }

    /// <summary>What a person should know about where the data are.</summary>
    public IEnumerable<string> Notes()
    {
        if (IsOutsideHome)
            yield return $"the data are in {Folder}, since {Home.Path} is closed to {User.Name}, "
                + "the user that PostgreSQL runs as";
        if (Socket.IsElsewhere)
            yield return $"the socket is in {Socket.Folder}, since the path {Folder} is too long "
                + "or too unusual for one";
    }

    /// <summary>What to say when the server's user cannot come to its own folder.</summary>
    public string Closed =>
        $"{Folder} is closed to {User.Name}, the user that PostgreSQL runs as: open the folders above it "
        + $"(chmod o+x), or move the data elsewhere and set {LedgerHome.Variable}";

    /// <summary>The major version of PostgreSQL that made the data.</summary>
    public int MadeBy()
    {
        var path = Path.Combine(DataFolder, "PG_VERSION");
        try
        {
            return int.Parse(File.ReadAllText(path).Trim(), CultureInfo.InvariantCulture);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException
            or FormatException)
        {
            throw new UserError($"{DataFolder} is damaged ({path} cannot be read): restore a backup");
        }
    }

    public string MadeByAnother(int made, PostgresPrograms found) =>
        $"the database in {DataFolder} was made by PostgreSQL {made}, and the programs found in "
        + $"{found.Folder} are of version {found.Major}: install PostgreSQL {made}, or name its programs' "
        + $"folder in {PostgresPrograms.Variable}";

    internal static string ShortHash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashLength];

    /// <summary>
    /// Named by the home's path. A folder with data that no link of this home leads to belongs to an earlier
    /// home at that path: it is left alone and the next name is taken.
    /// </summary>
    private static string Outside(string home)
    {
        var name = Path.Combine(OutsideParent, ShortHash(home));
        for (var number = 1; number <= OutsideNamesMax; number++)
        {
            var folder = number == 1 ? name : $"{name}-{number}";
            if (!Directory.Exists(Path.Combine(folder, "data"))) return folder;
        }
        throw new UserError($"{OutsideParent} holds {OutsideNamesMax} databases of earlier ledgers at "
            + $"{home}: delete those that are not needed");
    }

    private static bool IsEmpty(string folder) => !Directory.EnumerateFileSystemEntries(folder).Any();
}
