using Ledger.Domain.Budgets;
using Ledger.Domain.Clawbacks;
using Ledger.Domain.Deposits;
using Ledger.Domain.Events;
using Ledger.Domain.Prepayments;
using Ledger.Domain.Reimbursements;
using Ledger.Domain.Settlements;

namespace Ledger.Domain.Deciding;

/// <summary>Which entries rest on another one, and what that leaves of it for the next.</summary>
public static class Resting
{
    /// <summary>The recorded entry that this one rests on, one taken back last; null where it rests on none.</summary>
    public static BookedEntry? BaseOf(FundEvent entry, Books books) => entry.Original is not { } original
        ? null
        : books.Entries(original)
            .Where(booked => booked.Entry.Fund == entry.Fund && CanBear(booked.Entry, entry))
            .OrderBy(booked => booked.Reversed).FirstOrDefault();

    /// <summary>
    /// What an offset or a deposit uses up: the entry that it names and, of a payment, the settlement that it pays. A
    /// settlement is then not used up once by itself and once more by its payments.
    /// </summary>
    public static IReadOnlyList<BookedEntry> UsedBy(FundEvent entry, Books books)
    {
        if (entry is not (PrepaymentOffset or DepositWithheld or ClawbackRecovered)) return [];
        return BaseOf(entry, books) switch
        {
            null => [],
            { Entry: ReimbursementPaid { Original: { } owed } } payment
                when Answering.OriginalOf(payment.Entry, books.Entries(owed)) is { Entry: SettlementRecorded } settlement
                => [payment, settlement],
            var named => [named],
        };
    }

    /// <summary>Whether more would be withheld and set off than there is to pay.</summary>
    public static bool IsUsedUpBy(FundEvent entry, Books books) => UsedBy(entry, books)
        .Any(used => entry.Amount > books.UsesOf(used).LeftOf(used.Entry.Amount));

    /// <summary>What rests on each entry once this one is recorded; sign -1 follows it backwards.</summary>
    internal static IEnumerable<(BookedEntry Base, EntryUses Uses)> After(FundEvent entry, int sign, Books books)
    {
        var amount = new Money(sign * entry.Amount.Fen);
        foreach (var used in UsedBy(entry, books))
        {
            var uses = books.UsesOf(used);
            yield return (used, entry is DepositWithheld
                ? uses with { Deposit = uses.Deposit + amount }
                : uses with { Offset = uses.Offset + amount });
        }
        if (BaseOf(entry, books) is not { } found) yield break;
        var before = books.UsesOf(found);
        switch (entry)
        {
            case SettlementWithdrawn or AmountRefused:
                yield return (found, before with { NotOwed = before.NotOwed + amount });
                break;
            case ClawbackOrdered:
                yield return (found, before with { Ordered = before.Ordered + amount });
                break;
            case PaymentHeld:
                yield return (found, before with { HeldBy = sign > 0 ? entry.Document : null });
                break;
            case PaymentHoldLifted lift:
                yield return (found, before with { HeldBy = sign > 0 ? null : lift.Lifts });
                break;
        }
    }

    private static bool CanBear(FundEvent original, FundEvent entry) => entry switch
    {
        // An advance or a deposit is of what is owed, or was booked as paid, to the same institution.
        PrepaymentOffset or DepositWithheld => original is ReimbursementPaid or SettlementRecorded
            && original.Institution == entry.Institution,
        ClawbackOrdered => original is ReimbursementPaid or YearEndCleared { Direction: "down" },
        ClawbackRecovered => IsSetOffAgainst(original, entry),
        SettlementWithdrawn or AmountRefused or PaymentHeld or PaymentHoldLifted => original is SettlementRecorded
            && (entry.Institution is null || entry.Institution == original.Institution),
        _ => false,
    };

    // The original of a recovery is the overpayment, unless nothing was paid for it yet or it is paid by the voucher.
    private static bool IsSetOffAgainst(FundEvent original, FundEvent entry) => entry.Category == "offset"
        && original.Institution == entry.Institution
        && (original is SettlementRecorded
            || original is ReimbursementPaid { Voucher: { } voucher } && voucher == entry.Voucher);
}
