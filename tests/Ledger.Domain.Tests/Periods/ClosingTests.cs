using Ledger.Domain.Deciding;
using Ledger.Domain.Tests.Deciding;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Periods.PeriodEntries;

namespace Ledger.Domain.Tests.Periods;

/// <summary>Which months can be closed and reopened, and how far the books are closed then.</summary>
public sealed class ClosingTests
{
    [Fact]
    public void Closing_a_month_closes_those_before_it() =>
        Through(Recorded().When(Closed("2025-03")).Then(Closed("2025-03"))).ShouldBe(("2025-03", null));

    [Fact]
    public void A_month_that_has_entries_only_after_it_can_be_closed() =>
        Recorded().When(Closed("2024-12")).ThenAccepted();

    [Fact]
    public void The_month_of_the_latest_entry_can_be_closed_and_the_next_one_not()
    {
        Recorded().When(Closed("2025-05")).ThenAccepted();
        Recorded().When(Closed("2025-06")).ThenRefused(Refusal.PeriodNotReached);
    }

    [Fact]
    public void A_pool_without_funds_has_no_month_to_close() =>
        Scenario.Given().When(Closed("2025-01")).ThenRefused(Refusal.PeriodNotReached);

    [Theory]
    [InlineData("2025-03")]
    [InlineData("2025-02")]
    public void A_month_that_is_closed_is_not_closed_again(string month) =>
        Recorded(Closed("2025-03")).When(Closed(month, 3)).ThenRefused(Refusal.PeriodAlreadyClosed);

    [Fact]
    public void A_later_month_is_closed_after_it() =>
        Through(Recorded(Closed("2025-03")).When(Closed("2025-04")).ThenAccepted()).ShouldBe(("2025-04", null));

    [Fact]
    public void A_month_that_was_closed_soft_can_be_closed_hard_and_then_neither() =>
        Recorded(Closed("2025-03"), ClosedHard("2025-03", 2))
            .When(Closed("2025-03", 3)).ThenRefused(Refusal.PeriodAlreadyClosed)
            .When(ClosedHard("2025-03", 3)).ThenRefused(Refusal.PeriodAlreadyClosed);

    [Fact]
    public void Closing_an_earlier_month_hard_leaves_the_later_ones_closed_soft() =>
        Through(Recorded(Closed("2025-04")).When(ClosedHard("2025-02")).ThenAccepted()).ShouldBe(("2025-04", "2025-02"));

    [Fact]
    public void Closing_a_month_hard_closes_it() =>
        Through(Recorded().When(ClosedHard("2025-03")).ThenAccepted()).ShouldBe(("2025-03", "2025-03"));

    [Fact]
    public void Reopening_a_month_opens_those_after_it_and_leaves_those_before_it_closed()
    {
        var scenario = Recorded(Closed("2025-04")).When(Reopened("2025-02")).Then(Reopened("2025-02"));

        Through(scenario).ShouldBe(("2025-01", null));
        scenario.When(Premium("P-7", 1).On("2025-01-31")).ThenRefused(Refusal.PeriodClosed);
        scenario.When(Premium("P-8", 1).On("2025-02-01")).ThenAccepted();
        scenario.When(Premium("P-9", 1).On("2025-04-30")).ThenAccepted();
    }

    [Fact]
    public void A_month_that_was_reopened_can_be_closed_again() =>
        Through(Recorded(Closed("2025-03"), Reopened("2025-03")).When(Closed("2025-03", 3)).ThenAccepted())
            .ShouldBe(("2025-03", null));

    [Fact]
    public void A_month_that_is_open_is_not_reopened()
    {
        Recorded().When(Reopened("2025-03")).ThenRefused(Refusal.PeriodNotClosed);
        Recorded(Closed("2025-03")).When(Reopened("2025-04")).ThenRefused(Refusal.PeriodNotClosed);
    }

    [Theory]
    [InlineData("2025-02")]
    [InlineData("2025-01")]
    public void A_month_that_is_closed_hard_is_not_reopened(string month) =>
        Recorded(ClosedHard("2025-02"), Closed("2025-04"))
            .When(Reopened(month)).ThenRefused(Refusal.PeriodIsHardClosed);

    [Fact]
    public void A_month_after_one_that_is_closed_hard_is_reopened() =>
        Through(Recorded(ClosedHard("2025-02"), Closed("2025-04")).When(Reopened("2025-03")).ThenAccepted())
            .ShouldBe(("2025-02", "2025-02"));

    [Fact]
    public void A_closing_and_a_reopening_cannot_be_reversed()
    {
        var scenario = Recorded(Closed("2025-03"), Reopened("2025-03"));

        scenario.When(Reversed("X-1", "close-2025-03-1").On("2025-05-31")).ThenRefused(Refusal.NotReversible);
        scenario.When(Reversed("X-1", "reopen-2025-03-2").On("2025-05-31")).ThenRefused(Refusal.NotReversible);
    }

    [Fact]
    public void The_refusals_say_how_far_the_books_are_closed()
    {
        Words(Recorded(ClosedHard("2025-02"), Closed("2025-04")).When(Closed("2025-03")))
            .ShouldBe("2025-03 is closed already: the books are closed through 2025-04, hard through 2025-02");
        Words(Recorded().When(Reopened("2025-03"))).ShouldBe("2025-03 is not closed: the books are open");
        Words(Recorded(Closed("2025-01")).When(Reopened("2025-03")))
            .ShouldBe("2025-03 is not closed: the books are closed through 2025-01");
        Words(Recorded(ClosedHard("2025-03")).When(Reopened("2025-03")))
            .ShouldBe("2025-03 is closed hard (through 2025-03): reopening it needs approval, "
                + "and no rule for period_reopened in data/approvals.json says whose");
        Words(Recorded().When(Closed("2026-01")))
            .ShouldBe("nothing is recorded in 2026-01 or after it, so there is no month to close yet");
    }

    // The latest entry is of May.
    private static Scenario Recorded(params Ledger.Domain.Events.FundEvent[] periods) => Scenario.Given(
        [Opened(), Opening(100), Premium("P-1", 5).On("2025-05-01"), .. periods]);

    private static string Words(Outcome outcome) => outcome.Decision.Refused.Single().Explanation.English;

    private static (string? Closed, string? Hard) Through(Scenario scenario) =>
        (scenario.Books.Periods.ClosedThrough?.Iso(), scenario.Books.Periods.HardThrough?.Iso());
}
