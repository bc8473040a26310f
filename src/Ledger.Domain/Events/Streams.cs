using System.Diagnostics;
using System.Globalization;
using Ledger.Domain.Approvals;
using Ledger.Domain.Clawbacks;
using Ledger.Domain.Corrections;
using Ledger.Domain.Funds;
using Ledger.Domain.Prepayments;
using Ledger.Domain.Premiums;
using Ledger.Domain.Reimbursements;
using Ledger.Domain.Treasury;
using Ledger.Domain.Settlements;
using Ledger.Domain.Penalties;
using Ledger.Domain.People;
using Ledger.Domain.Deposits;
using Ledger.Domain.Budgets;
using Ledger.Domain.Periods;
using Ledger.Domain.Reconciling;
using Ledger.Domain.Statements;
using NodaTime;

namespace Ledger.Domain.Events;

/// <summary>
/// The stream an event belongs to (contract): a case, or a month of one counterpart, so that streams stay short. A
/// figure is never a property of a stream.
/// </summary>
public static class Streams
{
    public static string Of(FundEvent entry) => entry switch
    {
        PremiumReceived or PremiumRefunded => $"premiums/{entry.Fund}/{Month(entry.CashDate)}",
        ReimbursementPaid or ReimbursementReversed or SettlementRecorded or SettlementWithdrawn or AmountRefused
            or PaymentHeld or PaymentHoldLifted
            => $"settlements/{entry.Institution?.Text ?? "-"}/{Month(entry.CashDate)}",
        PrepaymentPaid or PrepaymentOffset or PrepaymentReturned
            => $"prepayment/{entry.Fund}/{entry.Institution}/{Year(entry.CashDate)}",
        DepositWithheld or DepositReleased or DepositForfeited
            => $"deposit/{entry.Institution}/{Year(entry.CashDate)}",
        ClawbackOrdered or ClawbackRecovered or ClawbackWaived or PenaltyCollected or PenaltyRemitted
            => Case(entry.CaseNo!),
        BudgetAllotted or BudgetAdjusted or YearEndCleared
            => $"budget/{entry.Institution?.Text ?? "region"}/{Year(entry.BudgetYear!.Value)}",
        FundBudgetSet => $"budget/fund/{Year(entry.BudgetYear!.Value)}",
        FactRecorded => $"facts/{entry.Category}",
        PeriodClosed or PeriodReopened => $"period/{Month(entry.CashDate)}",
        ApprovalRequested => $"approval/{entry.Document}",
        ApprovalDecided or ApprovalExpired => $"approval/{entry.Original}",
        PersonErased => Person(entry.Person!.Value),
        ReconciliationSigned => Reconciliations(entry.CashDate.ToYearMonth()),
        StatementIssued => Statements(entry.CashDate.ToYearMonth()),
        EntryReversed e => Of(e.Reverses!),
        FundOpened or OpeningBalanceRecorded or BalanceAdjusted or SubsidyReceived or SubsidyReturned
            or InterestCredited or TransferReceived or OtherIncomeReceived or UpperLevelSubsidyReceived
            or UpperLevelRemittancePaid or LowerLevelRemittanceReceived or LowerLevelSubsidyPaid or TransferPaid
            or CriticalIllnessPremiumPaid or OtherExpenditurePaid or FundsMoved or AccountMoved
            or AdvancePaid or AdvanceSettled or AdvanceReturned or HeldReceived or HeldApplied or HeldReturned
            or LoanReceived or LoanRepaid => $"fund/{entry.Fund}",
        _ => throw new UnreachableException($"No stream for {entry.GetType().Name}."),
    };

    /// <summary>A case, from the order to recovery and penalty.</summary>
    public static string Case(string caseNo) => $"clawback/{caseNo}";

    /// <summary>What people decided about the reconciliations of a month.</summary>
    public static string Reconciliations(YearMonth month) => $"reconciliation/{month.Iso()}";

    /// <summary>What became of the way from a token to the person.</summary>
    public static string Person(PersonRef person) => $"person/{person}";

    /// <summary>The statements that were issued of months that end with this one.</summary>
    public static string Statements(YearMonth month) => $"statement/{month.Iso()}";

    private static string Month(LocalDate date) => date.Iso()[..7];

    private static string Year(LocalDate date) => Year(date.Year);

    private static string Year(int year) => year.ToString("0000", CultureInfo.InvariantCulture);
}
