using Ledger.Domain.Deciding;
using Ledger.Domain.Tests.Deciding;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Deciding.Scenario;

namespace Ledger.Domain.Tests.Funds;

public sealed class SubsidyReturnTests
{
    [Fact]
    public void In_the_year_in_which_it_was_booked_it_lowers_the_subsidy_of_its_category() =>
        Subsidised().When(SubsidyBack("R-1", "B-1", 40_00).On("2025-12-31"))
            .ThenMoves(("income.subsidy.vaccine", "-40.00"));

    [Fact]
    public void A_day_later_it_is_other_expenditure() =>
        Subsidised().When(SubsidyBack("R-1", "B-1", 40_00).On("2026-01-01"))
            .ThenMoves(("expenditure.other", "40.00"));

    [Fact]
    public void Without_an_original_the_budget_year_decides()
    {
        Subsidised().When(SubsidyBack("R-1", null, 40_00) with { BudgetYear = 2025 })
            .ThenMoves(("income.subsidy.standard", "-40.00"));
        Subsidised().When(SubsidyBack("R-1", null, 40_00) with { BudgetYear = 2024 })
            .ThenMoves(("expenditure.other", "40.00"));
    }

    [Fact]
    public void The_last_fen_of_a_subsidy_may_be_returned() =>
        Subsidised(SubsidyBack("R-1", "B-1", 40_00)).When(SubsidyBack("R-2", "B-1", 60_00)).ThenAccepted();

    [Fact]
    public void One_fen_more_than_is_left_is_refused() =>
        Subsidised(SubsidyBack("R-1", "B-1", 40_00)).When(SubsidyBack("R-2", "B-1", 60_01))
            .ThenRefused(Refusal.ExceedsOriginal);

    [Fact]
    public void A_subsidy_that_is_not_known_is_not_returned() =>
        Subsidised().When(SubsidyBack("R-1", "B-9", 1)).ThenRefused(Refusal.OriginalNotFound);

    [Fact]
    public void A_premium_is_no_subsidy() =>
        Subsidised(Premium("P-1", 1_00)).When(SubsidyBack("R-1", "P-1", 1)).ThenRefused(Refusal.OriginalNotFound);

    [Fact]
    public void A_subsidy_that_was_reversed_is_not_returned() =>
        Subsidised(Reversed("X-1", "B-1")).When(SubsidyBack("R-1", "B-1", 1)).ThenRefused(Refusal.AlreadyReversed);

    [Fact]
    public void A_subsidy_of_which_one_fen_was_returned_is_not_reversed() =>
        Subsidised(SubsidyBack("R-1", "B-1", 1)).When(Reversed("X-1", "B-1")).ThenRefused(Refusal.NotReversible);

    private static Scenario Subsidised(params Domain.Events.FundEvent[] more) => Given(
        [Opened(), Opening(1_000_00), Subsidy("B-1", 100_00) with { Category = "vaccine" }, .. more]);
}
