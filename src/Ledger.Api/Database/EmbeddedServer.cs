using Ledger.Api.CommandLine;

namespace Ledger.Api.Database;

/// <summary>Starts and ends the server of a cluster. Called under the home's lock.</summary>
internal static class EmbeddedServer
{
    private const int StartSecondsMax = 120;
    private const int StopSecondsMax = 120;

    /// <summary>
    /// Whether the server takes queries: it listens while it still recovers, but its mark tells.
    /// </summary>
    public static bool Answers(Cluster cluster) =>
        ServerMark.Read(cluster.DataFolder) is { SaysReady: true } && cluster.Socket.Answers();

    public static async Task Start(Cluster cluster, CancellationToken cancellationToken)
    {
        if (!await cluster.User.Reaches(cluster.Folder, cancellationToken))
            throw new UserError(cluster.Closed);
        if (cluster.IsInitialised && await Survives(cluster, cancellationToken)) return;
        var programs = await ProgramsFor(cluster, cancellationToken);
        if (!cluster.IsInitialised) await ClusterCreation.Create(cluster, programs, cancellationToken);
        try
        {
            cluster.Socket.Prepare(cluster.User);
            cluster.Socket.Sweep();
            ServerMark.Disown(cluster);
            ClusterSettings.Write(cluster, cluster.DataFolder);
            ServerLog.Trim(cluster);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw cluster.Home.Unusable(problem);
        }
        await Launch(cluster, programs, cancellationToken);
    }

    /// <returns>False when none ran.</returns>
    public static async Task<bool> Stop(Cluster cluster, CancellationToken cancellationToken)
    {
        if (!cluster.IsInitialised || ServerMark.Read(cluster.DataFolder) is not { } mark) return false;
        if (!(await ServerProcesses.Of(cluster, cancellationToken)).Contains(mark.ProcessId)) return false;
        var programs = await ProgramsFor(cluster, cancellationToken);
        var command = cluster.User.Command(programs.PgCtl, "stop", "--pgdata", cluster.DataFolder,
            "--mode=fast", "--wait", $"--timeout={StopSecondsMax}");
        var result = await Patience.Awaiting(Tool.Run(command, cancellationToken),
            "waiting for the database to write its last pages and stop", cancellationToken);
        if (result.ExitCode != 0)
            throw new UserError($"the database does not stop ({result.Reason}): see {cluster.LogFile}");
        return true;
    }

    /// <summary>
    /// The programs of the version that made the data, or the newest for data yet to be made. PostgreSQL
    /// reads no other major version's data.
    /// </summary>
    public static async Task<PostgresPrograms> ProgramsFor(Cluster cluster,
        CancellationToken cancellationToken)
    {
        if (!cluster.IsInitialised) return await PostgresPrograms.FindOrInstall(cancellationToken);
        var made = cluster.MadeBy();
        if (await PostgresPrograms.Find(made, cancellationToken) is { } same) return same;
        var found = await PostgresPrograms.FindOrInstall(cancellationToken);
        return found.Major == made ? found : throw new UserError(cluster.MadeByAnother(made, found));
    }

    /// <summary>
    /// Waits for what is left of an earlier server: one that still starts, or processes that a kill left
    /// without one.
    /// </summary>
    /// <returns>Whether a server lives and answers.</returns>
    private static async Task<bool> Survives(Cluster cluster, CancellationToken cancellationToken)
    {
        var answers = false;
        IReadOnlyList<int> alive = [];
        var settled = await Patience.Until(
            async () =>
            {
                answers = Answers(cluster);
                if (answers) return true;
                alive = await ServerProcesses.Of(cluster, cancellationToken);
                return alive.Count == 0;
            },
            TimeSpan.FromSeconds(StartSecondsMax), "waiting for the database's earlier processes",
            cancellationToken);
        if (settled) return answers;
        throw new UserError($"process {alive[0]} of the database in {cluster.Folder} neither answers nor "
            + $"ends after {StartSecondsMax} s: see {cluster.LogFile}");
    }

    private static async Task Launch(Cluster cluster, PostgresPrograms programs,
        CancellationToken cancellationToken)
    {
        OperatingSystemCalls.KeepDescriptorsFromChildren();
        var before = ServerLog.Length(cluster);
        // pg_ctl gives the server a session of its own, so Ctrl-C in the caller's terminal does not reach it.
        var command = cluster.User.Command(programs.PgCtl, "start", "--pgdata", cluster.DataFolder,
            "--log", cluster.LogFile, "--wait", $"--timeout={StartSecondsMax}");
        var result = await Patience.Awaiting(Tool.Run(command, cancellationToken),
            "waiting for the database to recover", cancellationToken);
        if (result.ExitCode == 0) return;
        var reason = ServerLog.LastFatal(cluster, before) ?? result.Reason;
        throw new UserError($"the database does not start: {reason} (log: {cluster.LogFile})");
    }
}
