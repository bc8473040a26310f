using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Domain.Reimbursements;
using Ledger.EventStore.Proofs;
using Ledger.Testing;
using static Ledger.EventStore.Tests.TestLog;

namespace Ledger.EventStore.Tests;

/// <summary>Looking for events from any position, both ways, and how far a look goes.</summary>
public sealed class LogSearchTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_events_from_a_position_back_are_the_newest_first()
    {
        var search = await Filled("210001", 10);
        var found = await search.All(Back(1, 8, events: 3), LogFilter.None, Cancellation);
        Positions(found).ShouldBe([8, 7, 6]);
        found.Next.ShouldBe(5);
        var last = await search.All(Back(1, 3, events: 3), LogFilter.None, Cancellation);
        Positions(last).ShouldBe([3, 2, 1]);
        last.Next.ShouldBeNull();
    }

    [Fact]
    public async Task All_events_on_from_a_position_are_in_order()
    {
        var search = await Filled("210002", 10);
        var found = await search.All(On(4, 10, events: 3), LogFilter.None, Cancellation);
        Positions(found).ShouldBe([4, 5, 6]);
        found.Next.ShouldBe(7);
        (await search.All(On(8, 10, events: 3), LogFilter.None, Cancellation)).Next.ShouldBeNull();
    }

    [Fact]
    public async Task A_look_goes_no_further_than_its_limit_and_says_where_to_go_on()
    {
        var search = await Filled("210003", 20);
        var only = new LogFilter { NumbersBetween = [new(nameof(FundEvent.Amount), 3, 3)] };
        var first = await search.All(new(1, 20, true, 5, LookedMax: 10), only, Cancellation);
        first.Events.ShouldBeEmpty();
        first.Next.ShouldBe(10);
        var second = await search.All(new(1, 10, true, 5, LookedMax: 10), only, Cancellation);
        Positions(second).ShouldBe([3]);
        second.Next.ShouldBeNull();
    }

    [Fact]
    public async Task A_stream_is_found_from_positions_that_are_not_its_own()
    {
        var log = await In(postgres);
        var pool = PoolCode.Of("210004");
        await log.Append(pool, [.. Enumerable.Range(1, 12).Select(number => Event($"D{number}", number % 3 == 0 ? "one" : "two"))]);
        var search = log.Store.Search(pool);

        Positions(await search.OfStream("one", Back(1, 11, events: 2), LogFilter.None, Cancellation)).ShouldBe([9, 6]);
        Positions(await search.OfStream("one", On(4, 12, events: 9), LogFilter.None, Cancellation)).ShouldBe([6, 9, 12]);
        Positions(await search.OfStream("one", Back(7, 8, events: 9), LogFilter.None, Cancellation)).ShouldBeEmpty();
        Positions(await search.OfStream("none", Back(1, 12, events: 9), LogFilter.None, Cancellation)).ShouldBeEmpty();
        var part = await search.OfStream("two", new(1, 12, true, 9, LookedMax: 3), LogFilter.None, Cancellation);
        Positions(part).ShouldBe([11, 10, 8]);
        part.Next.ShouldBe(7);
    }

    [Fact]
    public async Task Every_way_to_look_finds_what_reading_all_of_it_finds()
    {
        var log = await In(postgres);
        var pool = PoolCode.Of("210005");
        var random = new Random(8);
        await log.Append(pool, [.. Enumerable.Range(1, 200).Select(number => Payment(number, random))]);
        await new InstitutionTrees(postgres.DataSource).CatchUp(pool, Cancellation);
        var (all, search) = (await log.Read(pool), log.Store.Search(pool));
        var filters = new (LogFilter Filter, Func<RecordedEvent, bool> Means)[]
        {
            (LogFilter.None, _ => true),
            (new() { Type = "reimbursement_paid" }, one => one.Type == "reimbursement_paid"),
            (new() { Actor = "another" }, one => one.Actor == "another"),
            (new() { Texts = [new([nameof(FundEvent.Fund), nameof(FundEvent.ToFund)], "reserve")] }, one => Entry(one).Fund.Text == "reserve" || Entry(one).ToFund?.Text == "reserve"),
            (new() { TextsBetween = [new(nameof(FundEvent.CashDate), "2025-03-05", "2025-03-09")] }, one => Entry(one).CashDate.Day is >= 5 and <= 9),
            (new() { NumbersBetween = [new(nameof(FundEvent.Amount), 50, null)] }, one => Entry(one).Amount.Fen >= 50),
        };
        foreach (var (filter, means) in filters)
        {
            var meant = all.Where(one => means(one) && one.Position is >= 11 and <= 190).ToList();
            var hospital = InstitutionCode.Of("H33082500001");
            await Check(look => search.All(look, filter, Cancellation), meant);
            await Check(look => search.OfStream("s1", look, filter, Cancellation), [.. meant.Where(one => one.Stream == "s1")]);
            await Check(look => search.OfInstitution(hospital, look, filter, Cancellation), [.. meant.Where(one => Entry(one).Institution == hospital)]);
            var some = all.Where(one => one.Position % 7 == 0).Select(one => one.Position).ToList();
            await Check(look => search.At(
                [.. (look.IsBack ? some.AsEnumerable().Reverse() : some).Where(one => one >= look.From && one <= look.To).Take(look.LookedMax)],
                look, filter, Cancellation), [.. meant.Where(one => one.Position % 7 == 0)]);
        }

        static FundEvent Entry(RecordedEvent one) => (FundEvent)one.Body;
    }

    // Page after page, both ways, is all that is meant, once each and in order.
    private static async Task Check(Func<LookFor, Task<FoundEvents>> ask, IReadOnlyList<RecordedEvent> meant)
    {
        foreach (var isBack in (bool[])[true, false])
        {
            var found = new List<long>();
            for (var (from, to) = (11L, 190L); ;)
            {
                var page = await ask(new(from, to, isBack, EventsMax: 7, LookedMax: 40));
                page.Events.Count.ShouldBeLessThanOrEqualTo(7);
                found.AddRange(Positions(page));
                if (page.Next is not { } next) break;
                if (isBack) to = next;
                else from = next;
            }
            var expected = meant.Select(one => one.Position);
            found.ShouldBe(isBack ? expected.Reverse() : expected);
        }
    }

    private static NewEvent Payment(int number, Random random) => new(new ReimbursementPaid
    {
        Document = DocumentId.Of($"D{number}"), Fund = FundCode.Of(random.Next(4) == 0 ? "reserve" : "resident"),
        ToFund = random.Next(9) == 0 ? FundCode.Of("reserve") : null, Amount = new(1 + random.Next(99)),
        Institution = random.Next(3) switch { 0 => InstitutionCode.Of("H33082500001"), 1 => InstitutionCode.Of("H33082500002"), _ => null },
        CashDate = new(2025, 3, 1 + random.Next(20)), Category = "inpatient",
    }, $"s{random.Next(3)}", $"D{number}", "test", random.Next(5) == 0 ? "another" : "tester");

    private async Task<LogSearch> Filled(string code, int events)
    {
        var log = await In(postgres);
        var pool = PoolCode.Of(code);
        await log.Append(pool, [.. Enumerable.Range(1, events).Select(number => Event($"D{number}", fen: number))]);
        return log.Store.Search(pool);
    }

    private static LookFor Back(long from, long to, int events) => new(from, to, true, events, 1_000);

    private static LookFor On(long from, long to, int events) => new(from, to, false, events, 1_000);

    private static IEnumerable<long> Positions(FoundEvents found) => found.Events.Select(one => one.Position);
}
