using Ledger.Api.Figures;
using Ledger.Api.Institutions;
using Ledger.Domain;
using NodaTime;
using Npgsql;

namespace Ledger.Api.Benchmarks;

/// <summary>A pool whose figures are asked for.</summary>
internal readonly record struct BenchPool(PoolCode Code, long Events);

/// <summary>Latency of the figures that people and pages ask for, beside <c>select 1</c>.</summary>
internal static class ReadBenchmarks
{
    private const int Calls = 2_000;

    // The traffic spans about so many.
    private const int Days = 700;

    private static readonly FundCode _fund = FundCode.Of("resident");
    private static readonly LocalDate _first = new(2024, 1, 1);

    internal static Task<BenchmarkResult> Balance(BenchRun run, BenchPool pool, CancellationToken cancellationToken) =>
        Measure("read-balance", run, pool, 3,
            () => new PoolFigures(run.Database.Ledger).Balance(pool.Code, _fund, null, cancellationToken), cancellationToken);

    internal static Task<BenchmarkResult> Capacity(BenchRun run, BenchPool pool, CancellationToken cancellationToken) =>
        Measure("read-capacity", run, pool, 3,
            () => new PoolFigures(run.Database.Ledger).Capacity(pool.Code, _fund, null, null, cancellationToken),
            cancellationToken);

    internal static Task<BenchmarkResult> Budget(BenchRun run, BenchPool pool, CancellationToken cancellationToken) =>
        Measure("read-budget", run, pool, 3,
            () => new InstitutionFigures(run.Database.Ledger).Budget(pool.Code, 2025, CityTraffic.Budgeted, cancellationToken),
            cancellationToken);

    /// <summary>Of a day of the past as it is known now.</summary>
    internal static Task<BenchmarkResult> AsOf(BenchRun run, BenchPool pool, CancellationToken cancellationToken)
    {
        var random = new Random(2);
        return Measure("read-as-of", run, pool, 3, () => new PoolFigures(run.Database.Ledger)
            .Balance(pool.Code, _fund, _first.PlusDays(random.Next(Days)), cancellationToken), cancellationToken);
    }

    internal static Task<BenchmarkResult> TwoAxes(BenchRun run, BenchPool pool, CancellationToken cancellationToken)
    {
        var random = new Random(1);
        return Measure("read-two-axes", run, pool, 5, () =>
        {
            var known = new KnownPoint(random.NextInt64(pool.Events / 100, pool.Events), null);
            return new PoolFigures(run.Database.Ledger, known)
                .Balance(pool.Code, _fund, _first.PlusDays(random.Next(Days)), cancellationToken);
        }, cancellationToken);
    }

    private static async Task<BenchmarkResult> Measure(
        string name, BenchRun run, BenchPool pool, double reach, Func<Task> figure, CancellationToken cancellationToken)
    {
        var (measured, baseline) = await Latencies.InTurns(run, Calls, figure, () => One(run.Database.Ledger.Database, cancellationToken));
        return BenchmarkResult.AtMost(name, pool.Events, measured.P50, "ms", baseline.P50, reach, measured.P99);
    }

    private static async Task One(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select 1");
        await command.ExecuteScalarAsync(cancellationToken);
    }
}
