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
    [InlineData("--known-at and --position", "balance", "--position", "1", "--known-at", "2027-01-01")]
    [InlineData("is not an instant with its offset", "balance", "--known-at", "2027-01-01T10:00:00")]
    [InlineData("go with the plain statement", "statement", "--from", "2027-01", "--to", "2027-01", "--cover", "--position", "1")]
    public async Task What_cannot_be_meant_is_refused_in_one_line(string line, string verb, params string[] options)
    {
        var pool = await Recorded();
        var run = await pool.Run(verb, ["--pool", pool.Code, .. options]);

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
