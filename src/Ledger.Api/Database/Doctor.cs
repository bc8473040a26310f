using Ledger.Api.CommandLine;
using Npgsql;

namespace Ledger.Api.Database;

/// <summary>Looks at the database without making, starting or changing anything.</summary>
public static class Doctor
{
    public static Task<DoctorReport> Examine(LedgerHome home, CancellationToken cancellationToken) =>
        ExternalDatabase.Named is { } named
            ? ExamineExternal(home, named, cancellationToken)
            : ExamineEmbedded(home, cancellationToken);

    private static async Task<DoctorReport> ExamineExternal(LedgerHome home, string named,
        CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        string? shown = null;
        string? version = null;
        IReadOnlyList<FollowingReport>? following = null;
        try
        {
            shown = ExternalDatabase.WithoutSecrets(ExternalDatabase.Parse(named, ExternalDatabase.NamedBy));
            var endpoint = await ExternalDatabase.Connect(named, cancellationToken);
            (version, following, var found) = await Ask(endpoint.ConnectionString, cancellationToken);
            problems.AddRange(found);
            if (endpoint.Application is { } application) problems.AddRange(await DoctorRoles.Ask(application, cancellationToken));
        }
        catch (UserError error)
        {
            problems.Add(error.Message);
        }
        var server = new ServerReport { Embedded = false, Running = version is not null, Version = version };
        string[] notes = [$"{ExternalDatabase.NamedBy} names the server"];
        return new DoctorReport(home.Path, shown, server, notes, problems, following);
    }

    private static async Task<DoctorReport> ExamineEmbedded(LedgerHome home,
        CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        try
        {
            if (File.Exists(home.Path))
                problems.Add($"{LedgerHome.Variable} {home.Path} is a file; name a folder instead");
            var cluster = Cluster.Find(home) ?? await Cluster.Plan(home, cancellationToken);
            var programs = await Programs(cluster, problems, cancellationToken);
            var running = cluster.IsInitialised && EmbeddedServer.Answers(cluster);
            var version = programs?.Version;
            IReadOnlyList<FollowingReport>? following = null;
            if (running)
            {
                (version, following, var found) = await Ask(cluster.ConnectionString, cancellationToken);
                problems.AddRange(found);
            }
            else if (cluster.IsInitialised)
            {
                await LookForTheDead(cluster, problems, cancellationToken);
            }
            var server = new ServerReport
            {
                Embedded = true,
                Running = running,
                Version = version,
                Bin = programs?.Folder,
                User = cluster.User.Name,
                DataFolder = cluster.DataFolder,
                Socket = cluster.Socket.Folder,
                Log = cluster.LogFile,
                ProcessId = running ? ServerMark.Read(cluster.DataFolder)?.ProcessId : null,
            };
            return new DoctorReport(home.Path, cluster.ConnectionString, server, [.. cluster.Notes()],
                problems, following);
        }
        catch (UserError error)
        {
            problems.Add(error.Message);
        }
        catch (Exception error) when (error is NpgsqlException or IOException or UnauthorizedAccessException)
        {
            problems.Add($"the database cannot be examined: {DatabaseErrors.Line(error)}");
        }
        var unknown = new ServerReport { Embedded = true, Running = false };
        return new DoctorReport(home.Path, null, unknown, [], problems);
    }

    private static async Task<PostgresPrograms?> Programs(Cluster cluster, List<string> problems,
        CancellationToken cancellationToken)
    {
        var newest = await PostgresPrograms.Find(cancellationToken);
        if (newest is null) problems.Add(PostgresPrograms.Missing);
        if (newest is null || !cluster.IsInitialised) return newest;
        var made = cluster.MadeBy();
        if (await PostgresPrograms.Find(made, cancellationToken) is { } same) return same;
        problems.Add(cluster.MadeByAnother(made, newest));
        return newest;
    }

    private static async Task LookForTheDead(Cluster cluster, List<string> problems,
        CancellationToken cancellationToken)
    {
        if (!await cluster.User.Reaches(cluster.Folder, cancellationToken))
            problems.Add(cluster.Closed);
        var mark = ServerMark.Read(cluster.DataFolder);
        var alive = await ServerProcesses.Of(cluster, cancellationToken);
        if (mark is not null && alive.Contains(mark.ProcessId))
            problems.Add($"the server (process {mark.ProcessId}) is starting, stopping or stuck: "
                + $"see {cluster.LogFile}");
        else if (mark is not null)
            problems.Add("the server was killed: the next verb that needs the database starts it again, "
                + "and it recovers");
        else if (alive.Count > 0)
            problems.Add($"process {alive[0]} is left of a server that was killed: wait until it ends");
    }

    /// <summary>
    /// The server's version, how far its followers are, and what is wrong with it: each of its settings with which a
    /// commit could be lost or damage go unseen, and each event that figures lack.
    /// </summary>
    private static async Task<(string Version, IReadOnlyList<FollowingReport>? Following, IReadOnlyList<string> Problems)>
        Ask(string connectionString, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var query = new NpgsqlCommand(
            """
            select name, setting from pg_settings
            where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums')
              and setting = 'off'
            order by name
            """, connection);
        var problems = new List<string>();
        await using (var reader = await query.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
                problems.Add(reader.GetString(0) switch
                {
                    "data_checksums" => "data checksums are off, so damage on disk goes unseen: stop the server "
                        + "and run pg_checksums --enable",
                    var name => $"{name} is off, so an answered commit can be lost: turn it on",
                });
        }
        problems.AddRange(await DoctorArchive.Ask(connection, cancellationToken));
        var (following, parked) = await DoctorFollowing.Ask(connection, cancellationToken);
        problems.AddRange(parked);
        // "15.18 (Debian 15.18-0+deb12u1)": the packager's part says nothing more.
        return (connection.ServerVersion.Split(' ')[0], following, problems);
    }
}
