using Ledger.Testing;

namespace Ledger.Api.Tests.Importing;

/// <summary>A field that cannot be what its column holds is named with file, line and column.</summary>
[Collection(VerbsCollection.Name)]
public sealed class BadFieldTests(PostgresFixture postgres)
{
    private const string Header = "kind,document,fund,amount,date";

    [Theory]
    [InlineData("-1.00", "'-1.00' is negative; an amount is positive and the kind gives its direction")]
    [InlineData("0.00", "is zero; an amount is positive")]
    [InlineData("1.005", "'1.005' has more than two decimals; the smallest unit is the fen")]
    [InlineData("\"1,234.56\"", "'1,234.56' has a thousands separator; write plain digits")]
    [InlineData("92233720368547758.08", "'92233720368547758.08' is larger than the ledger can hold")]
    [InlineData("922337203685477580.7", "'922337203685477580.7' is larger than the ledger can hold")]
    [InlineData("１００", "'１００' is not an amount in yuan, such as 1234.56")]
    [InlineData("1.", "'1.' is not an amount in yuan, such as 1234.56")]
    [InlineData(".50", "'.50' is not an amount in yuan, such as 1234.56")]
    [InlineData("1e3", "'1e3' is not an amount in yuan, such as 1234.56")]
    [InlineData("+1", "'+1' is not an amount in yuan, such as 1234.56")]
    [InlineData(" 1", "' 1' is not an amount in yuan, such as 1234.56")]
    [InlineData("￥1", "'￥1' is not an amount in yuan, such as 1234.56")]
    [InlineData("", "interest_credited needs it")]
    public async Task An_amount_that_is_not_plain_yuan_is_refused(string amount, string reason)
    {
        using var pool = await TestPool.Opened(postgres);
        await pool.ShouldRefuse($"{Header}\ninterest_credited,D-1,resident,{amount},2027-02-01\n",
            $"rows.csv:2: amount: {reason}");
    }

    [Theory]
    [InlineData("2027-11-31")]
    [InlineData("2027-02-29")]
    [InlineData("2027-13-01")]
    [InlineData("0000-01-01")]
    [InlineData("10000-01-01")]
    [InlineData("2027-1-1")]
    [InlineData("2027/01/01")]
    [InlineData("20270101")]
    [InlineData("２０２７-01-01")]
    [InlineData("1899-12-31")]
    [InlineData("3000-01-01")]
    public async Task A_date_that_no_calendar_has_is_refused(string date)
    {
        using var pool = await TestPool.Opened(postgres);
        await pool.ShouldRefuse($"{Header}\ninterest_credited,D-1,resident,1.00,{date}\n",
            $"rows.csv:2: date: '{date}' is not a date of the calendar, written as 2025-03-31");
    }

    [Fact]
    public async Task A_missing_date_is_refused()
    {
        using var pool = await TestPool.Opened(postgres);
        await pool.ShouldRefuse($"{Header}\ninterest_credited,D-1,resident,1.00,\n",
            "rows.csv:2: date: is missing");
    }

    [Theory]
    [InlineData("interest_credit", "; did you mean interest_credited?")]
    [InlineData("Interest_Credited", "; did you mean interest_credited?")]
    [InlineData("利息收入", "")]
    public async Task An_unknown_kind_is_refused_with_the_one_that_was_meant(string kind, string suggestion)
    {
        using var pool = await TestPool.Opened(postgres);
        await pool.ShouldRefuse($"{Header}\n{kind},D-1,resident,1.00,2027-02-01\n",
            $"rows.csv:2: kind: '{kind}' is not a kind of entry{suggestion}");
    }

    [Fact]
    public async Task A_fund_that_the_catalogue_does_not_have_is_refused_with_the_one_that_was_meant()
    {
        using var pool = await TestPool.Opened(postgres);
        await pool.ShouldRefuse($"{Header}\ninterest_credited,D-1,residents,1.00,2027-02-01\n",
            "rows.csv:2: fund: 'residents' is not in the fund catalogue; did you mean resident?");
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_row_is_said_at_once()
    {
        using var pool = await TestPool.Opened(postgres);
        await pool.ShouldRefuse($"{Header}\ninterest_credited,,nobody,x,2027-02-30\n",
            "rows.csv:2: document: is missing",
            "rows.csv:2: fund: 'nobody' is not in the fund catalogue",
            "rows.csv:2: amount: 'x' is not an amount in yuan, such as 1234.56",
            "rows.csv:2: date: '2027-02-30' is not a date of the calendar, written as 2025-03-31");
    }

    [Fact]
    public async Task Every_bad_row_is_named_and_good_ones_between_are_not_kept()
    {
        using var pool = await TestPool.Opened(postgres);
        await pool.ShouldRefuse($"""
            {Header}
            interest_credited,D-1,resident,1.00,2027-02-01
            interest_credited,D-2,resident,-2,2027-02-01
            interest_credited,D-3,resident,3.00,2027-02-01
            interest_credited,D-4,resident,4.00,2027-11-31
            """,
            "rows.csv:3: amount: '-2' is negative; an amount is positive and the kind gives its direction",
            "rows.csv:5: date: '2027-11-31' is not a date of the calendar, written as 2025-03-31");
    }

    [Fact]
    public async Task The_largest_amount_is_a_long_of_fen_to_the_last()
    {
        using var pool = new TestPool(postgres);
        var run = await pool.Import($"""
            {Header}
            fund_opened,D-1,resident,,2027-01-01
            interest_credited,D-2,resident,92233720368547758.07,2027-02-01
            """);
        run.ExitCode.ShouldBe(0, run.Errors);
        (await pool.Read("balance")).GetProperty("funds")[0].GetProperty("balance").GetString()
            .ShouldBe("92233720368547758.07");
    }
}
