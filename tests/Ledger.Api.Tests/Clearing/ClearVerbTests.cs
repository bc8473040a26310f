using System.Text.Json;
using Ledger.Testing;
using static Ledger.Api.Tests.Clearing.ClearedPool;

namespace Ledger.Api.Tests.Clearing;

/// <summary>The year-end clearing as a finance officer asks for it; every figure is worked out by hand.</summary>
[Collection(VerbsCollection.Name)]
public sealed class ClearVerbTests(PostgresFixture postgres)
{
    [Fact]
    public async Task A_dry_run_by_points_says_every_figure_and_records_nothing()
    {
        using var pool = await ClearedPool.ByPoints(postgres);
        var before = await pool.Tables();

        var answer = await pool.Cleared(Sample("drg-points"), "--dry-run");

        // 100,000.00 less 5 % is 95,000.00; by 190 points 500.00 a point.
        answer.GetProperty("totals").ShouldBeJson("""
            {"budget":"100000.00","setAside":"5000.00","distributable":"95000.00","points":"190","pointValue":"500.000000",
             "unallotted":null,"payable":"95000.00","kept":"5000.00","added":"0.00","due":"5000.00","owedBack":"1000.00"}
            """);
        answer.GetProperty("institutions")[0].ShouldBeJson($$"""
            {"institution":"{{First}}","points":"100","budget":null,"charged":"45000.00","retained":null,"borne":null,
             "refused":null,"share":"50000.00","special":"0.00","payable":"50000.00","cleared":"0.00","due":"5000.00",
             "document":"clearing-2025-annual-employee-drg-{{First}}","depositHeld":"2000.00","score":85,
             "depositRelease":"1600.00","depositForfeit":"400.00","deposits":[{"document":"W-1","left":"2000.00"}]}
            """);
        answer.Each("share").ShouldBe(["50000.00", "25000.00", "20000.00"]);
        answer.Each("due").ShouldBe(["5000.00", "0.00", "-1000.00"]);
        (answer.GetProperty("outcome").GetString(), answer.GetProperty("policy").GetString(),
            answer.GetProperty("rounding").GetString(), answer.GetProperty("position").GetInt64())
            .ShouldBe(("dry-run", "drg-points-annual", "largest-remainder", 11));
        (await pool.Tables()).ShouldBe(before);
    }

    [Fact]
    public async Task A_clearing_by_budget_says_every_figure()
    {
        using var pool = await ClearedPool.ByBudget(postgres);
        var answer = await pool.Cleared(Sample("budget-bands"), "--dry-run");
        answer.GetProperty("totals").ShouldBeJson("""
            {"budget":"2500.00","setAside":null,"distributable":null,"points":null,"pointValue":null,"unallotted":"0.00",
             "payable":"2530.00","kept":"70.00","added":"100.00","due":"30.00","owedBack":"200.00"}
            """);
        answer.GetProperty("institutions")[1].ShouldBeJson($$"""
            {"institution":"{{Second}}","points":null,"budget":"1000.00","charged":"1300.00","retained":"0.00",
             "borne":"100.00","refused":"200.00","share":"1100.00","special":"0.00","payable":"1100.00","cleared":"0.00",
             "due":"-200.00","document":"clearing-2025-annual-resident-{{Second}}","depositHeld":"0.00","score":null,
             "depositRelease":null,"depositForfeit":null,"deposits":[]}
            """);
        answer.Each("retained").ShouldBe(["30.00", "0.00", "0.00"]);
        answer.Each("document").Last().ShouldBeNull();
    }

    [Fact]
    public async Task What_is_decided_is_recorded_in_one_voucher()
    {
        using var pool = await ClearedPool.ByPoints(postgres);
        var answer = await pool.Cleared(Sample("drg-points"));
        (answer.GetProperty("outcome").GetString(), answer.GetProperty("position").GetInt64()).ShouldBe(("recorded", 13));
        var events = await pool.Events("--from", "12");
        events.Select(entry => JsonSerializer.Serialize(entry.GetProperty("data"))).ShouldBe(
        [
            Recorded(First, 500000, "up"), Recorded(Third, 100000, "down"),
        ]);
        events.ShouldAllBe(entry => entry.GetProperty("type").GetString() == "year_end_cleared");
        events[0].GetProperty("causation").GetString().ShouldBe("clear:drg-points-annual");
    }

