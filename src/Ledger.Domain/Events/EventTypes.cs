using System.Collections.Frozen;
using Ledger.Domain.Clawbacks;
using Ledger.Domain.Corrections;
using Ledger.Domain.Funds;
using Ledger.Domain.Prepayments;
using Ledger.Domain.Premiums;
using Ledger.Domain.Reimbursements;
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

    /// <summary>Accounts that an opening balance may be split over: 国库, 财政专户, 支出户, 收入户, 暂付款.</summary>
    private static readonly string[] _openingAccounts =
        ["treasury", "fiscal-account", "expenditure-account", "collection-account", "prepayment"];

    public static readonly IReadOnlyList<EventType> All =
    [
        new("fund_opened", new FundOpened()) { Amount = Use.None, Categories = [FlowsOnly] },
        new("opening_balance_recorded", new OpeningBalanceRecorded()) { Accounts = _openingAccounts },
        new("premium_received", new PremiumReceived()) { Needs = [Payer], Payers = _premiumPayers },
        new("premium_refunded", new PremiumRefunded()) { NeedsOneOf = [Original, BudgetYear], Payers = _premiumPayers },
        new("subsidy_received", new SubsidyReceived())
        {
            Needs = [Payer], Payers = _governments,
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
        new("entry_reversed", new EntryReversed())
        {
            Fund = Use.Optional, Amount = Use.Optional, Needs = [Original, Reason],
        },
        new("fact_recorded", new FactRecorded())
        {
            Fund = Use.Optional, Amount = Use.Optional, Needs = [Category, Count],
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
