using System.Diagnostics;
using Ledger.Domain.Budgets;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Reimbursements;

namespace Ledger.Domain.Clawbacks;

/// <summary>The rules of clawbacks: ordered, recovered in parts or waived. Pure.</summary>
public static class ClawbackDecider
{
    public static Decision Decide(FundEvent entry, Books books) => entry switch
    {
        _ when books.Clawback(entry.CaseNo!, entry.Fund) is { Ordered.Fen: > 0 } other && !IsAgainst(other, entry)
            => Refusal.CaseIsAgainstAnother,

        ClawbackOrdered { Original: not null } when Resting.BaseOf(entry, books) is null => Refusal.OriginalNotFound,
        ClawbackOrdered when Resting.BaseOf(entry, books) is { Reversed: true } => Refusal.AlreadyReversed,
        // No more than it paid, in all cases together.
        ClawbackOrdered when Resting.BaseOf(entry, books) is { } paid
            && entry.Amount > paid.Left - books.UsesOf(paid).Ordered => Refusal.ExceedsOriginal,
        ClawbackOrdered => entry with { Answers = BookingOf(entry, books) },

        _ when books.Clawback(entry.CaseNo!, entry.Fund) is null => Refusal.CaseNotFound,
        _ when entry.Amount > books.Clawback(entry.CaseNo!, entry.Fund)!.Outstanding => Refusal.ClawbackExceeded,

        ClawbackRecovered when entry.Original is { } original && books.Entries(original).Count == 0
            => Refusal.OriginalNotFound,
        ClawbackRecovered when Resting.IsUsedUpBy(entry, books) => Refusal.ExceedsOriginal,
        ClawbackRecovered when Resting.BaseOf(entry, books) is { } setOff && entry.CashDate < setOff.Entry.CashDate
            => Refusal.DateBeforeOriginal,
        ClawbackRecovered when RecoveredFrom(entry, books) is not { } booking => Refusal.BookingYearUnknown,
        ClawbackRecovered => entry with { Answers = RecoveredFrom(entry, books) },

        ClawbackWaived => entry,
        _ => throw new UnreachableException($"No clawback rule for {entry.GetType().Name}."),
    };

    private static bool IsAgainst(ClawbackBook book, FundEvent entry) =>
        entry.Institution == book.Institution && entry.Person == book.Person;

    private static BookedEntry? Overpayment(DocumentId original, FundEvent entry, Books books) =>
        books.Entries(original).FirstOrDefault(booked =>
            booked.Entry is ReimbursementPaid or YearEndCleared { Direction: "down" }
            && booked.Entry.Fund == entry.Fund);

    // The year in which the overpayment was booked decides what its recovery does.
    private static OriginalBooking? BookingOf(FundEvent entry, Books books) => entry switch
    {
        // What it was set off against says nothing of the overpayment.
        ClawbackRecovered when Resting.BaseOf(entry, books) is not null => null,
        { Original: { } original } when Overpayment(original, entry, books) is { } found => found.Entry switch
        {
            // What a clearing takes back was booked in the year that it clears.
            YearEndCleared cleared => new(cleared.BudgetYear!.Value),
            var paid => new(paid.CashDate.Year, paid.Category),
        },
        { BudgetYear: { } year } => new(year),
        _ => null,
    };

    // A recovery names the overpayment, or its year, or answers the order, which knows them.
    private static OriginalBooking? RecoveredFrom(FundEvent entry, Books books) =>
        BookingOf(entry, books) ?? books.Clawback(entry.CaseNo!, entry.Fund)!.Of;
}
