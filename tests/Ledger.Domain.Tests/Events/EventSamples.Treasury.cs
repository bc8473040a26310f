using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Treasury;

namespace Ledger.Domain.Tests.Events;

/// <summary>Moves between funds, levels and accounts, and money that is not the fund's or not with it.</summary>
internal static partial class EventSamples
{
    private static FundEvent[] BetweenFundsAndLevels =>
    [
        Booked(new BalanceAdjusted
        {
            Direction = "down", Category = "audit", Reason = "audit of 2024: interest credited twice",
        }, "TZ-2025-001", "2025-02-14", 12_044_18),
        Booked(new SubsidyReturned
        {
            Payer = "county", Category = "standard", Original = DocumentId.Of("BZ-2025-001"), BudgetYear = 2025,
            Reason = "more than the insured of the year", Answers = new OriginalBooking(2025, "standard"),
        }, "BZ-2025-001-T", "2025-11-20", 8_400_00),
        Booked(new LowerLevelRemittanceReceived
        {
            Category = "pooling", Counterparty = "330825", BudgetYear = 2025, Account = "fiscal-account",
        }, "XJ-2025-001", "2025-06-30", 3_900_000_00),
        Booked(new LowerLevelSubsidyPaid
        {
            Category = "pooling", Counterparty = "330825", BudgetYear = 2025, Account = "fiscal-account",
        }, "XJ-2025-002", "2025-07-04", 2_100_000_00),
        Booked(new CriticalIllnessPremiumPaid
        {
            ToFund = FundCode.Of("critical-illness"), Persons = 312_480, BudgetYear = 2025,
        }, "DB-2025-001", "2025-03-31", 28_123_200_00),
        Booked(new FundsMoved
        {
            ToFund = FundCode.Of("resident"), Category = "family-premium", Fund = _personal,
            Person = PersonRef.Of("p-77ab02"), BudgetYear = 2026,
            Rule = new AppliedRule(
                "funds-moved/family-premium", "expenditure.benefits.personal", "income.premium"),
        }, "GJ-2025-00031", "2025-10-09", 400_00),
    ];

    private static FundEvent[] TreasuryMoves =>
    [
        Booked(new AccountMoved
        {
            Account = "fiscal-account", ToAccount = "expenditure-account", Note = "drawn for April",
        }, "BK-2025-04", "2025-04-01", 24_000_000_00),
        Booked(new AdvancePaid
        {
            Counterparty = "330900", Category = "cross-region", Account = "expenditure-account",
        }, "DF-2025-003", "2025-02-20", 600_000_00),
        Booked(new AdvanceSettled
        {
            Counterparty = "330900", Category = "cross-region", Original = DocumentId.Of("DF-2025-003"),
        }, "DF-2025-003-Q", "2025-05-15", 580_000_00),
        Booked(new AdvanceReturned
        {
            Counterparty = "330900", Category = "cross-region", Account = "expenditure-account",
        }, "DF-2025-003-T", "2025-05-30", 20_000_00),
        Booked(new HeldReceived
        {
            Counterparty = "county tax bureau", Category = "unallocated-premium", Account = "fiscal-account",
        }, "ZS-2025-011", "2025-01-27", 86_400_00),
        Booked(new HeldApplied
        {
            Counterparty = "county tax bureau", Category = "unallocated-premium", Voucher = "JZ-2025-0210-04",
        }, "ZS-2025-011-Z", "2025-02-10", 86_000_00),
        Booked(new HeldReturned
        {
            Counterparty = "county tax bureau", Category = "unallocated-premium", Reason = "paid for another county",
        }, "ZS-2025-011-T", "2025-02-11", 400_00),
        Booked(new LoanReceived
        {
            Counterparty = "county finance bureau", Account = "fiscal-account",
        }, "JK-2025-001", "2025-08-01", 5_000_000_00),
        Booked(new LoanRepaid
        {
            Counterparty = "county finance bureau", Account = "fiscal-account",
        }, "JK-2025-001-H", "2025-12-15", 5_000_000_00),
    ];
}
