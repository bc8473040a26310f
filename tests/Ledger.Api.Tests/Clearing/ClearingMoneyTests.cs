using Ledger.Testing;
using static Ledger.Api.Tests.Clearing.ClearedPool;

namespace Ledger.Api.Tests.Clearing;

/// <summary>The money that follows a clearing, and what is decided before it: interim clearings and special cases.</summary>
[Collection(VerbsCollection.Name)]
public sealed class ClearingMoneyTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Booking_year_decides_a_clearing_of_2025_paid_on_2026_04_20_is_expenditure_of_2026()
    {
        using var pool = await ClearedPool.ByPoints(postgres);
        await pool.Cleared(Sample("drg-points"));
        // What was withheld as a deposit lowered the benefits of 2025.
        (await Benefits(pool, "2025")).ShouldBe("-2000.00");
        await pool.Add($"reimbursement_paid,P-1,employee,5000.00,2026-04-20,{First},clearing-2025-annual-employee-drg-{First},inpatient,,,,,,");

        (await Benefits(pool, "2025")).ShouldBe("-2000.00");
        (await Benefits(pool, "2026")).ShouldBe("5000.00");
    }

    [Fact]
    public async Task A_clearing_that_was_paid_is_recognised_when_it_is_cleared_again()
    {
        using var pool = await ClearedPool.ByBudget(postgres);
        await pool.Cleared(Sample("budget-bands"));
        await pool.Add($"reimbursement_paid,P-9,resident,30.00,2026-04-20,,clearing-2025-annual-resident-{First},inpatient,,,,,,");
        var again = await pool.Cleared(Sample("budget-bands"));
        again.GetProperty("outcome").GetString().ShouldBe("repeated");
        again.Each("charged").ShouldBe(["900.00", "1300.00", "500.00"]);
        await pool.Add($"reimbursement_reversed,R-9,resident,30.00,2026-05-20,{First},P-9,,,,,,,");
        (await pool.Cleared(Sample("budget-bands"))).Each("charged").ShouldBe(["900.00", "1300.00", "500.00"]);
    }

    [Fact]
    public async Task One_fen_more_than_was_cleared_is_not_paid()
    {
        using var pool = await ClearedPool.ByBudget(postgres);
        await pool.Cleared(Sample("budget-bands"));
        var run = await pool.Import("kind,document,fund,amount,date,original,category\n"
            + $"reimbursement_paid,P-9,resident,30.01,2026-04-20,clearing-2025-annual-resident-{First},inpatient\n");
        run.Errors.ShouldContain("30.01 is more than what is left of");
        run.ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task What_an_interim_clearing_decided_is_taken_off_at_the_years_end()
    {
        using var pool = await ClearedPool.ByPoints(postgres);
        var interim = pool.Policy("drg-points", ("\"category\": \"annual\"", "\"category\": \"interim\", \"budgetShare\": \"0.9\""));

        // 90,000.00 less 5 % is 85,500.00: 450.00 a point.
        var first = await pool.Cleared(interim);
        first.Each("due").ShouldBe(["0.00", "-2500.00", "-3000.00"]);
        first.Each("document").Last().ShouldBe($"clearing-2025-interim-employee-drg-{Third}");

        var annual = await pool.Cleared(Sample("drg-points"));
        annual.Each("cleared").ShouldBe(["0.00", "-2500.00", "-3000.00"]);
        annual.Each("due").ShouldBe(["5000.00", "2500.00", "2000.00"]);
        (await pool.Cleared(interim)).GetProperty("outcome").GetString().ShouldBe("repeated");
    }

    [Fact]
    public async Task A_special_case_lowers_the_value_of_a_point_and_is_paid_by_its_own_decision()
    {
        using var pool = await ClearedPool.ByPoints(postgres);
        await pool.Add($"year_end_cleared,Q-1,employee,1900.00,2025-12-31,{First},,special-case,2025,,,up,drg,");

        // 95,000.00 less 1,900.00 is 93,100.00: 490.00 a point.
        var answer = await pool.Cleared(Sample("drg-points"), "--dry-run");
        answer.Each("share").ShouldBe(["49000.00", "24500.00", "19600.00"]);
        answer.Each("payable").ShouldBe(["50900.00", "24500.00", "19600.00"]);
        answer.Each("due").ShouldBe(["4000.00", "-500.00", "-1400.00"]);

        var outside = pool.Policy("drg-points", ("\"inside\"", "\"outside\""));
        var added = await pool.Cleared(outside, "--dry-run");
        added.Each("due").ShouldBe(["5000.00", "0.00", "-1000.00"]);
        added.GetProperty("totals").GetProperty("added").GetString().ShouldBe("1900.00");
    }

    [Fact]
    public async Task A_special_case_of_another_payment_method_is_another_clearings()
    {
        using var pool = await ClearedPool.ByPoints(postgres);
        await pool.Add($"year_end_cleared,Q-1,employee,1900.00,2025-12-31,{First},,special-case,2025,,,up,dip,");
        (await pool.Cleared(Sample("drg-points"), "--dry-run")).Each("special").ShouldBe(["0.00", "0.00", "0.00"]);
    }

    [Fact]
    public async Task A_deposit_that_was_released_is_no_longer_to_be_decided()
    {
        using var pool = await ClearedPool.ByPoints(postgres);
        await pool.Add($"deposit_released,L-1,employee,1600.00,2026-02-01,{First},W-1,,,,,,,");
        var answer = await pool.Cleared(Sample("drg-points"), "--dry-run");
        answer.GetProperty("institutions")[0].GetProperty("deposits")
            .ShouldBeJson("""[{"document":"W-1","left":"400.00"}]""");
    }

    [Fact]
    public async Task A_score_of_the_year_given_in_the_next_one_counts_and_one_that_was_reversed_does_not()
    {
        using var pool = await ClearedPool.ByPoints(postgres);
        await pool.Add($"fact_recorded,F-3,employee,,2026-01-20,{First},,score,2025,,90,,,");
        (await Released(pool)).ShouldBe("2000.00");
        await pool.Add("entry_reversed,X-3,employee,,2026-01-21,,F-3,,,,,,,wrong score");
        (await Released(pool)).ShouldBe("1600.00");
    }

    private static async Task<string?> Released(TestPool pool) =>
        (await pool.Cleared(Sample("drg-points"), "--dry-run")).Each("depositRelease").First();

    private static async Task<string?> Benefits(TestPool pool, string year)
    {
        var statement = await pool.Read("statement", "--from", $"{year}-01", "--to", $"{year}-12", "--fund", "employee");
        return statement.GetProperty("funds")[0].GetProperty("lines").TryGetProperty("expenditure.benefits", out var line)
            ? line.GetString() : "0.00";
    }
}
