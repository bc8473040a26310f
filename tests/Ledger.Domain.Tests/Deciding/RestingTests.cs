using Ledger.Domain.Clawbacks;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Deciding.Scenario;

namespace Ledger.Domain.Tests.Deciding;

/// <summary>
/// What rests on an entry counts together: a settlement of 1,000 yuan, paid whole, can be used up once.
/// </summary>
public sealed class RestingTests
{
    [Fact]
    public void Two_offsets_use_up_a_settlement_to_its_last_fen() =>
        Books(Offset("F-1", "Y-1", 600_00)).When(Offset("F-2", "Y-1", 400_00)).ThenAccepted();

    [Fact]
    public void Two_offsets_do_not_use_one_fen_more() =>
        Books(Offset("F-1", "Y-1", 600_00)).When(Offset("F-2", "Y-1", 400_01)).ThenRefused(Refusal.ExceedsOriginal);

    [Fact]
    public void What_was_set_off_against_the_payment_is_set_off_against_the_settlement_that_it_pays()
    {
        var scenario = Books(Offset("F-1", "S-1", 600_00));

        scenario.When(Offset("F-2", "Y-1", 400_01)).ThenRefused(Refusal.ExceedsOriginal);
        scenario.When(Offset("F-2", "Y-1", 400_00)).ThenAccepted();
        scenario.When(Offset("F-3", "S-1", 1)).ThenRefused(Refusal.ExceedsOriginal);
    }

    [Fact]
    public void A_deposit_leaves_less_to_be_set_off() =>
        Books(Withheld("W-1", "S-1", 50_00)).When(Offset("F-1", "S-1", 950_01)).ThenRefused(Refusal.ExceedsOriginal)
            .When(Offset("F-1", "S-1", 950_00)).ThenAccepted();

    [Fact]
    public void An_offset_leaves_less_to_be_withheld() =>
        Books(Offset("F-1", "S-1", 960_00)).When(Withheld("W-1", "S-1", 40_01)).ThenRefused(Refusal.ExceedsOriginal)
            .When(Withheld("W-1", "S-1", 40_00)).ThenAccepted();

    [Fact]
    public void Two_deposits_of_one_payment_are_within_the_rate_together() =>
        Books(Withheld("W-1", "S-1", 30_00)).When(Withheld("W-2", "S-1", 20_01))
            .ThenRefused(Refusal.DepositRateExceeded)
            .When(Withheld("W-2", "S-1", 20_00)).ThenAccepted();

    [Fact]
    public void A_deposit_of_the_settlement_and_one_of_its_payment_are_within_the_rate_together() =>
        Books(Withheld("W-1", "Y-1", 30_00)).When(Withheld("W-2", "S-1", 20_01))
            .ThenRefused(Refusal.DepositRateExceeded)
            .When(Withheld("W-2", "S-1", 20_00)).ThenAccepted();

    [Fact]
    public void A_clawback_is_set_off_against_what_is_left_of_a_settlement() =>
        Books(Offset("F-1", "Y-1", 600_00), Ordered("O-1", "C-1", 900_00, bookedIn: 2024))
            .When(SetOff("R-1", 400_01)).ThenRefused(Refusal.ExceedsOriginal)
            .When(SetOff("R-1", 400_00)).ThenAccepted()
            .When(Offset("F-2", "Y-1", 1)).ThenRefused(Refusal.ExceedsOriginal);

    [Fact]
    public void What_a_clawback_is_set_off_against_says_nothing_of_the_year_of_the_overpayment()
    {
        var scenario = Books(Ordered("O-1", "C-1", 900_00, bookedIn: 2024));

        scenario.When(SetOff("R-1", 400_00)).ThenMoves(("income.other", "400.00"));
        scenario.When(Paid("S-2", 300_00).Under("V-1"), SetOff("R-2", 300_00).Naming("S-2").Under("V-1"))
            .ThenMoves(("expenditure.benefits.inpatient", "300.00"), ("income.other", "300.00"));
    }

    [Fact]
    public void What_was_set_off_or_withheld_may_be_undone_and_done_again()
    {
        var scenario = Books(Offset("F-1", "S-1", 950_00), Withheld("W-1", "S-1", 50_00));

        scenario.When(Offset("F-2", "Y-1", 1)).ThenRefused(Refusal.ExceedsOriginal);
        scenario.When(Reversed("X-1", "F-1")).ThenAccepted();
        scenario.When(Reversed("X-2", "W-1")).ThenAccepted();
        scenario.When(Offset("F-2", "Y-1", 1_000_00)).ThenAccepted();
    }

