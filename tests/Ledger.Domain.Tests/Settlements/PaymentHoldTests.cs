using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Tests.Deciding;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Deciding.Scenario;

namespace Ledger.Domain.Tests.Settlements;

public sealed class PaymentHoldTests
{
    [Fact]
    public void A_settlement_on_hold_is_not_paid() =>
        Owed(OnHold("H-1", "Y-1")).When(Paid("S-1", 1).Naming("Y-1")).ThenRefused(Refusal.PaymentOnHold);

    [Fact]
    public void After_the_hold_was_lifted_it_is_paid() =>
        Owed(OnHold("H-1", "Y-1"), Lifted("L-1", "Y-1")).When(Paid("S-1", 100_00).Naming("Y-1")).ThenAccepted();

    [Fact]
    public void Another_settlement_is_paid_meanwhile() =>
        Owed(Settled("Y-2", 5_00), OnHold("H-1", "Y-1")).When(Paid("S-1", 5_00).Naming("Y-2")).ThenAccepted();

    [Fact]
    public void A_settlement_is_not_held_twice() =>
        Owed(OnHold("H-1", "Y-1")).When(OnHold("H-2", "Y-1")).ThenRefused(Refusal.AlreadyHeld);

    [Fact]
    public void A_settlement_may_be_held_again_after_it_was_lifted() =>
        Owed(OnHold("H-1", "Y-1"), Lifted("L-1", "Y-1")).When(OnHold("H-2", "Y-1")).ThenAccepted()
            .When(Paid("S-1", 1).Naming("Y-1")).ThenRefused(Refusal.PaymentOnHold);

    [Fact]
    public void What_is_not_on_hold_is_not_lifted() =>
        Owed().When(Lifted("L-1", "Y-1")).ThenRefused(Refusal.NotHeld);

    [Fact]
    public void A_hold_is_lifted_once() =>
        Owed(OnHold("H-1", "Y-1"), Lifted("L-1", "Y-1")).When(Lifted("L-2", "Y-1")).ThenRefused(Refusal.NotHeld);

    [Fact]
    public void A_hold_that_was_a_mistake_is_reversed_and_the_payment_goes_out() =>
        Owed(OnHold("H-1", "Y-1"), Reversed("X-1", "H-1")).When(Paid("S-1", 100_00).Naming("Y-1")).ThenAccepted();

    [Fact]
    public void A_lifting_that_was_a_mistake_is_reversed_and_the_settlement_waits_again() =>
        Owed(OnHold("H-1", "Y-1"), Lifted("L-1", "Y-1"), Reversed("X-1", "L-1"))
            .When(Paid("S-1", 1).Naming("Y-1"))
            .ThenRefused(Refusal.PaymentOnHold);

    [Fact]
    public void Undoing_a_first_hold_does_not_end_a_second()
    {
        var scenario = Owed(OnHold("H-1", "Y-1"), Lifted("L-1", "Y-1"), OnHold("H-2", "Y-1"));

        scenario.When(Reversed("X-1", "H-1")).ThenRefused(Refusal.OthersRestOnIt);
        scenario.When(Reversed("X-2", "L-1")).ThenRefused(Refusal.OthersRestOnIt);
        scenario.When(Paid("S-1", 1).Naming("Y-1")).ThenRefused(Refusal.PaymentOnHold);
    }

    [Fact]
    public void Holds_and_liftings_are_undone_last_first()
    {
        var scenario = Owed(OnHold("H-1", "Y-1"), Lifted("L-1", "Y-1"), OnHold("H-2", "Y-1"));

        scenario.When(Reversed("X-1", "H-2")).ThenAccepted();
        scenario.When(Reversed("X-2", "L-1")).ThenAccepted();
        scenario.When(Paid("S-1", 1).Naming("Y-1")).ThenRefused(Refusal.PaymentOnHold);
        scenario.When(Reversed("X-3", "H-1")).ThenAccepted();
        scenario.When(Paid("S-1", 1).Naming("Y-1")).ThenAccepted();
    }

    [Fact]
    public void A_lifting_knows_the_hold_that_it_ends() =>
        Owed(OnHold("H-1", "Y-1")).When(Lifted("L-1", "Y-1"))
            .Then(Lifted("L-1", "Y-1") with { Lifts = DocumentId.Of("H-1") });

    [Fact]
    public void A_hold_of_another_institutions_settlement_is_refused() =>
        Owed().When(OnHold("H-1", "Y-1").Of(OtherHospital)).ThenRefused(Refusal.OriginalNotFound);

    private static Scenario Owed(params FundEvent[] more) =>
        Given([Opened(), Opening(1_000_00), Settled("Y-1", 100_00), .. more]);
}
