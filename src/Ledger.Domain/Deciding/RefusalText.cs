using System.Diagnostics;
using Ledger.Domain.Events;
using Ledger.Domain.Statements;

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
        Refusal.FundOverdrawn => (EntryColumns.Amount, Overdrawn(entry, books)),
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
            $"{entry.Original} cannot be reversed: it opens a fund, is a reversal itself, "
                + "or was refunded, paid or released in part"),
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
        Refusal.OutstandingExceeded => (EntryColumns.Amount,
            $"{entry.Amount} is more than what is outstanding{StillOutstanding(entry, books)}"),
        Refusal.DepositRateExceeded => (EntryColumns.Amount,
            $"{entry.Amount} is more of {entry.Original} than the deposit rate allows to be withheld"),
        Refusal.PaymentOnHold => (EntryColumns.Original,
            $"settlement {entry.Original} is on hold; record payment_hold_lifted first"),
        Refusal.AlreadyHeld => (EntryColumns.Original, $"settlement {entry.Original} is on hold already"),
        Refusal.NotHeld => (EntryColumns.Original, $"settlement {entry.Original} is not on hold"),
        Refusal.ToFundIsSame => (EntryColumns.ToFund, $"fund {entry.Fund} cannot pay itself"),
        Refusal.ToFundNotOpened => (EntryColumns.ToFund,
            $"fund {entry.ToFund} is not opened in this pool; record fund_opened first"),
        Refusal.CategoryNotKnown => (EntryColumns.Category,
            $"the rules know no {EventTypes.NameOf(entry)} of category '{entry.Category}'"),
        _ => throw new UnreachableException($"No text for {refusal}."),
    };

    // Of a move between funds, or its reversal, either may be the one that has too little.
    private static string Overdrawn(FundEvent entry, Books books)
    {
        var fund = StatementEffects.Of(entry).Select(effect => effect.Fund).First(books.IsOverdrawn);
        return $"fund {fund} would fall to {books.Fund(fund)!.Balance}; a fund may not go below zero";
    }

    private static string NotFound(FundEvent entry) => entry.Fund.IsNone
        ? $"no recorded entry has document {entry.Original}"
        : $"no recorded entry with document {entry.Original} can be answered by {EventTypes.NameOf(entry)} "
            + $"for fund {entry.Fund}";

    private static string Outstanding(FundEvent entry, Books books) => entry.Institution is { } institution
        ? $": {institution} holds {books.PrepaymentOutstanding(entry.Fund, institution)} of fund {entry.Fund}"
        : "";

    private static string Left(FundEvent entry, Books books) =>
        entry.CaseNo is { } caseNo && books.Clawback(caseNo, entry.Fund) is { } book ? $": {book.Outstanding}" : "";

    private static string StillOutstanding(FundEvent entry, Books books) =>
        Deciding.Outstanding.MovedBy(entry) is { } moved
            ? $": {moved.Key.Holder} has {books.Outstanding(moved.Key)} with fund {entry.Fund}"
            : "";
}
