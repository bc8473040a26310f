using Ledger.Testing;

namespace Ledger.Api.Tests.Figures;

/// <summary>The recorded axis at the command line: what was known at a position or an instant, of any cash date.</summary>
[Collection(VerbsCollection.Name)]
public sealed class KnownAtVerbTests(PostgresFixture postgres)
{
    private const string Late = """
        kind,document,fund,amount,date,payer
        premium_received,P-1,resident,500.00,2027-01-10,individual
        """;

    private const string Later = """
        kind,document,fund,amount,date,payer
        premium_received,P-2,resident,70.00,2027-01-05,individual
        """;

    // Positions 5 to 7.
    private const string Care = """
        kind,document,fund,amount,date,institution,person,category,payer,medical_cost,business_from
        premium_received,C-1,resident,900.00,2027-01-08,,,,individual,,
        settlement_recorded,C-2,resident,50.00,2027-01-09,H33082500001,P00017,inpatient,,80.00,2027-01-02
        reimbursement_paid,C-3,resident,20.00,2027-01-10,H33082500001,P00017,inpatient,,40.00,2027-01-02
        """;

    private const string MoreCare = """
        kind,document,fund,amount,date,institution,person,category,payer,medical_cost,business_from
        reimbursement_paid,D-1,resident,30.00,2027-01-05,H33082500001,P00017,inpatient,,40.00,2027-01-02
        settlement_recorded,D-2,resident,60.00,2027-01-05,H33082500001,P00017,outpatient,,80.00,2027-01-03
        premium_received,D-3,resident,11.00,2027-01-04,,,,individual,,
        """;

    [Fact]
    public async Task A_balance_is_what_was_known_at_the_position()
    {
        var pool = await Recorded();

        (await Balance(pool, "--position", "5")).ShouldBe(("5", "1000500.00", "2027-01-10"));
        (await Balance(pool, "--position", "4")).ShouldBe(("4", "1000000.00", "2027-01-01"));
        (await Balance(pool)).ShouldBe(("6", "1000570.00", "2027-01-10"));
        (await Balance(pool, "--position", "5", "--as-of", "2027-01-06")).ShouldBe(("5", "1000000.00", "2027-01-06"));
        (await Balance(pool, "--position", "6", "--as-of", "2027-01-06")).ShouldBe(("6", "1000070.00", "2027-01-06"));
    }

    [Fact]
    public async Task A_position_that_is_not_there_yet_is_now() =>
        (await Balance(await Recorded(), "--position", "999")).ShouldBe(("6", "1000570.00", "2027-01-10"));

    [Fact]
    public async Task An_instant_means_the_last_position_recorded_until_then()
    {
        var pool = await Recorded();
        var events = await pool.Run("events", "--pool", pool.Code, "--json");
        var fifth = events.Output.Split('\n')[4];
        var recorded = fifth[(fifth.IndexOf("\"recorded\":\"", StringComparison.Ordinal) + 12)..][..27];

        (await Balance(pool, "--known-at", recorded.Replace("Z", "+00:00", StringComparison.Ordinal)))
            .ShouldBe(("5", "1000500.00", "2027-01-10"));
        (await Balance(pool, "--known-at", "2999-12-31")).ShouldBe(("6", "1000570.00", "2027-01-10"));
    }

    [Fact]
    public async Task Before_any_fund_was_opened_there_is_nothing_to_show()
    {
        var pool = await Recorded();
        var run = await pool.Run("balance", "--pool", pool.Code, "--known-at", "2001-01-01");

        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldContain("no fund was opened in pool");
    }

    [Fact]
    public async Task Statement_capacity_and_trial_balance_are_what_was_known_too()
    {
        var pool = await Recorded();

        (await pool.Read("statement", "--from", "2027-01", "--to", "2027-01", "--fund", "resident", "--position", "5"))
            .GetProperty("funds")[0].GetProperty("lines").GetProperty("income.premium").GetString().ShouldBe("500.00");
        (await pool.Read("capacity", "--fund", "resident", "--position", "5")).GetProperty("position").GetInt64().ShouldBe(5);
        (await pool.Read("trial-balance", "--fund", "resident", "--position", "4"))
            .GetProperty("accounts").GetArrayLength().ShouldBe(2);
    }

