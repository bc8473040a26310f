using System.Numerics;

namespace Ledger.Domain.Publications;

/// <summary>
/// An amount of money worked out of printed figures: exact as they stand, with what their rounding may hide.
/// A figure printed as 12.3 stands for anything within 0.05 of it, and each sum or difference adds up these
/// halves.
/// </summary>
/// <param name="Grains">Ten-millionths of a yuan.</param>
/// <param name="Slack">Half of the last printed digit of each row used, summed, in grains.</param>
/// <param name="Rows">The rows used; the first one gives the unit and digits to print in.</param>
internal sealed record Figure(BigInteger Grains, BigInteger Slack, IReadOnlyList<PublicationRow> Rows)
{
    public static Figure Of(PublicationRow row)
    {
        var lastDigit = row.Amount.Unit.Grains() / BigInteger.Pow(10, row.Amount.Digits);
        return new(row.Amount.LastDigits * lastDigit, lastDigit / 2, [row]);
    }

    /// <summary>The sum of rows, of which there is at least one.</summary>
    public static Figure Sum(IReadOnlyList<PublicationRow> rows)
    {
        var figures = rows.Select(Of).ToList();
        return new(
            figures.Aggregate(BigInteger.Zero, (sum, figure) => sum + figure.Grains),
            figures.Aggregate(BigInteger.Zero, (sum, figure) => sum + figure.Slack),
            rows);
    }

    public static Figure operator +(Figure left, Figure right) =>
        new(left.Grains + right.Grains, left.Slack + right.Slack, [.. left.Rows, .. right.Rows]);

    public static Figure operator -(Figure left, Figure right) =>
        new(left.Grains - right.Grains, left.Slack + right.Slack, [.. left.Rows, .. right.Rows]);

    /// <summary>
    /// The figure in the unit and with the digits of <paramref name="like"/>, and with more digits where it
    /// would not be exact otherwise: nothing that is printed of a comparison is itself rounded.
    /// </summary>
    public PublishedAmount PrintLike(PublishedAmount like)
    {
        var unit = like.Unit.Grains();
        var digits = like.Digits;
        var scaled = Grains * BigInteger.Pow(10, digits);
        while (scaled % unit != 0)
        {
            scaled *= 10;
            digits++;
        }
        return new(scaled / unit, digits, like.Unit);
    }
}
