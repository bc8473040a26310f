using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Institutions;
using Ledger.Domain;
using Ledger.Testing;
using NodaTime;

namespace Ledger.Api.Tests.Institutions;

/// <summary>
/// A hospital's year in one look, over <see cref="TwoHospitals"/>. By cash date it was paid 50, 0, 1,000, 700, 700 and 0 yuan in
/// the months of 2027 up to June; its budget is 10,000 less 2,000, and the 5,000 for negotiated drugs stand beside it.
/// </summary>
[Collection(VerbsCollection.Name)]
public sealed class InstitutionYearFiguresTests(PostgresFixture postgres)
{
    private static readonly LocalDate _july = new(2027, 7, 1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Complete_months_use_the_budget_up_and_their_mean_goes_on()
    {
        using var pool = await TwoHospitals.In(postgres);
        var year = await Of(pool, TwoHospitals.First, 2027, _july);

        year.BurnDown.AsOf.ShouldBe("2027-07-01");
        year.BurnDown.Complete.ShouldBe(6);
        // 2,450 in six months.
        Rows(year).ShouldBe(
        [
            "2027-01 50.00 7950.00 7333.33 -", "2027-02 0.00 7950.00 6666.67 -", "2027-03 1000.00 6950.00 6000.00 -",
            "2027-04 700.00 6250.00 5333.33 -", "2027-05 700.00 5550.00 4666.67 -", "2027-06 0.00 5550.00 4000.00 5550.00",
            "2027-07 - - 3333.33 5141.67", "2027-08 - - 2666.67 4733.33", "2027-09 - - 2000.00 4325.00",
            "2027-10 - - 1333.33 3916.67", "2027-11 - - 666.67 3508.33", "2027-12 - - 0.00 3100.00",
        ]);
        (year.BurnDown.YearPaid, year.BurnDown.YearRemaining).ShouldBe(("4900.00", "3100.00"));
        // Charged to the year are 1,700: the 50 are of care of the year before, the 700 of May a drug outside the budget.
        year.Budget.Institutions.ShouldHaveSingleItem().Paid.ShouldBe("1700.00");
        year.BurnDown.Other.ShouldBe("-750.00");
    }

    [Fact]
    public async Task All_that_it_says_is_of_one_institution_year_position_and_day()
    {
        using var pool = await TwoHospitals.In(postgres);
        var year = await Of(pool, TwoHospitals.First, null, _july);

        (year.Budget.Year, year.Budget.Position, year.Statement.Year, year.Statement.Position, year.Ages.AsOf, year.Ages.Position)
            .ShouldBe((2027, 24, 2027, 24, "2027-07-01", 24));
        (year.Statement.Institution, year.Budget.Institutions[0].Institution).ShouldBe((TwoHospitals.First, TwoHospitals.First));
        year.Ages.Ages.Select(age => $"{age.Kind} {age.Holder} {age.Outstanding} {age.Oldest}").ShouldBe(
        [
            $"settlement {TwoHospitals.First} 500.00 2027-02-28", $"clawback {TwoHospitals.First} 120.00 2027-05-10",
            $"prepayment {TwoHospitals.First} 1500.00 2027-01-05", $"deposit {TwoHospitals.First} 30.00 2027-04-10",
        ]);
        year.Statement.Funds.Select(fund => $"{fund.Fund} {fund.Total["paid"]}").ShouldBe(["employee 100.00", "resident 2350.00"]);
    }

    [Theory]
    [InlineData("2027-06-29", 5, "5880.00", "2120.00")]
    [InlineData("2027-06-30", 6, "4900.00", "3100.00")]
    public async Task A_month_is_complete_on_its_last_day(string asOf, int complete, string paid, string remaining)
    {
        using var pool = await TwoHospitals.In(postgres);
        var burnDown = (await Of(pool, TwoHospitals.First, 2027, CashDates.TryParse(asOf, out var day) ? day : default)).BurnDown;

        (burnDown.Complete, burnDown.YearPaid, burnDown.YearRemaining).ShouldBe((complete, paid, remaining));
    }

    [Fact]
    public async Task Without_a_budget_all_that_was_paid_is_more_than_there_is()
    {
        using var pool = await TwoHospitals.In(postgres);
        var year = await Of(pool, TwoHospitals.First, 2026, _july);

        var report = year.Budget.Institutions.ShouldHaveSingleItem();
        (report.Budget, report.Paid, report.Executed).ShouldBe(("0.00", "1700.00", null));
        year.BurnDown.Complete.ShouldBe(12);
        Rows(year)[4..8].ShouldBe(["2026-05 0.00 0.00 0.00 -", "2026-06 850.00 -850.00 0.00 -", "2026-07 800.00 -1650.00 0.00 -", "2026-08 0.00 -1650.00 0.00 -"]);
        // The year is over: what is forecast of its end is what was.
        Rows(year)[11].ShouldBe("2026-12 0.00 -1650.00 0.00 -1650.00");
        (year.BurnDown.YearPaid, year.BurnDown.YearRemaining).ShouldBe(("1650.00", "-1650.00"));
        // Care of December 2026 that was paid in January.
        year.BurnDown.Other.ShouldBe("50.00");
    }

    [Fact]
    public async Task Of_a_year_that_has_not_begun_there_is_the_budget_and_no_forecast()
    {
        using var pool = await TwoHospitals.In(postgres);
        (await pool.Import($"""
            kind,document,fund,amount,date,institution,budget_year
            budget_allotted,B-9,resident,1200.00,2027-06-30,{TwoHospitals.First},2028
            """)).ExitCode.ShouldBe(0);
        var year = await Of(pool, TwoHospitals.First, 2028, _july);

        year.Budget.Institutions.ShouldHaveSingleItem().Budget.ShouldBe("1200.00");
        (year.BurnDown.Complete, year.BurnDown.YearPaid, year.BurnDown.YearRemaining, year.BurnDown.Other).ShouldBe((0, null, null, "0.00"));
        Rows(year).ShouldBe(Enumerable.Range(1, 12).Select(month => $"2028-{month:00} - - {1200 - month * 100}.00 -"));
        year.Statement.Funds.SelectMany(fund => fund.Months).ShouldBeEmpty();
        // What is outstanding is so whatever year is looked at.
        year.Ages.Ages.Count.ShouldBe(4);
    }

    [Fact]
    public async Task What_came_back_is_taken_off_the_month_in_which_it_did()
    {
        using var pool = await TwoHospitals.In(postgres);
        (await pool.Import($"""
            kind,document,fund,amount,date,institution,category,original
            reimbursement_paid,Z-3,resident,40.00,2027-04-02,{TwoHospitals.Second},outpatient,
            reimbursement_reversed,Z-4,resident,40.00,2027-05-02,,,Z-3
            """)).ExitCode.ShouldBe(0);
        var year = await Of(pool, TwoHospitals.Second, 2027, new LocalDate(2027, 5, 31));

        // 100 of March came back in March.
        Rows(year)[..5].ShouldBe(
        [
            "2027-01 0.00 3000.00 2750.00 -", "2027-02 0.00 3000.00 2500.00 -", "2027-03 0.00 3000.00 2250.00 -",
            "2027-04 40.00 2960.00 2000.00 -", "2027-05 -40.00 3000.00 1750.00 3000.00",
        ]);
        (year.BurnDown.YearPaid, year.BurnDown.Other).ShouldBe(("0.00", "0.00"));
        year.Ages.Ages.ShouldBeEmpty();
    }

    [Fact]
    public async Task At_a_position_it_is_what_was_known_then()
    {
        using var pool = await TwoHospitals.In(postgres);
        await using var ledger = Open();
        // P-1, the payment of March.
        var known = await new InstitutionYearFigures(ledger, new KnownPoint(18, null))
            .Of(PoolCode.Of(pool.Code), InstitutionCode.Of(TwoHospitals.First), 2027, new LocalDate(2027, 3, 31), Cancellation);

        known.Budget.Position.ShouldBe(18);
        Rows(known)[..4].ShouldBe(
        [
            "2027-01 50.00 7950.00 7333.33 -", "2027-02 0.00 7950.00 6666.67 -", "2027-03 1000.00 6950.00 6000.00 6950.00",
            "2027-04 - - 5333.33 6600.00",
        ]);
        (known.BurnDown.YearPaid, known.BurnDown.Other).ShouldBe(("4200.00", "-50.00"));
        known.Ages.Ages.Select(age => $"{age.Kind} {age.Outstanding}").ShouldBe(["settlement 500.00", "prepayment 1500.00"]);
    }

    [Theory]
    [InlineData("H33082500009", 2027)]
    [InlineData(TwoHospitals.Second, 2030)]
    public async Task Where_nothing_is_known_of_it_there_is_no_answer(string institution, int year)
    {
        using var pool = await TwoHospitals.In(postgres);
        (await Should.ThrowAsync<NotThereError>(() => Of(pool, institution, year, _july))).Message.ShouldContain(institution);
    }

    private async Task<InstitutionYearAnswer> Of(TestPool pool, string institution, int? year, LocalDate asOf)
    {
        await using var ledger = Open();
        return await new InstitutionYearFigures(ledger).Of(PoolCode.Of(pool.Code), InstitutionCode.Of(institution), year, asOf, Cancellation);
    }

    private LedgerContext Open() => new(LedgerContext.DataSource(postgres.ConnectionString));

    // Month, paid, remaining, evenly and forecast; a line where there is none.
    private static string[] Rows(InstitutionYearAnswer year) =>
    [
        .. year.BurnDown.Months.Select(month =>
            $"{month.Month} {month.Paid ?? "-"} {month.Remaining ?? "-"} {month.Even} {month.Forecast ?? "-"}"),
    ];
}
