using Ledger.Domain;
using Ledger.Projections.Reading;
using Ledger.Testing;
using static Ledger.Projections.Tests.Entries;

namespace Ledger.Projections.Tests.Reading;

/// <summary>What is recorded last and dated first belongs to every figure from its date on.</summary>
public sealed class LateEventTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task A_late_event_shows_in_every_figure_from_its_date_on_and_in_none_before()
    {
        var recorded = await RecordedPool.In(postgres, "530001");
        await recorded.Record([
            .. Books("2024-12-01", 1_000), Pay("S-1", "2024-12-20", 10), Pay("S-2", "2025-01-20", 10),
            Pay("S-3", "2025-02-20", 10), Pay("S-4", "2025-03-31", 10),
        ]);
        await recorded.Record(Pay("late", "2025-01-10", 20));

        (await recorded.Balance(Resident, Day("2025-01-09"))).Balance.ShouldBe(new Money(990_00));
        (await recorded.Balance(Resident, Day("2025-01-10"))).Balance.ShouldBe(new Money(970_00));
        (await recorded.Balance(Resident, Day("2025-01-31"))).Expenditure.ShouldBe(new Money(30_00));
        (await recorded.Balance(Resident, Day("2026-01-01"))).Opening.ShouldBe(new Money(940_00));
        (await Benefits(recorded, "2025-01-01", "2025-01-31")).ShouldBe(new Money(30_00));
        (await Benefits(recorded, "2025-02-01", "2025-03-31")).ShouldBe(new Money(20_00));
        (await recorded.Capacity(Resident, Day("2025-01-31"))).Months.ShouldBe(960m / 30);
        (await recorded.Capacity(Resident, Day("2025-03-31"))).Months.ShouldBe(940m * 3 / 50);
        (await recorded.Capacity(Resident, Day("2024-12-31"))).Denominator.ShouldBe(new Money(10_00));
    }

    [Fact]
    public async Task The_latest_cash_date_of_the_pool_is_not_turned_back_by_a_late_event()
    {
        var recorded = await RecordedPool.In(postgres, "530002");
        await recorded.Record([.. Books("2025-01-01", 1_000), Pay("S-1", "2025-03-31", 10)]);
        await recorded.Record(Pay("late", "2025-01-10", 20));

        await using var snapshot = await recorded.Snapshot();
        snapshot.LastCashDate.ShouldBe(Day("2025-03-31"));
    }

    private static async Task<Money> Benefits(RecordedPool recorded, string from, string to)
    {
        await using var snapshot = await recorded.Snapshot();
        var statements = await FundStatements.Over(snapshot, [Resident], Day(from), Day(to),
            TestContext.Current.CancellationToken);
        return statements[0]["expenditure.benefits"];
    }
}
