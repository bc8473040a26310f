using Ledger.Api.Figures;
using Ledger.Api.Institutions;
using Ledger.Domain;
using NodaTime;
using Npgsql;

namespace Ledger.Api.Benchmarks;

/// <summary>Latency of the figures that people and pages ask for, beside <c>select 1</c>.</summary>
internal static class ReadBenchmarks
{
    private const int Calls = 2_000;

    private static readonly FundCode _fund = FundCode.Of("resident");
    private static readonly LocalDate _first = new(2024, 1, 1);

    internal static Task<BenchmarkResult> Balance(BenchRun run, CancellationToken cancellationToken) =>
        Measure("read-balance", run, 3,
            () => new PoolFigures(run.Database.Ledger).Balance(BenchRun.Pool, _fund, null, cancellationToken), cancellationToken);

    internal static Task<BenchmarkResult> Capacity(BenchRun run, CancellationToken cancellationToken) =>
        Measure("read-capacity", run, 3,
            () => new PoolFigures(run.Database.Ledger).Capacity(BenchRun.Pool, _fund, null, null, cancellationToken),
            cancellationToken);

    internal static Task<BenchmarkResult> Budget(BenchRun run, CancellationToken cancellationToken) =>
        Measure("read-budget", run, 3,
            () => new InstitutionFigures(run.Database.Ledger).Budget(BenchRun.Pool, 2025, CityTraffic.Budgeted, cancellationToken),
            cancellationToken);

    internal static Task<BenchmarkResult> TwoAxes(BenchRun run, CancellationToken cancellationToken)
    {
        var random = new Random(1);
        return Measure("read-two-axes", run, 5, () =>
        {
            var known = new KnownPoint(random.NextInt64(run.Events / 100, run.Events), null);
            return new PoolFigures(run.Database.Ledger, known)
                .Balance(BenchRun.Pool, _fund, _first.PlusDays(random.Next(700)), cancellationToken);
        }, cancellationToken);
    }

    private static async Task<BenchmarkResult> Measure(
        string name, BenchRun run, double reach, Func<Task> figure, CancellationToken cancellationToken)
    {
        var (measured, baseline) = await Latencies.InTurns(Calls, figure, () => One(run.Database.Ledger.Database, cancellationToken));
        return BenchmarkResult.AtMost(name, run.Events, measured.P50, "ms", baseline.P50, reach, measured.P99);
    }

    private static async Task One(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select 1");
        await command.ExecuteScalarAsync(cancellationToken);
    }
}
