using System.Diagnostics;
using Ledger.Api.CommandLine;
using Ledger.Api.Importing;
using Ledger.Domain;
using Ledger.Projections.Rebuilding;
using NodaTime;

namespace Ledger.Api.Benchmarks;

/// <summary>One run: makes a city's traffic, loads it, and measures each thing beside its baseline.</summary>
public sealed class BenchRun
{
    /// <summary>The pool that is measured; its code belongs to no division.</summary>
    public static readonly PoolCode Pool = PoolCode.Of("999900");

    private static readonly IReadOnlyList<(string Name, Func<BenchRun, CancellationToken, Task<BenchmarkResult>> Measure)> _all =
    [
        ("import", BulkBenchmarks.Import),
        ("append-64", AppendBenchmarks.ManyCallers),
        ("append-1", AppendBenchmarks.OneCaller),
        ("rebuild-fold", BulkBenchmarks.RebuildByFold),
        ("rebuild-sql", BulkBenchmarks.RebuildBySql),
        ("read-balance", ReadBenchmarks.Balance),
        ("read-capacity", ReadBenchmarks.Capacity),
        ("read-budget", ReadBenchmarks.Budget),
        ("read-two-axes", ReadBenchmarks.TwoAxes),
        ("memory", SizeBenchmarks.Memory),
        ("disk", SizeBenchmarks.Disk),
    ];

    private readonly TextWriter _progress;

    private BenchRun(BenchDatabase database, long events, TextWriter progress)
    {
        Database = database;
        Events = events;
        _progress = progress;
    }

    public static IReadOnlyList<string> Names { get; } = [.. _all.Select(one => one.Name)];

    public BenchDatabase Database { get; }

    /// <summary>Rows of the events file.</summary>
    public long Events { get; }

    /// <summary>How long the import of the events file took.</summary>
    public TimeSpan ImportTime { get; private set; }

    public string EventsFile => Path.Combine(Database.Folder, "events.csv");

    public static async Task<BenchmarksAnswer> Run(
        string? name, long events, TextWriter progress, CancellationToken cancellationToken)
    {
        await using var database = await BenchDatabase.Create(cancellationToken);
        var run = new BenchRun(database, events, progress);
        await run.Load(cancellationToken);
        var results = new List<BenchmarkResult>();
        foreach (var (one, measure) in _all.Where(one => name is null || one.Name == name))
        {
            await run.Say($"measuring {one}");
            results.Add(await measure(run, cancellationToken));
        }
        await run.CheckAll(cancellationToken);
        return new(results);
    }

    public Task Say(string line) => _progress.WriteLineAsync(line);

    /// <summary>Compares the tables of a pool with its log. A speed of wrong figures is none.</summary>
    /// <exception cref="UserError">They differ; the message names the first row that does.</exception>
    internal async Task<RebuiltPool> Check(PoolCode pool, RebuildWay way, CancellationToken cancellationToken)
    {
        var rebuilt = await new PoolRebuild(Database.Ledger.Database, Database.Ledger.Store, new(Database.Ledger.Chart))
            .Run(pool, way, Duration.Zero, keep: false, cancellationToken);
        if (rebuilt.Differing == 0) return rebuilt;
        var first = rebuilt.Differences[0];
        throw new UserError(UserLanguage.Say(
            $"pool {pool}: {rebuilt.Differing} rows differ from the log, the first in {first.Table} at {first.Key}",
            $"统筹区 {pool}:{rebuilt.Differing} 行与日志不符,首行在表 {first.Table},键为 {first.Key}"), ExitCodes.Finding);
    }

    private async Task CheckAll(CancellationToken cancellationToken)
    {
        await Say("comparing what is there with the log, by fold and by sum");
        foreach (var head in await Database.Ledger.Store.Pools(cancellationToken))
        {
            await Database.Ledger.Follower.CatchUp(head.Pool, cancellationToken);
            await Check(head.Pool, RebuildWay.Fold, cancellationToken);
            await Check(head.Pool, RebuildWay.Sql, cancellationToken);
        }
    }

    private async Task Load(CancellationToken cancellationToken)
    {
        await Say($"making {Events} rows");
        new CityTraffic(seed: 1).Write(EventsFile, Events);
        await Say("importing them");
        var started = Stopwatch.GetTimestamp();
        var result = await new Importer(Database.Ledger, "bench", new NoProgress())
            .Run([Importing.EventsFile.Open(EventsFile, null)], Pool, new(), cancellationToken);
        ImportTime = Stopwatch.GetElapsedTime(started);
        if (result.Rejected > 0)
            throw new InvalidOperationException($"the made-up rows are refused: {result.Errors[0]}");
        // As a server that is left alone does it by itself.
        await using var analyze = Database.Ledger.Database.CreateCommand("vacuum (analyze)");
        await analyze.ExecuteNonQueryAsync(cancellationToken);
    }
}
