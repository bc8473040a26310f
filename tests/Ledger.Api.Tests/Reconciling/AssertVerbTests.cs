using Ledger.Api.Tests.Periods;
using Ledger.Testing;

namespace Ledger.Api.Tests.Reconciling;

/// <summary>Figures from outside that the ledger must have at a date: stated, checked, waived, and in the way of a hard close.</summary>
[Collection(VerbsCollection.Name)]
public sealed class AssertVerbTests(PostgresFixture postgres)
{
    private const string Agreeing = """
        fund,line,date,amount
        resident,closing,2027-01-31,1000500.00
        resident,bank.fiscal-account,2027-01-31,1000500.00

        """;

    private const string Differing = "fund,line,date,amount\nresident,bank.expenditure-account,2027-02-28,-81.00\n";

    [Fact]
    public async Task Figures_that_agree_end_with_0_and_let_the_month_be_closed_hard()
    {
        using var pool = await ClosePool.With3Months(postgres);

        var run = await State(pool, Agreeing);

        run.ExitCode.ShouldBe(0, run.Output + run.Errors);
        States(run).ShouldBe(["bank.fiscal-account agrees 0.00", "closing agrees 0.00"]);
        (await pool.Close("2027-02", "--hard")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_figure_that_differs_by_a_fen_refuses_a_hard_close_and_names_both_figures()
    {
        using var pool = await ClosePool.With3Months(postgres);
        var stated = await State(pool, Differing.Replace("-81.00", "-80.01"));

        var run = await pool.Close("2027-03", "--hard");

        stated.ExitCode.ShouldBe(1);
        run.ExitCode.ShouldBe(1);
        run.Errors.ShouldBe("ledger: 2027-03 is not closed hard: bank states bank.expenditure-account of resident on 2027-02-28 as "
            + "-80.01, the ledger has -80.00, difference -0.01 (reconciliation-2027-02-1); correct the books, or waive the figure "
            + "with a reason (./ledger assert --waive)\n");
        (await pool.Events()).Count.ShouldBe(9);
    }

    [Fact]
    public async Task A_soft_close_shows_it_and_closes_all_the_same()
    {
        using var pool = await ClosePool.With3Months(postgres);
        await State(pool, Differing);

        var run = await pool.Close("2027-02", "--json");

        run.ExitCode.ShouldBe(0, run.Errors);
        run.Json.GetProperty("unusual")[0].GetProperty("check").GetString().ShouldBe("balance-stated");
    }

    [Fact]
    public async Task A_month_before_the_figure_can_be_closed_hard()
    {
        using var pool = await ClosePool.With3Months(postgres);
        await State(pool, Differing);

        (await pool.Close("2027-01", "--hard")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Waived_with_a_reason_it_is_no_longer_in_the_way_and_the_log_says_why()
    {
        using var pool = await ClosePool.With3Months(postgres);
        await State(pool, Differing);

        var waived = await pool.Run("assert", "--pool", pool.Code, "--json",
            "--waive", "reconciliation-2027-02-1", "--reason", "the bank's fee of February");

        waived.ExitCode.ShouldBe(0, waived.Errors);
        States(waived).ShouldBe(["bank.expenditure-account waived -1.00"]);
        (await pool.Close("2027-02", "--hard")).ExitCode.ShouldBe(0);
        (await pool.Events("--stream", "reconciliation/2027-02"))[1].GetProperty("data").GetProperty("Reason").GetString()
            .ShouldBe("the bank's fee of February");
    }

    [Fact]
    public async Task A_file_stated_again_is_recorded_once_and_another_figure_takes_its_place_unwaived()
    {
        using var pool = await ClosePool.With3Months(postgres);
        await State(pool, Differing);
        await pool.Run("assert", "--pool", pool.Code, "--waive", "reconciliation-2027-02-1", "--reason", "a fee");

        await State(pool, Differing);
        var other = await State(pool, Differing.Replace("-81.00", "-82.00"));

        (await pool.Events("--stream", "reconciliation/2027-02")).Count.ShouldBe(3);
        States(other).ShouldBe(["bank.expenditure-account differs -2.00"]);
    }

    [Fact]
    public async Task Bad_rows_are_named_and_none_is_stated()
    {
        using var pool = await ClosePool.With3Months(postgres);

        var run = await State(pool, """
            fund,line,date,amount
            resident,closing,2027-02-28,1.00
            resident,income.premium,2027-02-28,1.00
            resident,closing,2027-02-28,2.00

            """);

        run.ExitCode.ShouldBe(1);
        run.ErrorLines.Select(line => line[..line.IndexOf(": ", StringComparison.Ordinal)])
            .ShouldBe(["figures.csv:3", "figures.csv:4"]);
        (await pool.Events()).Count.ShouldBe(8);
    }

    private static Task<VerbRun> State(TestPool pool, string text) => pool.Run("assert",
        pool.Write("figures.csv", text), "--pool", pool.Code, "--party", "bank", "--json");

    private static IReadOnlyList<string> States(VerbRun run) =>
    [
        .. run.Json.GetProperty("figures").EnumerateArray().Select(row =>
            $"{row.GetProperty("line").GetString()} {row.GetProperty("state").GetString()} {row.GetProperty("difference").GetString()}"),
    ];
}
