using System.Diagnostics;
using Ledger.Domain.Approvals;
using Ledger.Domain.Clawbacks;
using Ledger.Domain.Corrections;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.People;
using Ledger.Domain.Prepayments;
using Ledger.Domain.Premiums;
using Ledger.Domain.Reimbursements;
using Ledger.Domain.Treasury;
using Ledger.Domain.Settlements;
using Ledger.Domain.Penalties;
using Ledger.Domain.Deposits;
using Ledger.Domain.Budgets;
using Ledger.Domain.Periods;
using Ledger.Domain.Reconciling;
using Ledger.Domain.Statements;

namespace Ledger.Domain.Deciding;

/// <summary>The rules that hold for an entry of any kind, then those of its kind. Pure.</summary>
public static class EntryDecider
{
    public static Decision Decide(FundEvent entry, Books books, RuleBook rules) => entry switch
    {
        PeriodClosed or PeriodReopened
            => PeriodDecider.Decide(entry, books, rules.Approvals.Name(EventTypes.NameOf(entry))),
        ApprovalDecided or ApprovalExpired => ApprovalDecider.Decide(entry, books),
        // A month is reconciled and signed for after it is over, and often after it is closed; nothing in it changes.
        // Erasing a person moves nothing, so no closed month stands in its way.
        ReconciliationSigned or PersonErased => entry,
        // Nor does a statement that goes out change the months that it is of; it goes out once they are closed.
        StatementIssued => entry,
        _ when books.Periods.IsClosed(entry.CashDate) => Refusal.PeriodClosed,
        FactRecorded { Fund.IsNone: true } => entry,
        // It means the whole original, and that is unknown, ambiguous or a fact of the pool.
        EntryReversed { Fund.IsNone: true } e => CorrectionDecider.Decide(e, books),
        FundOpened => books.Fund(entry.Fund) is null
            ? PersonalAccounts.Open(entry, rules.Funds)
            : Refusal.FundAlreadyOpened,
        _ when books.Fund(entry.Fund) is not { } fund => Refusal.FundNotOpened,
        _ when entry.CashDate < books.Fund(entry.Fund)!.OpenedOn => Refusal.DateBeforeFundOpened,
        _ when entry.Amount.Fen > long.MaxValue - books.Fund(entry.Fund)!.Turnover.Fen => Refusal.TotalTooLarge,

        OpeningBalanceRecorded or BalanceAdjusted or SubsidyReturned or FundsMoved or CriticalIllnessPremiumPaid
            => FundDecider.Decide(entry, books, rules.Rulings),
        PremiumReceived or SubsidyReceived or InterestCredited or TransferReceived or OtherIncomeReceived
            or UpperLevelSubsidyReceived or UpperLevelRemittancePaid or LowerLevelRemittanceReceived
            or LowerLevelSubsidyPaid or OtherExpenditurePaid or AccountMoved or FactRecorded
            or BudgetAllotted or BudgetAdjusted or FundBudgetSet or YearEndCleared => entry,
        // 转移支出 leaves personal accounts only; where the books are split the pooled part may not pay it.
        TransferPaid => rules.Funds.Find(entry.Fund)?.Part == FundPart.Pooled ? Refusal.FundMayNotPay : entry,
        ReimbursementPaid or SettlementRecorded when rules.Rulings.Against(entry.Fund, entry.Category) is not null
            => Refusal.FundMayNotPay,
        PremiumRefunded e => PremiumDecider.Decide(e, books),
        ReimbursementPaid or ReimbursementReversed => ReimbursementDecider.Decide(entry, books),
        PrepaymentPaid or PrepaymentOffset or PrepaymentReturned
            => PrepaymentDecider.Decide(entry, books, rules.Rulings.Prepayment),
        SettlementRecorded or SettlementWithdrawn or AmountRefused or PaymentHeld or PaymentHoldLifted
            => SettlementDecider.Decide(entry, books),
        DepositWithheld or DepositReleased or DepositForfeited => DepositDecider.Decide(entry, books, rules.Rulings),
        AdvancePaid or AdvanceSettled or AdvanceReturned or HeldReceived or HeldApplied or HeldReturned
            or LoanReceived or LoanRepaid or PenaltyCollected or PenaltyRemitted
            => Outstanding.IsExceededBy(entry, books) ? Refusal.OutstandingExceeded : entry,
        ClawbackOrdered or ClawbackRecovered or ClawbackWaived => ClawbackDecider.Decide(entry, books),
        EntryReversed e => CorrectionDecider.Decide(e, books),
        _ => throw new UnreachableException($"No rule for {entry.GetType().Name}."),
    };
}
