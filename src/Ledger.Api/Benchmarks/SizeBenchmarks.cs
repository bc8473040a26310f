using System.Diagnostics;
using System.Globalization;
using Ledger.Api.CommandLine;

namespace Ledger.Api.Benchmarks;

/// <summary>What an import and a rebuild take of memory, and what an event takes on disk.</summary>
internal static class SizeBenchmarks
{
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// The peak of another process that imports the same file into another pool, or of one that rebuilds the pool:
    /// the larger.
    /// </summary>
    internal static async Task<BenchmarkResult> Memory(BenchRun run, CancellationToken cancellationToken)
    {
        await run.Database.Ledger.Follower.CatchUp(BenchRun.Pool, cancellationToken);
        var import = await Peak(run, ["import", run.EventsFile, "--pool", "999901", "--json"], cancellationToken);
        var rebuild = await Peak(run, ["rebuild", "--pool", BenchRun.Pool.Text, "--check", "--json"], cancellationToken);
        await run.Say($"an import takes {import:0} MB, a rebuild {rebuild:0} MB");
        return BenchmarkResult.Within("memory", run.Events, Math.Max(import, rebuild), "MB", 300);
    }

    private static async Task<double> Peak(BenchRun run, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Ledger.Api"), arguments)
        {
            Environment = { ["LEDGER_DB"] = run.Database.ConnectionString },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new UserError("the program cannot be started a second time");
        var (output, errors) =
            (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        var peak = 0L;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, PeakKilobytes(process.Id));
            await Task.WhenAny(process.WaitForExitAsync(cancellationToken), Task.Delay(_look, cancellationToken));
        }
        await output;
        if (process.ExitCode != 0) throw new InvalidOperationException($"{arguments[0]} failed: {await errors}");
        return peak / 1024.0;
    }

    /// <summary>The pool's share of all tables and indexes, an event.</summary>
    internal static async Task<BenchmarkResult> Disk(BenchRun run, CancellationToken cancellationToken)
    {
        await using var command = run.Database.Ledger.Database.CreateCommand("""
            select sum(pg_total_relation_size(c.oid))::bigint, (select sum(position)::bigint from ledger.pool_head)
            from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
            where n.nspname = 'ledger' and c.relkind = 'r'
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return BenchmarkResult.Within("disk", run.Events, reader.GetInt64(0) / (double)reader.GetInt64(1), "bytes", 900);
    }

    private static long PeakKilobytes(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(one => one.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line["VmHWM:".Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // It has ended in between.
            return 0;
        }
    }
}
