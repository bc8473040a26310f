using Ledger.Domain;
using Ledger.Domain.Funds;
using Ledger.Projections.Reading;
using Ledger.Testing;
using static Ledger.Projections.Tests.Entries;

namespace Ledger.Projections.Tests.Reading;

/// <summary>
/// What each policy divides by what, on one small history whose figures can be checked by hand.
/// </summary>
public sealed class CapacityPolicyTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly FundCode _oneBook = FundCode.Of("employee");

    [Fact]
    public async Task The_liquid_balance_is_less_what_institutions_hold_of_advances()
    {
        var recorded = await RecordedPool.In(postgres, "550001");
        await recorded.Record([
            .. Books("2025-01-01", 100), Pay("S-1", "2025-01-10", 10), Advance("A-1", "2025-01-15", 30),
        ]);
        (await Numerator(recorded, "2025-01-31", "ytd-average-total-liquid")).ShouldBe(60_00);
        (await Numerator(recorded, "2025-01-31", "ytd-average-total")).ShouldBe(90_00);

        await recorded.Record(GiveBack("G-1", "2025-01-20", 5));
        (await Numerator(recorded, "2025-01-19", "ytd-average-total-liquid")).ShouldBe(60_00);
        (await Numerator(recorded, "2025-01-31", "ytd-average-total-liquid")).ShouldBe(65_00);
    }

    [Fact]
    public async Task The_annual_policy_takes_the_last_complete_year_and_on_its_last_day_that_year()
    {
        var recorded = await RecordedPool.In(postgres, "550002");
        await recorded.Record([
            .. Books("2024-01-01", 1_000), Pay("S-1", "2024-06-01", 120), Pay("S-2", "2025-06-01", 240),
        ]);
        (await Months(recorded, "2025-12-30", "annual-average-total")).ShouldBe(640m * 12 / 120);
        (await Months(recorded, "2025-12-31", "annual-average-total")).ShouldBe(640m * 12 / 240);
    }

    [Fact]
    public async Task Benefits_and_levels_are_kept_apart_where_the_policy_says_so()
    {
        var recorded = await RecordedPool.In(postgres, "550003");
        await recorded.Record([
            .. Books("2025-01-01", 1_000), Pay("S-1", "2025-01-10", 60),
            Of<OtherExpenditurePaid>("O-1", "2025-01-11", 20),
            Of<UpperLevelRemittancePaid>("U-1", "2025-01-12", 20) with { Counterparty = "330800" },
        ]);
        await Denominator(recorded, "2025-01-31", "ytd-average-total", 100_00);
        await Denominator(recorded, "2025-01-31", "ytd-average-excluding-levels", 80_00);
        await Denominator(recorded, "2025-12-31", "annual-average-benefits", 60_00);
        await Denominator(recorded, "2025-12-31", "annual-average-total", 100_00);
    }

    [Fact]
    public async Task The_prior_year_policy_takes_last_years_end_and_last_years_expenditure()
    {
        var recorded = await RecordedPool.In(postgres, "550004");
        await recorded.Record([
            .. Books("2024-01-01", 1_000), Pay("S-1", "2024-12-31", 120), Pay("S-2", "2025-01-01", 500),
        ]);
        var capacity = await recorded.Capacity(Resident, Day("2025-06-15"), "prior-year-pooled");
        (capacity.Numerator, capacity.Denominator, capacity.WindowMonths, capacity.Months)
            .ShouldBe((new Money(880_00), new Money(120_00), 12, 88m));
    }

    [Fact]
    public async Task A_book_in_which_personal_accounts_are_mixed_has_no_pooled_balance()
    {
        var recorded = await RecordedPool.In(postgres, "550005");
        await recorded.Record(
            [.. Books("2024-01-01", 1_000, _oneBook), Pay("S-1", "2024-06-01", 120, _oneBook)]);

        var pooled = await recorded.Capacity(_oneBook, Day("2025-06-30"), "prior-year-pooled");
        (pooled.Numerator, pooled.Months, pooled.Reason)
            .ShouldBe((null, null, CapacityReasons.OpeningUnknown));
        (await recorded.Capacity(_oneBook, Day("2025-06-30"), "annual-average-total")).Months.ShouldBe(88m);
    }

    [Theory]
    [InlineData("2025-03-30", 2, 20_00)]
    [InlineData("2025-03-31", 3, 60_00)]
    public async Task A_date_within_a_month_uses_the_months_that_are_complete(
        string asOf, int months, long fen)
    {
        var recorded = await RecordedPool.In(postgres, months == 2 ? "550006" : "550007");
        await recorded.Record([
            .. Books("2025-01-01", 1_000), Pay("S-1", "2025-02-10", 20), Pay("S-2", "2025-03-01", 40),
        ]);
        var capacity = await recorded.Capacity(Resident, Day(asOf));
        (capacity.WindowMonths, capacity.Denominator, capacity.Numerator)
            .ShouldBe((months, new Money(fen), new Money(940_00)));
    }

    private static async Task<decimal?> Months(RecordedPool recorded, string asOf, string policy) =>
        (await recorded.Capacity(Resident, Day(asOf), policy)).Months;

    private static async Task<long> Numerator(RecordedPool recorded, string asOf, string policy) =>
        (await recorded.Capacity(Resident, Day(asOf), policy)).Numerator!.Value.Fen;

    private static async Task Denominator(RecordedPool recorded, string asOf, string policy, long fen) =>
        (await recorded.Capacity(Resident, Day(asOf), policy)).Denominator.ShouldBe(new Money(fen));
}
