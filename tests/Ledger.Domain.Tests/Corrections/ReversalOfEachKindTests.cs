using Ledger.Domain.Budgets;
using Ledger.Domain.Corrections;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Statements;
using Ledger.Domain.Tests.Deciding;
using Ledger.Domain.Treasury;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Deciding.Scenario;

namespace Ledger.Domain.Tests.Corrections;

/// <summary>
/// For every kind, in books where it is the last entry: its reversal undoes every effect of it.
/// </summary>
public sealed class ReversalOfEachKindTests
{
    // The entry of each kind, after what it needs. All of them bear the document LAST.
    private static readonly Dictionary<string, FundEvent[]> _books = new()
    {
        ["opening_balance_recorded"] = [OpeningPrepayment(40_00) with { Document = DocumentId.Of("LAST") }],
        ["premium_received"] = [Premium("LAST", 40_00, "fiscal")],
        ["premium_refunded"] = [Premium("P-1", 40_00), Refund("LAST", "P-1", 15_00)],
        ["subsidy_received"] = [Subsidy("LAST", 40_00)],
        ["interest_credited"] = [Made(new InterestCredited(), "LAST", 40_00)],
        ["transfer_received"] = [Made(new TransferReceived(), "LAST", 40_00)],
        ["other_income_received"] = [Made(new OtherIncomeReceived(), "LAST", 40_00)],
        ["upper_level_subsidy_received"] = [Made(new UpperLevelSubsidyReceived(), "LAST", 40_00)],
        ["upper_level_remittance_paid"] = [Made(new UpperLevelRemittancePaid(), "LAST", 40_00)],
        ["reimbursement_paid"] = [Paid("LAST", 40_00)],
        ["reimbursement_reversed"] = [Paid("S-1", 40_00), CameBack("LAST", "S-1", 40_00)],
        ["transfer_paid"] = [Transferred("LAST", 40_00)],
        ["other_expenditure_paid"] = [Made(new OtherExpenditurePaid(), "LAST", 40_00)],
        ["prepayment_paid"] = [Prepaid("LAST", 40_00)],
        ["prepayment_offset"] = [Prepaid("A-1", 40_00), Paid("S-1", 40_00), Offset("LAST", "S-1", 40_00)],
        ["prepayment_returned"] = [Prepaid("A-1", 40_00), Returned("LAST", 40_00)],
        ["clawback_ordered"] = [Ordered("LAST", "C-1", 40_00)],
        ["clawback_recovered"] = [Ordered("O-1", "C-1", 40_00, bookedIn: 2025), Recovered("LAST", "C-1", 40_00)],
        ["clawback_waived"] = [Ordered("O-1", "C-1", 40_00), Waived("LAST", "C-1", 40_00)],
        ["fact_recorded"] = [Fact("LAST", 380_000).In(Resident)],
        ["balance_adjusted"] = [Adjusted("LAST", 40_00, "down")],
        ["subsidy_returned"] = [Subsidy("B-1", 40_00), SubsidyBack("LAST", "B-1", 15_00)],
        ["lower_level_remittance_received"] = [Made(new LowerLevelRemittanceReceived(), "LAST", 40_00)],
        ["lower_level_subsidy_paid"] = [Made(new LowerLevelSubsidyPaid(), "LAST", 40_00)],
        ["critical_illness_premium_paid"] = [Cover("LAST", 40_00, CriticalIllness)],
        ["funds_moved"] = [Moved("LAST", 40_00, "pool-to-personal", CriticalIllness)],
        ["account_moved"] = [Between("LAST", 40_00, "fiscal-account", "expenditure-account")],
        ["settlement_recorded"] = [Settled("LAST", 40_00)],
        ["settlement_withdrawn"] = [Settled("Y-1", 40_00), Withdrawn("LAST", "Y-1", 15_00)],
        ["amount_refused"] = [Settled("Y-1", 40_00), Refused("LAST", "Y-1", 15_00)],
        ["payment_held"] = [Settled("Y-1", 40_00), OnHold("LAST", "Y-1")],
        ["payment_hold_lifted"] = [Settled("Y-1", 40_00), OnHold("H-1", "Y-1"), Lifted("LAST", "Y-1")],
        ["deposit_withheld"] = [Paid("S-1", 800_00), Withheld("LAST", "S-1", 40_00)],
        ["deposit_released"] = [Paid("S-1", 800_00), Withheld("W-1", "S-1", 40_00), Released("LAST", "W-1", 15_00)],
        ["deposit_forfeited"] = [Paid("S-1", 800_00), Withheld("W-1", "S-1", 40_00), Forfeited("LAST", "W-1", 15_00)],
        ["penalty_collected"] = [Fined("LAST", 40_00)],
        ["penalty_remitted"] = [Fined("F-1", 40_00), Remitted("LAST", 15_00)],
        ["advance_paid"] = [new AdvancePaid().WithCity("LAST", 40_00)],
        ["advance_settled"] = [new AdvancePaid().WithCity("A-1", 40_00), new AdvanceSettled().WithCity("LAST", 15_00)],
        ["advance_returned"] =
            [new AdvancePaid().WithCity("A-1", 40_00), new AdvanceReturned().WithCity("LAST", 15_00)],
        ["held_received"] = [new HeldReceived().WithCity("LAST", 40_00)],
        ["held_applied"] = [new HeldReceived().WithCity("A-1", 40_00), new HeldApplied().WithCity("LAST", 15_00)],
        ["held_returned"] = [new HeldReceived().WithCity("A-1", 40_00), new HeldReturned().WithCity("LAST", 15_00)],
        ["loan_received"] = [new LoanReceived().WithCity("LAST", 40_00)],
        ["loan_repaid"] = [new LoanReceived().WithCity("A-1", 40_00), new LoanRepaid().WithCity("LAST", 15_00)],
        ["budget_allotted"] = [Made(new BudgetAllotted { BudgetYear = 2025 }, "LAST", 40_00)],
        ["budget_adjusted"] = [Made(new BudgetAdjusted { BudgetYear = 2025, Direction = "up" }, "LAST", 40_00)],
        ["fund_budget_set"] = [Made(new FundBudgetSet { BudgetYear = 2025, Line = "income.premium" }, "LAST", 40_00)],
        ["year_end_cleared"] = [Cleared("LAST", 40_00, "up")],
    };

