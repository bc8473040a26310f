using System.Text.Json;
using Ledger.Testing;

namespace Ledger.Api.Tests.Figures;

/// <summary>The shapes of the reading verbs' JSON (contract), and what they refuse.</summary>
[Collection(VerbsCollection.Name)]
public sealed class FigureVerbsTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Pools_lists_each_pool_with_its_name_and_funds()
    {
        var alone = new PostgresFixture();
        await alone.InitializeAsync();
        await using var _ = alone;
        using var pool = await TestPool.Opened(alone);
        var run = await pool.Run("pools", "--json");
        run.Json.ShouldBeJson($$"""
            {"pools":[{"pool":"{{pool.Code}}","name":null,"position":4,"funds":["employee","resident"]}]}
            """);
        await pool.Run("import", Repository.Path("samples/longyou-2025q1/events.csv"), "--pool", "330825");
        (await pool.Run("pools", "--json")).Json.GetProperty("pools").EnumerateArray()
            .Select(row => row.GetProperty("name").GetString()).ShouldBe([null, "龙游县"]);
    }

    [Fact]
    public async Task A_ledger_without_entries_has_no_pools()
    {
        var empty = new PostgresFixture();
        await empty.InitializeAsync();
        await using var _ = empty;
        using var pool = new TestPool(empty);
        (await pool.Run("pools", "--json")).Json.ShouldBeJson("""{"pools":[]}""");
        await ShouldRefuse(pool, "balance", $"pool {pool.Code} has no entries; import some first");
    }

    [Fact]
    public async Task Balance_has_the_properties_of_the_contract()
    {
        using var pool = await TestPool.Opened(postgres);
        (await pool.Read("balance", "--fund", "resident")).ShouldBeJson($$"""
            {"pool":"{{pool.Code}}","asOf":"2027-01-01","position":4,"funds":[{
                "fund":"resident","opening":"1000000.00","income":"0.00","expenditure":"0.00",
                "balance":"1000000.00"}]}
            """);
    }

    [Fact]
    public async Task Capacity_has_the_properties_of_the_contract()
    {
        using var pool = await Spent();
        (await pool.Read("capacity", "--fund", "resident")).ShouldBeJson($$"""
            {"pool":"{{pool.Code}}","asOf":"2027-01-31","position":5,"funds":[{
                "fund":"resident","policy":"ytd-average-total","numerator":"900000.00",
                "denominator":"100000.00","windowMonths":1,"months":"9.00","band":"normal","reason":null}]}
            """);
    }

    [Fact]
    public async Task Capacity_without_expenditure_is_null_and_not_infinite()
    {
        using var pool = await Spent();
        var row = (await pool.Read("capacity", "--fund", "employee")).GetProperty("funds")[0];
        row.GetProperty("months").ValueKind.ShouldBe(JsonValueKind.Null);
        row.GetProperty("reason").GetString().ShouldBe("no-expenditure");
        row.GetProperty("denominator").GetString().ShouldBe("0.00");
    }

    [Theory]
    [InlineData("balance")]
    [InlineData("capacity")]
    [InlineData("events")]
    public async Task An_unknown_pool_is_named_with_those_that_there_are(string verb)
    {
        using var known = await TestPool.Opened(postgres);
        using var unknown = new TestPool(postgres);
        var run = await ShouldRefuse(unknown, verb,
            $"pool {unknown.Code} has no entries; pools with entries: ");
        run.Errors.ShouldContain(known.Code);
    }

    [Fact]
    public async Task A_pool_of_facts_only_has_no_fund_to_show()
    {
        using var pool = new TestPool(postgres);
        await pool.Import("kind,document,date,category,count\nfact_recorded,D-1,2027-01-01,insured,1\n");
        await ShouldRefuse(pool, "balance",
            $"no fund is opened in pool {pool.Code}; record fund_opened first\n");
        (await pool.Documents()).ShouldBe(["D-1"]);
    }

    [Fact]
    public async Task An_unknown_fund_is_named_with_those_that_there_are()
    {
        using var pool = await TestPool.Opened(postgres);
        await ShouldRefuse(pool, "balance",
            $"fund 'maternity' is not opened in pool {pool.Code}; opened are employee, resident\n",
            "--fund", "maternity");
        await ShouldRefuse(pool, "capacity", "'Resident' must be a slug of the fund catalogue: a-z, 0-9 and "
            + "hyphens, at most 40 characters (see ./ledger capacity --help)\n", "--fund", "Resident");
    }

    [Fact]
    public async Task An_unknown_policy_is_named_with_those_that_there_are()
    {
        using var pool = await TestPool.Opened(postgres);
        await ShouldRefuse(pool, "capacity",
            "policy 'best' is not known; known are ytd-average-total, trailing-12-total, ", "--policy",
                "best");
    }

    [Theory]
    [InlineData("2027-02-29")]
    [InlineData("2027-2-1")]
    [InlineData("today")]
    public async Task A_date_that_is_none_is_refused(string date)
    {
        using var pool = await TestPool.Opened(postgres);
        await ShouldRefuse(pool, "balance", $"'{date}' is not a date of the calendar, written as 2025-03-31 "
            + "(see ./ledger balance --help)\n", "--as-of", date);
    }

    [Theory]
    [InlineData("pools")]
    [InlineData("balance")]
    [InlineData("capacity")]
    [InlineData("statement", "--from", "2027-01", "--to", "2027-02")]
    [InlineData("events")]
    public async Task A_redirected_table_is_plain_text(string verb, params string[] options)
    {
        using var pool = await Spent();
        var run = await pool.Run(verb, verb == "pools" ? [] : ["--pool", pool.Code, .. options]);
        run.ExitCode.ShouldBe(0, run.Errors);
        run.Output.ShouldContain(verb == "events" ? "reimbursement_paid" : "resident");
        run.Output.ShouldNotContain('\u001b');
        // A row is a line, however wide.
        run.Output.ShouldNotContain('…');
    }

    [Fact]
    public async Task A_table_stands_under_its_title_with_its_amounts_below_each_other()
    {
        using var pool = await Spent();
        var lines = (await pool.Run("balance", "--pool", pool.Code)).Output.Split('\n');

        lines[0].ShouldStartWith($"Balance, pool {pool.Code}, as of ");
        lines[1].TrimEnd().ShouldMatch("^fund +opening +income +expenditure +balance$");
        lines[2].ShouldStartWith("employee ");
        lines[2].TrimEnd().Length.ShouldBe(lines[1].Length);
    }

    private static async Task<VerbRun> ShouldRefuse(TestPool pool, string verb, string start,
        params string[] options)
    {
        var run = await pool.Run(verb, ["--pool", pool.Code, .. options]);
        run.Errors.ShouldStartWith("ledger: " + start);
        run.ErrorLines.Count.ShouldBe(1);
        run.Output.ShouldBeEmpty();
        run.ExitCode.ShouldBe(2);
        return run;
    }

    // Resident spent a tenth of what it has in January.
    private async Task<TestPool> Spent()
    {
        var pool = await TestPool.Opened(postgres);
        await pool.Import("""
            kind,document,fund,amount,date,category
            reimbursement_paid,D-1,resident,100000.00,2027-01-31,inpatient
            """);
        return pool;
    }
}
