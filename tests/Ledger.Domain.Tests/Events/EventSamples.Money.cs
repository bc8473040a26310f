using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Premiums;
using NodaTime;

namespace Ledger.Domain.Tests.Events;

/// <summary>Openings, facts, income and the expenditure that is no benefit.</summary>
internal static partial class EventSamples
{
    private static FundEvent[] Openings =>
    [
        Booked(new FundOpened { Category = "flows-only", Note = "books kept here from 2025 on" },
            "KZ-2025-001", "2025-01-01"),
        Booked(new OpeningBalanceRecorded
        {
            Account = "prepayment", Institution = _hospital, Note = "advance of 2024, not yet offset",
        }, "QC-2025-004", "2025-01-01", 1_800_000_00),
        Booked(new FactRecorded
        {
            Category = "insured", Count = 312_480, Persons = 312_480, PersonClass = "resident", BudgetYear = 2025,
            BusinessFrom = new LocalDate(2025, 3, 31), BusinessTo = new LocalDate(2025, 3, 31),
        }, "TJ-2025-003", "2025-03-31"),
    ];

    private static FundEvent[] Incomes =>
    [
        Booked(new PremiumReceived
        {
            Voucher = "JZ-2024-1120-07", Payer = "individual", Account = "treasury",
            BankDate = new LocalDate(2024, 11, 21),
            BusinessFrom = new LocalDate(2025, 1, 1), BusinessTo = new LocalDate(2025, 12, 31), BudgetYear = 2025,
            Persons = 1_250, PersonClass = "resident", Counterparty = "county tax bureau", Note = "cover of 2025",
        }, "SB-2024-11877", "2024-11-20", 500_000_00),
        Booked(new PremiumRefunded
        {
            Original = DocumentId.Of("SB-2024-11877"), Payer = "individual", Person = PersonRef.Of("p-5c71e0"),
            Reason = "paid twice", BusinessFrom = new LocalDate(2025, 1, 1), BusinessTo = new LocalDate(2025, 12, 31),
            Answers = new OriginalBooking(2024, Payer: "individual"),
        }, "TF-2025-00031", "2025-02-10", 400_00),
        Booked(new SubsidyReceived
        {
            Payer = "central", Category = "vaccine", Account = "fiscal-account", BudgetYear = 2025,
            Counterparty = "county finance bureau", Note = "first instalment",
        }, "BZ-2025-002", "2025-03-06", 2_000_000_00),
        Booked(new InterestCredited
        {
            Account = "fiscal-account", BankDate = new LocalDate(2025, 3, 21),
            BusinessFrom = new LocalDate(2024, 12, 21), BusinessTo = new LocalDate(2025, 3, 20),
        }, "LX-2025-Q1", "2025-03-21", 318_406_27),
        Booked(new TransferReceived
        {
            Fund = _personal, Person = PersonRef.Of("p-77ab02"), Counterparty = "330900",
        }, "ZR-2025-00412", "2025-04-02", 3_115_80),
        Booked(new OtherIncomeReceived
        {
            Category = "late-fee", Counterparty = "county tax bureau", Note = "late fees of March",
        }, "QS-2025-003", "2025-04-10", 1_204_55),
        Booked(new UpperLevelSubsidyReceived
        {
            Category = "adjustment-fund", Counterparty = "330800", BudgetYear = 2025, Account = "fiscal-account",
        }, "SJ-2025-001", "2025-06-12", 4_500_000_00),
        Booked(new UpperLevelRemittancePaid
        {
            Category = "adjustment-fund", Counterparty = "330800", BudgetYear = 2025, Account = "fiscal-account",
        }, "SJ-2025-002", "2025-06-30", 3_900_000_00),
        Booked(new TransferPaid
        {
            Fund = _personal, Category = "inheritance", Person = PersonRef.Of("p-19d4f6"),
            Reason = "account holder died", Account = "expenditure-account",
        }, "ZC-2025-00088", "2025-05-19", 6_420_11),
        Booked(new OtherExpenditurePaid
        {
            Counterparty = "county finance bureau", Reason = "interest returned to the fiscal account",
            Account = "expenditure-account",
        }, "QZ-2025-001", "2025-06-20", 912_40),
    ];
}
