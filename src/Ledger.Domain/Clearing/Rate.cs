using System.Globalization;
using System.Numerics;

namespace Ledger.Domain.Clearing;

/// <summary>A part of a whole, in whole millionths, so that what a policy says is multiplied exactly: 0.03 is 30,000.</summary>
public readonly record struct Rate(long Millionths)
{
    public const long One = 1_000_000;
    private const int DecimalsMax = 6;

    /// <summary>This part of an amount, half a fen rounded up.</summary>
    /// <param name="amount">Not negative.</param>
    public Money Of(Money amount) => new((long)HalfUp((BigInteger)amount.Fen * Millionths, One));

    /// <summary>A plain decimal number of at most six places, from zero to <paramref name="max"/>.</summary>
    public static bool TryParse(string text, int max, out Rate rate)
    {
        rate = default;
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || number > max || number.Scale > DecimalsMax) return false;
        rate = new((long)(number * One));
        return true;
    }

    /// <summary>As per cent with as many places as it needs: <c>3%</c>, <c>12.5%</c>.</summary>
    public override string ToString() => (Millionths / 10_000m).ToString("0.####", CultureInfo.InvariantCulture) + "%";

    /// <param name="dividend">Not negative.</param>
    /// <param name="divisor">Positive.</param>
    internal static BigInteger HalfUp(BigInteger dividend, BigInteger divisor) => (2 * dividend + divisor) / (2 * divisor);
}
