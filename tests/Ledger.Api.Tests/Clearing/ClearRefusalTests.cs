using Ledger.Testing;
using static Ledger.Api.Tests.Clearing.ClearedPool;

namespace Ledger.Api.Tests.Clearing;

/// <summary>What cannot be cleared is said in one line, and nothing is written.</summary>
[Collection(VerbsCollection.Name)]
public sealed class ClearRefusalTests(PostgresFixture postgres)
{
    [Fact]
    public async Task A_policy_that_is_wrong_is_named_with_its_place()
    {
        using var pool = await ClearedPool.ByPoints(postgres);
        await Refused(pool, await pool.Clear(pool.Policy("drg-points", ("\"setAside\": \"0.05\"", "\"setAside\": \"5%\""))), 2,
            "ledger: policy-1-drg-points.json: setAside '5%' is not a part from 0 to 1 with at most six decimals, "
                + "such as \"0.30\"\n");
    }

    [Fact]
    public async Task A_policy_that_is_not_there_is_named()
    {
        using var pool = await ClearedPool.ByPoints(postgres);
        await Refused(pool, await pool.Clear(pool.Path("none.json")), 2,
            "ledger: none.json: the policy file is missing or cannot be read\n");
    }

    [Fact]
    public async Task A_policy_of_an_unknown_fund_is_refused()
    {
        using var pool = await ClearedPool.ByPoints(postgres);
        await Refused(pool, await pool.Clear(pool.Policy("drg-points", ("\"employee\"", "\"employees\""))), 2,
            "ledger: fund 'employees' is not in the fund catalogue\n");
    }

    [Fact]
    public async Task A_year_without_a_budget_is_a_finding()
    {
        using var pool = await ClearedPool.ByPoints(postgres);
        await Refused(pool, await pool.Clear(pool.Policy("drg-points", ("\"employee\"", "\"resident\""))), 1,
            "ledger: there is no budget of 2025 for the region under fund resident; record budget_allotted without an "
                + "institution\n");
    }

    [Fact]
    public async Task A_date_before_the_fund_was_opened_is_a_finding_of_a_dry_run_too()
    {
        using var pool = await ClearedPool.ByPoints(postgres);
        await Refused(pool, await pool.Clear(Sample("drg-points"), "--dry-run", "--date", "2024-12-31"), 1,
            "ledger: 2024-12-31 is before 2025-01-01, the day fund employee was opened\n");
    }

    [Theory]
    [InlineData("25")]
    [InlineData("3000")]
    [InlineData("last")]
    public async Task A_year_that_is_none_is_refused(string year)
    {
        using var pool = await ClearedPool.ByPoints(postgres);
        var run = await pool.Run("clear", "--pool", pool.Code, "--year", year, "--policy", Sample("drg-points"));
        run.ErrorLines.Count.ShouldBe(1);
        run.Errors.ShouldStartWith($"ledger: '{year}' is not a budget year, such as 2025");
        run.ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task A_pool_without_entries_is_named()
    {
        using var pool = new TestPool(postgres);
        var run = await pool.Clear(Sample("drg-points"));
        run.Errors.ShouldStartWith($"ledger: pool {pool.Code} has no entries; ");
        run.ExitCode.ShouldBe(2);
    }

    private static async Task Refused(TestPool pool, VerbRun run, int exitCode, string line)
    {
        run.Errors.ShouldBe(line);
        run.ExitCode.ShouldBe(exitCode);
        run.Output.ShouldBeEmpty();
        (await pool.Events("--from", "12")).ShouldBeEmpty();
    }
}
