using Ledger.Testing;

namespace Ledger.Api.Tests.Statements;

/// <summary>Premiums received for other years, shown apart; the cash figure stands.</summary>
[Collection(VerbsCollection.Name)]
public sealed class CoverTests(PostgresFixture postgres)
{
    private static readonly string[] _year = ["--fund", "resident", "--from", "2027-01", "--to", "2027-12", "--cover"];

    [Fact]
    public async Task The_premiums_of_a_year_are_shown_by_the_years_that_they_are_for()
    {
        using var pool = await Booked();
        var fund = (await pool.Read("statement", _year)).GetProperty("funds")[0];

        fund.GetProperty("premiumByCoverYear").ShouldBeJson("""{"2027":"110.00","2028":"440.00"}""");
        fund.GetProperty("lines").GetProperty("income.premium").GetString().ShouldBe("550.00");
    }

    [Fact]
    public async Task People_read_what_was_received_for_which_year()
    {
        using var pool = await Booked();
        (await pool.Run("statement", ["--pool", pool.Code, .. _year])).Output.Split('\n')
            .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToList()[1..^2]
            .ShouldBe(["premiums yuan", "received for 2027 110.00", "received for 2028 (ahead) 440.00", "income.premium 550.00"]);
    }

    [Fact]
    public async Task Csv_has_a_row_a_year()
    {
        using var pool = await Booked();
        (await pool.Run("statement", ["--pool", pool.Code, .. _year, "--format", "csv"])).Output.ShouldBe($"""
            pool,fund,from,to,cover_year,amount
            {pool.Code},resident,2027-01-01,2027-12-31,2027,110.00
            {pool.Code},resident,2027-01-01,2027-12-31,2028,440.00

            """);
    }

    // 18 months, a third of them this year; the next year's, of which 80 are given back; one that does not say.
    private async Task<TestPool> Booked()
    {
        var pool = await TestPool.Opened(postgres);
        var run = await pool.Import("""
            kind,document,fund,amount,date,payer,business_from,business_to,original
            premium_received,D-1,resident,180.00,2027-07-01,individual,2027-07-01,2028-12-31,
            premium_received,D-2,resident,400.00,2027-11-20,individual,2028-01-01,2028-12-31,
            premium_received,D-3,resident,50.00,2027-12-31,individual,,,
            premium_refunded,D-4,resident,80.00,2027-12-31,individual,,,D-2
            """);
        run.ExitCode.ShouldBe(0, run.Errors);
        return pool;
    }
}
