using Ledger.Domain;
using Ledger.Projections.Reading;
using Ledger.Testing;
using static Ledger.Projections.Tests.Entries;

namespace Ledger.Projections.Tests.Reading;

/// <summary>
/// Where there is no months figure, the reason; beside each, the nearest case that has a figure.
/// </summary>
public sealed class CapacityReasonTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Trailing = "trailing-12-total";

    [Fact]
    public async Task Without_expenditure_in_the_window_there_is_no_figure()
    {
        var recorded = await RecordedPool.In(postgres, "540001");
        await recorded.Record([.. Books("2025-01-01", 100), Pay("S-1", "2025-02-01", 1)]);
        await NoFigure(recorded, "2025-01-31", null, CapacityReasons.NoExpenditure);

        await recorded.Record(Pay("S-2", "2025-01-31", 1));
        await Figure(recorded, "2025-01-31", null, 99m);
    }

    [Fact]
    public async Task Expenditure_that_was_all_taken_back_gives_no_figure()
    {
        var recorded = await RecordedPool.In(postgres, "540002");
        await recorded.Record([
            .. Books("2025-01-01", 100), Pay("S-1", "2025-01-10", 10), Return("R-1", "2025-02-10", 10, "S-1"),
        ]);
        await NoFigure(recorded, "2025-02-28", null, CapacityReasons.NoExpenditure);
        await Figure(recorded, "2025-01-31", null, 9m);
    }

    [Fact]
    public async Task The_first_month_of_a_year_counts_from_its_last_day()
    {
        var recorded = await RecordedPool.In(postgres, "540003");
        await recorded.Record([.. Books("2025-01-01", 100), Pay("S-1", "2025-01-02", 10)]);
        await NoFigure(recorded, "2025-01-30", null, CapacityReasons.NoCompleteMonth);
        await Figure(recorded, "2025-01-31", null, 9m);
    }

    [Fact]
    public async Task Twelve_months_of_history_pass_and_eleven_do_not()
    {
        var recorded = await RecordedPool.In(postgres, "540004");
        await recorded.Record([.. Books("2024-01-31", 100), Pay("S-1", "2024-02-01", 12)]);
        await NoFigure(recorded, "2024-12-30", Trailing, CapacityReasons.HistoryShorterThanWindow);
        await Figure(recorded, "2024-12-31", Trailing, 88m);
    }

    [Fact]
    public async Task Books_opened_in_the_month_after_the_first_do_not_cover_the_window()
    {
        var recorded = await RecordedPool.In(postgres, "540005");
        await recorded.Record([.. Books("2024-02-01", 100), Pay("S-1", "2024-02-01", 12)]);
        await NoFigure(recorded, "2024-12-31", Trailing, CapacityReasons.HistoryShorterThanWindow);
        await Figure(recorded, "2025-01-31", Trailing, 88m);
        await NoFigure(
            recorded, "2025-06-30", "annual-average-total", CapacityReasons.HistoryShorterThanWindow);
    }

    [Fact]
    public async Task Books_without_an_opening_balance_have_flows_and_no_figure()
    {
        var recorded = await RecordedPool.In(postgres, "540006");
        var known = FundCode.Of("employee-pooled");
        await recorded.Record([
            FlowsOnlyBooks("2025-01-01"), Pay("S-1", "2025-01-10", 10),
            .. Books("2025-01-01", 100, known), Pay("S-2", "2025-01-10", 10, known),
        ]);

        var unknown = await NoFigure(recorded, "2025-01-31", null, CapacityReasons.OpeningUnknown);
        unknown.Numerator.ShouldBeNull();
        unknown.Denominator.ShouldBe(new Money(10_00));
        (await recorded.Balance(Resident, Day("2025-01-31"))).Balance.ShouldBeNull();
        (await recorded.Capacity(known, Day("2025-01-31"))).Months.ShouldBe(9m);
    }

    [Fact]
    public async Task A_pool_whose_money_is_held_above_it_has_no_figure_of_its_own()
    {
        var recorded = await RecordedPool.In(postgres, "540007");
        await recorded.Record([.. Books("2025-01-01", 100), Pay("S-1", "2025-01-02", 10)]);

        var above = await recorded.Capacity(Resident, Day("2025-01-31"), pooledAt: "330800");
        (above.Months, above.Reason).ShouldBe((null, CapacityReasons.PooledAtUpperLevel));
        await Figure(recorded, "2025-01-31", null, 9m);
    }

    [Fact]
    public async Task A_fund_that_has_nothing_left_has_zero_months_which_is_a_figure()
    {
        var recorded = await RecordedPool.In(postgres, "540008");
        await recorded.Record([.. Books("2025-01-01", 100), Pay("S-1", "2025-01-02", 100)]);
        (await Figure(recorded, "2025-01-31", null, 0m)).Band.ShouldBe("red");
    }

    private static async Task<PaymentCapacity> NoFigure(
        RecordedPool recorded, string asOf, string? policy, string reason)
    {
        var capacity = await recorded.Capacity(Resident, Day(asOf), policy);
        (capacity.Months, capacity.Band, capacity.Reason).ShouldBe((null, null, reason));
        return capacity;
    }

    private static async Task<PaymentCapacity> Figure(
        RecordedPool recorded, string asOf, string? policy, decimal months)
    {
        var capacity = await recorded.Capacity(Resident, Day(asOf), policy);
        (capacity.Months, capacity.Reason).ShouldBe((months, null));
        capacity.Band.ShouldNotBeNull();
        return capacity;
    }
}
