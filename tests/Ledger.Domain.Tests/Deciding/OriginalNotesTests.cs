using Ledger.Domain.Events;
using Ledger.Domain.Settlements;
using NodaTime;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Deciding.Scenario;

namespace Ledger.Domain.Tests.Deciding;

/// <summary>An event carries what its figures need of the entry that it pays or takes back.</summary>
public sealed class OriginalNotesTests
{
    private static readonly FundEvent _settlement =
        Settled("Y-1", 100_00).On("2025-01-31") with { BusinessTo = new LocalDate(2024, 12, 31) };

    [Fact]
    public void A_payment_takes_over_what_it_does_not_say_itself() =>
        Given(Opened(), Opening(100_00), _settlement)
            .When(Paid("S-1", 40_00).Naming("Y-1") with { Institution = null })
            .Then(Paid("S-1", 40_00).Naming("Y-1") with
            {
                Institution = null,
                Answers = new(2025)
                {
                    BudgetYear = 2024, Institution = Hospital, SettledOn = new LocalDate(2025, 1, 31),
                },
            });

    [Fact]
    public void A_payment_that_says_its_year_and_institution_keeps_only_the_day_of_the_settlement() =>
        Given(Opened(), Opening(100_00), _settlement)
            .When(Paid("S-1", 40_00).Naming("Y-1") with { BudgetYear = 2025 })
            .Then(Paid("S-1", 40_00).Naming("Y-1") with
            {
                BudgetYear = 2025, Answers = new(2025) { SettledOn = new LocalDate(2025, 1, 31) },
            });

    [Fact]
    public void A_payment_of_a_clearing_is_charged_to_the_year_that_was_cleared() =>
        Given(Opened(), Opening(100_00), Cleared("Q-1", 50_00, "up"))
            .When(Paid("S-1", 50_00).Naming("Q-1"))
            .Then(Paid("S-1", 50_00).Naming("Q-1") with { Answers = new(2025) { BudgetYear = 2024 } });

    [Fact]
    public void A_withdrawal_keeps_the_settlement() =>
        Given(Opened(), _settlement).When(Withdrawn("W-1", "Y-1", 1))
            .Then(Withdrawn("W-1", "Y-1", 1) with { Withdraws = (SettlementRecorded)_settlement });

    [Fact]
    public void The_legs_after_the_first_are_numbered_whatever_their_funds() =>
        Given(Opened(), Opened().In(Employee), Opening(9), Opening(9).In(Employee))
            .When(Paid("S-1", 1).In(Employee), Paid("S-1", 2))
            .Then(Paid("S-1", 1).In(Employee), Paid("S-1", 2) with { Leg = 2 });
}
