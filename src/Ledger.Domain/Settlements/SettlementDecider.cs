using System.Diagnostics;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;

namespace Ledger.Domain.Settlements;

/// <summary>The rules of what is owed: recorded, withdrawn, refused, held. Pure.</summary>
public static class SettlementDecider
{
    public static Decision Decide(FundEvent entry, Books books) => entry switch
    {
        SettlementRecorded => entry,
        _ when Settlement(entry, books) is null => Refusal.OriginalNotFound,
        _ when Settlement(entry, books)!.Reversed => Refusal.AlreadyReversed,

        // What is paid, withdrawn and refused comes to no more than what was owed, and what was set off stays owed.
        SettlementWithdrawn or AmountRefused when entry.Amount > LeftOf(Settlement(entry, books)!, books)
            => Refusal.ExceedsOriginal,
        SettlementWithdrawn when entry.CashDate < Settlement(entry, books)!.Entry.CashDate
            => Refusal.DateBeforeOriginal,
        SettlementWithdrawn or AmountRefused => entry,

        PaymentHeld when books.IsHeld(Settlement(entry, books)!) => Refusal.AlreadyHeld,
        PaymentHeld => entry,
        PaymentHoldLifted when !books.IsHeld(Settlement(entry, books)!) => Refusal.NotHeld,
        PaymentHoldLifted e => e with { Lifts = books.UsesOf(Settlement(entry, books)!).HeldBy },

        _ => throw new UnreachableException($"No settlement rule for {entry.GetType().Name}."),
    };

    private static BookedEntry? Settlement(FundEvent entry, Books books) => Resting.BaseOf(entry, books);

    private static Money LeftOf(BookedEntry settlement, Books books)
    {
        var unused = books.UsesOf(settlement).LeftOf(settlement.Entry.Amount);
        return settlement.Left < unused ? settlement.Left : unused;
    }
}
