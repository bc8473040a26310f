using System.Text.Json;
using Ledger.Testing;

namespace Ledger.Api.Tests.Publications;

/// <summary>Publications held against the ledger, which names the events behind a difference.</summary>
[Collection(VerbsCollection.Name)]
public sealed class LedgerTieoutTests(PostgresFixture postgres) : IDisposable
{
    private const string Columns = "kind,document,fund,amount,date,payer,category,original,direction,reason\n";

    private const string January = """
        publication,pool,fund,from,to,line,relation,amount,unit
        January,,resident,2027-01-01,2027-01-31,income.total,part,5000.00,yuan
        January,,resident,2027-01-01,2027-01-31,expenditure.total,part,3000.00,yuan
        January,,resident,2027-01-01,2027-01-31,surplus,part,2000.00,yuan
        January,,resident,2027-01-01,2027-01-31,closing,part,12000.00,yuan

        """;

    private readonly TestPool _pool = new(postgres);

    public void Dispose() => _pool.Dispose();

    [Fact]
    public async Task Without_a_difference_nothing_is_found_and_it_is_said_how_much_was_compared()
    {
        await Record();

        var run = await Tieout(January);

        run.ExitCode.ShouldBe(0, run.Errors);
        run.Json.GetProperty("findings").GetArrayLength().ShouldBe(0);
        run.Json.GetProperty("notChecked").GetArrayLength().ShouldBe(0);
        run.Json.GetProperty("ledger").ShouldBeJson($$"""
            { "pool": "{{_pool.Code}}", "position": 4, "compared": 4, "notCompared": [] }
            """);
    }

    [Fact]
    public async Task What_was_recorded_after_the_closing_explains_the_difference_to_the_fen()
    {
        await Record();
        (await _pool.Run("close", "--pool", _pool.Code, "--period", "2027-01")).ExitCode.ShouldBe(0);
        (await _pool.Run("reopen", "--pool", _pool.Code, "--period", "2027-01", "--reason", "late")).ExitCode.ShouldBe(0);
        await Import("premium_received,P-2,resident,700.00,2027-01-25,individual,,,,");
        await Import("premium_received,P-3,resident,900.00,2027-02-01,individual,,,,");

        var run = await Tieout(January);

        run.ExitCode.ShouldBe(1);
        Findings(run).ShouldBe(
        [
            "ledger income.total 5000.00 5700.00 -700.00 mismatch: 7 premium_received P-2 2027-01-25 700.00 late; left 0.00",
            "ledger surplus 2000.00 2700.00 -700.00 mismatch: 7 premium_received P-2 2027-01-25 700.00 late; left 0.00",
            "ledger closing 12000.00 12700.00 -700.00 mismatch: 7 premium_received P-2 2027-01-25 700.00 late; left 0.00",
        ]);
    }

    [Fact]
    public async Task A_reversal_explains_it_where_the_books_were_never_closed()
    {
        await Record();
        await Import("entry_reversed,X-1,resident,,2027-01-31,,,R-1,,paid twice");

        Findings(await Tieout(January)).ShouldContain("ledger expenditure.total 3000.00 0.00 3000.00 mismatch: "
            + "5 entry_reversed X-1 2027-01-31 -3000.00; left 0.00");
    }

    [Fact]
    public async Task A_reversal_from_before_the_closing_is_named_too_where_late_events_leave_something()
    {
        await Record();
        await Import("entry_reversed,X-1,resident,,2027-01-31,,,R-1,,paid twice");
        (await _pool.Run("close", "--pool", _pool.Code, "--period", "2027-01")).ExitCode.ShouldBe(0);
        (await _pool.Run("reopen", "--pool", _pool.Code, "--period", "2027-01", "--reason", "late")).ExitCode.ShouldBe(0);
        await Import("other_expenditure_paid,E-1,resident,1.00,2027-01-31,,,,,");

        Findings(await Tieout(January)).ShouldContain("ledger expenditure.total 3000.00 1.00 2999.00 mismatch: "
            + "5 entry_reversed X-1 2027-01-31 -3000.00; 8 other_expenditure_paid E-1 2027-01-31 1.00 late; left 0.00");
    }

    [Fact]
    public async Task An_opening_that_moved_is_explained_by_the_adjustment_in_both_checks()
    {
        await Record();
        await Import("balance_adjusted,A-1,resident,500.00,2027-02-05,,audit,,up,found by the audit");

        Findings(await Tieout(January + """
            February,,resident,2027-02-01,2027-02-28,opening,part,12500.00,yuan
            February,,resident,2027-02-01,2027-02-28,income.total,part,0.00,yuan
            February,,resident,2027-02-01,2027-02-28,expenditure.total,part,0.00,yuan
            February,,resident,2027-02-01,2027-02-28,closing,part,12500.00,yuan

            """)).ShouldBe(
        [
            "opening-moved opening 12500.00 12000.00 500.00 mismatch: "
                + "5 balance_adjusted A-1 2027-02-05 500.00; left 0.00",
            "ledger opening 12500.00 12000.00 500.00 mismatch: "
                + "5 balance_adjusted A-1 2027-02-05 500.00; left 0.00",
        ]);
    }