    [Theory]
    [InlineData("statement", "--form", "statutory", "--from", "2027-01", "--to", "2027-01")]
    [InlineData("statement", "--compare", "last-year", "--from", "2027-01", "--to", "2027-01")]
    [InlineData("statement", "--cover", "--from", "2027-01", "--to", "2027-01")]
    [InlineData("statement", "--budget", "--from", "2027-01", "--to", "2027-01")]
    [InlineData("balance-sheet")]
    [InlineData("budget", "--year", "2027")]
    [InlineData("institution", "--institution", "H33082500001", "--year", "2027")]
    [InlineData("ages")]
    [InlineData("person", "--person", "P00017")]
    [InlineData("duplicates", "--year", "2027")]
    public async Task Every_verb_that_reads_figures_answers_for_a_position_as_it_did_when_that_was_the_last(
        string verb, params string[] options)
    {
        var pool = await TestPool.Opened(postgres);
        (await pool.Import(Care)).ExitCode.ShouldBe(0);
        var before = await pool.Run(verb, ["--pool", pool.Code, "--json", .. options]);
        (await pool.Import(MoreCare)).ExitCode.ShouldBe(0);

        (await pool.Run(verb, ["--pool", pool.Code, "--json", "--position", "7", .. options])).Output.ShouldBe(before.Output);
        (await pool.Run(verb, ["--pool", pool.Code, "--json", .. options])).Output.ShouldNotBe(before.Output);
        before.Output.ShouldContain("\"position\": 7");
    }

    [Fact]
    public async Task The_log_and_the_journal_end_where_they_ended_then()
    {
        var pool = await Recorded();
        foreach (var verb in (string[])["events", "journal"])
        {
            var lines = (await pool.Run(verb, "--pool", pool.Code, "--json", "--position", "5")).Output.TrimEnd().Split('\n');
            lines[^1].ShouldContain("P-1");
            lines.ShouldAllBe(line => !line.Contains("P-2"));
        }
        await pool.Run("export", "--pool", pool.Code, "--to", "hledger", "--out", pool.Path("books"), "--position", "5");
        var exported = await File.ReadAllTextAsync(pool.Path("books"), TestContext.Current.CancellationToken);
        exported.ShouldContain("P-1");
        exported.ShouldNotContain("P-2");
    }

    [Theory]
    [InlineData("--known-at and --position", "balance", "--position", "1", "--known-at", "2027-01-01")]
    [InlineData("is not an instant with its offset", "balance", "--known-at", "2027-01-01T10:00:00")]
    [InlineData("for several", "statement", "--from", "2027-01", "--to", "2027-01", "--consolidated", "--position", "1")]
    public async Task What_cannot_be_meant_is_refused_in_one_line(string line, string verb, params string[] options)
    {
        var pool = await Recorded();
        string[] pools = options.Contains("--consolidated") ? ["--pools", $"{pool.Code},330921"] : ["--pool", pool.Code];
        var run = await pool.Run(verb, [.. pools, .. options]);

        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldContain(line.Split(' ')[^1]);
        run.Errors.TrimEnd().ShouldNotContain('\n');
    }

    // Positions 1 to 4 open the books, 5 and 6 are two premiums, of which the second is of an earlier day.
    private async Task<TestPool> Recorded()
    {
        var pool = await TestPool.Opened(postgres);
        foreach (var rows in (string[])[Late, Later]) (await pool.Import(rows)).ExitCode.ShouldBe(0);
        return pool;
    }

    private static async Task<(string Position, string Balance, string AsOf)> Balance(TestPool pool, params string[] options)
    {
        var answer = await pool.Read("balance", ["--fund", "resident", .. options]);
        return (answer.GetProperty("position").ToString(),
            answer.GetProperty("funds")[0].GetProperty("balance").GetString()!, answer.GetProperty("asOf").GetString()!);
    }
}
