using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Tests.Deciding;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Deciding.Scenario;

namespace Ledger.Domain.Tests.Funds;

/// <summary>
/// Money goes from the fund resident, which has a hundred yuan, to the fund employee, which has none.
/// </summary>
public sealed class MovesBetweenFundsTests
{
    [Theory]
    [InlineData("aid-funded", "expenditure.benefits.premium-aid", "40.00", "income.premium.aid-funded")]
    [InlineData("pool-to-personal", "income.premium", "-40.00", "income.premium")]
    [InlineData("pool-to-family", "income.premium", "-40.00", "income.premium")]
    [InlineData("family-premium", "expenditure.benefits.personal", "40.00", "income.premium")]
    [InlineData("reserve", "expenditure.other", "40.00", "income.other")]
    public void A_move_is_in_each_fund_what_its_category_says(string category, string from, string fen, string to)
    {
        var scenario = TwoFunds().When(Moved("M-1", 40_00, category, Employee)).ThenMoves((from, fen), (to, "40.00"));

        scenario.Balance(Resident).Fen.ShouldBe(60_00);
        scenario.Balance(Employee).Fen.ShouldBe(40_00);
    }

    [Fact]
    public void Every_category_of_the_rules_is_tried_above() =>
        Repository.Rules.Rulings.FundsMovedCategories.ShouldBe(
            ["aid-funded", "pool-to-personal", "pool-to-family", "family-premium", "reserve"], ignoreOrder: true);

    [Fact]
    public void A_category_that_the_rules_do_not_know_is_refused() =>
        TwoFunds().When(Moved("M-1", 1, "gift", Employee)).ThenRefused(Refusal.CategoryNotKnown);

    [Fact]
    public void A_fund_does_not_pay_itself()
    {
        TwoFunds().When(Moved("M-1", 1, "reserve", Resident)).ThenRefused(Refusal.ToFundIsSame);
        TwoFunds().When(Cover("K-1", 1, Resident)).ThenRefused(Refusal.ToFundIsSame);
    }

    [Fact]
    public void A_fund_without_books_receives_nothing()
    {
        TwoFunds().When(Moved("M-1", 1, "reserve", CriticalIllness)).ThenRefused(Refusal.ToFundNotOpened);
        TwoFunds().When(Cover("K-1", 1, CriticalIllness)).ThenRefused(Refusal.ToFundNotOpened);
    }

    [Theory]
    [InlineData("aid-funded")]
    [InlineData("pool-to-personal")]
    public void The_last_fen_of_the_paying_fund_may_be_moved_and_one_more_not(string category)
    {
        TwoFunds().When(Moved("M-1", 100_00, category, Employee)).ThenAccepted();
        TwoFunds().When(Moved("M-1", 100_01, category, Employee)).ThenRefused(Refusal.FundOverdrawn);
    }

    [Fact]
    public void A_rule_that_changes_later_does_not_change_what_was_moved()
    {
        var scenario = TwoFunds(Moved("M-1", 40_00, "reserve", Employee));

        scenario.Under(Repository.RulesOf(Repository.Text("data/rules.json")
                .Replace("expenditure.other", "expenditure.transfer", StringComparison.Ordinal)))
            .When(Reversed("X-1", "M-1"))
            .ThenMoves(("expenditure.other", "-40.00"), ("income.other", "-40.00"));
    }

    [Fact]
    public void A_move_that_the_receiving_fund_has_spent_is_not_reversed_and_the_refusal_names_that_fund() =>
        TwoFunds(Moved("M-1", 40_00, "reserve", Employee), Paid("S-1", 1).In(Employee))
            .When(Reversed("X-1", "M-1"))
            .ThenRefused(Refusal.FundOverdrawn)
            .When(Reversed("X-1", "M-1")).Decision.Refused[0].Explanation.English
            .ShouldBe("fund employee would fall to -0.01; a fund may not go below zero");

    [Fact]
    public void Cover_bought_from_an_insurer_leaves_the_pool() =>
        TwoFunds().When(Cover("K-1", 40_00)).ThenMoves(("expenditure.critical-illness", "40.00"))
            .Balance(Resident).Fen.ShouldBe(60_00);

    [Fact]
    public void Cover_of_the_pools_own_fund_is_premium_there()
    {
        var scenario = TwoFunds().When(Cover("K-1", 40_00, Employee))
            .ThenMoves(("expenditure.critical-illness", "40.00"), ("income.premium", "40.00"));

        scenario.Balance(Resident).Fen.ShouldBe(60_00);
        scenario.Balance(Employee).Fen.ShouldBe(40_00);
    }

    private static Scenario TwoFunds(params FundEvent[] more) =>
        Given([Opened(), Opened().In(Employee), Opening(100_00), .. more]);
}
