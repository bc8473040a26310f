using Ledger.Testing;
using static Ledger.Api.Tests.Clearing.ClearedPool;

namespace Ledger.Api.Tests.Clearing;

/// <summary>The table that an institution checks by hand, and the page that shows it.</summary>
[Collection(VerbsCollection.Name)]
public sealed class ClearingTableTests(PostgresFixture postgres)
{
    [Fact]
    public async Task The_table_by_points_is_the_one_that_the_page_works_out() => await PageShows("drg-points", ClearedPool.ByPoints);

    [Fact]
    public async Task The_table_by_budget_is_the_one_that_the_page_works_out() => await PageShows("budget-bands", ClearedPool.ByBudget);

    [Fact]
    public async Task What_was_recorded_says_its_voucher()
    {
        using var pool = await ClearedPool.ByBudget(postgres);
        (await pool.Clear(Sample("budget-bands"))).Output.ShouldEndWith(
            "recorded as voucher clearing-2025-annual-resident, up to position 10 已登记\n");
        (await pool.Clear(Sample("budget-bands"))).Output.ShouldEndWith(
            "voucher clearing-2025-annual-resident was recorded before; nothing changed 此前已登记,未作变更\n");
    }

    [Fact]
    public async Task Where_nobody_is_due_anything_nothing_is_recorded()
    {
        using var pool = await ClearedPool.ByBudget(postgres);
        var policy = pool.Policy("budget-bands",
            ("[\"inpatient\", \"outpatient\", \"outpatient-special\"]", "[\"nursing\"]"), ("\"share\": \"0.30\"", "\"share\": \"0\""));
        var before = await pool.Tables();
        (await pool.Clear(policy)).Output.ShouldEndWith("nobody is due anything; nothing was recorded 无应补应退,未登记\n");
        (await pool.Tables()).ShouldBe(before);
    }

    // The page's pool is 330825; every test has one of its own.
    private async Task PageShows(string sample, Func<PostgresFixture, Task<TestPool>> open)
    {
        using var pool = await open(postgres);
        var page = await File.ReadAllTextAsync(Repository.Path("docs/clearing.md"), TestContext.Current.CancellationToken);
        var run = await pool.Clear(Sample(sample), "--dry-run");
        run.ExitCode.ShouldBe(0, run.Errors);
        var shown = string.Join('\n', run.Output.Replace(pool.Code, "330825", StringComparison.Ordinal)
            .Split('\n').Select(line => line.TrimEnd())).TrimEnd();
        page.ShouldContain($"```\n$ ./ledger clear --pool 330825 --year 2025 --policy data/clearing/{sample}.json --dry-run\n"
            + $"{shown}\n```", Case.Sensitive);
    }
}
