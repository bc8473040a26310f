namespace Ledger.Api.Database;

/// <summary>
/// The way to the database for every verb: the server that <c>LEDGER_DB</c> names, else the embedded one,
/// which is made and started when needed and stays until <c>./ledger stop</c>. Every failure is one line for
/// the user.
/// </summary>
public static class DatabaseServer
{
    /// <summary>A database that answers.</summary>
    /// <exception cref="CommandLine.UserError">There is none; the message says what to do.</exception>
    public static Task<DatabaseEndpoint> Connect(CancellationToken cancellationToken) =>
        ExternalDatabase.Named is { } named
            ? ExternalDatabase.Connect(named, cancellationToken)
            : ConnectEmbedded(LedgerHome.FromEnvironment(), cancellationToken);

    /// <summary>
    /// The embedded server of a home, whatever <c>LEDGER_DB</c> says. Safe to call from many processes.
    /// </summary>
    public static async Task<DatabaseEndpoint> ConnectEmbedded(LedgerHome home,
        CancellationToken cancellationToken)
    {
        if (Cluster.Find(home) is { } running && EmbeddedServer.Answers(running)) return running.Endpoint;
        using var alone = await HomeLock.Take(home, cancellationToken);
        // Before the folder is given to a user: installing the programs may bring the user that they want.
        if (Cluster.Find(home) is null) await PostgresPrograms.FindOrInstall(cancellationToken);
        var cluster = await Cluster.Prepare(home, cancellationToken);
        if (!EmbeddedServer.Answers(cluster)) await EmbeddedServer.Start(cluster, cancellationToken);
        return cluster.Endpoint;
    }

    /// <summary>The embedded server of a home if it runs; never makes or starts one.</summary>
    public static Task<RunningServer?> FindRunning(LedgerHome home, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var cluster = Cluster.Find(home);
        var mark = cluster is null ? null : ServerMark.Read(cluster.DataFolder);
        return Task.FromResult(mark is not null && EmbeddedServer.Answers(cluster!)
            ? new RunningServer(cluster!.Endpoint, mark.ProcessId, cluster.DataFolder, cluster.Socket.Folder,
                cluster.LogFile)
            : null);
    }

    /// <summary>Ends the embedded server of a home and waits until it has.</summary>
    /// <returns>False when none ran.</returns>
    public static async Task<bool> Stop(LedgerHome home, CancellationToken cancellationToken)
    {
        if (Cluster.Find(home) is null) return false;
        using var alone = await HomeLock.Take(home, cancellationToken);
        return Cluster.Find(home) is { } cluster && await EmbeddedServer.Stop(cluster, cancellationToken);
    }
}

/// <summary>An embedded server that takes queries.</summary>
public sealed record RunningServer(
    DatabaseEndpoint Endpoint, int ProcessId, string DataFolder, string SocketFolder, string LogFile);
