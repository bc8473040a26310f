using System.Collections.Frozen;
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
using Ledger.Domain.Deposits;
using Ledger.Domain.Budgets;
using Ledger.Domain.People;
using Ledger.Domain.Periods;
using Ledger.Domain.Reconciling;
using Ledger.Domain.Statements;
using static Ledger.Domain.Events.EntryColumns;

namespace Ledger.Domain.Events;

/// <summary>Every kind of event, one explicit entry each. A name here is for ever: it is stored with every event.</summary>
public static class EventTypes
{
    public const string FlowsOnly = "flows-only";

    private static readonly string[] _governments = ["central", "provincial", "municipal", "county"];

    private static readonly string[] _premiumPayers =
        ["employer", "individual", "flexible", "fiscal", "medical-aid", "personal-account", "charity", "collective"];

    private static readonly string[] _levelCategories = ["pooling", "adjustment-fund", "vaccine", "deficit-share"];

    private static readonly string[] _benefitCategories =
    [
        "inpatient", "outpatient", "outpatient-special", "pharmacy", "negotiated-drug", "vaccine",
        "maternity-medical", "maternity-allowance", "nursing", "personal", "premium-aid", "other",
    ];

    private static readonly string[] _prepaymentCategories = ["working-capital", "procurement", "emergency"];

    /// <summary>
    /// Accounts that an opening balance may be split over: 国库, 财政专户, 支出户, 收入户, 暂付款 (to institutions and to
    /// others), 暂收款, 借入款项.
    /// </summary>
    private static readonly string[] _openingAccounts =
        ["treasury", "fiscal-account", "expenditure-account", "collection-account", "prepayment", "advance", "held", "loan"];

    private static readonly string[] _bankAccounts =
        ["treasury", "fiscal-account", "expenditure-account", "collection-account"];

    /// <summary>暂收款: unallocated premium or interest, cross-region, bond, bounced, misdirected.</summary>
    private static readonly string[] _heldCategories =
        ["unallocated-premium", "unallocated-interest", "cross-region", "bond", "bounced", "misdirected"];

