using Ledger.Domain.Deciding;
using Ledger.Domain.Rulings;
using Ledger.Domain.Tests.Deciding;
using Ledger.Domain.Tests.Rulings;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Deciding.Scenario;

namespace Ledger.Domain.Tests.Prepayments;

/// <summary>What a pool's own rule adds; as delivered every advance is a fact to be recorded.</summary>
public sealed class PrepaymentRuleTests
{
    [Fact]
    public void Without_a_rule_everything_is_advanced_and_nothing_is_stamped() =>
        Given(Opened(), Prepaid("A-1", 5).On("2024-12-31")).When(Prepaid("A-2", 1)).Then(Prepaid("A-2", 1));

    [Fact]
    public void Under_a_rule_the_advance_says_which() =>
        Given(Returned1st, Opened()).When(Prepaid("A-1", 1)).Then(Prepaid("A-1", 1) with { Rule = new("prepayment-test") });

    [Fact]
    public void What_was_given_back_counts_for_the_oldest_advance_first() =>
        Given(Returned1st, Opened(), Prepaid("A-1", 5).On("2024-12-31"))
            .When(Returned("B-1", 4)).ThenAccepted()
            .When(Prepaid("A-2", 1)).ThenRefused(Refusal.PrepaymentNotReturned)
            .When(Returned("B-2", 1)).ThenAccepted()
            .When(Prepaid("A-2", 7)).ThenAccepted()
            .When(Prepaid("A-3", 1)).ThenAccepted();

    [Fact]
    public void What_the_books_were_opened_with_is_of_an_earlier_year() =>
        Given(Returned1st, Opened(), OpeningPrepayment(5)).When(Prepaid("A-1", 1))
            .ThenRefused(Refusal.PrepaymentNotReturned);

    [Fact]
    public void An_advance_that_was_undone_is_neither_of_this_year_nor_of_an_earlier_one() =>
        Given(Returned1st, Opened(), Prepaid("A-1", 5), Reversed("X-1", "A-1")).When(Prepaid("A-2", 1)).ThenAccepted();

    [Fact]
    public void The_refusal_names_the_rule_and_what_is_still_held() =>
        Given(Returned1st, Opened(), Prepaid("A-1", 500).On("2024-12-31")).When(Prepaid("A-2", 1))
            .Decision.Refused[0].Explanation.English.ShouldBe("H33082500017 still holds 5.00 that fund resident advanced "
                + "in earlier years; it must be returned or offset first (rule prepayment-test)");

    [Fact]
    public void Where_last_year_is_not_in_the_books_no_months_are_shown() =>
        Given(ChangedRulings.Prepayment("\"monthsMin\": {\"resident\": \"6\"}"), Opened(), Opening(1_000_00))
            .When(Prepaid("A-1", 1)).ThenRefused(Refusal.PrepaymentMonthsTooFew);

    [Fact]
    public void A_rule_holds_in_the_pools_that_it_names()
    {
        var rules = ChangedRulings.With("\"pools\": []", "\"pools\": [\"330825\"]");

        rules.For(PoolCode.Of("330825")).Rulings.Prepayment.Policy.ShouldBe("prepayment-2024-101");
        rules.For(PoolCode.Of("330900")).Rulings.Prepayment.Policy.ShouldBe("prepayment-unrestricted");
        rules.Rulings.Prepayment.Restricts.ShouldBeFalse();
    }

    [Theory]
    [InlineData("2025-12-31", false)]
    [InlineData("2026-01-01", true)]
    public void An_advance_is_overdue_the_day_after_its_days(string asOf, bool overdue) =>
        (PrepaymentRule.None with { AgeDaysMax = 365 }).IsOverdue(Date("2024-12-31"), Date(asOf)).ShouldBe(overdue);

    [Fact]
    public void Without_an_age_nothing_is_overdue() =>
        PrepaymentRule.None.IsOverdue(Date("2000-01-01"), Date("2999-12-31")).ShouldBeFalse();

    [Theory]
    [InlineData("\"returnedFirst\": true", "\"returnedFirst\": \"yes\"")]
    [InlineData("\"ageDaysMax\": 365", "\"ageDaysMax\": 0")]
    [InlineData("\"resident\": \"6\"", "\"resident\": \"0\"")]
    [InlineData("\"resident\": \"6\"", "\"resident\": 6")]
    [InlineData("\"resident\": \"6\"", "\"Resident!\": \"6\"")]
    [InlineData("\"pools\": []", "\"pools\": [\"somewhere\"]")]
    [InlineData("\"pools\": []", "\"pools\": [\"330825\", \"330825\"]")]
    [InlineData("\"pools\": [],", "")]
    [InlineData("\"imported\": \"refuse\"", "\"imported\": \"accept\"")]
    [InlineData("\"share\": \"0.01\"", "\"share\": \"1.01\"")]
    [InlineData("\"interest_credited\"", "\"interest\"")]
    [InlineData("\"from\": \"treasury\"", "\"from\": null")]
    public void A_broken_row_is_refused(string good, string bad) =>
        Should.Throw<FormatException>(() => ChangedRulings.With(good, bad));

    private static RuleBook Returned1st => ChangedRulings.Prepayment("\"returnedFirst\": true");
}
