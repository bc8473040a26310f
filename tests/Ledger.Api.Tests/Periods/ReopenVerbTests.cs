using Ledger.Testing;

namespace Ledger.Api.Tests.Periods;

/// <summary>Reopening at the command line: which months it opens, and what it asks for; of those that are closed hard see ApproveVerbTests.</summary>
[Collection(VerbsCollection.Name)]
public sealed class ReopenVerbTests(PostgresFixture postgres)
{
    private const string Late = $"{ClosePool.Header}\npremium_received,P-9,resident,1.00,2027-02-28,,,individual,,\n";

    [Fact]
    public async Task It_opens_the_month_and_those_after_it_and_says_so()
    {
        using var pool = await ClosePool.With3Months(postgres);
        await pool.Close("2027-03");

        var run = await pool.Reopen("2027-02");

        run.Errors.ShouldBeEmpty();
        run.Output.ShouldBe($"pool {pool.Code}: 2027-02 to 2027-03 are open again; "
            + "the first open date is 2027-02-01; position 10\n");
        run.ExitCode.ShouldBe(0);
        (await pool.Import(Late)).ExitCode.ShouldBe(0);
        (await pool.Import(Late.Replace("2027-02-28", "2027-01-31", StringComparison.Ordinal)
            .Replace("P-9", "P-8", StringComparison.Ordinal))).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task Its_JSON_has_what_is_open_and_what_is_closed_still()
    {
        using var pool = await ClosePool.With3Months(postgres);
        await pool.Close("2027-01", "--hard");
        await pool.Close("2027-03");

        (await pool.Reopen("2027-03", "--json")).Json.ShouldBeJson($$"""
            {
              "pool": "{{pool.Code}}", "period": "2027-03", "reopenedThrough": "2027-03",
              "document": "reopen-2027-03-2", "position": 11, "closedThrough": "2027-02", "hardThrough": "2027-01",
              "firstOpenDate": "2027-03-01"
            }
            """);
    }

    [Fact]
    public async Task A_month_is_closed_and_reopened_as_often_as_needed_each_time_under_a_number_of_its_own()
    {
        using var pool = await ClosePool.With3Months(postgres);
        await pool.Close("2027-02");
        await pool.Reopen("2027-02");
        await pool.Import(Late);
        (await pool.Close("2027-02")).ExitCode.ShouldBe(0);

        var stream = await pool.Events("--stream", "period/2027-02");

        stream.Select(one => one.GetProperty("data").GetProperty("Document").GetString())
            .ShouldBe(["close-2027-02-1", "reopen-2027-02-2", "close-2027-02-3"]);
        stream[1].GetProperty("data").GetProperty("Reason").GetString().ShouldBe("a late bank statement");
    }

    [Fact]
    public async Task A_month_that_is_open_is_answered_in_one_line()
    {
        using var pool = await ClosePool.With3Months(postgres);

        var run = await pool.Reopen("2027-02");

        run.ErrorLines.ShouldBe(["ledger: 2027-02 is not closed: the books are open"]);
        run.ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_reason_it_is_not_asked_at_all()
    {
        var run = await VerbRun.Of("reopen", "--pool", "330825", "--period", "2027-02");

        run.ErrorLines.ShouldHaveSingleItem().ShouldContain("--reason");
        run.ExitCode.ShouldBe(2);
    }
}
