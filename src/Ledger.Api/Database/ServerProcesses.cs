using System.Globalization;

namespace Ledger.Api.Database;

/// <summary>
/// What the data folder's <c>postmaster.pid</c> says; it outlives a server that was killed.
/// </summary>
internal sealed record ServerMark(int ProcessId, string Status)
{
    private const int StatusLine = 7;
    private const string FileName = "postmaster.pid";

    // Above any process number that Linux gives.
    private const string NoProcess = "2147483647";

    public bool SaysReady => Status == "ready";

    public static ServerMark? Read(string dataFolder)
    {
        try
        {
            var lines = File.ReadAllLines(Path.Combine(dataFolder, FileName));
            if (lines.Length == 0) return null;
            if (!int.TryParse(lines[0], CultureInfo.InvariantCulture, out var id)) return null;
            return new ServerMark(id, lines.Length > StatusLine ? lines[StatusLine].Trim() : "starting");
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// PostgreSQL takes any live process with the number in the file for a server and refuses to start. The
    /// number is replaced by one that cannot be, and the rest is kept: with it PostgreSQL still makes sure
    /// itself that no old server process is left in the shared memory.
    /// </summary>
    public static void Disown(Cluster cluster)
    {
        var path = Path.Combine(cluster.DataFolder, FileName);
        if (!File.Exists(path)) return;
        var lines = File.ReadAllLines(path);
        if (lines.Length == 0) return;
        lines[0] = NoProcess;
        ClusterSettings.Replace(cluster.User, path, string.Join('\n', lines) + "\n");
    }
}

/// <summary>The live processes of a cluster, known by the folder that each of them works in.</summary>
internal static class ServerProcesses
{
    // -ef compares the folders themselves, so a moved or linked path is the same one.
    private const string Script = """
        for process in /proc/[0-9]*; do
            [ "$process/cwd" -ef "$1" ] || continue
            read -r name <"$process/comm" && [ "$name" = postgres ] && echo "${process#/proc/}"
        done 2>/dev/null
        exit 0
        """;

    public static async Task<IReadOnlyList<int>> Of(Cluster cluster, CancellationToken cancellationToken)
    {
        var command = cluster.User.Command("/bin/sh", "-c", Script, "sh", cluster.DataFolder);
        var result = await Tool.Run(command, cancellationToken);
        return [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => int.Parse(line, CultureInfo.InvariantCulture))];
    }
}