    public static readonly IReadOnlyList<EventType> All =
    [
        new("fund_opened", new FundOpened()) { Amount = Use.None, Categories = [FlowsOnly] },
        new("opening_balance_recorded", new OpeningBalanceRecorded()) { Accounts = _openingAccounts },
        new("balance_adjusted", new BalanceAdjusted())
        {
            Needs = [Direction, Category, Reason], Categories = ["merged", "re-parented", "audit", "rounding"],
        },
        new("premium_received", new PremiumReceived()) { Needs = [Payer], Payers = _premiumPayers },
        new("premium_refunded", new PremiumRefunded()) { NeedsOneOf = [Original, BudgetYear], Payers = _premiumPayers },
        new("subsidy_received", new SubsidyReceived())
        {
            Needs = [Payer], Payers = _governments,
            Categories = ["standard", "vaccine", "deficit-share"], DefaultCategory = "standard",
        },
        new("subsidy_returned", new SubsidyReturned())
        {
            Needs = [Payer], NeedsOneOf = [Original, BudgetYear], Payers = _governments,
            Categories = ["standard", "vaccine", "deficit-share"], DefaultCategory = "standard",
        },
        new("interest_credited", new InterestCredited()),
        new("transfer_received", new TransferReceived()),
        new("other_income_received", new OtherIncomeReceived())
        {
            Categories = ["donation", "late-fee", "breach", "insurer-surplus", "other"], DefaultCategory = "other",
        },
        new("upper_level_subsidy_received", new UpperLevelSubsidyReceived())
        {
            Needs = [Counterparty], Categories = _levelCategories, DefaultCategory = "pooling",
        },
        new("upper_level_remittance_paid", new UpperLevelRemittancePaid())
        {
            Needs = [Counterparty], Categories = _levelCategories, DefaultCategory = "pooling",
        },
        new("lower_level_remittance_received", new LowerLevelRemittanceReceived())
        {
            Needs = [Counterparty], Categories = _levelCategories, DefaultCategory = "pooling",
        },
        new("lower_level_subsidy_paid", new LowerLevelSubsidyPaid())
        {
            Needs = [Counterparty], Categories = _levelCategories, DefaultCategory = "pooling",
        },
        new("settlement_recorded", new SettlementRecorded())
        {
            Needs = [Category], NeedsOneOf = [Institution, Person], Categories = _benefitCategories,
        },
        new("settlement_withdrawn", new SettlementWithdrawn()) { Needs = [Original] },
        new("amount_refused", new AmountRefused()) { Needs = [Institution, Original, Reason] },
        new("payment_held", new PaymentHeld()) { Needs = [Institution, Original, Reason] },
        new("payment_hold_lifted", new PaymentHoldLifted()) { Needs = [Institution, Original, Reason] },
        new("reimbursement_paid", new ReimbursementPaid()) { Needs = [Category], Categories = _benefitCategories },
        new("reimbursement_reversed", new ReimbursementReversed())
        {
            Needs = [Original], Categories = ["reclassified"],
        },
        new("transfer_paid", new TransferPaid())
        {
            Categories = ["transfer", "inheritance", "lump-sum"], DefaultCategory = "transfer",
        },
        new("other_expenditure_paid", new OtherExpenditurePaid()),
        new("critical_illness_premium_paid", new CriticalIllnessPremiumPaid())
        {
            NeedsOneOf = [Counterparty, ToFund],
        },
        new("funds_moved", new FundsMoved()) { Needs = [ToFund, Category] },
        new("account_moved", new AccountMoved())
        {
            Needs = [Account, ToAccount], Accounts = _bankAccounts,
        },
        new("prepayment_paid", new PrepaymentPaid())
        {
            Needs = [Institution], Categories = _prepaymentCategories, DefaultCategory = "working-capital",
        },
        new("prepayment_offset", new PrepaymentOffset())
        {
            Needs = [Institution, Original], Categories = _prepaymentCategories, DefaultCategory = "working-capital",
        },
        new("prepayment_returned", new PrepaymentReturned())
        {
            Needs = [Institution], Categories = _prepaymentCategories, DefaultCategory = "working-capital",
        },
        new("deposit_withheld", new DepositWithheld()) { Needs = [Institution, Original] },
        new("deposit_released", new DepositReleased()) { Needs = [Institution, Original] },
        new("deposit_forfeited", new DepositForfeited()) { Needs = [Institution, Original] },
        new("clawback_ordered", new ClawbackOrdered())
        {
            Needs = [CaseNo, DueDate, Reason, Channel], NeedsOneOf = [Institution, Person],
            Channels = ["agency", "administration"],
        },
        new("clawback_recovered", new ClawbackRecovered())
        {
            Needs = [CaseNo, Category], NeedsOneOf = [Institution, Person], Categories = ["cash", "offset"],
        },
        new("clawback_waived", new ClawbackWaived()) { Needs = [CaseNo], NeedsOneOf = [Institution, Person] },
        new("penalty_collected", new PenaltyCollected()) { Needs = [Institution, CaseNo] },
        new("penalty_remitted", new PenaltyRemitted()) { Needs = [Institution, CaseNo] },
        new("advance_paid", new AdvancePaid()) { Needs = [Counterparty, Category] },
        new("advance_settled", new AdvanceSettled()) { Needs = [Counterparty, Category] },
        new("advance_returned", new AdvanceReturned()) { Needs = [Counterparty, Category] },
        new("held_received", new HeldReceived()) { Needs = [Counterparty, Category], Categories = _heldCategories },
        new("held_applied", new HeldApplied()) { Needs = [Counterparty, Category], Categories = _heldCategories },
        new("held_returned", new HeldReturned()) { Needs = [Counterparty, Category], Categories = _heldCategories },
        new("loan_received", new LoanReceived()) { Needs = [Counterparty] },
        new("loan_repaid", new LoanRepaid()) { Needs = [Counterparty] },
        new("entry_reversed", new EntryReversed())
        {
            Fund = Use.Optional, Amount = Use.Optional, Needs = [Original, Reason],
        },
        new("budget_allotted", new BudgetAllotted()) { Needs = [BudgetYear] },
        new("budget_adjusted", new BudgetAdjusted()) { Needs = [BudgetYear, Direction] },
        new("fund_budget_set", new FundBudgetSet()) { Needs = [Line, BudgetYear] },
        new("year_end_cleared", new YearEndCleared())
        {
            Needs = [Institution, BudgetYear, Direction],
            Categories = ["annual", "interim", "special-case"], DefaultCategory = "annual",
        },
        new("fact_recorded", new FactRecorded())
        {
            Fund = Use.Optional, Amount = Use.Optional, Needs = [Category, Count],
        },
        new("period_closed", new PeriodClosed())
        {
            Fund = Use.None, Amount = Use.None, Importable = false, Verb = "close",
            Categories = [PeriodClosed.Soft, PeriodClosed.Hard], DefaultCategory = PeriodClosed.Soft,
        },
        new("period_reopened", new PeriodReopened())
        {
            Fund = Use.None, Amount = Use.None, Importable = false, Verb = "reopen", Needs = [Reason],
        },
        new("approval_requested", new ApprovalRequested())
        {
            Fund = Use.None, Amount = Use.None, Importable = false, Needs = [DueDate],
        },
        new("approval_decided", new ApprovalDecided())
        {
            Fund = Use.None, Amount = Use.None, Importable = false, Verb = "approve", Needs = [Original, Category],
            Categories = [ApprovalDecided.Approved, ApprovalDecided.Rejected],
        },
        new("approval_expired", new ApprovalExpired())
        {
            Fund = Use.None, Amount = Use.None, Importable = false, Needs = [Original],
        },
        new("person_erased", new PersonErased())
        {
            Fund = Use.None, Amount = Use.None, Importable = false, Verb = "erase-person", Needs = [Person, Reason],
        },
        new("reconciliation_signed", new ReconciliationSigned())
        {
            Fund = Use.None, Amount = Use.None, Importable = false, Verb = "reconcile", Needs = [Category],
            Categories =
            [
                ReconciliationSigned.ByParty, ReconciliationSigned.Assigned, ReconciliationSigned.Closed,
                ReconciliationSigned.Reopened, ReconciliationSigned.BalanceStated, ReconciliationSigned.BalanceWaived,
            ],
        },
        new("statement_issued", new StatementIssued())
        {
            Fund = Use.None, Amount = Use.None, Importable = false, Verb = "issue",
        },
    ];

    private static readonly FrozenDictionary<string, EventType> _byName =
        All.ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);

    private static readonly FrozenDictionary<Type, EventType> _byType = All.ToFrozenDictionary(type => type.Type);

    /// <summary>The kind of that name, or null.</summary>
    public static EventType? Find(string name) => _byName.GetValueOrDefault(name);

    public static EventType Of(FundEvent entry) => _byType[entry.GetType()];

    /// <summary>The stored name of an event's kind.</summary>
    public static string NameOf(FundEvent entry) => Of(entry).Name;
}
