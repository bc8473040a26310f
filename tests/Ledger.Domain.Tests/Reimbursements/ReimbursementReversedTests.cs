using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Tests.Deciding;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Deciding.Scenario;

namespace Ledger.Domain.Tests.Reimbursements;

public sealed class ReimbursementReversedTests
{
    [Fact]
    public void A_benefit_that_comes_back_in_the_same_year_lowers_benefits() =>
        Settled("2025-01-15").When(CameBack("B-1", "S-1", 60_00).On("2025-12-31"))
            .ThenMoves(("expenditure.benefits.inpatient", "-60.00"));

    [Fact]
    public void A_benefit_of_an_earlier_year_that_comes_back_is_other_income() =>
        Settled("2024-12-31").When(CameBack("B-1", "S-1", 60_00).On("2025-01-01"))
            .ThenMoves(("income.other", "60.00"));

    [Fact]
    public void A_reclassified_benefit_of_an_earlier_year_nets_in_benefits() =>
        Settled("2024-12-31")
            .When(CameBack("B-1", "S-1", 60_00).On("2025-01-01") with { Category = "reclassified" })
            .ThenMoves(("expenditure.benefits.inpatient", "-60.00"));

    [Fact]
    public void The_event_keeps_the_original_and_its_year_and_category() =>
        Settled("2025-01-15").When(CameBack("B-1", "S-1", 60_00))
            .Then(CameBack("B-1", "S-1", 60_00) with
            {
                Answers = new OriginalBooking(2025, "inpatient"), Reverses = Paid("S-1", 60_00).On("2025-01-15"),
            });

    [Fact]
    public void A_benefit_comes_back_once() =>
        Given(Opened(), Opening(100_00), Paid("S-1", 60_00), CameBack("B-1", "S-1", 60_00))
            .When(CameBack("B-2", "S-1", 60_00))
            .ThenRefused(Refusal.AlreadyReversed);

    [Fact]
    public void A_benefit_that_was_booked_by_mistake_does_not_come_back() =>
        Given(Opened(), Opening(100_00), Paid("S-1", 60_00), Reversed("X-1", "S-1"))
            .When(CameBack("B-1", "S-1", 60_00))
            .ThenRefused(Refusal.AlreadyReversed);

    [Fact]
    public void One_fen_less_than_the_benefit_is_refused() =>
        Settled("2025-01-15").When(CameBack("B-1", "S-1", 59_99))
            .ThenRefused(Refusal.AmountDiffersFromOriginal);

    [Fact]
    public void One_fen_more_than_the_benefit_is_refused() =>
        Settled("2025-01-15").When(CameBack("B-1", "S-1", 60_01))
            .ThenRefused(Refusal.AmountDiffersFromOriginal);

    [Fact]
    public void An_unknown_benefit_does_not_come_back() =>
        Settled("2025-01-15").When(CameBack("B-1", "S-9", 60_00)).ThenRefused(Refusal.OriginalNotFound);

    [Fact]
    public void A_settlement_of_two_funds_comes_back_from_both() =>
        TwoFunds().When(CameBack("B-1", "S-1", 60_00), CameBack("B-1", "S-1", 25_00).In(CriticalIllness))
            .ThenMoves(("expenditure.benefits.inpatient", "-60.00"), ("expenditure.benefits.inpatient", "-25.00"));

    [Fact]
    public void A_settlement_of_two_funds_does_not_come_back_from_one() =>
        TwoFunds().When(CameBack("B-1", "S-1", 60_00)).ThenRefused(Refusal.ReversalIncomplete);

    [Fact]
    public void A_settlement_of_two_funds_is_not_corrected_in_one() =>
        TwoFunds().When(Reversed("X-1", "S-1").In(Resident)).ThenRefused(Refusal.ReversalIncomplete);

    [Fact]
    public void A_settlement_is_paid_from_all_its_funds_or_from_none() =>
        Given(Opened(), Opened().In(CriticalIllness), Opening(60_00), Opening(24_99).In(CriticalIllness))
            .When(Paid("S-1", 60_00), Paid("S-1", 25_00).In(CriticalIllness))
            .ThenRefused(Refusal.FundOverdrawn, row: 1);

    [Fact]
    public void One_fund_stands_once_in_a_settlement() =>
        Given(Opened(), Opening(100_00))
            .When(Paid("S-1", 60_00), Paid("S-1", 25_00))
            .ThenRefused(Refusal.FundTwice, row: 1);

    private static Scenario Settled(string date) => Given(Opened(), Opening(100_00), Paid("S-1", 60_00).On(date));

    private static Scenario TwoFunds() => Given(
        Opened(), Opened().In(CriticalIllness), Opening(100_00), Opening(100_00).In(CriticalIllness),
        Paid("S-1", 60_00), Paid("S-1", 25_00).In(CriticalIllness));
}
