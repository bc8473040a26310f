using System.Diagnostics;
using System.Globalization;
using Ledger.Api.Recording;
using Ledger.Domain;
using Ledger.Domain.Reimbursements;
using NodaTime;
using Npgsql;

namespace Ledger.Api.Benchmarks;

/// <summary>Single durable commands, as a core platform sends them, beside bare one-row commits.</summary>
internal static class AppendBenchmarks
{
    private const int Callers = 64;
    private const int Connections = 16;
    private const int CallsOfOne = 1_000;
    private static readonly TimeSpan _turn = TimeSpan.FromSeconds(2);
    private const int Turns = 3;

    private static long _number;

    internal static async Task<BenchmarkResult> ManyCallers(BenchRun run, CancellationToken cancellationToken)
    {
        await using var bare = await BareTable.Create(run, cancellationToken);
        await using var writers = new PoolWriters(run.Database.Ledger);
        var (commands, inserts) = (new List<double>(), new List<double>());
        await Rate(Callers, () => Submit(run, writers, cancellationToken));
        for (var turn = 0; turn < Turns; turn++)
        {
            commands.Add(await Rate(Callers, () => Submit(run, writers, cancellationToken)));
            inserts.Add(await Rate(Connections, () => bare.Insert(cancellationToken)));
        }
        return BenchmarkResult.AtLeast("append-64", run.Events, Median(commands), "commands/s", Median(inserts), 1.3);
    }

    internal static async Task<BenchmarkResult> OneCaller(BenchRun run, CancellationToken cancellationToken)
    {
        await using var bare = await BareTable.Create(run, cancellationToken);
        await using var writers = new PoolWriters(run.Database.Ledger);
        var (one, insert) = await Latencies.InTurns(
            run, CallsOfOne, () => Submit(run, writers, cancellationToken), () => bare.Insert(cancellationToken));
        return BenchmarkResult.AtMost("append-1", run.Events, one.P50, "ms", insert.P50, 3);
    }

    // Calls by so many at once for a turn's time, in calls a second.
    private static async Task<double> Rate(int callers, Func<Task> call)
    {
        var started = Stopwatch.GetTimestamp();
        var calls = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            var done = 0;
            for (; Stopwatch.GetElapsedTime(started) < _turn; done++) await call();
            return done;
        })));
        return calls.Sum() / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static async Task Submit(BenchRun run, PoolWriters writers, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _number);
        var entry = new ReimbursementPaid
        {
            Document = DocumentId.Of("A" + number.ToString("D9", CultureInfo.InvariantCulture)),
            Fund = FundCode.Of("resident"),
            Amount = new(number % 90_000 + 100),
            CashDate = new(2025, 12, 20),
            BusinessFrom = new LocalDate(2025, 12, 1),
            Institution = InstitutionCode.Of("H3309" + (number % 1_000).ToString("D7", CultureInfo.InvariantCulture)),
            Person = PersonRef.Of("p" + (number % 1_000_000).ToString("D7", CultureInfo.InvariantCulture)),
            Category = "outpatient",
            Count = 1,
            MedicalCost = new(number % 90_000 + 40_000),
        };
        var decision = await writers.Submit(BenchRun.Pool, [entry], "bench", "bench", cancellationToken);
        if (decision.Accepted.Count != 1) throw new InvalidOperationException("a made-up command was refused");
    }

    /// <summary>A table of bare rows as big as an event's, each committed alone on one of 16 connections.</summary>
    private sealed class BareTable : IAsyncDisposable
    {
        private readonly NpgsqlDataSource _database;
        private readonly string _body = new('x', 400);

        private BareTable(NpgsqlDataSource database) => _database = database;

        internal static async Task<BareTable> Create(BenchRun run, CancellationToken cancellationToken)
        {
            var builder = new NpgsqlConnectionStringBuilder(run.Database.ConnectionString)
            {
                NoResetOnClose = true, MaxAutoPrepare = 10, AutoPrepareMinUsages = 1, MaxPoolSize = Connections,
            };
            var table = new BareTable(NpgsqlDataSource.Create(builder));
            await using var command = table._database.CreateCommand(
                "create table bare_rows (id bigserial primary key, body varchar not null)");
            await command.ExecuteNonQueryAsync(cancellationToken);
            return table;
        }

        internal async Task Insert(CancellationToken cancellationToken)
        {
            await using var command = _database.CreateCommand("insert into bare_rows (body) values ($1)");
            command.Parameters.Add(new() { Value = _body });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        public async ValueTask DisposeAsync()
        {
            await using (var command = _database.CreateCommand("drop table bare_rows")) await command.ExecuteNonQueryAsync();
            await _database.DisposeAsync();
        }
    }
}
