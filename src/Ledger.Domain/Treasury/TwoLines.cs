using Ledger.Domain.Corrections;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Rulings;
using Ledger.Domain.Statements;

namespace Ledger.Domain.Treasury;

/// <summary>
/// Two-line management (收支两条线) of an entry that names its bank account; what is the default of a kind is within
/// the rules already. Pure.
/// </summary>
public static class TwoLines
{
    /// <summary>Why the account that the entry names may not take it in or pay it out; null where it may.</summary>
    public static Refusal? RefusalOf(FundEvent entry, TwoLineRule rule) => entry switch
    {
        // Undoing what was within the rules puts the money back where it was.
        EntryReversed => null,
        AccountMoved { Account: { } from, ToAccount: { } to } => rule.MayMove(from, to)
            ? null
            : Refusal.AccountMoveNotAllowed,
        { Account: { } named } when OnBank(entry) > Money.Zero && !rule.MayReceive(named, EventTypes.NameOf(entry))
            => Refusal.AccountMayNotReceive,
        { Account: { } named } when OnBank(entry) < Money.Zero && !rule.MayPay(named, EventTypes.NameOf(entry))
            => Refusal.AccountMayNotPay,
        _ => null,
    };

    private static Money OnBank(FundEvent entry) => StatementEffects.Of(entry)
        .Where(effect => effect.Fund == entry.Fund)
        .Aggregate(Money.Zero, (sum, effect) => sum + effect.OnBank);
}
