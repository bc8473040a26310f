using Ledger.Domain.Budgets;
using Ledger.Domain.Deposits;
using Ledger.Domain.Events;
using Ledger.Domain.Penalties;
using Ledger.Domain.Settlements;
using NodaTime;

namespace Ledger.Domain.Tests.Events;

/// <summary>What is owed to institutions and kept back from them, fines, and their budgets.</summary>
internal static partial class EventSamples
{
    private static FundEvent[] Settlements =>
    [
        Booked(new SettlementRecorded
        {
            Category = "inpatient", Institution = _hospital, Count = 412, BudgetYear = 2025,
            BusinessFrom = new LocalDate(2025, 2, 1), BusinessTo = new LocalDate(2025, 2, 28),
            MedicalCost = new Money(1_604_220_15), InScopeCost = new Money(1_402_115_70), Method = "DRG",
        }, "YJ-2025-02-017", "2025-03-12", 1_000_000_00),
        Booked(new SettlementWithdrawn
        {
            Original = DocumentId.Of("YJ-2025-02-017"), Institution = _hospital, Reason = "settled twice",
            Withdraws = Booked(new SettlementRecorded
            {
                Category = "inpatient", Institution = _hospital, Count = 412, BudgetYear = 2025,
            }, "YJ-2025-02-017", "2025-03-12", 1_000_000_00),
        }, "YJ-2025-02-017-C", "2025-03-14", 1_200_00),
        Booked(new AmountRefused
        {
            Original = DocumentId.Of("YJ-2025-02-017"), Institution = _hospital, CaseNo = "ZH-2025-014",
            Reason = "examination without an order",
            Answers = new(2025, "inpatient") { BudgetYear = 2025, SettledOn = new(2025, 3, 12) },
        }, "JF-2025-009", "2025-03-18", 3_600_00),
        Booked(new PaymentHeld
        {
            Original = DocumentId.Of("YJ-2025-02-017"), Institution = _hospital, CaseNo = "ZH-2025-014",
            Reason = "under inspection",
        }, "ZT-2025-004", "2025-03-19", 998_800_00),
        Booked(new PaymentHoldLifted
        {
            Original = DocumentId.Of("YJ-2025-02-017"), Institution = _hospital, CaseNo = "ZH-2025-014",
            Reason = "inspection closed",
        }, "ZT-2025-004-J", "2025-04-25", 998_800_00),
    ];

    private static FundEvent[] Deposits =>
    [
        Booked(new DepositWithheld
        {
            Institution = _hospital, Original = DocumentId.Of("YJ-2025-02-017"), BudgetYear = 2025, Answers = Settled,
            Rule = AtRelease,
        }, "BZJ-2025-017", "2025-04-28", 49_940_00),
        Booked(new DepositReleased
        {
            Institution = _hospital, Original = DocumentId.Of("BZJ-2025-017"), Account = "expenditure-account",
            BudgetYear = 2025, Answers = Settled, Rule = AtRelease, Note = "assessment: 92 of 100",
        }, "BZJ-2025-017-T", "2026-03-20", 45_944_80),
        Booked(new DepositForfeited
        {
            Institution = _hospital, Original = DocumentId.Of("BZJ-2025-017"), BudgetYear = 2025, Answers = Settled,
            Rule = AtRelease, Reason = "assessment: 92 of 100",
        }, "BZJ-2025-017-K", "2026-03-20", 3_995_20),
    ];

    private static FundEvent[] Fines =>
    [
        Booked(new PenaltyCollected
        {
            CaseNo = "ZH-2025-014", Institution = _hospital, Account = "fiscal-account", Channel = "administration",
        }, "FK-2025-006", "2025-11-12", 30_000_00),
        Booked(new PenaltyRemitted
        {
            CaseNo = "ZH-2025-014", Institution = _hospital, Account = "fiscal-account", Counterparty = "Treasury",
        }, "FK-2025-006-J", "2025-11-28", 30_000_00),
    ];

    private static FundEvent[] BudgetsOfTheYear =>
    [
        Booked(new BudgetAllotted
        {
            Institution = _hospital, Category = "inpatient", BudgetYear = 2025, Policy = "total-budget-2025",
        }, "YS-2025-017", "2025-01-20", 28_600_000_00),
        Booked(new BudgetAdjusted
        {
            Institution = _hospital, Category = "inpatient", BudgetYear = 2025, Direction = "down",
            Reason = "a ward closed",
        }, "YS-2025-017-T", "2025-07-15", 600_000_00),
        Booked(new FundBudgetSet
        {
            Line = "expenditure.benefits.inpatient", BudgetYear = 2025, Reason = "budget of the year as approved",
        }, "JJYS-2025-01", "2025-01-10", 310_000_000_00),
        Booked(new YearEndCleared
        {
            Institution = _hospital, BudgetYear = 2025, Direction = "up", Category = "annual", Method = "DRG",
            Points = "1204533.25", Note = "value of a point as published",
        }, "QS-2025-017", "2026-03-31", 215_340_66),
    ];

    private static OriginalBooking Settled => new(2025, "inpatient");

    private static AppliedRule AtRelease => new("deposit-recognition/at-release");
}
