using NodaTime;

namespace Ledger.Domain.Ageing;

/// <summary>The part of a balance that came up on one day.</summary>
/// <param name="OpenedOn">Null: what was taken away, or given back, without saying of which part.</param>
/// <param name="DueOn">When it is due, where it has a day.</param>
/// <param name="Amount">What is left of it; negative where something was taken away.</param>
public readonly record struct Lot(LocalDate? OpenedOn, LocalDate? DueOn, Money Amount);

/// <summary>A balance and how old it is.</summary>
/// <param name="Oldest">The day on which the oldest part of it came up; null where nothing is outstanding.</param>
/// <param name="Days">From that day to the day of the question.</param>
/// <param name="Overdue">What was due before the day of the question.</param>
/// <param name="Buckets">One amount a bucket; they come to <paramref name="Outstanding"/>.</param>
public sealed record Age(
    Money Outstanding, LocalDate? Oldest, int? Days, Money Overdue, IReadOnlyList<Money> Buckets);

/// <summary>Ages of balances, first in first out: what names no part of a balance takes the oldest first.</summary>
public static class Ages
{
    /// <param name="lots">What came up and was taken away until <paramref name="asOf"/>, in any order.</param>
    /// <param name="asOf">The day of the question.</param>
    /// <param name="buckets">The limits of the buckets.</param>
    public static Age Of(IEnumerable<Lot> lots, LocalDate asOf, AgeBuckets buckets)
    {
        var parts = lots.OrderBy(lot => lot.OpenedOn).ThenBy(lot => lot.DueOn).ToList();
        // A part of which more was taken than it had, since its payment is dated before it, lets the others pay.
        var taken = parts.Where(lot => lot.OpenedOn is null || lot.Amount < Money.Zero)
            .Aggregate(Money.Zero, (sum, lot) => sum - lot.Amount);
        var (total, overdue) = (-taken, Money.Zero);
        var amounts = new Money[buckets.Count];
        LocalDate? oldest = null;
        foreach (var lot in parts.Where(lot => lot.OpenedOn is not null && lot.Amount > Money.Zero))
        {
            total += lot.Amount;
            var used = Smaller(lot.Amount, taken);
            taken -= used;
            var left = lot.Amount - used;
            if (left == Money.Zero) continue;
            oldest ??= lot.OpenedOn;
            amounts[buckets.IndexOf(DaysBetween(lot.OpenedOn!.Value, asOf))] += left;
            if (lot.DueOn < asOf) overdue += left;
        }
        // More was taken away by that day than had come up: it has no age.
        amounts[0] -= taken;
        return new(total, oldest, oldest is { } day ? DaysBetween(day, asOf) : null, overdue, amounts);
    }

    private static int DaysBetween(LocalDate from, LocalDate to) => Period.DaysBetween(from, to);

    private static Money Smaller(Money one, Money other) => one < other ? one : other;
}
