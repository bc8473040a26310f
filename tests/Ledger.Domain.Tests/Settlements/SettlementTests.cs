using Ledger.Domain.Deciding;
using Ledger.Domain.Tests.Deciding;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Deciding.Scenario;

namespace Ledger.Domain.Tests.Settlements;

public sealed class SettlementTests
{
    [Fact]
    public void What_is_owed_moves_no_balance() =>
        Given(Opened()).When(Settled("Y-1", 100_00)).ThenMoves().Balance(Resident).ShouldBe(Money.Zero);

    [Fact]
    public void A_settlement_is_paid_in_parts_to_its_last_fen() =>
        Owed(Paid("S-1", 60_00).Naming("Y-1")).When(Paid("S-2", 40_00).Naming("Y-1")).ThenAccepted();

    [Fact]
    public void One_fen_more_than_is_left_of_a_settlement_is_refused() =>
        Owed(Paid("S-1", 60_00).Naming("Y-1")).When(Paid("S-2", 40_01).Naming("Y-1"))
            .ThenRefused(Refusal.ExceedsOriginal);

    [Fact]
    public void A_payment_that_was_reversed_is_owed_again() =>
        Owed(Paid("S-1", 100_00).Naming("Y-1"), Reversed("X-1", "S-1"))
            .When(Paid("S-2", 100_00).Naming("Y-1"))
            .ThenAccepted();

    [Fact]
    public void A_payment_of_a_settlement_that_is_not_known_is_refused() =>
        Owed().When(Paid("S-1", 1).Naming("Y-9")).ThenRefused(Refusal.OriginalNotFound);

    [Fact]
    public void A_payment_does_not_pay_another_payment() =>
        Owed(Paid("S-1", 1)).When(Paid("S-2", 1).Naming("S-1")).ThenRefused(Refusal.OriginalNotFound);

    [Fact]
    public void A_settlement_of_another_fund_is_not_paid() =>
        Given(Opened(), Opened().In(Employee), Opening(100_00).In(Employee), Settled("Y-1", 100_00))
            .When(Paid("S-1", 1).Naming("Y-1").In(Employee))
            .ThenRefused(Refusal.OriginalNotFound);

    [Fact]
    public void A_settlement_of_another_institution_is_not_paid() =>
        Owed().When(Paid("S-1", 1).Naming("Y-1").Of(OtherHospital)).ThenRefused(Refusal.OriginalNotFound);

    [Fact]
    public void A_payment_need_not_name_the_institution_again() =>
        Owed().When(Paid("S-1", 100_00).Naming("Y-1") with { Institution = null }).ThenAccepted();

    [Fact]
    public void A_settlement_that_was_reversed_is_not_paid() =>
        Owed(Reversed("X-1", "Y-1")).When(Paid("S-1", 1).Naming("Y-1")).ThenRefused(Refusal.OriginalNotFound);

    [Fact]
    public void A_settlement_of_which_one_fen_was_paid_is_not_reversed() =>
        Owed(Paid("S-1", 1).Naming("Y-1")).When(Reversed("X-1", "Y-1")).ThenRefused(Refusal.NotReversible);

    [Fact]
    public void What_was_not_paid_may_be_withdrawn_to_the_last_fen() =>
        Owed(Paid("S-1", 60_00).Naming("Y-1")).When(Withdrawn("W-1", "Y-1", 40_00)).ThenMoves();

    [Fact]
    public void One_fen_more_than_was_not_paid_is_not_withdrawn() =>
        Owed(Paid("S-1", 60_00).Naming("Y-1")).When(Withdrawn("W-1", "Y-1", 40_01))
            .ThenRefused(Refusal.ExceedsOriginal);

    [Fact]
    public void What_was_withdrawn_is_not_paid() =>
        Owed(Withdrawn("W-1", "Y-1", 60_00)).When(Paid("S-1", 40_01).Naming("Y-1"))
            .ThenRefused(Refusal.ExceedsOriginal);

    [Fact]
    public void A_settlement_that_is_not_known_is_not_withdrawn() =>
        Owed().When(Withdrawn("W-1", "Y-9", 1)).ThenRefused(Refusal.OriginalNotFound);

    [Fact]
    public void A_settlement_that_was_reversed_is_neither_withdrawn_nor_refused_nor_held()
    {
        Owed(Reversed("X-1", "Y-1")).When(Withdrawn("W-1", "Y-1", 1)).ThenRefused(Refusal.AlreadyReversed);
        Owed(Reversed("X-1", "Y-1")).When(Refused("R-1", "Y-1", 1)).ThenRefused(Refusal.AlreadyReversed);
        Owed(Reversed("X-1", "Y-1")).When(OnHold("H-1", "Y-1")).ThenRefused(Refusal.AlreadyReversed);
    }

    [Fact]
    public void All_that_is_left_of_a_claim_may_be_refused_and_no_balance_moves() =>
        Owed(Paid("S-1", 60_00).Naming("Y-1")).When(Refused("R-1", "Y-1", 40_00)).ThenMoves();

    [Fact]
    public void One_fen_more_than_is_left_of_a_claim_is_not_refused() =>
        Owed(Paid("S-1", 60_00).Naming("Y-1")).When(Refused("R-1", "Y-1", 40_01)).ThenRefused(Refusal.ExceedsOriginal);

    private static Scenario Owed(params Domain.Events.FundEvent[] more) =>
        Given([Opened(), Opening(1_000_00), Settled("Y-1", 100_00), .. more]);
}
