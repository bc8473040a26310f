using System.Diagnostics;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Reimbursements;

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
        PrepaymentOffset when entry.CashDate < Settlement(entry, books)!.Entry.CashDate => Refusal.DateBeforeOriginal,
        PrepaymentOffset when Resting.IsUsedUpBy(entry, books) => Refusal.ExceedsOriginal,
        PrepaymentOffset => entry,

        PrepaymentReturned when entry.Amount > Outstanding(entry, books) => Refusal.PrepaymentExceeded,
        PrepaymentReturned => entry,

        _ => throw new UnreachableException($"No prepayment rule for {entry.GetType().Name}."),
    };

    private static Money Outstanding(FundEvent entry, Books books) =>
        books.PrepaymentOutstanding(entry.Fund, entry.Institution!.Value);

    private static BookedEntry? Settlement(FundEvent offset, Books books) => Resting.BaseOf(offset, books);
}
