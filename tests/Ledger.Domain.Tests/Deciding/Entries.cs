using Ledger.Domain.Clawbacks;
using Ledger.Domain.Corrections;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Premiums;
using Ledger.Domain.Prepayments;
using Ledger.Domain.Reimbursements;
using NodaTime;

namespace Ledger.Domain.Tests.Deciding;

/// <summary>
/// Entries in one line. Unless a test says otherwise they are of the fund <c>resident</c>, opened on the first day of
/// 2024, and dated 2025-03-10; amounts are fen, so 100_00 is a hundred yuan.
/// </summary>
internal static partial class Entries
{
    internal static readonly FundCode Resident = FundCode.Of("resident");
    internal static readonly FundCode CriticalIllness = FundCode.Of("critical-illness");
    internal static readonly FundCode Employee = FundCode.Of("employee");
    internal static readonly FundCode EmployeePooled = FundCode.Of("employee-pooled");
    internal static readonly FundCode EmployeePersonal = FundCode.Of("employee-personal");
    internal static readonly FundCode Care = FundCode.Of("long-term-care");
    internal static readonly FundCode DisabilityDelay = FundCode.Of("disability-delay");
    internal static readonly InstitutionCode Hospital = InstitutionCode.Of("H33082500017");
    internal static readonly InstitutionCode OtherHospital = InstitutionCode.Of("H33082500028");

    private static readonly LocalDate _day = new(2025, 3, 10);

    internal static LocalDate Date(string iso) =>
        CashDates.TryParse(iso, out var date) ? date : throw new FormatException($"'{iso}' is not a date");

    internal static FundOpened Opened(string? category = null) =>
        Made(new FundOpened { Category = category }, "OPEN", 0).On("2024-01-01");

    internal static OpeningBalanceRecorded Opening(long fen) =>
        Made(new OpeningBalanceRecorded(), "OPENING", fen).On("2024-01-01");

    /// <summary>What the hospital held of the fund's advances when the books were opened.</summary>
    internal static OpeningBalanceRecorded OpeningPrepayment(long fen) =>
        Made(new OpeningBalanceRecorded { Account = "prepayment", Institution = Hospital }, "OPENING-P", fen)
            .On("2024-01-01");

    internal static PremiumReceived Premium(string document, long fen, string payer = "individual") =>
        Made(new PremiumReceived { Payer = payer }, document, fen);

    internal static PremiumRefunded Refund(string document, string? original, long fen) =>
        Made(new PremiumRefunded { Original = Doc(original) }, document, fen);

    internal static SubsidyReceived Subsidy(string document, long fen) =>
        Made(new SubsidyReceived { Payer = "county" }, document, fen);

    internal static ReimbursementPaid Paid(string document, long fen, string category = "inpatient") =>
        Made(new ReimbursementPaid { Category = category, Institution = Hospital }, document, fen);

    internal static ReimbursementReversed CameBack(string document, string original, long fen) =>
        Made(new ReimbursementReversed { Original = Doc(original) }, document, fen);

    internal static PrepaymentPaid Prepaid(string document, long fen) =>
        Made(new PrepaymentPaid { Institution = Hospital }, document, fen);

    internal static PrepaymentOffset Offset(string document, string settlement, long fen) =>
        Made(new PrepaymentOffset { Institution = Hospital, Original = Doc(settlement) }, document, fen);

    internal static PrepaymentReturned Returned(string document, long fen) =>
        Made(new PrepaymentReturned { Institution = Hospital }, document, fen);

    internal static ClawbackOrdered Ordered(string document, string caseNo, long fen, int? bookedIn = null) =>
        Made(new ClawbackOrdered
        {
            CaseNo = caseNo, Institution = Hospital, BudgetYear = bookedIn, DueDate = new LocalDate(2025, 12, 31),
            Reason = "beds counted twice", Channel = "agency",
        }, document, fen);

    internal static ClawbackRecovered Recovered(string document, string caseNo, long fen) =>
        Made(new ClawbackRecovered { CaseNo = caseNo, Institution = Hospital, Category = "cash" }, document, fen);

    internal static ClawbackWaived Waived(string document, string caseNo, long fen) =>
        Made(new ClawbackWaived { CaseNo = caseNo, Institution = Hospital }, document, fen);

    internal static TransferPaid Transferred(string document, long fen) => Made(new TransferPaid(), document, fen);

    internal static FactRecorded Fact(string document, long count) =>
        Made(new FactRecorded { Category = "insured", Count = count }, document, 0) with { Fund = default };

    /// <summary>Names neither fund nor amount: the whole original.</summary>
    internal static EntryReversed Reversed(string document, string original, string? kind = null) =>
        Made(new EntryReversed { Original = Doc(original), Category = kind, Reason = "booked by mistake" }, document, 0)
            with { Fund = default };

    internal static T Made<T>(T blank, string document, long fen) where T : FundEvent => (T)(blank with
    {
        Document = DocumentId.Of(document), Fund = Resident, Amount = new Money(fen), CashDate = _day,
    });

    internal static T On<T>(this T entry, string date) where T : FundEvent =>
        (T)(entry with { CashDate = Date(date) });

    internal static T In<T>(this T entry, FundCode fund) where T : FundEvent => (T)(entry with { Fund = fund });

    internal static T Of<T>(this T entry, InstitutionCode institution) where T : FundEvent =>
        (T)(entry with { Institution = institution });

    internal static T Under<T>(this T entry, string voucher) where T : FundEvent =>
        (T)(entry with { Voucher = voucher });

    private static DocumentId? Doc(string? text) => text is null ? null : DocumentId.Of(text);
}
