using System.Diagnostics;
using Ledger.EventStore.Proofs;
using Ledger.Projections.Rebuilding;
using Npgsql;

namespace Ledger.Api.Benchmarks;

/// <summary>Import, rebuild and verification, in events a second.</summary>
internal static class BulkBenchmarks
{
    private const int BufferBytes = 1 << 20;

    // Rows of the baseline: a rate, for which not every row needs to be on disk three times.
    private const long CopiedMax = 1_000_000;

    /// <summary>Beside a binary COPY of the same rows into a bare table with the event table's two indexes.</summary>
    internal static async Task<BenchmarkResult> Import(BenchRun run, CancellationToken cancellationToken)
    {
        await using var connection = await run.Database.Owner.OpenConnectionAsync(cancellationToken);
        await Execute(connection, """
            create table bare_events (like ledger.mt_events including defaults);
            create unique index on bare_events (seq_id, tenant_id);
            create unique index on bare_events (tenant_id, stream_id, version);
            """, cancellationToken);
        var file = Path.Combine(run.Database.Folder, "rows.copy");
        var copied = Math.Min(run.Events, CopiedMax);
        await Drain(connection, copied, file, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        await using (var rows = File.OpenRead(file))
        await using (var copy = await connection.BeginRawBinaryCopyAsync(
            "copy bare_events from stdin (format binary)", cancellationToken))
        {
            await rows.CopyToAsync(copy, BufferBytes, cancellationToken);
        }
        var baseline = copied / Stopwatch.GetElapsedTime(started).TotalSeconds;
        File.Delete(file);
        await Execute(connection, "drop table bare_events", cancellationToken);
        return BenchmarkResult.AtLeast("import", run.Events, run.Events / run.Import.Time.TotalSeconds, "events/s", baseline, 0.5);
    }

    /// <summary>All tables event by event, beside draining the same events through one binary COPY.</summary>
    internal static async Task<BenchmarkResult> RebuildByFold(BenchRun run, CancellationToken cancellationToken)
    {
        await run.Follow(cancellationToken);
        await using var connection = await run.Database.Ledger.Database.OpenConnectionAsync(cancellationToken);
        var (rebuilt, speed) = await Second(run, RebuildWay.Fold, cancellationToken);
        if (!run.IsLong) await Drain(connection, rebuilt.Position, null, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        await Drain(connection, rebuilt.Position, null, cancellationToken);
        var baseline = rebuilt.Position / Stopwatch.GetElapsedTime(started).TotalSeconds;
        return BenchmarkResult.AtLeast("rebuild-fold", rebuilt.Position, speed, "events/s", baseline, 0.5);
    }

    /// <summary>The tables that are sums, summed in the database, beside the fold of the same tables.</summary>
    internal static async Task<BenchmarkResult> RebuildBySql(BenchRun run, CancellationToken cancellationToken)
    {
        await run.Follow(cancellationToken);
        var (_, baseline) = await Second(run, RebuildWay.FoldOfSums, cancellationToken);
        var (rebuilt, speed) = await Second(run, RebuildWay.Sql, cancellationToken);
        return BenchmarkResult.AtLeast("rebuild-sql", rebuilt.Position, speed, "events/s", baseline, 2);
    }

    /// <summary>Hashing every event and comparing it with its leaf, beside draining the same events.</summary>
    internal static async Task<BenchmarkResult> Verify(BenchRun run, CancellationToken cancellationToken)
    {
        var database = run.Database.Ledger.Database;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (!run.IsLong) await Verified(database, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        var events = await Verified(database, cancellationToken);
        var speed = events / Stopwatch.GetElapsedTime(started).TotalSeconds;
        started = Stopwatch.GetTimestamp();
        await Drain(connection, events, null, cancellationToken);
        return BenchmarkResult.AtLeast("verify", events, speed, "events/s",
            events / Stopwatch.GetElapsedTime(started).TotalSeconds, 0.6);
    }

    private static async Task<long> Verified(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var verdict = await new LogVerification(database, BenchRun.Pool).Run([], since: false, _ => { }, cancellationToken);
        return verdict.Count == 0
            ? verdict.Events
            : throw new InvalidOperationException($"{verdict.Count} findings in a log that nobody changed");
    }

    // The second time the events are in memory, as for the baseline, and the program is compiled.
    private static async Task<(RebuiltPool Rebuilt, double Speed)> Second(
        BenchRun run, RebuildWay way, CancellationToken cancellationToken)
    {
        if (!run.IsLong) await run.Check(BenchRun.Pool, way, cancellationToken);
        var rebuilt = await run.Check(BenchRun.Pool, way, cancellationToken);
        return (rebuilt, rebuilt.Position / rebuilt.Replayed.TotalSeconds);
    }

    internal static async Task Drain(NpgsqlConnection connection, long to, string? file, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginRawBinaryCopyAsync($"""
            copy (select * from ledger.mt_events_{BenchRun.Pool} where seq_id <= {to} order by seq_id) to stdout (format binary)
            """, cancellationToken);
        await using var into = file is null ? Stream.Null : File.Create(file);
        await copy.CopyToAsync(into, BufferBytes, cancellationToken);
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
