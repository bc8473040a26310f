using System.Diagnostics;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Reimbursements;
using Ledger.Domain.Settlements;

namespace Ledger.Domain.Prepayments;

/// <summary>The rules of prepayments, one a line. Pure.</summary>
public static class PrepaymentDecider
{
    public static Decision Decide(FundEvent entry, Books books) => entry switch
    {
        PrepaymentPaid => entry,

        PrepaymentOffset when entry.Amount > Outstanding(entry, books) => Refusal.PrepaymentExceeded,
        PrepaymentOffset when Settlement(entry, books) is not { } settlement => Refusal.OriginalNotFound,
        PrepaymentOffset when Settlement(entry, books) is { Reversed: true }
            or { Entry: ReimbursementPaid, Answered.Fen: > 0 } => Refusal.AlreadyReversed,
        PrepaymentOffset when entry.Amount > Settlement(entry, books)!.Entry.Amount => Refusal.ExceedsOriginal,
        PrepaymentOffset => entry,

        PrepaymentReturned when entry.Amount > Outstanding(entry, books) => Refusal.PrepaymentExceeded,
        PrepaymentReturned => entry,

        _ => throw new UnreachableException($"No prepayment rule for {entry.GetType().Name}."),
    };

    private static Money Outstanding(FundEvent entry, Books books) =>
        books.PrepaymentOutstanding(entry.Fund, entry.Institution!.Value);

    // An advance is used up by what is owed, or was booked as paid, to the same institution from the same fund.
    private static BookedEntry? Settlement(FundEvent offset, Books books) =>
        books.Entries(offset.Original!.Value).FirstOrDefault(booked =>
            booked.Entry is ReimbursementPaid or SettlementRecorded
            && booked.Entry.Fund == offset.Fund && booked.Entry.Institution == offset.Institution);
}
