using Ledger.Domain.Rulings;

namespace Ledger.Domain.Tests.Rulings;

/// <summary>The rulings as they are delivered, and as a user may have broken them.</summary>
public sealed class LedgerRulesTests
{
    private const string Small = """
        {
          "depositRecognition": {"policy": "at-release"},
          "depositRateMax": {"rate": "0.05"},
          "fundsMoved": [
            {"category": "reserve", "fromLine": "expenditure.other", "toLine": "income.other"},
            {"category": "split", "fromLine": "income.premium", "lowers": true, "toLine": "income.premium"}
          ]
        }
        """;

    [Fact]
    public void The_rulings_are_read()
    {
        var rules = LedgerRules.Parse(Small);

        (rules.Deposits, rules.DepositRateMax).ShouldBe((DepositRecognition.AtRelease, 0.05m));
        rules.FundsMoved("reserve").ShouldBe(new("reserve", "expenditure.other", "income.other", false));
        rules.FundsMoved("split").ShouldBe(new("split", "income.premium", "income.premium", true));
        rules.FundsMoved("gift").ShouldBeNull();
    }

    [Theory]
    [InlineData("at-release", DepositRecognition.AtRelease)]
    [InlineData("at-settlement", DepositRecognition.AtSettlement)]
    public void A_recognition_is_named_in_the_events_as_in_the_data(string policy, DepositRecognition deposits)
    {
        var rules = LedgerRules.Parse(Small.Replace("at-release", policy, StringComparison.Ordinal));

        (rules.Deposits, rules.DepositRule).ShouldBe((deposits, $"deposit-recognition/{policy}"));
    }

    [Fact]
    public void A_recognition_that_is_not_known_is_refused_by_name() =>
        Should.Throw<FormatException>(
                () => LedgerRules.Parse(Small.Replace("at-release", "at-noon", StringComparison.Ordinal)))
            .Message.ShouldContain("at-noon");

    [Theory]
    [InlineData("\"at-release\"", "null")]
    [InlineData("\"policy\"", "\"rule\"")]
    [InlineData("\"0.05\"", "null")]
    [InlineData("\"0.05\"", "0.05")]
    [InlineData("\"0.05\"", "\"-0.05\"")]
    [InlineData("\"0.05\"", "\"5 %\"")]
    [InlineData("\"0.05\"", "\"1.01\"")]
    [InlineData("\"0.05\"", "\"99999999999999999999999999999999\"")]
    [InlineData("\"reserve\"", "null")]
    [InlineData("\"reserve\"", "\"split\"")]
    [InlineData("\"expenditure.other\"", "null")]
    [InlineData("\"expenditure.other\"", "\"spending.other\"")]
    [InlineData("\"expenditure.other\"", "\"asset.prepayments\"")]
    [InlineData("\"income.other\"", "null")]
    [InlineData("\"income.other\"", "\"earnings.other\"")]
    [InlineData("\"income.other\"", "\"expenditure.other\"")]
    [InlineData("\"lowers\": true", "\"lowers\": \"yes\"")]
    [InlineData("\"lowers\": true", "\"lowers\": false")]
    [InlineData("\"expenditure.other\"", "\"income.other\"")]
    [InlineData("\"fundsMoved\"", "\"moves\"")]
    [InlineData("{\"rate\"", "[{\"rate\"")]
    public void A_broken_file_is_refused(string good, string bad)
    {
        Small.ShouldContain(good);
        Should.Throw<FormatException>(() => LedgerRules.Parse(Small.Replace(good, bad, StringComparison.Ordinal)));
    }
}
