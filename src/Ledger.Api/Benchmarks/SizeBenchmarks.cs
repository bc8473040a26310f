namespace Ledger.Api.Benchmarks;

/// <summary>What an import and a rebuild take of memory, and what an event takes on disk.</summary>
internal static class SizeBenchmarks
{
    /// <summary>The peak of the process that imported the events, or of one that rebuilds the pool: the larger.</summary>
    internal static async Task<BenchmarkResult> Memory(BenchRun run, CancellationToken cancellationToken)
    {
        await run.Follow(cancellationToken);
        var rebuild = await OtherProcess.Run(
            run.Database, ["rebuild", "--pool", BenchRun.Pool.Text, "--check", "--json"], cancellationToken);
        await run.Say($"an import takes {run.Import.PeakMegabytes:0} MB, a rebuild {rebuild.PeakMegabytes:0} MB");
        return BenchmarkResult.Within(
            "memory", run.Events, Math.Max(run.Import.PeakMegabytes, rebuild.PeakMegabytes), "MB", 300);
    }

    /// <summary>The pool's share of all tables and indexes, an event.</summary>
    internal static async Task<BenchmarkResult> Disk(BenchRun run, CancellationToken cancellationToken)
    {
        await run.Follow(cancellationToken);
        await using var command = run.Database.Ledger.Database.CreateCommand("""
            select sum(pg_total_relation_size(c.oid))::bigint, (select sum(position)::bigint from ledger.pool_head)
            from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
            where n.nspname = 'ledger' and c.relkind = 'r'
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return BenchmarkResult.Within("disk", run.Events, reader.GetInt64(0) / (double)reader.GetInt64(1), "bytes", 900);
    }
}
