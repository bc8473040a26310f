using Ledger.Domain.Accounting;

namespace Ledger.Domain.Tests.Accounting;

/// <summary>The chart as it is delivered, and as a user may have broken it.</summary>
public sealed class ChartOfAccountsTests
{
    private const string Small = """
        {
          "accounts": [
            {"line": "bank.treasury", "code": "1005", "chinese": "国库存款", "english": "Treasury", "side": "asset",
             "verified": false}
          ],
          "bankAccounts": {"default": "treasury", "byKind": {"premium_received": "treasury"}}
        }
        """;

    [Fact]
    public void An_account_holds_its_line_and_those_below_it()
    {
        Repository.Chart.Of("income.premium").Code.ShouldBe("4001");
        Repository.Chart.Of("income.premium.aid-funded").Code.ShouldBe("4001");
        Repository.Chart.Of("opening.adjusted").Code.ShouldBe("3001.01");
        Repository.Chart.Of("opening").Code.ShouldBe("3001");
    }

    [Fact]
    public void A_line_without_account_is_refused_by_name() =>
        Should.Throw<FormatException>(() => ChartOfAccounts.Parse(Small).Of("income.premium"))
            .Message.ShouldContain("income.premium");

    [Fact]
    public void No_line_and_no_code_stands_twice()
    {
        Repository.Chart.All.GroupBy(account => account.Line).ShouldAllBe(same => same.Count() == 1);
        Repository.Chart.All.GroupBy(account => account.Code).ShouldAllBe(same => same.Count() == 1);
    }

    [Fact]
    public void Only_the_code_that_was_read_in_a_rule_is_called_verified() =>
        Repository.Chart.All.Where(account => account.Verified).Select(account => account.Code).ShouldBe(["1004"]);

    [Theory]
    [InlineData("bank.treasury", true)]
    [InlineData("asset.prepayments", true)]
    [InlineData("expenditure.benefits", true)]
    [InlineData("liability.loans", false)]
    [InlineData("opening", false)]
    [InlineData("income.interest", false)]
    public void Assets_and_expenditure_rise_by_debit(string line, bool isDebit) =>
        Repository.Chart.Of(line).IsDebit.ShouldBe(isDebit);

    [Theory]
    [InlineData("\"bank.treasury\"", "null")]
    [InlineData("\"bank.treasury\"", "\"nowhere.treasury\"")]
    [InlineData("\"1005\"", "null")]
    [InlineData("\"1005\"", "1005")]
    [InlineData("\"国库存款\"", "null")]
    [InlineData("\"Treasury\"", "null")]
    [InlineData("\"asset\"", "\"assets\"")]
    [InlineData("\"asset\"", "\"0\"")]
    [InlineData("\"asset\"", "\"liability\"")]
    [InlineData("\"side\"", "\"seite\"")]
    [InlineData("false", "\"no\"")]
    [InlineData("\"default\": \"treasury\"", "\"default\": null")]
    [InlineData("\"default\": \"treasury\"", "\"default\": \"drawer\"")]
    [InlineData("\"premium_received\": \"treasury\"", "\"premium_received\": null")]
    [InlineData("\"premium_received\": \"treasury\"", "\"premium_received\": \"drawer\"")]
    [InlineData("\"premium_received\"", "\"premium_recieved\"")]
    [InlineData("\"byKind\": {", "\"byKind\": [{")]
    [InlineData("\"bankAccounts\"", "\"banks\"")]
    [InlineData("\"accounts\"", "\"konten\"")]
    [InlineData("{", "[{")]
    public void A_broken_chart_is_refused(string good, string bad)
    {
        Small.ShouldContain(good);
        ChartOfAccounts.Parse(Small).All.Count.ShouldBe(1);
        Should.Throw<FormatException>(() => ChartOfAccounts.Parse(Small.Replace(good, bad, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_line_that_stands_twice_is_refused()
    {
        var start = Small.IndexOf("{\"line", StringComparison.Ordinal);
        var row = Small[start..Small.IndexOf(']', StringComparison.Ordinal)];

        Should.Throw<FormatException>(() => ChartOfAccounts.Parse(
            Small.Replace(row, $"{row},{row}", StringComparison.Ordinal)));
    }
}
