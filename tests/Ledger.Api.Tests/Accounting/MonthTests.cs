using Ledger.Api.Tests.Periods;
using Ledger.Testing;

namespace Ledger.Api.Tests.Accounting;

/// <summary>Trial balance and journal of one month.</summary>
[Collection(VerbsCollection.Name)]
public sealed class MonthTests(PostgresFixture postgres)
{
    [Fact]
    public async Task The_trial_balance_of_a_month_has_opening_movement_and_closing_of_each_account()
    {
        using var pool = await ClosePool.With3Months(postgres);

        var answer = await pool.Read("trial-balance", "--fund", "resident", "--period", "2027-02");

        answer.GetProperty("period").GetString().ShouldBe("2027-02");
        answer.GetProperty("asOf").GetString().ShouldBe("2027-02-28");
        answer.GetProperty("accounts").EnumerateArray().Select(row => string.Join(' ',
                new[] { "account", "opening", "movement", "balance", "debit", "credit" }
                    .Select(name => row.GetProperty(name).GetString())))
            .ShouldBe(
            [
                "resident:bank:fiscal-account 1000500.00 300.00 1000800.00 1000800.00 0.00",
                "resident:bank:expenditure-account 0.00 -80.00 -80.00 0.00 80.00",
                "resident:opening -1000000.00 0.00 -1000000.00 0.00 1000000.00",
                "resident:income:premium -500.00 -300.00 -800.00 0.00 800.00",
                "resident:expenditure:benefits:inpatient 0.00 80.00 80.00 80.00 0.00",
            ]);
    }

    [Fact]
    public async Task An_account_that_was_emptied_in_the_month_is_shown_with_its_movement()
    {
        using var pool = await ClosePool.With3Months(postgres);
        await pool.Import("""
            kind,document,fund,amount,date,original,reason
            entry_reversed,X-1,,,2027-03-31,S-1,paid twice
            """);

        var run = await pool.Run("trial-balance", "--pool", pool.Code, "--fund", "resident", "--period", "2027-03");

        run.Output.ShouldContain("2027-03, debit less credit");
        run.Output.Split('\n').Single(line => line.StartsWith("resident:expenditure", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[^3..].ShouldBe(["80.00", "-80.00", "0.00"]);
    }

    [Fact]
    public async Task Without_a_month_the_answer_has_no_field_of_a_month()
    {
        using var pool = await ClosePool.With3Months(postgres);

        var answer = await pool.Read("trial-balance", "--fund", "resident");

        answer.TryGetProperty("period", out _).ShouldBeFalse();
        answer.GetProperty("accounts")[0].EnumerateObject().Select(field => field.Name)
            .ShouldBe(["account", "fund", "code", "name", "debit", "credit", "balance"]);
    }

    [Fact]
    public async Task A_month_and_a_day_are_not_asked_together()
    {
        var run = await VerbRun.Of(
            "trial-balance", "--pool", "330825", "--period", "2027-02", "--as-of", "2027-02-28");

        run.ErrorLines.ShouldHaveSingleItem().ShouldContain("--period and --as-of");
        run.ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task The_journal_of_a_month_has_its_entries_in_the_order_of_recording_late_ones_too()
    {
        using var pool = await ClosePool.With3Months(postgres);
        await pool.Import($"{ClosePool.Header}\npremium_received,P-9,resident,1.00,2027-02-01,,,individual,,\n");

        (await Journal(pool, "--period", "2027-02")).ShouldBe(["P-2", "S-1", "P-9"]);
        (await Journal(pool, "--period", "2027-02", "--from", "7")).ShouldBe(["S-1", "P-9"]);
        (await Journal(pool, "--period", "2027-02", "--to", "7")).ShouldBe(["P-2", "S-1"]);
        (await Journal(pool, "--period", "2027-02", "--fund", "employee")).ShouldBeEmpty();
        (await Journal(pool, "--period", "2027-04")).ShouldBeEmpty();
        (await Journal(pool)).ShouldBe(["O-3", "O-4", "P-1", "P-2", "S-1", "P-3", "P-9"]);
    }

    private static async Task<IEnumerable<string?>> Journal(TestPool pool, params string[] options)
    {
        var run = await pool.Run("journal", ["--pool", pool.Code, "--json", .. options]);
        run.ExitCode.ShouldBe(0, run.Errors);
        return run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("document").GetString());
    }
}
