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

        SettlementWithdrawn when entry.Amount > Settlement(entry, books)!.Left => Refusal.ExceedsOriginal,
        SettlementWithdrawn => entry,

        AmountRefused when entry.Amount > Settlement(entry, books)!.Left => Refusal.ExceedsOriginal,
        AmountRefused => entry,

        PaymentHeld when Settlement(entry, books)!.Held => Refusal.AlreadyHeld,
        PaymentHeld => entry,
        PaymentHoldLifted when !Settlement(entry, books)!.Held => Refusal.NotHeld,
        PaymentHoldLifted => entry,

        _ => throw new UnreachableException($"No settlement rule for {entry.GetType().Name}."),
    };

    private static BookedEntry? Settlement(FundEvent entry, Books books) =>
        books.Entries(entry.Original!.Value).FirstOrDefault(booked => booked.Entry is SettlementRecorded
            && booked.Entry.Fund == entry.Fund
            && (entry.Institution is null || entry.Institution == booked.Entry.Institution));
}
