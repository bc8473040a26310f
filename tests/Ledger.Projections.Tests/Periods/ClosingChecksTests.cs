using Ledger.Domain;
using Ledger.Domain.Funds;
using Ledger.Testing;
using static Ledger.Projections.Tests.Entries;

namespace Ledger.Projections.Tests.Periods;

/// <summary>What closing a month shows of it: each check with what it finds and what it leaves alone.</summary>
public sealed class ClosingChecksTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly FundCode _aid = FundCode.Of("medical-aid");
    private static readonly FundCode _employee = FundCode.Of("employee");

    [Fact]
    public async Task A_month_in_which_all_is_well_has_nothing_unusual()
    {
        var recorded = await RecordedPool.In(postgres, "541001");
        await recorded.Record([.. Books("2025-01-01", 100), Premium("P-1", "2025-03-05", 5), Pay("S-1", "2025-03-31", 105)]);

        (await recorded.Unusual("2025-03")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_line_from_which_more_was_taken_back_than_booked_in_the_month_is_shown()
    {
        var recorded = await RecordedPool.In(postgres, "541002");
        await recorded.Record([
            .. Books("2025-01-01", 100), Pay("S-1", "2025-02-10", 10), Pay("S-2", "2025-03-10", 3),
        ]);
        await recorded.Record(Return("R-1", "2025-03-20", 10, original: "S-1"));

        (await recorded.Unusual("2025-03")).ShouldBe(
            ["negative-line resident expenditure.benefits.inpatient 2025-03-31 -7.00"]);
        (await recorded.Unusual("2025-02")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Days_below_zero_are_shown_by_the_dates_on_which_money_moved()
    {
        var recorded = await RecordedPool.In(postgres, "541003");
        await recorded.Record([.. Books("2025-01-01", 100), Premium("P-1", "2025-04-03", 50)]);
        await recorded.Record(Pay("S-1", "2025-03-30", 120));

        (await recorded.Unusual("2025-03")).ShouldBe(["below-zero resident 2025-03-30 2025-03-31 -20.00"]);
        (await recorded.Unusual("2025-04")).ShouldBe(["below-zero resident 2025-04-01 2025-04-02 -20.00"]);
        (await recorded.Unusual("2025-02")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_fund_whose_opening_is_unknown_cannot_be_called_below_zero()
    {
        var recorded = await RecordedPool.In(postgres, "541004");
        await recorded.Record([FlowsOnlyBooks("2025-01-01"), Pay("S-1", "2025-03-30", 120)]);

        (await recorded.Unusual("2025-03")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Entries_with_another_bank_date_are_counted_and_the_first_of_them_named()
    {
        var recorded = await RecordedPool.In(postgres, "541005");
        await recorded.Record([
            .. Books("2025-01-01", 100),
            Premium("P-0", "2025-03-01", 1) with { BankDate = Day("2025-03-01") },
            .. Enumerable.Range(1, 6).Select(number =>
                Premium($"P-{number}", $"2025-03-{31 - number}", 1) with { BankDate = Day("2025-04-01") }),
            Premium("P-7", "2025-04-01", 1) with { BankDate = Day("2025-03-31") },
        ]);

        (await recorded.Unusual("2025-03")).ShouldBe(["bank-date 2025-03-25 6 P-6,P-5,P-4,P-3,P-2"]);
        (await recorded.Unusual("2025-04")).ShouldBe(["bank-date 2025-04-01 1 P-7"]);
        (await recorded.Unusual("2025-02")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_collection_account_that_is_not_emptied_by_the_end_of_the_month_is_shown()
    {
        var recorded = await RecordedPool.In(postgres, "541006");
        await recorded.Record([
            .. Books("2025-01-01", 100),
            Premium("P-1", "2025-03-05", 5) with { Account = "collection-account" },
            Of<Ledger.Domain.Treasury.AccountMoved>("M-1", "2025-04-01", 5) with
            {
                Account = "collection-account", ToAccount = "fiscal-account",
            },
        ]);

        (await recorded.Unusual("2025-03"))
            .ShouldBe(["collection-account resident bank.collection-account 2025-03-31 5.00"]);
        (await recorded.Unusual("2025-04")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Aid_funded_premiums_that_medical_aid_did_not_pay_are_shown()
    {
        var recorded = await RecordedPool.In(postgres, "541007");
        await recorded.Record([
            .. Books("2025-01-01", 100), .. Books("2025-01-01", 100, _aid), .. Books("2025-01-01", 100, _employee),
            Of<FundsMoved>("M-1", "2025-03-05", 40, _aid) with { ToFund = Resident, Category = "aid-funded" },
        ]);
        (await recorded.Unusual("2025-03")).ShouldBeEmpty();

        await recorded.Record(Premium("P-1", "2025-03-06", 2) with { Payer = "medical-aid" });
        (await recorded.Unusual("2025-03")).ShouldBe(["aid-funded medical-aid 2025-03-31 -2.00"]);
        (await recorded.Unusual("2025-02")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pool_without_a_medical_aid_fund_has_nothing_to_compare()
    {
        var recorded = await RecordedPool.In(postgres, "541008");
        await recorded.Record([
            .. Books("2025-01-01", 100), Premium("P-1", "2025-03-06", 2) with { Payer = "medical-aid" },
        ]);

        (await recorded.Unusual("2025-03")).ShouldBeEmpty();
    }
}
