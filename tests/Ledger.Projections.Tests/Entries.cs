using Ledger.Domain;
using Ledger.Domain.Corrections;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Premiums;
using Ledger.Domain.Prepayments;
using Ledger.Domain.Reimbursements;
using NodaTime;

namespace Ledger.Projections.Tests;

/// <summary>One-line builders of entries, with amounts in yuan and dates as <c>yyyy-MM-dd</c>.</summary>
internal static class Entries
{
    public static readonly FundCode Resident = FundCode.Of("resident");
    public static readonly InstitutionCode Hospital = InstitutionCode.Of("H33082500001");

    public static LocalDate Day(string date) => CashDates.TryParse(date, out var day)
        ? day
        : throw new ArgumentException($"'{date}' is not a date", nameof(date));

    public static FundEvent[] Books(string opened, long openingYuan, FundCode? fund = null) =>
    [
        Of<FundOpened>($"open-{fund}", opened, 0, fund),
        Of<OpeningBalanceRecorded>($"opening-{fund}", opened, openingYuan, fund),
    ];

    public static FundOpened FlowsOnlyBooks(string opened, FundCode? fund = null) =>
        Of<FundOpened>($"open-{fund}", opened, 0, fund) with { Category = EventTypes.FlowsOnly };

    public static ReimbursementPaid Pay(string document, string date, long yuan, FundCode? fund = null) =>
        Of<ReimbursementPaid>(document, date, yuan, fund) with
        {
            Category = "inpatient", Institution = Hospital,
        };

    public static PremiumReceived Premium(string document, string date, long yuan) =>
        Of<PremiumReceived>(document, date, yuan) with { Payer = "employer" };

    public static PremiumRefunded Refund(string document, string date, long yuan, string original) =>
        Of<PremiumRefunded>(document, date, yuan) with { Original = DocumentId.Of(original) };

    public static ReimbursementReversed Return(string document, string date, long yuan, string original) =>
        Of<ReimbursementReversed>(document, date, yuan) with { Original = DocumentId.Of(original) };

    public static PrepaymentPaid Advance(string document, string date, long yuan) =>
        Of<PrepaymentPaid>(document, date, yuan) with { Institution = Hospital };

    public static PrepaymentReturned GiveBack(string document, string date, long yuan) =>
        Of<PrepaymentReturned>(document, date, yuan) with { Institution = Hospital };

    public static EntryReversed Undo(string document, string date, string original) => new()
    {
        Document = DocumentId.Of(document), CashDate = Day(date), Original = DocumentId.Of(original),
        Reason = "test",
    };

    public static T Of<T>(string document, string date, long yuan, FundCode? fund = null)
        where T : FundEvent, new() => new()
    {
        Document = DocumentId.Of(document), CashDate = Day(date), Amount = new(yuan * 100),
        Fund = fund ?? Resident,
    };
}
