using System.Diagnostics;
using Ledger.Domain.Approvals;
using Ledger.Domain.Clawbacks;
using Ledger.Domain.Corrections;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Prepayments;
using Ledger.Domain.Premiums;
using Ledger.Domain.Reimbursements;
using Ledger.Domain.Treasury;
using Ledger.Domain.Settlements;
using Ledger.Domain.Penalties;
using Ledger.Domain.Deposits;
using Ledger.Domain.Budgets;
using Ledger.Domain.People;
using Ledger.Domain.Periods;
using Ledger.Domain.Reconciling;
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
        StatementSide.Asset or StatementSide.Liability => Money.Zero,
        _ => Amount,
    };

    /// <summary>What it does to the money at the bank: a claim ties money up, a debt brings some in.</summary>
    public Money OnBank => StatementLines.SideOf(Line) switch
    {
        StatementSide.Expenditure or StatementSide.Asset => -Amount,
        _ => Amount,
    };
}

/// <summary>The statement effect of every kind, one rule a line. Pure: the event alone decides.</summary>
public static class StatementEffects
{
    private const string DepositAtRelease = "deposit-recognition/at-release";

    // Deciding, applying and folding an event each ask for its effects, one after the other.
    [ThreadStatic]
    private static (FundEvent? Entry, IReadOnlyList<LineEffect> Effects) _last;

    public static IReadOnlyList<LineEffect> Of(FundEvent entry)
    {
        if (!ReferenceEquals(_last.Entry, entry)) _last = (entry, Make(entry));
        return _last.Effects;
    }

    private static LineEffect[] Make(FundEvent entry) => entry switch
    {
        FundOpened or FactRecorded => [],
        BalanceAdjusted { Direction: "up" } e => [Up(e, OpeningAdjusted)],
        BalanceAdjusted e => [Down(e, OpeningAdjusted)],
        OpeningBalanceRecorded { Account: "prepayment" } e => [Up(e, Opening), Up(e, PrepaymentAsset)],
        OpeningBalanceRecorded { Account: "advance" } e => [Up(e, Opening), Up(e, AdvanceAsset)],
        // Beside what the accounts opened with, a debt lowers the net position that the opening is.
        OpeningBalanceRecorded { Account: "held" } e => [Down(e, Opening), Up(e, HeldLiability)],
        OpeningBalanceRecorded { Account: "loan" } e => [Down(e, Opening), Up(e, LoanLiability)],
        OpeningBalanceRecorded e => [Up(e, Opening)],

        PremiumReceived e => [Up(e, PremiumFrom(e.Payer))],
        PremiumRefunded e when IsSameYear(e) => [Down(e, PremiumFrom(e.Answers!.Payer ?? e.Payer))],
        PremiumRefunded e => [Up(e, OtherExpenditure)],

        SubsidyReceived e => [Up(e, SubsidyFor(e.Category))],
        SubsidyReturned e when IsSameYear(e) => [Down(e, SubsidyFor(e.Answers!.Category ?? e.Category))],
        SubsidyReturned e => [Up(e, OtherExpenditure)],
        InterestCredited e => [Up(e, Interest)],
        TransferReceived e => [Up(e, TransferIncome)],
        OtherIncomeReceived e => [Up(e, OtherIncome)],
        UpperLevelSubsidyReceived e => [Up(e, FromUpper)],
        UpperLevelRemittancePaid e => [Up(e, ToUpper)],
        LowerLevelRemittanceReceived e => [Up(e, FromLower)],
        LowerLevelSubsidyPaid e => [Up(e, ToLower)],
        CriticalIllnessPremiumPaid { ToFund: { } own } e => [Up(e, CriticalIllness), Up(e, Premium) with { Fund = own }],
        CriticalIllnessPremiumPaid e => [Up(e, CriticalIllness)],
        FundsMoved { Rule: { } rule } e =>
        [
            rule.Lowers ? Down(e, rule.FromLine!) : Up(e, rule.FromLine!),
            Up(e, rule.ToLine!) with { Fund = e.ToFund!.Value },
        ],

        // Owed is not paid, refused never touched the fund, and a hold only waits.
        SettlementRecorded or SettlementWithdrawn or AmountRefused or PaymentHeld or PaymentHoldLifted => [],

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

        DepositWithheld { Rule.Id: DepositAtRelease } e => [Down(e, BenefitsFor(e.Answers!.Category))],
        DepositWithheld e => [Up(e, DepositLiability)],
        DepositReleased { Rule.Id: DepositAtRelease } e => [Up(e, BenefitsFor(e.Answers!.Category))],
        DepositReleased e => [Down(e, DepositLiability)],
        // It was never paid out, so there is nothing to take back.
        DepositForfeited { Rule.Id: DepositAtRelease } => [],
        DepositForfeited e when IsSameYear(e) => [Down(e, DepositLiability), Down(e, BenefitsFor(e.Answers!.Category))],
        DepositForfeited e => [Down(e, DepositLiability), Up(e, OtherIncome)],

        ClawbackOrdered or ClawbackWaived => [],
        ClawbackRecovered e when IsSameYear(e) => [Down(e, BenefitsFor(e.Answers!.Category))],
        ClawbackRecovered e => [Up(e, OtherIncome)],

        // 罚款 is the Treasury's; what is held, lent or advanced is no income and no expenditure.
        PenaltyCollected e => e.Account == "treasury" ? [] : [Up(e, PenaltyLiability)],
        PenaltyRemitted e => [Down(e, PenaltyLiability)],
        AdvancePaid e => [Up(e, AdvanceAsset)],
        AdvanceSettled or AdvanceReturned => [Down(entry, AdvanceAsset)],
        HeldReceived e => [Up(e, HeldLiability)],
        HeldApplied or HeldReturned => [Down(entry, HeldLiability)],
        LoanReceived e => [Up(e, LoanLiability)],
        LoanRepaid e => [Down(e, LoanLiability)],
        AccountMoved => [],
        BudgetAllotted or BudgetAdjusted or FundBudgetSet or YearEndCleared => [],
        PeriodClosed or PeriodReopened or ApprovalRequested or ApprovalDecided or ApprovalExpired
            or ReconciliationSigned or PersonErased or StatementIssued => [],

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
            .. Make(original).Select(effect => sameYear || effect.OnBalance == Money.Zero
                ? effect with { CashDate = reversal.CashDate, Amount = -effect.Amount }
                : new LineEffect(effect.Fund, OpeningAdjusted, reversal.CashDate, -effect.OnBalance)),
        ];
    }
}
