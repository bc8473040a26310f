namespace Ledger.Domain.Deciding;

/// <summary>What rests on a recorded entry without paying it or taking it back.</summary>
/// <param name="Offset">Advances and clawbacks that were set off against it.</param>
/// <param name="Deposit">Withheld of it, whatever became of the deposit since.</param>
/// <param name="NotOwed">Of a settlement: withdrawn or refused, so that nothing can be set off against it.</param>
/// <param name="Ordered">Clawbacks that were ordered of it, in all cases together.</param>
/// <param name="HeldBy">Of a settlement: the hold that is in effect.</param>
public sealed record EntryUses(Money Offset, Money Deposit, Money NotOwed, Money Ordered, DocumentId? HeldBy = null)
{
    public static readonly EntryUses None = new(Money.Zero, Money.Zero, Money.Zero, Money.Zero);

    /// <summary>Something rests on the entry that would hang in the air without it.</summary>
    public bool Holds => Offset > Money.Zero || Deposit > Money.Zero || Ordered > Money.Zero;

    /// <summary>What may still be withheld of an amount, or set off against it.</summary>
    public Money LeftOf(Money amount) => amount - NotOwed - Offset - Deposit;
}
