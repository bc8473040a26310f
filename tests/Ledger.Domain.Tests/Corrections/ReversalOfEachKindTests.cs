using Ledger.Domain.Corrections;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Statements;
using Ledger.Domain.Tests.Deciding;
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
    };

    public static TheoryData<string> Kinds => [.. _books.Keys];

    [Fact]
    public void Every_kind_that_can_be_reversed_is_here() =>
        EventTypes.All.Where(type => type.Blank is not FundOpened and not EntryReversed)
            .Select(type => type.Name).ShouldBe(_books.Keys, ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void In_the_same_year_every_line_comes_to_zero(string kind)
    {
        var (original, reversal) = Reverse(kind, on: "2025-12-31");

        original.Concat(reversal).GroupBy(effect => effect.Line)
            .ShouldAllBe(line => line.Sum(effect => effect.Amount.Fen) == 0);
        reversal.ShouldAllBe(effect => effect.CashDate == Date("2025-12-31"));
        reversal.Count.ShouldBe(original.Count);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void In_a_later_year_the_opening_adjustment_carries_the_net_and_assets_are_negated(string kind)
    {
        var (original, reversal) = Reverse(kind, on: "2026-01-01");

        reversal.Where(effect => effect.Line != StatementLines.OpeningAdjusted)
            .Select(effect => (effect.Line, -effect.Amount))
            .ShouldBe(original.Where(effect => effect.Line == StatementLines.PrepaymentAsset)
                .Select(effect => (effect.Line, effect.Amount)));
        reversal.Where(effect => effect.Line == StatementLines.OpeningAdjusted).Sum(effect => effect.Amount.Fen)
            .ShouldBe(-original.Sum(effect => effect.OnBalance.Fen));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_books_are_as_before_but_for_the_entries(string kind)
    {
        var scenario = Books(kind, _books[kind][..^1]);
        var (balance, prepaid, case1) = Figures();
        scenario.When(_books[kind][^1]).ThenAccepted();

        scenario.When(Reversed("X-1", "LAST")).ThenAccepted();

        Figures().ShouldBe((balance, prepaid, case1));

        (Money Balance, Money Prepaid, Money Owed) Figures() => (scenario.Balance(Resident),
            scenario.Books.PrepaymentOutstanding(Resident, Hospital),
            scenario.Books.Clawback("C-1", Resident)?.Outstanding ?? Money.Zero);
    }

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
        Opened(), Opening(1_000_00),
        .. entries.Select(entry => kind == "opening_balance_recorded" ? entry.On("2025-03-10") : entry),
    ]);
}
