using Ledger.Api.CommandLine;
using Ledger.Domain;
using Ledger.EventStore.Proofs;
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
        ("verify", BulkBenchmarks.Verify),
        ("memory", SizeBenchmarks.Memory),
        ("disk", SizeBenchmarks.Disk),
        // Last, since it leaves dead rows.
        ("tree", ProofBenchmarks.Tree),
    ];

    private static readonly
        IReadOnlyList<(string Name, Func<BenchRun, BenchPool, CancellationToken, Task<BenchmarkResult>> Measure)> _reads =
    [
        ("read-balance", ReadBenchmarks.Balance),
        ("read-capacity", ReadBenchmarks.Capacity),
        (ReadBudget, ReadBenchmarks.Budget),
        ("read-as-of", ReadBenchmarks.AsOf),
        ("read-two-axes", ReadBenchmarks.TwoAxes),
        ("prove-inclusion", ProofBenchmarks.Inclusion),
        ("prove-consistency", ProofBenchmarks.Consistency),
        .. PageBenchmarks.All.Select(page => (page.Name, page.Measure)),
    ];

    private const string ReadBudget = "read-budget";

    // What these show follows the log.
    private static readonly HashSet<string> _followed =
        [ReadBudget, .. PageBenchmarks.All.Where(page => page.NeedsFollowed).Select(page => page.Name)];

    private const long TrialEvents = 10_000;

    // More events than this are measured once, and without what follows the log, whose tables take more time and disk than the
    // log: who wants that asks for the pages, or for one of what shows it.
    private const long ManyEvents = 1_000_000;

    // Beside so many, figures are asked of a small pool as well: what is found by key costs the same in both.
    private static readonly BenchPool _small = new(PoolCode.Of("999901"), 100_000);

    private readonly TextWriter _progress;
    private readonly HashSet<(PoolCode, RebuildWay)> _checked = [];

    private readonly bool _follows;

    private BenchRun(BenchDatabase database, string? name, long events, TextWriter progress)
    {
        Database = database;
        Events = events;
        _progress = progress;
        _follows = !IsLong || (name is not null && _followed.Any(one => IsAsked(one, name)));
    }

    public static IReadOnlyList<string> Names { get; } =
        [.. _all.Select(one => one.Name), .. _reads.Select(one => one.Name), PageBenchmarks.Name];

    public BenchDatabase Database { get; }

    /// <summary>Rows of the events file.</summary>
    public long Events { get; }

    /// <summary>So few that nothing is measured, and it is only to be seen that all of it runs.</summary>
    public bool IsTrial => Events < TrialEvents;

    /// <summary>So many that each thing is measured once.</summary>
    public bool IsLong => Events > ManyEvents;

    /// <summary>The process that imported the events file: how long it took, and what it held at most.</summary>
    internal OtherProcess Import { get; private set; } = new(default, 0, default);

    public string EventsFile => Path.Combine(Database.Folder, "events.csv");

    public static async Task<BenchmarksAnswer> Run(
        string? name, long events, TextWriter progress, CancellationToken cancellationToken)
    {
        await using var database = await BenchDatabase.Create(cancellationToken);
        var run = new BenchRun(database, name, events, progress);
        run.Import = await run.Load(new(Pool, events), cancellationToken);
        var results = new List<BenchmarkResult>();
        foreach (var (one, measure) in _all.Where(one => IsAsked(one.Name, name)))
        {
            await run.Say($"measuring {one}");
            results.Add(await measure(run, cancellationToken));
        }
        foreach (var pool in await run.PoolsToRead(name, cancellationToken))
        {
            foreach (var (one, measure) in _reads.Where(one => IsAsked(one.Name, name)))
            {
                if (_followed.Contains(one) && pool.Events > ManyEvents && !run._follows) continue;
                await run.Say($"measuring {one} of {pool.Events} events");
                results.Add(await measure(run, pool, cancellationToken));
            }
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
        _checked.Add((pool, way));
        if (rebuilt.Differing == 0) return rebuilt;
        var first = rebuilt.Differences[0];
        throw new UserError(UserLanguage.Say(
            $"pool {pool}: {rebuilt.Differing} rows differ from the log, the first in {first.Table} at {first.Key}",
            $"统筹区 {pool}:{rebuilt.Differing} 行与日志不符,首行在表 {first.Table},键为 {first.Key}"), ExitCodes.Finding);
    }

    /// <summary>Brings what follows the log up to it.</summary>
    internal async Task Follow(CancellationToken cancellationToken)
    {
        if (_follows) await Follow(Pool, cancellationToken);
    }

    private async Task Follow(PoolCode pool, CancellationToken cancellationToken)
    {
        await Database.Ledger.Follower.CatchUp(pool, cancellationToken);
        await new InstitutionTrees(Database.Ledger.Database).CatchUp(pool, cancellationToken);
    }

    private static bool IsAsked(string one, string? name) =>
        name is null || one == name || (name == PageBenchmarks.Name && PageBenchmarks.All.Any(page => page.Name == one));

    private async Task<IReadOnlyList<BenchPool>> PoolsToRead(string? name, CancellationToken cancellationToken)
    {
        await Follow(cancellationToken);
        var measured = new BenchPool(Pool, Events);
        if (!IsLong || !_reads.Any(one => IsAsked(one.Name, name))) return [measured];
        await Load(_small, cancellationToken);
        await Follow(_small.Code, cancellationToken);
        await Check(_small.Code, RebuildWay.Fold, cancellationToken);
        return [_small, measured];
    }

    // What was compared while it was measured has not changed since: nothing is recorded after the appends.
    private async Task CheckAll(CancellationToken cancellationToken)
    {
        await Say("comparing what is there with the log, by fold and by sum");
        await Follow(cancellationToken);
        foreach (var way in (RebuildWay[])[RebuildWay.Fold, RebuildWay.Sql])
        {
            if (!IsLong || !_checked.Contains((Pool, way))) await Check(Pool, way, cancellationToken);
        }
    }

    private async Task<OtherProcess> Load(BenchPool pool, CancellationToken cancellationToken)
    {
        await Say($"making {pool.Events} rows");
        new CityTraffic(seed: 1).Write(EventsFile, pool.Events);
        await Say("importing them");
        var import = await OtherProcess.Run(
            Database, ["import", EventsFile, "--pool", pool.Code.Text, "--json"], cancellationToken);
        // As a server that is left alone does it by itself.
        await using var analyze = Database.Owner.CreateCommand("vacuum (analyze)");
        await analyze.ExecuteNonQueryAsync(cancellationToken);
        return import;
    }
}
