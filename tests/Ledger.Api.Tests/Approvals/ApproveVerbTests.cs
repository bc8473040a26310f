using System.Text.Json;
using Ledger.Api.Tests.Periods;
using Ledger.Testing;

namespace Ledger.Api.Tests.Approvals;

/// <summary>Four eyes at the command line: who approves is known by a key, not by a name that one gives oneself.</summary>
[Collection(VerbsCollection.Name)]
public sealed class ApproveVerbTests(PostgresFixture postgres)
{
    [Fact]
    public async Task A_month_that_is_closed_hard_is_opened_once_three_reviewers_have_said_yes()
    {
        using var pool = await Closed();
        var asked = await pool.Reopen("2027-01");
        asked.ExitCode.ShouldBe(0, asked.Errors);
        asked.Output.ShouldStartWith("nothing is recorded yet: it waits in approval-10 until ");
        (await pool.Reopen("2027-01", "--json")).Json.GetProperty("request").GetString().ShouldBe("approval-10");
        (await pool.Read("approvals")).GetProperty("requests").EnumerateArray().Select(one => one.GetProperty("next").GetString())
            .ShouldBe(["first-review"]);

        (await Decide(pool, "approve")).Output.ShouldBe($"pool {pool.Code}: approval-10 is pending; next: second-review; position 11\n");
        (await Decide(pool, "approve")).ExitCode.ShouldBe(0);
        (await Decide(pool, "approve")).Output.ShouldBe($"pool {pool.Code}: approval-10 is approved; 1 recorded from position 14; position 13\n");

        var last = (await pool.Run("events", "--pool", pool.Code, "--from", "14", "--json")).Output;
        var reopened = JsonDocument.Parse(last).RootElement;
        reopened.GetProperty("type").GetString().ShouldBe("period_reopened");
        reopened.GetProperty("data").GetProperty("Approval").GetString().ShouldBe("approval-10");
        reopened.GetProperty("causation").GetString().ShouldBe("approval:approval-10");
        (await pool.Import($"{ClosePool.Header}\npremium_received,P-9,resident,1.00,2027-01-31,,,individual,,\n")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_rejection_says_why_and_the_request_shows_it()
    {
        using var pool = await Closed();
        await pool.Reopen("2027-01");

        (await Decide(pool, "reject", "--reason", "the statement was not late")).Output
            .ShouldBe($"pool {pool.Code}: approval-10 is rejected; position 11\n");

        var shown = await pool.Run("approvals", "--pool", pool.Code, "--request", "approval-10");
        shown.Output.ShouldContain("approval-10: rejected, asked by ");
        shown.Output.ShouldContain("holds period_reopened {");
        shown.Output.ShouldContain("position 11: the statement was not late\n");
        (await pool.Read("approvals")).GetProperty("requests").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no key")]
    [InlineData("ledger_abcdefghijkl_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Without_a_live_key_nobody_approves(string? key)
    {
        using var pool = await Closed();
        await pool.Reopen("2027-01");
        pool.Settings["LEDGER_TOKEN"] = key;

        var run = await pool.Run("approve", "--pool", pool.Code, "--request", "approval-10");

        run.ErrorLines.ShouldBe(["ledger: set LEDGER_TOKEN to a live API key of a reviewer; ./ledger token --role reviewer makes one"]);
        run.ExitCode.ShouldBe(2);
    }

    [Theory]
    [InlineData("officer", true)]
    [InlineData("auditor", true)]
    [InlineData("reviewer", false)]
    public async Task A_key_that_is_no_reviewers_of_the_pool_does_not_approve(string role, bool ofThisPool)
    {
        using var pool = await Closed();
        await pool.Reopen("2027-01");

        var run = await Decide(pool, "approve", role, ofThisPool ? pool.Code : "999998", []);

        run.ErrorLines.ShouldBe([$"ledger: the key in LEDGER_TOKEN is no reviewer's of pool {pool.Code}"]);
        run.ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task A_correction_that_needs_approval_says_where_it_waits()
    {
        using var pool = await ClosePool.With3Months(postgres);
        (await pool.Import("""
            kind,document,fund,amount,date,institution,budget_year,direction
            budget_allotted,B-1,resident,1000.00,2027-01-05,H33082500001,2027,
            """)).ExitCode.ShouldBe(0);
        string[] correct = ["--pool", pool.Code, "--kind", "budget_allotted", "--document", "B-1", "--amount", "900.00", "--reason", "misread"];

        (await pool.Run("correct", [.. correct, "--dry-run"])).Output.ShouldContain("dry run: nothing was written");
        var waiting = (await pool.Run("correct", [.. correct, "--json"])).Json;
        waiting.GetProperty("reversed").GetArrayLength().ShouldBe(0);
        waiting.GetProperty("waiting").GetProperty("request").GetString().ShouldBe("approval-10");
        (await pool.Run("correct", correct)).Output.ShouldContain("it waits in approval-10");

        for (var step = 0; step < 2; step++) (await Decide(pool, "approve")).ExitCode.ShouldBe(0);
        var recorded = (await pool.Run("correct", [.. correct, "--json"])).Json;
        recorded.TryGetProperty("waiting", out _).ShouldBeFalse();
        recorded.GetProperty("recorded")[0].GetProperty("amount").GetString().ShouldBe("900.00");
    }

    private async Task<TestPool> Closed()
    {
        var pool = await ClosePool.With3Months(postgres);
        (await pool.Close("2027-02", "--hard")).ExitCode.ShouldBe(0);
        return pool;
    }

    private static Task<VerbRun> Decide(TestPool pool, string verb, params string[] options) =>
        Decide(pool, verb, "reviewer", pool.Code, options);

    // Each time by another person.
    private static async Task<VerbRun> Decide(TestPool pool, string verb, string role, string ofPool, string[] options)
    {
        pool.Settings["LEDGER_TOKEN"] = (await pool.Run("token", "--role", role, "--pool", ofPool)).Output.TrimEnd('\n');
        return await pool.Run(verb, ["--pool", pool.Code, "--request", "approval-10", .. options]);
    }
}
