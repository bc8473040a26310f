using System.Diagnostics;
using Ledger.EventStore;
using Ledger.EventStore.Proofs;
using NodaTime;

namespace Ledger.Api.Benchmarks;

/// <summary>What the log's tree costs those who write, and how long proofs take.</summary>
internal static class ProofBenchmarks
{
    private const int Calls = 2_000;
    private const int TextsMax = 50_000;
    private const double ProofMilliseconds = 5;

    /// <summary>
    /// Processor time an event of extending the tree, beside that of its import. The tree is taken away and made again from
    /// the log; what draining the log alone takes is left out, and what an append does besides, to know an event's text as
    /// the database will keep it, is added.
    /// </summary>
    internal static async Task<BenchmarkResult> Tree(BenchRun run, CancellationToken cancellationToken)
    {
        var proofs = new LogProofs(run.Database.Ledger.Database);
        var (size, root) = await proofs.Head(BenchRun.Pool, cancellationToken);
        var grown = await Grow(run, cancellationToken);
        if (!run.IsLong) grown = await Grow(run, cancellationToken);
        var drained = await Processor(run, async () =>
        {
            await using var connection = await run.Database.Ledger.Database.OpenConnectionAsync(cancellationToken);
            await BulkBenchmarks.Drain(connection, size, null, cancellationToken);
        }, cancellationToken);
        var text = await TextOf(run, Math.Min(size, TextsMax), cancellationToken);
        var (again, sameRoot) = await proofs.Head(BenchRun.Pool, cancellationToken);
        if (again != size || !sameRoot.AsSpan().SequenceEqual(root))
            throw new InvalidOperationException("the tree that was made again has another root");
        return BenchmarkResult.AtMost("tree", size, (grown - drained).TotalMicroseconds / size + text, "µs of processor an event",
            run.Import.Processor.TotalMicroseconds / run.Events, 0.1);
    }

    /// <summary>That an event at random is in the log of now.</summary>
    internal static Task<BenchmarkResult> Inclusion(BenchRun run, BenchPool pool, CancellationToken cancellationToken) =>
        Prove("prove-inclusion", run, pool, (proofs, position, size) =>
            proofs.Inclusion(pool.Code, position, size, cancellationToken), cancellationToken);

    /// <summary>That the log of now begins with that of a position at random.</summary>
    internal static Task<BenchmarkResult> Consistency(BenchRun run, BenchPool pool, CancellationToken cancellationToken) =>
        Prove("prove-consistency", run, pool, (proofs, position, size) =>
            proofs.Consistency(pool.Code, position, size, cancellationToken), cancellationToken);

    private static async Task<BenchmarkResult> Prove(string name, BenchRun run, BenchPool pool,
        Func<LogProofs, long, long, Task> prove, CancellationToken cancellationToken)
    {
        var (random, proofs) = (new Random(3), new LogProofs(run.Database.Ledger.Database));
        var (size, _) = await proofs.Head(pool.Code, cancellationToken);
        var (measured, _) = await Latencies.InTurns(
            run, Calls, () => prove(proofs, random.NextInt64(1, size + 1), size), () => Task.CompletedTask);
        return BenchmarkResult.Within(name, pool.Events, measured.P50, "ms", ProofMilliseconds) with { P99 = measured.P99 };
    }

    // What it takes of the processor.
    private static async Task<TimeSpan> Grow(BenchRun run, CancellationToken cancellationToken)
    {
        await using var forget = run.Database.Owner.CreateCommand($"""
            set local session_replication_role = replica;
            delete from ledger.log_leaves where pool = '{BenchRun.Pool}';
            delete from ledger.log_nodes where pool = '{BenchRun.Pool}';
            update ledger.pool_head set tree_size = 0, tree_edge = '' where pool = '{BenchRun.Pool}';
            """);
        forget.CommandTimeout = 0;
        await forget.ExecuteNonQueryAsync(cancellationToken);
        return await Processor(
            run, () => run.Database.Ledger.Store.GrowTrees(Duration.FromMinutes(1), cancellationToken), cancellationToken);
    }

    // Microseconds an event.
    private static async Task<double> TextOf(BenchRun run, long events, CancellationToken cancellationToken)
    {
        var bodies = new List<string>();
        await foreach (var row in StoredRow.Read(run.Database.Ledger.Database, BenchRun.Pool, 1, events, cancellationToken))
            bodies.Add(row.Data);
        var taken = TimeSpan.Zero;
        // The second time it is compiled.
        for (var turn = 0; turn < 2; turn++)
        {
            var started = Stopwatch.GetTimestamp();
            foreach (var body in bodies) StoredRow.Json(body);
            taken = Stopwatch.GetElapsedTime(started);
        }
        return taken.TotalMicroseconds / events;
    }

    private static async Task<TimeSpan> Processor(BenchRun run, Func<Task> work, CancellationToken cancellationToken)
    {
        var before = Environment.CpuUsage.TotalTime + await ServerProcessor.Taken(run.Database.Owner, cancellationToken);
        await work();
        return Environment.CpuUsage.TotalTime + await ServerProcessor.Taken(run.Database.Owner, cancellationToken) - before;
    }
}
