using System.Numerics;

namespace Ledger.Domain.Clearing;

/// <summary>
/// Divides an amount by points to the fen (最大余额法): each gets its whole fen, and the fen that are left go one each
/// to the largest remainders; of equal remainders, to the lower institution code.
/// </summary>
public static class LargestRemainder
{
    /// <param name="amount">Not negative.</param>
    /// <param name="points">Points of each; none negative, and not all of them zero.</param>
    /// <returns>A share for each, that sum to the amount.</returns>
    public static IReadOnlyDictionary<InstitutionCode, Money> Divide(
        Money amount, IReadOnlyCollection<(InstitutionCode Institution, long Points)> points)
    {
        var all = points.Aggregate(BigInteger.Zero, (sum, row) => sum + row.Points);
        var parts = points
            .Select(row => (row.Institution, Whole: BigInteger.DivRem((BigInteger)amount.Fen * row.Points, all, out var rest),
                Remainder: rest))
            .OrderByDescending(part => part.Remainder).ThenBy(part => part.Institution.Text, StringComparer.Ordinal)
            .ToList();
        var left = amount.Fen - parts.Aggregate(BigInteger.Zero, (sum, part) => sum + part.Whole);
        return parts.Select((part, place) => (part.Institution, Share: new Money((long)part.Whole + (place < left ? 1 : 0))))
            .ToDictionary(part => part.Institution, part => part.Share);
    }
}
