using Ledger.Api.Recording;
using Ledger.Domain;
using Ledger.Domain.Approvals;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Projections.PoolBooks;
using Ledger.Projections.Tests.Rebuilding;
using Ledger.Testing;
using static Ledger.Projections.Tests.Entries;

namespace Ledger.Projections.Tests.PoolBooks;

/// <summary>Requests for approval are kept with the books, for whoever writes next, and follow from the log.</summary>
public sealed class ApprovalBookTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    private const int Steps = 80;

    private static readonly string[] _people = ["officer", "a", "b", "c"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_asks_and_decides_in_whatever_batches_the_tables_are_those_of_the_log_and_no_rule_is_broken()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var pool = await RecordedPool.In(postgres, "540301");
        await pool.Record(Books("2025-01-01", 100_000));
        for (var step = 0; step < Steps; step++)
        {
            var waiting = await ApprovalBooks.List(
                pool.Ledger.Database, pool.Pool, new(ApprovalState.Pending), long.MaxValue, 1000, Cancellation);
            await Send(pool, [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Drawn(random, step, waiting))]);
        }
        await pool.Follow();

        var log = await pool.Log();
        CheckRules(log.Select(one => (FundEvent)one.Body).ToList());
        log.Count(one => one.Body is BalanceAdjusted).ShouldBeGreaterThan(5);
        log.Count(one => one.Body is ApprovalDecided { Category: ApprovalDecided.Rejected }).ShouldBeGreaterThan(2);
        (await RebuiltPools.Rebuild(pool, keep: false)).Differences.ShouldBeEmpty();
        var kept = await ApprovalBooks.List(pool.Ledger.Database, pool.Pool, ApprovalFilter.All, long.MaxValue, 1000, Cancellation);
        kept.Count.ShouldBe(log.Count(one => one.Body is ApprovalRequested));
        foreach (var person in _people)
        {
            var ofThem = await ApprovalBooks.List(pool.Ledger.Database, pool.Pool, ApprovalFilter.For(person), long.MaxValue, 1000, Cancellation);
            ofThem.Select(request => request.Request).ShouldBe(kept.Where(request => request.WaitsFor(person)).Select(request => request.Request));
        }
        foreach (var request in kept)
        {
            request.ShouldSatisfyAllConditions(
                () => request.Decided.Count.ShouldBe(log.Count(one => one.Body is ApprovalDecided decided && decided.Original == request.Request)),
                () => request.Decided.Select(word => word.Position).ShouldBe(log
                    .Where(one => one.Body is ApprovalDecided decided && decided.Original == request.Request).Select(one => one.Position)));
        }
    }

    // Said a second time, over the log alone.
    private static void CheckRules(List<FundEvent> log)
    {
        var asked = log.OfType<ApprovalRequested>().ToDictionary(request => request.Document);
        foreach (var adjusted in log.OfType<BalanceAdjusted>())
        {
            var request = asked[adjusted.Approval!.Value];
            request.Held.ShouldContain(adjusted with { Approval = null });
            var words = log.OfType<ApprovalDecided>().Where(word => word.Original == request.Document).ToList();
            words.ShouldAllBe(word => word.Category == ApprovalDecided.Approved);
            words.Select(word => word.Step).ShouldBe(request.Steps);
            words.Select(word => word.By).Append(request.By).ToHashSet().Count.ShouldBe(request.Steps.Count + 1);
        }
    }

    private static Submission Drawn(Random random, int step, IReadOnlyList<ApprovalBook> waiting)
    {
        var person = _people[random.Next(_people.Length)];
        if (random.Next(3) == 0)
        {
            var document = $"D-{random.Next(step + 1)}";
            return new([Of<BalanceAdjusted>(document, "2025-02-01", 1 + random.Next(2)) with
            {
                Direction = "up", Category = "audit", Reason = "found",
            }], person, "test");
        }
        // Now and then one that is over, or that there never was.
        var request = waiting.Count == 0 || random.Next(5) == 0
            ? DocumentId.Of($"approval-{random.Next(3, 4 + step)}")
            : waiting[random.Next(waiting.Count)].Request;
        return new([new ApprovalDecided
        {
            Document = request, Original = request, CashDate = Day("2025-03-01"), By = person,
            Category = random.Next(6) == 0 ? ApprovalDecided.Rejected : ApprovalDecided.Approved,
        }], person, "test");
    }

    // Each batch has books of its own, as every process has.
    private static async Task Send(RecordedPool pool, IReadOnlyList<Submission> batch)
    {
        var rules = pool.Rules with
        {
            Approvals = ApprovalRules.Parse("""
                { "rules": [{ "id": "r", "kinds": ["balance_adjusted"], "steps": ["first-review", "audit"], "days": 30 }] }
                """),
        };
        await using var append = await pool.Ledger.Store.Begin(pool.Pool, RecordedPool.Wait, rehearsal: false, Cancellation);
        await new LedgerWriter(append, rules, new(pool.Ledger.Chart)).Record(batch, Cancellation);
        await append.Commit(Cancellation);
    }
}