    [Fact]
    public void A_payment_with_an_offset_on_it_is_not_undone_before_the_offset()
    {
        var scenario = Books(Offset("F-1", "S-1", 1));

        scenario.When(Reversed("X-1", "S-1")).ThenRefused(Refusal.OthersRestOnIt);
        scenario.When(CameBack("B-1", "S-1", 1_000_00)).ThenRefused(Refusal.OthersRestOnIt);
        scenario.When(Reversed("X-2", "F-1")).ThenAccepted();
        scenario.When(Reversed("X-1", "S-1")).ThenAccepted();
    }

    [Fact]
    public void A_payment_with_a_deposit_on_it_is_not_undone_before_the_deposit() =>
        Books(Withheld("W-1", "S-1", 1)).When(Reversed("X-1", "S-1")).ThenRefused(Refusal.OthersRestOnIt)
            .When(Reversed("X-2", "W-1")).ThenAccepted()
            .When(CameBack("B-1", "S-1", 1_000_00)).ThenAccepted();

    [Fact]
    public void Refused_paid_and_withdrawn_come_to_what_was_settled()
    {
        var scenario = Books(Settled("Y-2", 100_00), Paid("S-2", 30_00).Naming("Y-2"), Refused("R-1", "Y-2", 20_00),
            Refused("R-2", "Y-2", 10_00), Withdrawn("D-1", "Y-2", 15_00));

        scenario.When(Refused("R-3", "Y-2", 25_01)).ThenRefused(Refusal.ExceedsOriginal);
        scenario.When(Withdrawn("D-2", "Y-2", 25_01)).ThenRefused(Refusal.ExceedsOriginal);
        scenario.When(Paid("S-3", 25_01).Naming("Y-2")).ThenRefused(Refusal.ExceedsOriginal);
        scenario.When(Refused("R-3", "Y-2", 25_00)).ThenAccepted();
    }

    [Fact]
    public void What_was_refused_by_mistake_is_owed_again() =>
        Books(Settled("Y-2", 100_00), Refused("R-1", "Y-2", 100_00), Reversed("X-1", "R-1"))
            .When(Paid("S-2", 100_00).Naming("Y-2")).ThenAccepted();

    [Fact]
    public void What_was_set_off_against_a_settlement_is_not_withdrawn() =>
        Books(Settled("Y-2", 100_00), Offset("F-1", "Y-2", 60_00))
            .When(Withdrawn("D-1", "Y-2", 40_01)).ThenRefused(Refusal.ExceedsOriginal)
            .When(Withdrawn("D-1", "Y-2", 40_00)).ThenAccepted()
            .When(Offset("F-2", "Y-2", 1)).ThenRefused(Refusal.ExceedsOriginal);

    [Fact]
    public void No_more_is_ordered_back_than_was_paid_in_all_cases_together() =>
        Books(Ordered("O-1", "C-1", 600_00).Naming("S-1"))
            .When(Ordered("O-2", "C-2", 400_01).Naming("S-1")).ThenRefused(Refusal.ExceedsOriginal)
            .When(Ordered("O-2", "C-2", 400_00).Naming("S-1")).ThenAccepted()
            .When(Reversed("X-1", "S-1")).ThenRefused(Refusal.OthersRestOnIt);

    [Fact]
    public void An_order_that_was_undone_leaves_its_part_to_another() =>
        Books(Ordered("O-1", "C-1", 1_000_00).Naming("S-1"), Reversed("X-1", "O-1"))
            .When(Ordered("O-2", "C-2", 1_000_00).Naming("S-1")).ThenAccepted();

    [Fact]
    public void Nothing_is_ordered_back_of_a_payment_that_was_undone() =>
        Books(Reversed("X-1", "S-1")).When(Ordered("O-1", "C-1", 1).Naming("S-1")).ThenRefused(Refusal.AlreadyReversed);

    private static Scenario Books(params FundEvent[] more) => Given(
    [
        Opened(), Opening(9_000_00), Prepaid("A-1", 5_000_00), Settled("Y-1", 1_000_00),
        Paid("S-1", 1_000_00).Naming("Y-1"), .. more,
    ]);

    private static ClawbackRecovered SetOff(string document, long fen) =>
        (Recovered(document, "C-1", fen) with { Category = "offset" }).Naming("Y-1");
}
