using System.Globalization;
using System.Numerics;

namespace Ledger.Domain.Institutions;

/// <summary>Division of sums, exact until its last digit, which is rounded half away from zero.</summary>
public static class Quotient
{
    /// <summary>Digits of a share, such as 0.1234, and of a cost in yuan.</summary>
    public const int ShareDigits = 4;

    /// <summary>Null where the divisor is zero: there is no such figure.</summary>
    public static decimal? Of(BigInteger dividend, BigInteger divisor, int digits)
    {
        if (divisor.IsZero) return null;
        var scale = BigInteger.Pow(10, digits);
        var doubled = BigInteger.Abs(dividend) * scale * 2;
        var absolute = (doubled / BigInteger.Abs(divisor) + 1) / 2;
        return (decimal)(dividend.Sign * divisor.Sign < 0 ? -absolute : absolute) / (decimal)scale;
    }

    /// <summary>A share of the second sum.</summary>
    public static decimal? Share(Money part, Money whole) => Of(part.Fen, whole.Fen, ShareDigits);

    /// <summary>A cost for each, in whole fen.</summary>
    public static Money? Each(Money sum, long count) =>
        Of(sum.Fen, count, 0) is { } fen ? new Money((long)fen) : null;

    /// <summary>Four digits, as it was rounded.</summary>
    public static string Display(decimal share) => share.ToString("0.0000", CultureInfo.InvariantCulture);
}
