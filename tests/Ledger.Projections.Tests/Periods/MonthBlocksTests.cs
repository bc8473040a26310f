using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Projections.Periods;
using Ledger.Testing;
using static Ledger.Projections.Tests.Entries;
using static Ledger.Projections.Tests.Periods.Months;

namespace Ledger.Projections.Tests.Periods;

/// <summary>A month is found in the log without reading the rest of it.</summary>
public sealed class MonthBlocksTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task The_spans_of_a_month_hold_all_of_its_entries_and_little_else()
    {
        var recorded = await RecordedPool.In(postgres, "543001");
        // Positions 1 to 4,500: two for the books, then 500 a month, and at the end one that comes late.
        await recorded.Record([.. ((FundEvent[])[
            .. Books("2024-12-31", 1_000_000),
            .. Enumerable.Range(0, 4_497).Select(index =>
                (FundEvent)Premium($"P-{index}", $"2025-0{1 + (index / 500)}-15", 1)),
            Premium("LATE", "2025-01-31", 1),
        ]).Select(entry => (FundEvent[])[entry])], batch: 700);

        (await Spans(recorded, "2024-12")).ShouldBe([(1, 1000)]);
        (await Spans(recorded, "2025-01")).ShouldBe([(1, 1000), (4001, 5000)]);
        (await Spans(recorded, "2025-02")).ShouldBe([(1, 2000)]);
        (await Spans(recorded, "2025-10")).ShouldBeEmpty();
        foreach (var month in (await recorded.Log()).ToLookup(
            one => ((FundEvent)one.Body).CashDate.ToYearMonth().Iso(), one => one.Position))
        {
            var spans = await Spans(recorded, month.Key);
            month.ShouldAllBe(position => spans.Any(span => span.From <= position && position <= span.To));
        }
    }

    private static async Task<IReadOnlyList<(long From, long To)>> Spans(RecordedPool recorded, string month)
    {
        await using var snapshot = await recorded.Snapshot();
        return await MonthBlocks.Spans(snapshot, Month(month), TestContext.Current.CancellationToken);
    }
}
