using Ledger.Testing;

namespace Ledger.Api.Tests.Institutions;

/// <summary>The budget verb, on a file whose figures were added up by hand.</summary>
[Collection(VerbsCollection.Name)]
public sealed class BudgetVerbTests(PostgresFixture postgres)
{
    // Paid: 1,000 of a settlement, 600 and 100 of one bill; the drug is outside the budget, 50 is of the year before.
    // Shares: (10 + 150) ÷ (2,100.20 + 1,000 + 1,000) and (400 + 100 + 300) ÷ (2,000 + 800 + 1,000).
    private const string First = """
        {"institution":"H33082500001","year":2027,"budget":"8000.00","paid":"1700.00","remaining":"6300.00",
         "executed":"0.2125","prepaymentOutstanding":"1500.00","depositHeld":"30.00","clawbackOutstanding":"120.00",
         "clawbackRecovered":"80.00","settledUnpaid":"500.00","visits":20,"averageCost":"105.01",
         "averageCostLastYear":"100.00","averageExamCost":"20.00","averageExamCostLastYear":"20.00",
         "outOfScopeShare":"0.0390","outOfScopeShareLastYear":"0.0500","selfPaidShare":"0.2105"}
        """;

    private const string Controls = """
        [{"institution":"H33082500001","policy":"outpatient-cost-105-percent","figure":"1.0501","limit":"1.0500"},
         {"institution":"H33082500001","policy":"hardship-inpatient-out-of-scope-10-percent","figure":"0.1500","limit":"0.1000"},
         {"institution":"H33082500001","policy":"hardship-inpatient-out-of-scope-last-year","figure":"0.1500","limit":"0.0500"},
         {"institution":"H33082500001","policy":"hardship-inpatient-self-paid-10-percent","figure":"0.1250","limit":"0.1000"}]
        """;

    [Fact]
    public async Task Every_figure_of_every_institution_and_of_the_region_is_the_one_added_up_by_hand()
    {
        using var pool = await TwoHospitals.In(postgres);

        (await pool.Read("budget", "--year", "2027")).ShouldBeJson($$"""
            {"pool":"{{pool.Code}}","year":2027,"position":24,"institutions":[{{First}},
                {"institution":"H33082500002","year":2027,"budget":"3000.00","paid":"0.00","remaining":"3000.00",
                 "executed":"0.0000","prepaymentOutstanding":"0.00","depositHeld":"0.00","clawbackOutstanding":"0.00",
                 "clawbackRecovered":"0.00","settledUnpaid":"0.00","visits":0,"averageCost":null,
                 "averageCostLastYear":null,"averageExamCost":null,"averageExamCostLastYear":null,
                 "outOfScopeShare":null,"outOfScopeShareLastYear":null,"selfPaidShare":null}],
             "region":{"budget":"100000.00","paid":"1700.00","remaining":"98300.00","executed":"0.0170"},
             "controls":{{Controls}}}
            """);
    }

    [Fact]
    public async Task One_institution_has_the_same_figures_alone()
    {
        using var pool = await TwoHospitals.In(postgres);

        (await pool.Read("budget", "--year", "2027", "--institution", TwoHospitals.First)).ShouldBeJson($$"""
            {"pool":"{{pool.Code}}","year":2027,"position":24,"institutions":[{{First}}],"region":null,
             "controls":{{Controls}}}
            """);
    }

    [Fact]
    public async Task Care_of_the_year_before_that_is_paid_late_is_charged_to_its_own_year()
    {
        using var pool = await TwoHospitals.In(postgres);

        var budget = (await pool.Read("budget", "--year", "2026")).GetProperty("institutions")[0];

        budget.GetProperty("paid").GetString().ShouldBe("1700.00");
        budget.GetProperty("budget").GetString().ShouldBe("0.00");
        budget.GetProperty("executed").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        budget.GetProperty("clawbackRecovered").GetString().ShouldBe("0.00");
    }

    [Fact]
    public async Task The_table_shows_the_budgets_the_costs_and_the_rules_that_are_broken()
    {
        using var pool = await TwoHospitals.In(postgres);

        var run = await pool.Run("budget", "--pool", pool.Code, "--year", "2027");

        run.ExitCode.ShouldBe(0, run.Errors);
        run.Output.ShouldContain("the region");
        run.Output.ShouldContain("105.01");
        run.Output.ShouldContain("Control rules that are broken");
        run.Output.ShouldContain("hardship-inpatient-self-paid-10-percent");
    }

    [Theory]
    [InlineData("--year", "27", "ledger: '27' is not a year, such as 2025 (see ./ledger budget --help)\n")]
    [InlineData("--institution", "hospital",
        "ledger: 'hospital' must be 12 characters of A-Z and 0-9, as H50015501017 (see ./ledger budget --help)\n")]
    public async Task What_is_no_year_and_no_institution_is_refused(string option, string value, string line)
    {
        using var pool = new TestPool(postgres);
        string[] year = option == "--year" ? [] : ["--year", "2027"];

        var run = await pool.Run("budget", ["--pool", pool.Code, .. year, option, value]);

        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldBe(line);
    }

    [Fact]
    public async Task An_institution_of_which_nothing_is_known_is_not_answered_with_zeros()
    {
        using var pool = await TwoHospitals.In(postgres);

        var run = await pool.Run("budget", "--pool", pool.Code, "--year", "2027", "--institution", "H33082500009");

        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldBe($"ledger: nothing is recorded of institution H33082500009 in pool {pool.Code} for 2027; "
            + $"./ledger budget --pool {pool.Code} --year 2027 lists the institutions of that year\n");
    }
}
