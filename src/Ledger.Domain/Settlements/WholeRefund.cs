using Ledger.Domain.Deciding;
using Ledger.Domain.Events;

namespace Ledger.Domain.Settlements;

/// <summary>
/// A refund line of the settlement platform takes a settlement back as it was recorded: every leg at its amount, the
/// same bill, the same person. A part of it would be another settlement. Pure.
/// </summary>
internal static class WholeRefund
{
    /// <param name="entry">The withdrawal of one leg; nothing else misses anything.</param>
    /// <param name="rows">The withdrawals that stand together.</param>
    /// <param name="books">The books, in which the withdrawals are applied already.</param>
    public static bool IsMissedBy(FundEvent entry, IReadOnlyList<FundEvent> rows, Books books)
    {
        if (entry is not SettlementWithdrawn) return false;
        var legs = Legs(entry, books);
        return legs.Count != rows.Count(row => row is SettlementWithdrawn && row.Original == entry.Original)
            || !legs.Exists(leg => leg.Fund == entry.Fund && leg.Amount == entry.Amount
                && leg.MedicalCost == entry.MedicalCost && leg.Person == entry.Person);
    }

    public static Wording Explain(FundEvent entry, Books books)
    {
        var legs = Legs(entry, books);
        var amounts = string.Join(", ", legs.Select(leg => $"{leg.Fund} {leg.Amount}"));
        var bill = legs.Count > 0 ? legs[0].MedicalCost : null;
        var samePerson = legs.TrueForAll(leg => leg.Person == entry.Person);
        return new(
            $"the refund is not settlement {entry.Original} as recorded: {amounts}"
                + (bill is null ? "" : $", of a bill of {bill}") + (samePerson ? "" : ", for another person"),
            $"退费与已登记的结算 {entry.Original} 不一致:登记为 {amounts}"
                + (bill is null ? "" : $",医疗费总额 {bill}") + (samePerson ? "" : ",参保人不同"));
    }

    private static List<FundEvent> Legs(FundEvent entry, Books books) =>
    [
        .. books.Entries(entry.Original!.Value).Where(booked => booked is { Reversed: false, Entry: SettlementRecorded })
            .Select(booked => booked.Entry),
    ];
}