    [Fact]
    public async Task What_no_event_explains_is_a_difference_without_events()
    {
        await Record();

        Findings(await Tieout(January.Replace("3000.00", "2999.99", StringComparison.Ordinal))).ShouldContain(
            "ledger expenditure.total 2999.99 3000.00 -0.01 mismatch");
    }

    [Fact]
    public async Task Printed_digits_that_hide_the_rest_are_rounding_and_no_reason_to_fail()
    {
        await Record();
        await Import("premium_received,P-2,resident,0.44,2027-01-25,individual,,,,");

        var run = await Tieout("""
            publication,pool,fund,from,to,line,relation,amount,unit
            January,,resident,2027-01-01,2027-01-31,income.total,part,0.50,wan

            """);

        run.ExitCode.ShouldBe(0);
        Findings(run).ShouldBe(["ledger income.total 0.50 0.500044 -0.000044 rounding"]);
    }

    [Fact]
    public async Task As_it_was_known_before_the_late_event_everything_ties()
    {
        await Record();
        await Import("premium_received,P-2,resident,700.00,2027-01-25,individual,,,,");

        (await Tieout(January, "--position", "4")).ExitCode.ShouldBe(0);
        (await Tieout(January)).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task Tables_of_another_pool_and_of_funds_that_are_not_open_are_said_not_to_be_compared()
    {
        await Record();

        var run = await Tieout("""
            publication,pool,fund,from,to,line,relation,amount,unit
            January,990000,resident,2027-01-01,2027-01-31,income.total,part,1.00,yuan
            January,,employee,2027-01-01,2027-01-31,income.total,part,1.00,yuan

            """);

        run.Json.GetProperty("findings").GetArrayLength().ShouldBe(0);
        run.Json.GetProperty("ledger").GetProperty("notCompared").EnumerateArray()
            .Select(row => row.GetProperty("reason").GetString())
            .ShouldBe([$"it is of pool 990000, not {_pool.Code}", $"fund employee is not opened in pool {_pool.Code}"]);
    }

    [Fact]
    public async Task People_read_the_events_below_the_figures()
    {
        await Record();
        await Import("entry_reversed,X-1,resident,,2027-01-31,,,R-1,,paid twice");

        var run = await _pool.Run("tieout", _pool.Write("publication.csv", January), "--pool", _pool.Code);

        run.Output.ShouldContain("Events behind January, resident, expenditure.total; unexplained 0.00 yuan\n");
        run.Output.ShouldContain("Lines held against the ledger: 4, at position 5.");
    }

    [Fact]
    public async Task Without_a_pool_a_position_is_refused()
    {
        var run = await VerbRun.Of("tieout", _pool.Write("publication.csv", January), "--position", "4");

        run.ErrorLines.ShouldHaveSingleItem().ShouldContain("name its --pool");
        run.ExitCode.ShouldBe(2);
    }

    private async Task Record() => (await Import("""
        fund_opened,O-1,resident,,2027-01-01,,,,,
        opening_balance_recorded,O-2,resident,10000.00,2027-01-01,,,,,
        premium_received,P-1,resident,5000.00,2027-01-10,individual,,,,
        reimbursement_paid,R-1,resident,3000.00,2027-01-20,,inpatient,,,
        """)).ExitCode.ShouldBe(0);

    private async Task<VerbRun> Import(string rows)
    {
        var run = await _pool.Import(Columns + rows + "\n");
        run.ExitCode.ShouldBe(0, run.Errors);
        return run;
    }

    private Task<VerbRun> Tieout(string publication, params string[] options) => _pool.Run(
        "tieout", [_pool.Write("publication.csv", publication), "--pool", _pool.Code, "--json", .. options]);

    private static IEnumerable<string> Findings(VerbRun run) => run.Json.GetProperty("findings").EnumerateArray().Select(finding =>
        Words(finding, "check", "line", "printed", "computed", "difference", "class")
        + (finding.TryGetProperty("events", out var events)
            ? $": {string.Join("; ", events.EnumerateArray().Select(Event))}; left {finding.GetProperty("unexplained").GetString()}"
            : ""));

    private static string Event(JsonElement one) => Words(one, "position", "kind", "document", "date", "amount")
        + (one.GetProperty("late").GetBoolean() ? " late" : "");

    private static string Words(JsonElement row, params string[] names) =>
        string.Join(' ', names.Select(name => row.GetProperty(name).ToString()));
}
