using Ledger.Domain.Clawbacks;
using Ledger.Domain.Corrections;
using Ledger.Domain.Events;
using Ledger.Domain.Prepayments;
using Ledger.Domain.Reimbursements;
using NodaTime;

namespace Ledger.Domain.Tests.Events;

/// <summary>
/// What has to do with institutions and patients: benefits, advances, clawbacks, and a correction.
/// </summary>
internal static partial class EventSamples
{
    private static FundEvent[] Benefits =>
    [
        Booked(new ReimbursementPaid
        {
            Voucher = "JZ-2025-0115-02", Category = "inpatient", Institution = _hospital,
            Person = PersonRef.Of("p-5c71e0"), PersonClass = "resident", Persons = 1, Count = 1,
            Account = "expenditure-account", BankDate = new LocalDate(2025, 1, 16), BudgetYear = 2024,
            BusinessFrom = new LocalDate(2024, 12, 20), BusinessTo = new LocalDate(2024, 12, 28),
            MedicalCost = new Money(58_230_40), InScopeCost = new Money(51_002_75), OutOfScopeCost = new Money(3_110_20),
            SelfPaid = new Money(4_117_45), ExamCost = new Money(6_480_00),
            Group = "FR21", Points = "812.5", Method = "DRG", Policy = "resident-2024.2",
        }, "JS-2025-000117", "2025-01-15", 30_000_00),
        Booked(new ReimbursementReversed
        {
            Category = "reclassified", Original = DocumentId.Of("JS-2025-000117"), Institution = _hospital,
            Person = PersonRef.Of("p-5c71e0"), Reason = "moved to the maternity fund",
            Answers = new OriginalBooking(2025, "inpatient"),
            Reverses = Booked(new ReimbursementPaid
            {
                Category = "inpatient", Institution = _hospital, Person = PersonRef.Of("p-5c71e0"), BudgetYear = 2024,
                Count = 1, MedicalCost = new Money(58_230_40), Points = "812.5",
            }, "JS-2025-000117", "2025-01-15", 30_000_00),
        }, "JS-2025-000117-T", "2025-02-03", 30_000_00),
    ];

    private static FundEvent[] Advances =>
    [
        Booked(new PrepaymentPaid
        {
            Institution = _hospital, Category = "working-capital", Account = "expenditure-account", BudgetYear = 2025,
            Policy = "prepayment-2025.1", Note = "about one month of the mean of 2022 to 2024",
        }, "YF-2025-001", "2025-01-08", 2_400_000_00),
        Booked(new PrepaymentOffset
        {
            Institution = _hospital, Category = "working-capital", Original = DocumentId.Of("JS-2025-000117"),
            BudgetYear = 2025,
        }, "YF-2025-001-C1", "2025-02-17", 30_000_00),
        Booked(new PrepaymentReturned
        {
            Institution = _hospital, Category = "working-capital", Account = "expenditure-account", BudgetYear = 2025,
            BankDate = new LocalDate(2025, 12, 29), Note = "the rest, before the year ends",
        }, "YF-2025-001-T1", "2025-12-29", 2_370_000_00),
    ];

    private static FundEvent[] Recoveries =>
    [
        Booked(new ClawbackOrdered
        {
            CaseNo = "ZH-2025-014", Institution = _hospital, Original = DocumentId.Of("JS-2025-000117"),
            DueDate = new LocalDate(2025, 11, 20), Channel = "administration", Reason = "bed days counted twice",
            Answers = new OriginalBooking(2025, "inpatient"),
        }, "ZH-2025-014-A", "2025-10-20", 15_000_00),
        Booked(new ClawbackRecovered
        {
            CaseNo = "ZH-2025-014", Institution = _hospital, Original = DocumentId.Of("JS-2025-000117"),
            Category = "cash", Account = "fiscal-account", Answers = new OriginalBooking(2025, "inpatient"),
        }, "ZH-2025-014-B", "2025-11-05", 10_000_00),
        Booked(new ClawbackWaived
        {
            CaseNo = "ZH-2025-014", Institution = _hospital, Reason = "half of the days were proved on review",
        }, "ZH-2025-014-C", "2025-12-01", 5_000_00),
    ];

    private static EntryReversed Correction => Booked(new EntryReversed
    {
        Voucher = "JZ-2025-0121-01", Original = DocumentId.Of("BZ-2025-001"), Category = "subsidy_received",
        Reason = "booked as the county's, it is the province's",
        Reverses = Booked(new Domain.Funds.SubsidyReceived
        {
            Payer = "county", Category = "standard", Account = "fiscal-account", BudgetYear = 2025,
        }, "BZ-2025-001", "2025-01-14", 750_000_00),
    }, "CX-2025-001", "2025-01-21", 750_000_00);
}
