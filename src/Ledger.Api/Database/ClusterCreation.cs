using System.Security.Cryptography;
using Ledger.Api.CommandLine;

namespace Ledger.Api.Database;

/// <summary>
/// Makes a cluster with its role and its database in a folder beside its place, and renames it there when all
/// is done: killed at any moment, it leaves either no cluster or a whole one.
/// </summary>
internal static class ClusterCreation
{
    private const string UnfinishedPrefix = "unfinished-";
    private const int NameLength = 8;

    /// <summary>Called under the home's lock.</summary>
    public static async Task Create(Cluster cluster, PostgresPrograms programs,
        CancellationToken cancellationToken)
    {
        RemoveUnfinished(cluster.Folder);
        await Console.Error.WriteLineAsync($"ledger: making a new database in {cluster.Folder}");
        var unfinished = Unfinished(cluster.Folder);
        try
        {
            await InitialiseCluster(cluster, programs, unfinished, cancellationToken);
            var settings = Path.Combine(unfinished, "postgresql.conf");
            ClusterSettings.Replace(cluster.User, settings,
                await File.ReadAllTextAsync(settings, cancellationToken) + ClusterSettings.IncludeLine);
            ClusterSettings.Write(cluster, unfinished);
            await CreateDatabase(cluster, programs, unfinished, cancellationToken);
            Directory.Move(unfinished, cluster.DataFolder);
            // The new name must be on disk before anyone is told that a commit is.
            await Tool.Run(Tool.Command("sync", cluster.Folder), cancellationToken);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw cluster.Home.Unusable(problem);
        }
        finally
        {
            RemoveUnfinished(cluster.Folder);
        }
    }

    /// <summary>A name that nobody takes for something that is whole.</summary>
    public static string Unfinished(string parent) =>
        Path.Combine(parent, UnfinishedPrefix + RandomNumberGenerator.GetHexString(NameLength, lowercase: true));

    public static bool IsUnfinished(string folder) =>
        Path.GetFileName(folder).StartsWith(UnfinishedPrefix, StringComparison.Ordinal);

    private static async Task InitialiseCluster(Cluster cluster, PostgresPrograms programs, string folder,
        CancellationToken cancellationToken)
    {
        var command = cluster.User.Command(programs.InitDb, "--pgdata", folder, "--username", Cluster.Role,
            "--encoding=UTF8", "--locale=C", "--data-checksums", "--auth-local=peer", "--auth-host=reject");
        var result = await Tool.Run(command, cancellationToken);
        if (result.ExitCode != 0)
            throw new UserError($"PostgreSQL {programs.Version} cannot make a database in {cluster.Folder} "
                + $"as {cluster.User.Name}: {result.Reason}");
    }

    /// <summary>
    /// A server for one caller, with no socket and no other way in, is enough to make a database.
    /// </summary>
    private static async Task CreateDatabase(Cluster cluster, PostgresPrograms programs, string folder,
        CancellationToken cancellationToken)
    {
        var command = cluster.User.Command(programs.Postgres, "--single", "-D", folder, "postgres");
        var result = await Tool.Run(command, $"create database {Cluster.DatabaseName};\n", cancellationToken);
        if (result.ExitCode != 0 || result.Errors.Contains("ERROR:", StringComparison.Ordinal))
            throw new UserError($"PostgreSQL cannot make a database in {cluster.Folder}: {result.Reason}");
    }

    /// <summary>
    /// An initdb whose caller was killed may still be at work in such a folder; it fails when the folder
    /// goes. What cannot be removed yet is left for the next time.
    /// </summary>
    public static void RemoveUnfinished(string parent)
    {
        foreach (var folder in Directory.EnumerateDirectories(parent, UnfinishedPrefix + "*"))
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException)
            {
            }
    }
}
