using System.Diagnostics;
using Ledger.Projections.Rebuilding;
using Npgsql;

namespace Ledger.Api.Benchmarks;

/// <summary>Import and rebuild, in events a second.</summary>
internal static class BulkBenchmarks
{
    private const int BufferBytes = 1 << 20;

    /// <summary>Beside a binary COPY of the same rows into a bare table with the event table's two indexes.</summary>
    internal static async Task<BenchmarkResult> Import(BenchRun run, CancellationToken cancellationToken)
    {
        await using var connection = await run.Database.Ledger.Database.OpenConnectionAsync(cancellationToken);
        await Execute(connection, """
            create table bare_events (like ledger.mt_events including defaults);
            create unique index on bare_events (seq_id, tenant_id);
            create unique index on bare_events (tenant_id, stream_id, version);
            """, cancellationToken);
        var file = Path.Combine(run.Database.Folder, "rows.copy");
        await Drain(connection, file, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        await using (var rows = File.OpenRead(file))
        await using (var copy = await connection.BeginRawBinaryCopyAsync(
            "copy bare_events from stdin (format binary)", cancellationToken))
        {
            await rows.CopyToAsync(copy, BufferBytes, cancellationToken);
        }
        var baseline = run.Events / Stopwatch.GetElapsedTime(started).TotalSeconds;
        File.Delete(file);
        await Execute(connection, "drop table bare_events", cancellationToken);
        return BenchmarkResult.AtLeast("import", run.Events, run.Events / run.ImportTime.TotalSeconds, "events/s", baseline, 0.5);
    }

    /// <summary>Beside draining the same events through one binary COPY.</summary>
    internal static async Task<BenchmarkResult> RebuildByFold(BenchRun run, CancellationToken cancellationToken)
    {
        var ledger = run.Database.Ledger;
        await using var connection = await ledger.Database.OpenConnectionAsync(cancellationToken);
        var started = Stopwatch.GetTimestamp();
        await Drain(connection, null, cancellationToken);
        var baseline = run.Events / Stopwatch.GetElapsedTime(started).TotalSeconds;
        await Execute(connection, "update ledger.read_model_shape set fingerprint = ''", cancellationToken);
        started = Stopwatch.GetTimestamp();
        await ReadModels.Refresh(ledger.Database, ledger.Store, new(ledger.Chart), cancellationToken);
        var speed = run.Events / Stopwatch.GetElapsedTime(started).TotalSeconds;
        return BenchmarkResult.AtLeast("rebuild-fold", run.Events, speed, "events/s", baseline, 0.5);
    }

    private static async Task Drain(NpgsqlConnection connection, string? file, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginRawBinaryCopyAsync(
            $"copy (select * from ledger.mt_events_{BenchRun.Pool} order by seq_id) to stdout (format binary)", cancellationToken);
        await using var into = file is null ? Stream.Null : File.Create(file);
        await copy.CopyToAsync(into, BufferBytes, cancellationToken);
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
