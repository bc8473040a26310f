using Ledger.Domain.Corrections;
using Ledger.Domain.Deciding;
using Ledger.Domain.Tests.Deciding;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Deciding.Scenario;

namespace Ledger.Domain.Tests.Corrections;

public sealed class EntryReversedTests
{
    [Fact]
    public void A_reversal_without_fund_and_amount_means_the_whole_original() =>
        Given(Opened(), Premium("P-1", 400_00))
            .When(Reversed("X-1", "P-1"))
            .Then(WholePremium() with { Reverses = Premium("P-1", 400_00) });

    [Fact]
    public void A_reversal_may_name_the_fund() =>
        Given(Opened(), Premium("P-1", 400_00)).When(Reversed("X-1", "P-1").In(Resident))
            .Then(WholePremium() with { Reverses = Premium("P-1", 400_00) });

    [Fact]
    public void A_reversal_may_name_the_amount() =>
        Given(Opened(), Premium("P-1", 400_00)).When(Reversed("X-1", "P-1") with { Amount = new Money(400_00) })
            .Then(WholePremium() with { Reverses = Premium("P-1", 400_00) });

    [Fact]
    public void A_reversal_without_fund_takes_back_every_leg() =>
        Given(Opened(), Opened().In(CriticalIllness), Opening(100_00), Opening(100_00).In(CriticalIllness),
                Paid("S-1", 60_00), Paid("S-1", 25_00).In(CriticalIllness))
            .When(Reversed("X-1", "S-1"))
            .ThenMoves(("expenditure.benefits.inpatient", "-60.00"), ("expenditure.benefits.inpatient", "-25.00"));

    [Fact]
    public void A_reversal_may_bear_the_number_of_what_it_reverses() =>
        Given(Opened(), Premium("P-1", 400_00)).When(Reversed("P-1", "P-1")).ThenAccepted();

    [Fact]
    public void An_entry_is_reversed_once() =>
        Given(Opened(), Premium("P-1", 400_00), Reversed("X-1", "P-1"))
            .When(Reversed("X-2", "P-1"))
            .ThenRefused(Refusal.AlreadyReversed);

    [Fact]
    public void A_reversal_is_not_reversed() =>
        Given(Opened(), Premium("P-1", 400_00), Reversed("X-1", "P-1"))
            .When(Reversed("X-2", "X-1"))
            .ThenRefused(Refusal.NotReversible);

    [Fact]
    public void The_opening_of_a_fund_is_not_reversed() =>
        Given(Opened()).When(Reversed("X-1", "OPEN")).ThenRefused(Refusal.NotReversible);

    [Fact]
    public void A_reversal_of_one_fen_less_is_refused() =>
        Given(Opened(), Premium("P-1", 400_00))
            .When(Reversed("X-1", "P-1") with { Amount = new Money(399_99) })
            .ThenRefused(Refusal.AmountDiffersFromOriginal);

    [Fact]
    public void A_reversal_of_one_fen_more_is_refused() =>
        Given(Opened(), Premium("P-1", 400_00))
            .When(Reversed("X-1", "P-1") with { Amount = new Money(400_01) })
            .ThenRefused(Refusal.AmountDiffersFromOriginal);

    [Fact]
    public void A_reversal_of_an_unknown_document_is_refused() =>
        Given(Opened()).When(Reversed("X-1", "P-9")).ThenRefused(Refusal.OriginalNotFound);

    [Fact]
    public void A_reversal_in_a_fund_that_the_document_does_not_touch_is_refused() =>
        Given(Opened(), Opened().In(Employee), Premium("P-1", 400_00))
            .When(Reversed("X-1", "P-1").In(Employee))
            .ThenRefused(Refusal.OriginalNotFound);

    [Fact]
    public void A_document_of_two_kinds_is_ambiguous() =>
        Given(Opened(), Premium("D-1", 400_00), Subsidy("D-1", 300_00))
            .When(Reversed("X-1", "D-1"))
            .ThenRefused(Refusal.OriginalAmbiguous);

    [Fact]
    public void A_document_of_two_kinds_is_ambiguous_in_one_fund_too() =>
        Given(Opened(), Premium("D-1", 400_00), Subsidy("D-1", 300_00))
            .When(Reversed("X-1", "D-1").In(Resident))
            .ThenRefused(Refusal.OriginalAmbiguous);

    [Fact]
    public void The_category_names_the_kind_of_an_ambiguous_document() =>
        Given(Opened(), Premium("D-1", 400_00), Subsidy("D-1", 300_00))
            .When(Reversed("X-1", "D-1", "subsidy_received"))
            .ThenMoves(("income.subsidy.standard", "-300.00"));

    [Fact]
    public void A_premium_refunded_in_part_is_not_reversed() =>
        Given(Opened(), Premium("P-1", 400_00), Refund("R-1", "P-1", 1))
            .When(Reversed("X-1", "P-1"))
            .ThenRefused(Refusal.NotReversible);

    [Fact]
    public void A_benefit_that_came_back_is_not_reversed() =>
        Given(Opened(), Opening(100_00), Paid("S-1", 60_00), CameBack("B-1", "S-1", 60_00))
            .When(Reversed("X-1", "S-1"))
            .ThenRefused(Refusal.NotReversible);

    [Fact]
    public void An_advance_that_is_not_used_may_be_reversed() =>
        Given(Opened(), Prepaid("A-1", 40_00)).When(Reversed("X-1", "A-1"))
            .ThenMoves(("asset.prepayments", "-40.00"));

    [Fact]
    public void An_advance_of_which_one_fen_was_used_is_not_reversed() =>
        Given(Opened(), Prepaid("A-1", 40_00), Returned("B-1", 1))
            .When(Reversed("X-1", "A-1"))
            .ThenRefused(Refusal.PrepaymentExceeded);

    [Fact]
    public void An_opening_advance_of_which_one_fen_was_used_is_not_reversed() =>
        Given(Opened(), OpeningPrepayment(40_00), Returned("B-1", 1))
            .When(Reversed("X-1", "OPENING-P"))
            .ThenRefused(Refusal.PrepaymentExceeded);

    [Fact]
    public void An_order_of_which_one_fen_was_recovered_is_not_reversed() =>
        Given(Opened(), Ordered("O-1", "C-1", 60_00, bookedIn: 2024), Recovered("R-1", "C-1", 1))
            .When(Reversed("X-1", "O-1"))
            .ThenRefused(Refusal.ClawbackExceeded);

    [Fact]
    public void A_recovery_that_was_reversed_is_owed_again() =>
        Given(Opened(), Ordered("O-1", "C-1", 60_00, bookedIn: 2024), Recovered("R-1", "C-1", 60_00),
                Reversed("X-1", "R-1"))
            .When(Recovered("R-2", "C-1", 60_00))
            .ThenAccepted();

    [Fact]
    public void A_fact_of_the_pool_may_be_reversed() =>
        Given(Fact("F-1", 380_000)).When(Reversed("X-1", "F-1")).ThenMoves();

    private static EntryReversed WholePremium() =>
        Reversed("X-1", "P-1") with { Fund = Resident, Amount = new Money(400_00) };
}
