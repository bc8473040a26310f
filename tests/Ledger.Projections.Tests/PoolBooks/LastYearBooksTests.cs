using Ledger.Domain.Events;
using Ledger.Testing;
using static Ledger.Projections.Tests.Entries;

namespace Ledger.Projections.Tests.PoolBooks;

/// <summary>
/// What a prepayment rule asks of last year comes out of the tables: each entry here is decided with books that were
/// loaded for it alone.
/// </summary>
public sealed class LastYearBooksTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Theory]
    [InlineData("544001", 100, true)]
    [InlineData("544002", 101, false)]
    public async Task After_a_year_without_a_deficit_a_fund_may_advance_and_after_one_of_a_yuan_it_may_not(
        string pool, long spent, bool allowed)
    {
        var recorded = await Ruled(pool, "\"noDeficit\": true");
        await recorded.Record(Books("2024-01-01", 1000));
        await recorded.Record(Premium("P-1", "2024-06-30", 100), Premium("P-2", "2025-01-01", 500));
        await recorded.Record(Pay("S-1", "2024-12-31", spent), Pay("S-2", "2025-01-01", 400));

        await recorded.ShouldBeAdvanced("A-1", "2025-02-01", allowed, "a deficit of 1.00 in 2024");
        // The year in between ended well, whatever the year before it was.
        await recorded.ShouldBeAdvanced("A-2", "2026-02-01", true);
    }

    [Fact]
    public async Task What_was_given_back_or_undone_of_last_year_is_no_expenditure_of_it()
    {
        var recorded = await Ruled("544003", "\"noDeficit\": true");
        await recorded.Record(Books("2024-01-01", 1000));
        await recorded.Record(Premium("P-1", "2024-06-30", 100), Pay("S-1", "2024-06-30", 100));
        await recorded.Record(Pay("S-2", "2024-06-30", 1));
        await recorded.Record(Return("R-1", "2024-12-31", 1, original: "S-2"));

        await recorded.ShouldBeAdvanced("A-1", "2025-02-01", true);
    }

    [Theory]
    [InlineData("544004", 1000, true)]
    [InlineData("544005", 1001, false)]
    public async Task A_balance_of_last_year_that_lasts_for_half_a_year_is_enough_and_a_yuan_less_is_not(
        string pool, long spent, bool allowed)
    {
        // 500 are left after 1,000 were spent: exactly six months.
        var recorded = await Ruled(pool, "\"monthsMin\": { \"resident\": \"6\" }");
        await recorded.Record(Books("2024-01-01", 1500));
        await recorded.Record(Pay("S-1", "2024-12-31", spent), Premium("P-1", "2025-01-01", 9000));

        await recorded.ShouldBeAdvanced("A-1", "2025-02-01", allowed, "an advance needs 6");
    }

    [Fact]
    public async Task What_an_institution_still_holds_of_last_year_comes_back_first()
    {
        var recorded = await Ruled("544006", "\"returnedFirst\": true");
        await recorded.Record(Books("2024-01-01", 1000));
        await recorded.Record(Advance("A-1", "2024-12-31", 10));
        await recorded.Record(GiveBack("B-1", "2025-01-05", 9));

        await recorded.ShouldBeAdvanced("A-2", "2025-02-01", false, "still holds 1.00");
        await recorded.Record(GiveBack("B-2", "2025-02-01", 1));
        await recorded.ShouldBeAdvanced("A-2", "2025-02-01", true);
        await recorded.ShouldBeAdvanced("A-3", "2025-03-01", true);
        await recorded.ShouldBeAdvanced("A-4", "2026-01-01", false, "still holds 2.00");
    }

    private Task<RecordedPool> Ruled(string pool, string rule) =>
        RecordedPool.Under(postgres, pool, "prepayment", rule);
}

internal static class Advances
{
    /// <summary>One yuan more is advanced, and says under which rule; or is refused with a reason.</summary>
    public static async Task ShouldBeAdvanced(
        this RecordedPool recorded, string document, string date, bool allowed, string reason = "")
    {
        if (!allowed)
        {
            var refused = await Should.ThrowAsync<InvalidOperationException>(
                () => recorded.Record(Advance(document, date, 1)));
            refused.Message.ShouldContain(reason);
            refused.Message.ShouldContain("(rule test)");
            return;
        }
        await recorded.Record(Advance(document, date, 1));
        ((FundEvent)(await recorded.Log())[^1].Body).Rule!.Id.ShouldBe("test");
    }
}
