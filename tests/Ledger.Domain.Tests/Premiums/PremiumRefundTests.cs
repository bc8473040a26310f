using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Tests.Deciding;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Deciding.Scenario;

namespace Ledger.Domain.Tests.Premiums;

public sealed class PremiumRefundTests
{
    [Fact]
    public void A_refund_in_the_same_year_lowers_premium_income() =>
        Received(400_00).When(Refund("R-1", "P-1", 150_00)).ThenMoves(("income.premium", "-150.00"));

    [Fact]
    public void A_refund_in_the_same_year_lowers_the_line_of_the_original_payer() =>
        Given(Opened(), Premium("P-1", 400_00, "medical-aid"))
            .When(Refund("R-1", "P-1", 150_00) with { Payer = "individual" })
            .ThenMoves(("income.premium.aid-funded", "-150.00"));

    [Fact]
    public void Four_hundred_yuan_of_2024_refunded_in_2025_is_other_expenditure_and_leaves_the_premiums_of_2025()
    {
        var scenario = Given(
                Opened(), Premium("P-1", 400_00).On("2024-11-20"), Premium("P-2", 900_00).On("2025-01-05"))
            .When(Refund("R-1", "P-1", 400_00).On("2025-02-10"))
            .ThenMoves(("expenditure.other", "400.00"));

        scenario.Line("income.premium").Fen.ShouldBe(1_300_00);
        scenario.Balance(Resident).Fen.ShouldBe(900_00);
    }

    [Fact]
    public void The_last_day_of_the_year_of_the_original_still_lowers_premium_income() =>
        Given(Opened(), Premium("P-1", 400_00).On("2024-11-20"))
            .When(Refund("R-1", "P-1", 1).On("2024-12-31"))
            .ThenMoves(("income.premium", "-0.01"));

    [Fact]
    public void The_first_day_of_the_next_year_is_other_expenditure() =>
        Given(Opened(), Premium("P-1", 400_00).On("2024-11-20"))
            .When(Refund("R-1", "P-1", 1).On("2025-01-01"))
            .ThenMoves(("expenditure.other", "0.01"));

    [Fact]
    public void The_year_of_cover_does_not_decide() =>
        Given(Opened(), Premium("P-1", 400_00).On("2024-11-20") with { BusinessFrom = Date("2025-01-01") })
            .When(Refund("R-1", "P-1", 400_00).On("2025-02-10") with { BusinessFrom = Date("2025-01-01") })
            .ThenMoves(("expenditure.other", "400.00"));

    [Fact]
    public void Without_original_the_budget_year_says_when_it_was_booked_this_year() =>
        Received(400_00)
            .When(Refund("R-1", null, 1_00) with { BudgetYear = 2025, Payer = "fiscal" })
            .ThenMoves(("income.premium.fiscal-paid", "-1.00"));

    [Fact]
    public void Without_original_the_budget_year_says_when_it_was_booked_an_earlier_year() =>
        Received(400_00)
            .When(Refund("R-1", null, 1_00) with { BudgetYear = 2024, Payer = "fiscal" })
            .ThenMoves(("expenditure.other", "1.00"));

    [Fact]
    public void The_event_keeps_the_year_and_payer_of_the_original() =>
        Received(400_00)
            .When(Refund("R-1", "P-1", 1_00))
            .Then(Refund("R-1", "P-1", 1_00) with { Answers = new OriginalBooking(2025, Payer: "individual") });

    [Fact]
    public void The_last_fen_of_the_original_may_be_refunded_in_parts() =>
        Given(Opened(), Premium("P-1", 400_00), Refund("R-1", "P-1", 150_00))
            .When(Refund("R-2", "P-1", 250_00))
            .ThenAccepted();

    [Fact]
    public void One_fen_more_than_what_is_left_of_the_original_is_refused() =>
        Given(Opened(), Opening(1), Premium("P-1", 400_00), Refund("R-1", "P-1", 150_00))
            .When(Refund("R-2", "P-1", 250_01))
            .ThenRefused(Refusal.ExceedsOriginal);

    [Fact]
    public void A_refund_that_was_reversed_may_be_made_again() =>
        Given(Opened(), Premium("P-1", 400_00), Refund("R-1", "P-1", 400_00), Reversed("X-1", "R-1"))
            .When(Refund("R-2", "P-1", 400_00))
            .ThenAccepted();

    [Fact]
    public void A_refund_of_an_unknown_premium_is_refused() =>
        Received(400_00).When(Refund("R-1", "P-9", 1_00)).ThenRefused(Refusal.OriginalNotFound);

    [Fact]
    public void A_refund_of_another_funds_premium_is_refused() =>
        Given(Opened(), Opened().In(Employee), Premium("P-1", 400_00).In(Employee), Premium("P-2", 400_00))
            .When(Refund("R-1", "P-1", 1_00))
            .ThenRefused(Refusal.OriginalNotFound);

    [Fact]
    public void A_refund_of_what_is_no_premium_is_refused() =>
        Given(Opened(), Subsidy("B-1", 400_00))
            .When(Refund("R-1", "B-1", 1_00))
            .ThenRefused(Refusal.OriginalNotFound);

    [Fact]
    public void A_refund_of_a_reversed_premium_is_refused() =>
        Given(Opened(), Opening(100_00), Premium("P-1", 400_00), Reversed("X-1", "P-1"))
            .When(Refund("R-1", "P-1", 1_00))
            .ThenRefused(Refusal.AlreadyReversed);

    private static Scenario Received(long fen) => Given(Opened(), Premium("P-1", fen));
}
