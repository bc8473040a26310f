using Ledger.Domain.Deciding;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Deciding.Scenario;

namespace Ledger.Domain.Tests.Budgets;

public sealed class YearEndClearingTests
{
    [Fact]
    public void The_decision_moves_nothing() => Given(Opened()).When(Cleared("Q-1", 100_00, "up")).ThenMoves();

    [Fact]
    public void What_is_still_due_is_paid_to_the_last_fen_by_a_payment_that_names_it() =>
        Given(Opened(), Opening(1_000_00), Cleared("Q-1", 100_00, "up"))
            .When(Paid("S-1", 100_00).Naming("Q-1"))
            .ThenMoves(("expenditure.benefits.inpatient", "100.00"));

    [Fact]
    public void One_fen_more_than_is_due_is_refused() =>
        Given(Opened(), Opening(1_000_00), Cleared("Q-1", 100_00, "up"))
            .When(Paid("S-1", 100_01).Naming("Q-1"))
            .ThenRefused(Refusal.ExceedsOriginal);

    [Fact]
    public void What_the_institution_owes_is_not_paid_to_it() =>
        Given(Opened(), Opening(1_000_00), Cleared("Q-1", 100_00, "down"))
            .When(Paid("S-1", 1).Naming("Q-1"))
            .ThenRefused(Refusal.OriginalNotFound);

    [Fact]
    public void What_the_institution_owes_is_taken_back_by_a_recovery_that_names_it() =>
        Given(Opened(), Opening(1_000_00), Cleared("Q-1", 100_00, "down"),
                Ordered("O-1", "C-1", 100_00, bookedIn: 2024).Naming("Q-1"))
            .When(Recovered("B-1", "C-1", 100_00).Naming("Q-1"))
            .ThenMoves(("income.other", "100.00"));
}