    [Fact]
    public async Task Cleared_twice_it_is_recorded_once_also_when_the_pool_went_on()
    {
        using var pool = await ClearedPool.ByPoints(postgres);
        await pool.Cleared(Sample("drg-points"));
        await pool.Add("interest_credited,I-1,employee,1.00,2026-03-21,,,,,,,,,");
        var before = await pool.Tables();

        var again = await pool.Cleared(Sample("drg-points"));

        again.GetProperty("outcome").GetString().ShouldBe("repeated");
        again.GetProperty("date").GetString().ShouldBe("2025-12-31");
        (await pool.Tables()).ShouldBe(before);
    }

    [Fact]
    public async Task What_changed_since_is_a_conflict_that_names_it_and_the_next_round_clears_the_difference()
    {
        using var pool = await ClearedPool.ByBudget(postgres);
        await pool.Cleared(Sample("budget-bands"));
        await pool.Add($"reimbursement_paid,P-4,resident,50.00,2025-12-31,{First},,inpatient,,,,,,");
        var before = await pool.Tables();

        var run = await pool.Clear(Sample("budget-bands"));

        run.Errors.ShouldBe("ledger: clearing-2025-annual-resident is recorded with other figures: "
            + $"{First} was 30.00 and would now be 15.00; give the policy round 2 to clear the difference\n");
        run.ExitCode.ShouldBe(1);
        (await pool.Tables()).ShouldBe(before);
        var round = pool.Policy("budget-bands", ("\"category\": \"annual\"", "\"category\": \"annual\", \"round\": 2"));
        var second = await pool.Cleared(round);
        second.Each("due").ShouldBe(["-15.00", "0.00", "0.00"]);
        second.Each("cleared").ShouldBe(["30.00", "-200.00", "0.00"]);
        (await pool.Cleared(round)).GetProperty("outcome").GetString().ShouldBe("repeated");
    }

    [Fact]
    public async Task Another_date_than_the_recorded_one_is_a_conflict()
    {
        using var pool = await ClearedPool.ByPoints(postgres);
        (await pool.Cleared(Sample("drg-points"), "--date", "2026-01-31")).GetProperty("date").GetString().ShouldBe("2026-01-31");
        var run = await pool.Clear(Sample("drg-points"), "--date", "2026-02-28");
        run.Errors.ShouldBe(
            $"ledger: year_end_cleared clearing-2025-annual-employee-drg-{First} is recorded already with other content\n");
        run.ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task A_reversed_clearing_is_cleared_again_in_another_round()
    {
        using var pool = await ClearedPool.ByBudget(postgres);
        await pool.Cleared(Sample("budget-bands"));
        await pool.Add($"entry_reversed,X-1,,,2026-01-05,,clearing-2025-annual-resident-{First},,,,,,,wrong quota\n"
            + $"entry_reversed,X-2,,,2026-01-05,,clearing-2025-annual-resident-{Second},,,,,,,wrong quota");
        var run = await pool.Clear(Sample("budget-bands"));
        run.Errors.ShouldBe($"ledger: clearing-2025-annual-resident-{First} was reversed; to clear 2025 again give the "
            + "policy round 2\n");
        run.ExitCode.ShouldBe(1);
        (await pool.Cleared(pool.Policy("budget-bands", ("\"annual\"", "\"annual\", \"round\": 2"))))
            .Each("due").ShouldBe(["30.00", "-200.00", "0.00"]);
    }

    private static string Recorded(string institution, long fen, string direction) => $$"""
        {"Fund":"employee","Amount":{{fen}},"Method":"drg","Policy":"drg-points-annual","Voucher":"clearing-2025-annual-employee-drg","CashDate":"2025-12-31","Category":"annual","Document":"clearing-2025-annual-employee-drg-{{institution}}","Direction":"{{direction}}","BudgetYear":2025,"Institution":"{{institution}}"}
        """;
}
