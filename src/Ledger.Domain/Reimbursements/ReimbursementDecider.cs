using System.Diagnostics;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;

namespace Ledger.Domain.Reimbursements;

/// <summary>The rules of benefits paid and of benefits that come back whole. Pure.</summary>
public static class ReimbursementDecider
{
    public static Decision Decide(FundEvent entry, Books books) => entry switch
    {
        ReimbursementPaid { Original: null } => entry,
        ReimbursementPaid when Owed(entry, books) is null => Refusal.OriginalNotFound,
        ReimbursementPaid when books.IsHeld(Owed(entry, books)!) => Refusal.PaymentOnHold,
        ReimbursementPaid when entry.Amount > Owed(entry, books)!.Left => Refusal.ExceedsOriginal,
        ReimbursementPaid => entry,
        ReimbursementReversed reversal => Decide(reversal, books),
        _ => throw new UnreachableException($"No reimbursement rule for {entry.GetType().Name}."),
    };

    private static BookedEntry? Owed(FundEvent payment, Books books) =>
        Answering.OriginalOf(payment, books.Entries(payment.Original!.Value));

    private static Decision Decide(ReimbursementReversed reversal, Books books)
    {
        var original = books.Entries(reversal.Original!.Value)
            .FirstOrDefault(booked => booked.Entry is ReimbursementPaid && booked.Entry.Fund == reversal.Fund);
        return original switch
        {
            null => Refusal.OriginalNotFound,
            { Reversed: true } or { Answered.Fen: > 0 } => Refusal.AlreadyReversed,
            _ when original.Entry.Amount != reversal.Amount => Refusal.AmountDiffersFromOriginal,
            _ when reversal.CashDate < original.Entry.CashDate => Refusal.DateBeforeOriginal,
            _ when books.UsesOf(original).Holds => Refusal.OthersRestOnIt,
            _ => reversal with { Answers = new(original.Entry.CashDate.Year, original.Entry.Category) },
        };
    }
}
