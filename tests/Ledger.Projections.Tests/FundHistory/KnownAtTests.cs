using Ledger.Domain;
using Ledger.Domain.Statements;
using Ledger.EventStore;
using Ledger.Projections.FundHistory;
using Ledger.Projections.Reading;
using Ledger.Testing;
using NodaTime;

namespace Ledger.Projections.Tests.FundHistory;

/// <summary>Figures as of any date, known at any position, equal those added up anew from the log to that position.</summary>
public sealed class KnownAtTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    private static readonly LocalDate _first = new(2023, 12, 1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("560001", 9_500, 5_000)]
    [InlineData("560002", 700, 1)]
    [InlineData("560003", 4_300, 97)]
    public async Task Figures_known_at_any_position_equal_those_added_up_from_the_log(string code, int rows, int batch)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var recorded = await RecordedPool.In(postgres, code);
        await RecordInCommits(recorded, GeneratedHistory.Of(seed, rows), batch);
        var log = await recorded.Log();

        foreach (var position in Positions(random, log.Count))
        {
            var naive = new NaiveLedger(log.Take((int)position));
            await using var snapshot = await KnownAt(recorded, position);
            snapshot.Position.ShouldBe(position);
            snapshot.LastCashDate.ShouldBe(log.Take((int)position).Select(Date).Max());
            var asOf = _first.PlusDays(random.Next(800));
            foreach (var statement in await FundStatements.Over(snapshot, [.. snapshot.Funds.Keys],
                asOf.PlusDays(-random.Next(500)), asOf, Cancellation))
                statement.Lines.Where(row => row.Key == StatementLines.Closing)
                    .ShouldAllBe(row => row.Value.Fen == naive.Balance(statement.Fund, asOf));
            foreach (var balance in await FundBalances.At(snapshot, [.. snapshot.Funds.Keys], asOf, Cancellation))
            {
                var year = new LocalDate(asOf.Year, 1, 1);
                balance.Income.Fen.ShouldBe(naive.Sum(balance.Fund, "income", year, asOf), $"{position} {asOf}");
                balance.Expenditure.Fen.ShouldBe(naive.Sum(balance.Fund, "expenditure", year, asOf));
            }
        }
    }

    [Fact]
    public async Task A_late_event_shows_from_its_position_on_and_not_before()
    {
        var recorded = await RecordedPool.In(postgres, "560004");
        await RecordInCommits(recorded, GeneratedHistory.Of(11, 5_000), 5_000);
        var head = (await recorded.Log()).Count;
        var late = new LocalDate(2024, 2, 2);
        var fund = Entries.Premium("LATE-1", "2024-02-02", 123).Fund;
        await recorded.Record(Entries.Premium("LATE-1", "2024-02-02", 123));

        (await Balance(recorded, head, fund, late) + new Money(123_00)).ShouldBe(await Balance(recorded, head + 1, fund, late));
        (await Balance(recorded, head + 1, fund, late.PlusDays(-1))).ShouldBe(await Balance(recorded, head, fund, late.PlusDays(-1)));
    }

    [Fact]
    public async Task What_is_kept_depends_on_the_log_and_not_on_how_it_was_cut()
    {
        var history = GeneratedHistory.Of(5, 4_600);
        var kept = new List<string?>();
        foreach (var (code, batch) in new[] { ("560005", 1_000), ("560006", 113) })
        {
            await RecordInCommits(await RecordedPool.In(postgres, code), history, batch);
            await using var command = postgres.DataSource.CreateCommand($"""
                select concat_ws(' ', (select md5(string_agg(concat_ws('|', first, body), ' ' order by first))
                        from ledger.fund_block where pool = '{code}'),
                    (select md5(string_agg((to_jsonb(k) - 'pool')::text, ' ' order by fund, grain, start, position))
                        from ledger.fund_total_kept as k where pool = '{code}'))
                """);
            kept.Add((string?)await command.ExecuteScalarAsync(Cancellation));
        }
        kept[0].ShouldNotBeNull().Length.ShouldBe(65);
        kept[1].ShouldBe(kept[0]);
    }

    [Fact]
    public async Task An_instant_finds_the_last_position_recorded_at_or_before_it()
    {
        var recorded = await RecordedPool.In(postgres, "560007");
        await RecordInCommits(recorded, GeneratedHistory.Of(3, 60), 7);
        var log = await recorded.Log();
        var store = recorded.Ledger.Store;
        foreach (var one in log)
        {
            var last = log.Last(other => other.Recorded <= one.Recorded).Position;
            (await store.PositionAt(recorded.Pool, one.Recorded, Cancellation)).ShouldBe(last);
        }
        (await store.PositionAt(recorded.Pool, log[0].Recorded - Duration.FromMilliseconds(1), Cancellation)).ShouldBe(0);
        (await store.PositionAt(recorded.Pool, log[^1].Recorded + Duration.FromDays(1), Cancellation)).ShouldBe(log.Count);
        (await store.PositionAt(PoolCode.Of("560099"), log[0].Recorded, Cancellation)).ShouldBe(0);
    }

    // Ends of blocks and of kept totals, their neighbours, and some at random.
    private static IEnumerable<long> Positions(Random random, int head)
    {
        foreach (var edge in new[] { 1, HistoryBlock.Size, HistoryBlock.TotalsEvery, 2 * HistoryBlock.TotalsEvery, head })
        {
            foreach (var position in new[] { edge - 1, edge, edge + 1 }.Where(one => one > 0 && one <= head))
                yield return position;
        }
        for (var number = 0; number < 12; number++) yield return random.Next(1, head + 1);
    }

    private static LocalDate Date(RecordedEvent one) => ((Domain.Events.FundEvent)one.Body).CashDate;

    private static async Task<Money> Balance(RecordedPool pool, long position, FundCode fund, LocalDate asOf)
    {
        await using var snapshot = await KnownAt(pool, position);
        return (await FundBalances.At(snapshot, [fund], asOf, Cancellation))[0].Balance!.Value;
    }

    private static Task<PoolSnapshot> KnownAt(RecordedPool pool, long position) => PoolSnapshot.KnownAt(
        pool.Ledger.Database, pool.Ledger.Store, new(pool.Ledger.Chart), pool.Pool, position, Cancellation);

    // Every batch a commit of its own, as single commands and requests are.
    private static async Task RecordInCommits(
        RecordedPool pool, IReadOnlyList<IReadOnlyList<Domain.Events.FundEvent>> history, int batch)
    {
        foreach (var chunk in history.Chunk(batch)) await pool.Record(chunk, batch);
    }
}
