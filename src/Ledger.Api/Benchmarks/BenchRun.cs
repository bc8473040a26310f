using System.Diagnostics;
using Ledger.Api.Importing;
using Ledger.Domain;

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
        return new(results);
    }

    public Task Say(string line) => _progress.WriteLineAsync(line);

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
