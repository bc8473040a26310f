using Ledger.Api.Tests.Importing;
using Ledger.Testing;

namespace Ledger.Api.Tests.Periods;

/// <summary>Closing a month at the command line: what it says, what it records, and what it stops from then on.</summary>
[Collection(VerbsCollection.Name)]
public sealed class CloseVerbTests(PostgresFixture postgres)
{
    [Fact]
    public async Task It_says_that_the_month_is_closed_and_from_when_on_entries_may_be_dated()
    {
        using var pool = await ClosePool.With3Months(postgres);

        var run = await pool.Close("2027-02");

        run.Errors.ShouldBeEmpty();
        run.Output.ShouldBe(
            $"pool {pool.Code}: 2027-02 is closed (soft); the first open date is 2027-03-01; position 9\nnothing unusual\n");
        run.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Its_JSON_has_how_far_the_books_are_closed()
    {
        using var pool = await ClosePool.With3Months(postgres);
        await pool.Close("2027-01", "--hard");

        (await pool.Close("2027-02", "--json")).Json.ShouldBeJson($$"""
            {
              "pool": "{{pool.Code}}", "period": "2027-02", "category": "soft", "written": true,
              "document": "close-2027-02-1", "position": 10, "closedThrough": "2027-02", "hardThrough": "2027-01",
              "firstOpenDate": "2027-03-01", "unusual": []
            }
            """);
    }

    [Fact]
    public async Task The_closing_is_an_event_of_its_month_with_who_and_why()
    {
        using var pool = await ClosePool.With3Months(postgres);

        await pool.Run("close", actor: "officer Wang",
            ["--pool", pool.Code, "--period", "2027-02", "--hard", "--reason", "the year's statement was issued"]);

        var closing = (await pool.Events("--stream", "period/2027-02")).ShouldHaveSingleItem();
        closing.GetProperty("type").GetString().ShouldBe("period_closed");
        closing.GetProperty("actor").GetString().ShouldBe("officer Wang");
        closing.GetProperty("causation").GetString().ShouldBe("verb:close");
        closing.GetProperty("data").ShouldBeJson("""
            {
              "Reason": "the year's statement was issued", "CashDate": "2027-02-28", "Category": "hard",
              "Document": "close-2027-02-1"
            }
            """);
    }

    [Fact]
    public async Task A_file_with_a_date_in_the_closed_month_is_refused_by_line_with_the_first_open_date()
    {
        using var pool = await ClosePool.With3Months(postgres);
        await pool.Close("2027-02");

        await pool.ShouldRefuse($"""
            {ClosePool.Header}
            premium_received,P-8,resident,1.00,2027-03-01,,,individual,,
            premium_received,P-9,resident,1.00,2027-02-28,,,individual,,
            """,
            "rows.csv:3: date: 2027-02-28 is in a closed period (closed through 2027-02); the first open date is "
                + "2027-03-01: re-date it and keep bank_date and the business dates");
    }

    [Fact]
    public async Task A_late_claim_that_is_dated_in_the_open_month_belongs_to_it()
    {
        using var pool = await ClosePool.With3Months(postgres);
        await pool.Close("2027-02");

        var run = await pool.Import($"""
            {ClosePool.Header}
            reimbursement_paid,S-9,resident,45.00,2027-03-01,2027-02-27,2027-02-10,,inpatient,
            """);

        run.ExitCode.ShouldBe(0, run.Errors);
        (await Benefits(pool, "2027-02")).ShouldBe("80.00");
        (await Benefits(pool, "2027-03")).ShouldBe("45.00");
    }

    [Fact]
    public async Task A_file_that_was_recorded_before_the_closing_changes_nothing_when_it_is_sent_again()
    {
        using var pool = await ClosePool.With3Months(postgres);
        const string late = $"{ClosePool.Header}\npremium_received,P-5,resident,1.00,2027-02-10,,,individual,,\n";
        await pool.Import(late);
        await pool.Close("2027-02");

        var run = await pool.Import(late, "--json");

        run.ExitCode.ShouldBe(0, run.Errors);
        run.Json.GetProperty("duplicates").GetInt64().ShouldBe(1);
        run.Json.GetProperty("position").GetInt64().ShouldBe(10);
    }

    [Fact]
    public async Task A_file_cannot_close_a_month()
    {
        using var pool = await ClosePool.With3Months(postgres);

        await pool.ShouldRefuse("kind,document,date\nperiod_closed,C-1,2027-02-28\nperiod_reopened,C-2,2027-02-28\n",
            "rows.csv:2: kind: period_closed is not taken from a file; it is recorded by ./ledger close",
            "rows.csv:3: kind: period_reopened is not taken from a file; it is recorded by ./ledger reopen");
    }

    [Theory]
    [InlineData("2027-02", "2027-02 is closed already: the books are closed through 2027-02")]
    [InlineData("2027-01", "2027-01 is closed already: the books are closed through 2027-02")]
    [InlineData("2027-04", "nothing is recorded in 2027-04 or after it, so there is no month to close yet")]
    public async Task A_month_that_cannot_be_closed_is_answered_in_one_line_and_nothing_is_written(
        string month, string line)
    {
        using var pool = await ClosePool.With3Months(postgres);
        await pool.Close("2027-02");
        var before = await pool.Tables();

        var run = await pool.Close(month, "--json");

        run.ErrorLines.ShouldBe([$"ledger: {line}"]);
        run.Output.ShouldBeEmpty();
        run.ExitCode.ShouldBe(1);
        (await pool.Tables()).ShouldBe(before);
    }

    [Fact]
    public async Task A_dry_run_says_what_is_unusual_and_writes_nothing()
    {
        using var pool = await ClosePool.With3Months(postgres);
        await pool.Import($"""
            {ClosePool.Header}
            premium_received,P-5,resident,7.00,2027-03-31,2027-04-01,,individual,,collection-account
            """);
        var before = await pool.Tables();

        var run = await pool.Close("2027-03", "--dry-run", "--json");

        run.Json.ShouldBeJson($$"""
            {
              "pool": "{{pool.Code}}", "period": "2027-03", "category": "soft", "written": false,
              "document": "close-2027-03-1", "position": 9, "closedThrough": "2027-03", "hardThrough": null,
              "firstOpenDate": "2027-04-01",
              "unusual": [
                {
                  "check": "bank-date", "fund": null,
                  "what": "1 entry has another date at the bank: P-5 (2027-04-01)", "date": "2027-03-31",
                  "amount": null, "count": 1, "documents": ["P-5"]
                },
                {
                  "check": "collection-account", "fund": "resident",
                  "what": "the collection account of resident has 7.00 at the end of the month; it must be empty",
                  "date": "2027-03-31", "amount": "7.00", "line": "bank.collection-account"
                }
              ]
            }
            """);
        run.ExitCode.ShouldBe(0);
        (await pool.Tables()).ShouldBe(before);
    }

    [Fact]
    public async Task What_is_unusual_does_not_keep_a_month_from_closing_and_is_shown_as_a_table()
    {
        using var pool = await ClosePool.With3Months(postgres);
        await pool.Import($"{ClosePool.Header}\nreimbursement_paid,S-5,resident,1000650.00,2027-01-31,,,,inpatient,\n");

        var run = await pool.Close("2027-01");

        run.ExitCode.ShouldBe(0, run.Errors);
        run.Output.ShouldContain("2027-01 is closed (soft)");
        run.Output.ShouldContain("below-zero");
        run.Output.ShouldContain("the balance of resident by cash date was below zero, at the lowest -150.00");
    }

    [Fact]
    public async Task Another_process_finds_the_month_closed()
    {
        using var pool = await ClosePool.With3Months(postgres);
        (await pool.Close("2027-02")).ExitCode.ShouldBe(0);
        var file = pool.Write("late.csv", System.Text.Encoding.UTF8.GetBytes(
            $"{ClosePool.Header}\npremium_received,P-9,resident,1.00,2027-02-28,,,individual,,\n"));

        var run = await ProcessRun.Finish(new ImportProcess(postgres, file).Start(pool.Code));

        run.ExitCode.ShouldBe(1);
        run.Errors.ShouldContain("late.csv:2: date: 2027-02-28 is in a closed period");
    }

    [Fact]
    public async Task A_pool_without_entries_has_nothing_to_close()
    {
        using var pool = new TestPool(postgres);

        var run = await pool.Close("2027-02");

        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith($"ledger: pool {pool.Code} has no entries");
        run.ExitCode.ShouldBe(2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("two\nlines")]
    public async Task A_reason_is_one_line_that_says_something(string reason)
    {
        using var pool = new TestPool(postgres);

        var run = await pool.Close("2027-02", "--reason", reason);

        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("ledger: --reason ");
        run.ExitCode.ShouldBe(2);
    }

    private static async Task<string?> Benefits(TestPool pool, string month) =>
        (await pool.Read("statement", "--fund", "resident", "--from", month, "--to", month)).GetProperty("funds")[0]
            .GetProperty("lines").GetProperty("expenditure.benefits").GetString();
}
