using Ledger.Domain.Deciding;
using Ledger.Domain.Tests.Deciding;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Deciding.Scenario;

namespace Ledger.Domain.Tests.Prepayments;

public sealed class PrepaymentTests
{
    [Fact]
    public void An_advance_may_be_offset_with_what_is_owed_and_partly_paid() =>
        Given(Opened(), Opening(1_000_00), Prepaid("A-1", 100_00), Settled("Y-1", 100_00),
                Paid("S-1", 60_00).Naming("Y-1"))
            .When(Offset("F-1", "Y-1", 100_00))
            .ThenMoves(("asset.prepayments", "-100.00"));

    [Fact]
    public void An_advance_is_not_offset_with_one_fen_more_than_is_owed() =>
        Given(Opened(), Prepaid("A-1", 200_00), Settled("Y-1", 100_00))
            .When(Offset("F-1", "Y-1", 100_01))
            .ThenRefused(Refusal.ExceedsOriginal);

    [Fact]
    public void An_advance_is_not_offset_with_a_settlement_that_was_reversed() =>
        Given(Opened(), Prepaid("A-1", 200_00), Settled("Y-1", 100_00), Reversed("X-1", "Y-1"))
            .When(Offset("F-1", "Y-1", 1))
            .ThenRefused(Refusal.AlreadyReversed);

    [Fact]
    public void An_advance_is_an_asset_and_no_expenditure() =>
        Given(Opened(), Opening(100_00)).When(Prepaid("A-1", 40_00))
            .ThenMoves(("asset.prepayments", "40.00")).Balance(Resident).Fen.ShouldBe(100_00);

    [Fact]
    public void The_last_fen_of_an_advance_may_be_offset() =>
        Advanced(40_00).When(Offset("O-1", "S-1", 40_00)).ThenMoves(("asset.prepayments", "-40.00"));

    [Fact]
    public void One_fen_more_than_the_advance_is_not_offset() =>
        Advanced(40_00).When(Offset("O-1", "S-1", 40_01)).ThenRefused(Refusal.PrepaymentExceeded);

    [Fact]
    public void The_last_fen_of_an_advance_may_be_returned() =>
        Advanced(40_00).When(Returned("B-1", 40_00)).ThenMoves(("asset.prepayments", "-40.00"));

    [Fact]
    public void One_fen_more_than_the_advance_is_not_returned() =>
        Advanced(40_00).When(Returned("B-1", 40_01)).ThenRefused(Refusal.PrepaymentExceeded);

    [Fact]
    public void What_was_offset_is_not_returned_as_well()
    {
        var scenario = Advanced(40_00);
        scenario.When(Offset("O-1", "S-1", 30_00)).ThenAccepted();

        scenario.When(Returned("B-1", 10_01)).ThenRefused(Refusal.PrepaymentExceeded);
        scenario.When(Returned("B-1", 10_00)).ThenAccepted();
    }

    [Fact]
    public void Several_advances_are_used_up_together() =>
        Given(Opened(), Prepaid("A-1", 10_00), Prepaid("A-2", 30_00)).When(Returned("B-1", 40_00))
            .ThenAccepted();

    [Fact]
    public void An_advance_brought_in_by_the_opening_balance_is_used_up_too() =>
        Given(Opened(), OpeningPrepayment(40_00)).When(Returned("B-1", 40_00)).ThenAccepted();

    [Fact]
    public void An_advance_is_not_returned_by_another_institution() =>
        Advanced(40_00).When(Returned("B-1", 1).Of(OtherHospital)).ThenRefused(Refusal.PrepaymentExceeded);

    [Fact]
    public void An_advance_of_one_fund_is_not_returned_to_another() =>
        Given(Opened(), Opened().In(Employee), Prepaid("A-1", 40_00))
            .When(Returned("B-1", 1).In(Employee))
            .ThenRefused(Refusal.PrepaymentExceeded);

    [Fact]
    public void An_advance_is_not_offset_against_an_unknown_settlement() =>
        Advanced(40_00).When(Offset("O-1", "S-9", 1)).ThenRefused(Refusal.OriginalNotFound);

    [Fact]
    public void An_advance_is_not_offset_against_another_institutions_settlement() =>
        Given(Opened(), Opening(100_00), Prepaid("A-1", 40_00), Paid("S-1", 50_00).Of(OtherHospital))
            .When(Offset("O-1", "S-1", 1))
            .ThenRefused(Refusal.OriginalNotFound);

    [Fact]
    public void An_advance_is_not_offset_against_another_funds_settlement() =>
        Given(Opened(), Opened().In(Employee), Opening(100_00).In(Employee), Prepaid("A-1", 40_00),
                Paid("S-1", 50_00).In(Employee))
            .When(Offset("O-1", "S-1", 1))
            .ThenRefused(Refusal.OriginalNotFound);

    [Fact]
    public void The_whole_settlement_may_be_offset() =>
        Given(Opened(), Opening(100_00), Prepaid("A-1", 80_00), Paid("S-1", 50_00))
            .When(Offset("O-1", "S-1", 50_00))
            .ThenAccepted();

    [Fact]
    public void One_fen_more_than_the_settlement_is_not_offset() =>
        Given(Opened(), Opening(100_00), Prepaid("A-1", 80_00), Paid("S-1", 50_00))
            .When(Offset("O-1", "S-1", 50_01))
            .ThenRefused(Refusal.ExceedsOriginal);

    [Fact]
    public void An_advance_is_not_offset_against_a_settlement_booked_by_mistake() =>
        Given(Opened(), Opening(100_00), Prepaid("A-1", 80_00), Paid("S-1", 50_00), Reversed("X-1", "S-1"))
            .When(Offset("O-1", "S-1", 50_00))
            .ThenRefused(Refusal.AlreadyReversed);

    [Fact]
    public void An_advance_is_not_offset_against_a_settlement_that_came_back() =>
        Given(Opened(), Opening(100_00), Prepaid("A-1", 80_00), Paid("S-1", 50_00), CameBack("C-1", "S-1", 50_00))
            .When(Offset("O-1", "S-1", 50_00))
            .ThenRefused(Refusal.AlreadyReversed);

    private static Scenario Advanced(long fen) =>
        Given(Opened(), Opening(100_00), Prepaid("A-1", fen), Paid("S-1", 50_00));
}
