using System.Diagnostics;
using Ledger.Domain.Events;

namespace Ledger.Domain.Deciding;

/// <summary>A refusal in the user's words: the column that is to be mended, and one line that says why.</summary>
public static class RefusalText
{
    public static (string Column, string Text) Explain(Refusal refusal, FundEvent entry, Books books) => refusal switch
    {
        Refusal.FundNotOpened => (EntryColumns.Fund,
            $"fund {entry.Fund} is not opened in this pool; record fund_opened first"),
        Refusal.DateBeforeFundOpened => (EntryColumns.Date,
            $"{entry.CashDate.Iso()} is before {books.Fund(entry.Fund)!.OpenedOn.Iso()}, the day fund {entry.Fund} was opened"),
        Refusal.FundAlreadyOpened => (EntryColumns.Fund,
            $"fund {entry.Fund} was opened on {books.Fund(entry.Fund)!.OpenedOn.Iso()} already"),
        Refusal.OpeningIsUnknown => (EntryColumns.Fund,
            $"fund {entry.Fund} was opened flows-only: its opening balance is unknown and cannot be recorded"),
        Refusal.FundMayNotPay => (EntryColumns.Fund,
            $"{EventTypes.NameOf(entry)} leaves personal accounts only; fund {entry.Fund} is the pooled part"),
        Refusal.FundOverdrawn => (EntryColumns.Amount,
            $"fund {entry.Fund} would fall to {books.Fund(entry.Fund)!.Balance}; a fund may not go below zero"),
        Refusal.TotalTooLarge => (EntryColumns.Amount,
            $"with {entry.Amount} all that fund {entry.Fund} moved would exceed what the ledger can add up"),
        Refusal.DocumentConflict => (EntryColumns.Document,
            $"{EventTypes.NameOf(entry)} {entry.Document} is recorded already with other content"),
        Refusal.VoucherConflict => (EntryColumns.Voucher, entry.Voucher is null
            ? $"part of {entry.Document} is recorded already"
            : $"voucher {entry.Voucher} is recorded already with other rows; use a new voucher number"),
        Refusal.FundTwice => (EntryColumns.Fund,
            $"fund {entry.Fund} stands twice in {EventTypes.NameOf(entry)} {entry.Document}"),
        Refusal.OriginalNotFound => (EntryColumns.Original, NotFound(entry)),
        Refusal.OriginalAmbiguous => (EntryColumns.Category,
            $"entries of several kinds have document {entry.Original}; name the kind to reverse in category"),
        Refusal.AlreadyReversed => (EntryColumns.Original, $"{entry.Original} was reversed already"),
        Refusal.NotReversible => (EntryColumns.Original,
            $"{entry.Original} cannot be reversed: it opens a fund, is a reversal itself, or was refunded in part"),
        Refusal.ReversalIncomplete => (EntryColumns.Original,
            $"{entry.Original} was paid from several funds; reverse every one of them under {entry.Document}"),
        Refusal.AmountDiffersFromOriginal => (EntryColumns.Amount,
            $"{entry.Amount} is not the amount of {entry.Original}; a reversal is of the whole amount"),
        Refusal.ExceedsOriginal => (EntryColumns.Amount,
            $"{entry.Amount} is more than what is left of {entry.Original}"),
        Refusal.PrepaymentExceeded => (EntryColumns.Amount,
            $"{entry.Amount} is more than the advance that is outstanding{Outstanding(entry, books)}"),
        Refusal.CaseNotFound => (EntryColumns.CaseNo,
            $"no clawback was ordered under case {entry.CaseNo} for fund {entry.Fund}"),
        Refusal.CaseIsAgainstAnother => (EntryColumns.CaseNo,
            $"case {entry.CaseNo} is against another institution or person"),
        Refusal.ClawbackExceeded => (EntryColumns.Amount,
            $"{entry.Amount} is more than what is left of the ordered clawback{Left(entry, books)}"),
        Refusal.BookingYearUnknown => (EntryColumns.BudgetYear,
            "say in which year the overpayment was booked: give original or budget_year, here or in the order"),
        _ => throw new UnreachableException($"No text for {refusal}."),
    };

    private static string NotFound(FundEvent entry) => entry.Fund.IsNone
        ? $"no recorded entry has document {entry.Original}"
        : $"no recorded entry with document {entry.Original} can be answered by {EventTypes.NameOf(entry)} "
            + $"for fund {entry.Fund}";

    private static string Outstanding(FundEvent entry, Books books) => entry.Institution is { } institution
        ? $": {institution} holds {books.PrepaymentOutstanding(entry.Fund, institution)} of fund {entry.Fund}"
        : "";

    private static string Left(FundEvent entry, Books books) =>
        entry.CaseNo is { } caseNo && books.Clawback(caseNo, entry.Fund) is { } book ? $": {book.Outstanding}" : "";
}
