using Ledger.Api.Recording;
using Ledger.Domain;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Periods;
using Ledger.Projections.PoolBooks;
using Ledger.Testing;
using NodaTime;
using static Ledger.Projections.Tests.Entries;
using static Ledger.Projections.Tests.Periods.Months;

namespace Ledger.Projections.Tests.Periods;

/// <summary>How far a pool is closed is kept with its books, and holds for whoever writes next.</summary>
public sealed class PeriodBookTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    private const int Steps = 120;
    private const int MonthsDrawn = 6;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_loads_as_it_was_saved()
    {
        var recorded = await RecordedPool.In(postgres, "540001");
        await recorded.Record([.. Books("2025-01-01", 100), Pay("S-1", "2025-05-31", 1)]);
        (await Loaded(recorded)).ShouldBe(PeriodBook.Open);

        await recorded.Record(Closed("2025-04"));
        (await Loaded(recorded)).ShouldBe(new PeriodBook(Month("2025-04"), null));
        await recorded.Record(Closed("2025-02", 1, PeriodClosed.Hard));
        (await Loaded(recorded)).ShouldBe(new PeriodBook(Month("2025-04"), Month("2025-02")));
        await recorded.Record(Reopened("2025-03"));
        (await Loaded(recorded)).ShouldBe(new PeriodBook(Month("2025-02"), Month("2025-02")));
    }

    [Fact]
    public async Task One_pool_is_closed_and_another_is_not()
    {
        var (closed, open) = (await RecordedPool.In(postgres, "540002"), await RecordedPool.In(postgres, "540003"));
        await closed.Record([.. Books("2025-01-01", 100), Closed("2025-01")]);
        await open.Record(Books("2025-01-01", 100));

        await open.Record(Pay("S-1", "2025-01-31", 1));
        (await Should.ThrowAsync<InvalidOperationException>(() => closed.Record(Pay("S-1", "2025-01-31", 1))))
            .Message.ShouldContain("the first open date is 2025-02-01");
    }

    [Fact]
    public async Task Whatever_is_closed_reopened_and_sent_no_entry_is_recorded_in_a_month_while_it_is_closed()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var recorded = await RecordedPool.In(postgres, "540004");
        await recorded.Record([.. Books("2025-01-01", 1_000), Premium("LAST", "2025-06-30", 1)]);
        var refused = 0;
        for (var step = 1; step <= Steps; step++)
        {
            List<FundEvent> batch = [.. Enumerable.Range(0, random.Next(1, 4)).Select(part => Drawn(random, step * 10 + part))];
            refused += (await Send(recorded, batch)).Count(decision => decision.Refused.Count > 0);
        }

        var log = await recorded.Log();
        var closed = new HashSet<YearMonth>();
        foreach (var entry in log.Select(one => (FundEvent)one.Body))
        {
            var month = entry.CashDate.ToYearMonth();
            if (entry is PeriodClosed) closed.UnionWith(All().Where(other => other <= month));
            else if (entry is PeriodReopened) closed.ExceptWith(All().Where(other => other >= month));
            else closed.ShouldNotContain(month, $"{entry.Document}");
        }
        (await Loaded(recorded)).ClosedThrough.ShouldBe(
            closed.Count > 0 ? closed.Max() : log.Exists(one => one.Body is PeriodClosed) ? new(2024, 12) : null);
        refused.ShouldBeGreaterThan(10);
        log.Count(one => one.Body is PeriodReopened).ShouldBeGreaterThan(3);
        log.Count(one => one.Body is Ledger.Domain.Premiums.PremiumReceived).ShouldBeGreaterThan(10);
    }

    private static IEnumerable<YearMonth> All() =>
        Enumerable.Range(0, MonthsDrawn).Select(index => new YearMonth(2025, 1).PlusMonths(index));

    private static FundEvent Drawn(Random random, int number)
    {
        var month = new YearMonth(2025, random.Next(1, MonthsDrawn + 1));
        return random.Next(8) switch
        {
            0 or 1 => Closed(month.Iso(), number),
            2 or 3 => Reopened(month.Iso(), number),
            _ => Premium($"P-{number}", month.OnDayOfMonth(random.Next(1, 29)).Iso(), 1),
        };
    }

    // Each batch has books of its own, as every process has.
    private static async Task<IReadOnlyList<SubmissionDecision>> Send(RecordedPool recorded, List<FundEvent> batch)
    {
        await using var append = await recorded.Ledger.Store.Begin(
            recorded.Pool, RecordedPool.Wait, rehearsal: false, Cancellation);
        var writer = new LedgerWriter(append, recorded.Rules, new(recorded.Ledger.Chart));
        var decisions = await writer.Record([.. batch.Select(entry => new Submission([entry], "tester", "test"))], Cancellation);
        await append.Commit(Cancellation);
        return decisions;
    }

    private static async Task<PeriodBook> Loaded(RecordedPool recorded)
    {
        var books = new Books();
        await using var connection = await recorded.Ledger.Database.OpenConnectionAsync(Cancellation);
        await BooksTable.Load(connection, recorded.Pool, [], books, Cancellation);
        await using var snapshot = await recorded.Snapshot();
        snapshot.Periods.ShouldBe(books.Periods);
        return books.Periods;
    }
}