    public static TheoryData<string> Kinds => [.. _books.Keys];

    [Fact]
    public void Every_kind_that_can_be_reversed_is_here() =>
        EventTypes.All.Where(type => type.Importable && type.Blank is not FundOpened and not EntryReversed)
            .Select(type => type.Name).ShouldBe(_books.Keys, ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void In_the_same_year_every_line_comes_to_zero(string kind)
    {
        var (original, reversal) = Reverse(kind, on: "2025-12-31");

        original.Concat(reversal).GroupBy(effect => (effect.Fund, effect.Line))
            .ShouldAllBe(line => line.Sum(effect => effect.Amount.Fen) == 0);
        reversal.ShouldAllBe(effect => effect.CashDate == Date("2025-12-31"));
        reversal.Count.ShouldBe(original.Count);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void In_a_later_year_the_opening_adjustment_carries_the_net_and_claims_and_debts_are_negated(string kind)
    {
        var (original, reversal) = Reverse(kind, on: "2026-01-01");

        reversal.Where(effect => effect.Line != StatementLines.OpeningAdjusted || effect.OnBalance == Money.Zero)
            .Select(effect => (effect.Fund, effect.Line, -effect.Amount))
            .ShouldBe(original.Where(effect => effect.OnBalance == Money.Zero)
                .Select(effect => (effect.Fund, effect.Line, effect.Amount)));
        foreach (var fund in new[] { Resident, CriticalIllness })
        {
            reversal.Where(effect => effect.Line == StatementLines.OpeningAdjusted && effect.Fund == fund)
                .Sum(effect => effect.Amount.Fen)
                .ShouldBe(-original.Where(effect => effect.Fund == fund).Sum(effect => effect.OnBalance.Fen));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_books_are_as_before_but_for_the_entries(string kind)
    {
        var scenario = Books(kind, _books[kind][..^1]);
        var before = Figures(scenario.Books);
        scenario.When(_books[kind][^1]).ThenAccepted();

        scenario.When(Reversed("X-1", "LAST")).ThenAccepted();

        Figures(scenario.Books).ShouldBe(before);
    }

    // What is left to pay of every entry, what is outstanding, and what the funds have.
    private static string Figures(Books books) => string.Join('\n',
        books.ChangedFunds.Select(row => $"{row.Key} has {row.Value.Balance}")
            .Concat(books.ChangedOutstanding.Where(row => row.Value != Money.Zero).Select(row => row.ToString()))
            .Concat(books.ChangedClawbacks.Where(row => row.Value.Ordered != Money.Zero).Select(row => row.ToString()))
            .Concat(books.ChangedEntries.Where(row => row.Key.Document.Text is not ("LAST" or "X-1"))
                .Select(row => $"{row.Key}: {row.Value.Left} left, held {books.IsHeld(row.Value)}, {row.Value.Reversed}"))
            .Order(StringComparer.Ordinal));

    private static (IReadOnlyList<LineEffect> Original, IReadOnlyList<LineEffect> Reversal) Reverse(
        string kind, string on)
    {
        var scenario = Books(kind, _books[kind]);
        var original = StatementEffects.Of(scenario.Recorded[^1]);
        EventTypes.NameOf(scenario.Recorded[^1]).ShouldBe(kind);
        scenario.When(Reversed("X-1", "LAST").On(on)).ThenAccepted();
        return (original, StatementEffects.Of(scenario.Recorded[^1]));
    }

    private static Scenario Books(string kind, FundEvent[] entries) => Given(
    [
        Opened(), Opened().In(CriticalIllness), Opening(1_000_00),
        .. entries.Select(entry => kind == "opening_balance_recorded" ? entry.On("2025-03-10") : entry),
    ]);
}
