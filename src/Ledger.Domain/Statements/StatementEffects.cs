using System.Diagnostics;
using Ledger.Domain.Clawbacks;
using Ledger.Domain.Corrections;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Prepayments;
using Ledger.Domain.Premiums;
using Ledger.Domain.Reimbursements;
using NodaTime;
using static Ledger.Domain.Statements.StatementLines;

namespace Ledger.Domain.Statements;

/// <summary>What an event does to one line of one fund's statement, on its cash date. May be negative.</summary>
public readonly record struct LineEffect(FundCode Fund, string Line, LocalDate CashDate, Money Amount)
{
    /// <summary>
    /// What it does to the fund's balance: opening and income raise it, expenditure lowers it, an asset only tells
    /// what part of the balance is not at the bank.
    /// </summary>
    public Money OnBalance => StatementLines.SideOf(Line) switch
    {
        StatementSide.Expenditure => -Amount,
        StatementSide.Memorandum => Money.Zero,
        _ => Amount,
    };
}

/// <summary>The statement effect of every kind, one rule a line. Pure: the event alone decides.</summary>
public static class StatementEffects
{
    public static IReadOnlyList<LineEffect> Of(FundEvent entry) => entry switch
    {
        FundOpened or FactRecorded => [],
        OpeningBalanceRecorded { Account: "prepayment" } e => [Up(e, Opening), Up(e, PrepaymentAsset)],
        OpeningBalanceRecorded e => [Up(e, Opening)],

        PremiumReceived e => [Up(e, PremiumFrom(e.Payer))],
        PremiumRefunded e when IsSameYear(e) => [Down(e, PremiumFrom(e.Answers!.Payer ?? e.Payer))],
        PremiumRefunded e => [Up(e, OtherExpenditure)],

        SubsidyReceived e => [Up(e, SubsidyFor(e.Category))],
        InterestCredited e => [Up(e, Interest)],
        TransferReceived e => [Up(e, TransferIncome)],
        OtherIncomeReceived e => [Up(e, OtherIncome)],
        UpperLevelSubsidyReceived e => [Up(e, FromUpper)],
        UpperLevelRemittancePaid e => [Up(e, ToUpper)],

        ReimbursementPaid e => [Up(e, BenefitsFor(e.Category))],
        // No cash moved: the cost is booked again with another settlement, so both stay in benefits.
        ReimbursementReversed { Category: "reclassified" } e => [Down(e, BenefitsFor(e.Answers!.Category))],
        ReimbursementReversed e when IsSameYear(e) => [Down(e, BenefitsFor(e.Answers!.Category))],
        ReimbursementReversed e => [Up(e, OtherIncome)],
        TransferPaid e => [Up(e, TransferExpenditure)],
        OtherExpenditurePaid e => [Up(e, OtherExpenditure)],

        // 暂付款: money at the bank becomes a claim on the institution and back; the balance does not move.
        PrepaymentPaid e => [Up(e, PrepaymentAsset)],
        PrepaymentOffset or PrepaymentReturned => [Down(entry, PrepaymentAsset)],

        ClawbackOrdered or ClawbackWaived => [],
        ClawbackRecovered e when IsSameYear(e) => [Down(e, BenefitsFor(e.Answers!.Category))],
        ClawbackRecovered e => [Up(e, OtherIncome)],

        EntryReversed e => Undo(e),
        _ => throw new UnreachableException($"No statement effect for {entry.GetType().Name}."),
    };

    // The year in which the original was booked decides, never that of care or cover.
    private static bool IsSameYear(FundEvent entry) => entry.Answers!.Year == entry.CashDate.Year;

    private static LineEffect Up(FundEvent entry, string line) =>
        new(entry.Fund, line, entry.CashDate, entry.Amount);

    private static LineEffect Down(FundEvent entry, string line) =>
        new(entry.Fund, line, entry.CashDate, -entry.Amount);

    private static LineEffect[] Undo(EntryReversed reversal)
    {
        var original = reversal.Reverses!;
        var sameYear = original.CashDate.Year == reversal.CashDate.Year;
        return
        [
            .. Of(original).Select(effect => sameYear || SideOf(effect.Line) == StatementSide.Memorandum
                ? effect with { CashDate = reversal.CashDate, Amount = -effect.Amount }
                : new LineEffect(effect.Fund, OpeningAdjusted, reversal.CashDate, -effect.OnBalance)),
        ];
    }
}
