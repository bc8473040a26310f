using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Ledger.Domain.Publications;

/// <summary>What a printed figure counts.</summary>
public enum AmountUnit
{
    Yuan,

    /// <summary>万元, 10,000 yuan.</summary>
    Wan,

    /// <summary>亿元, 100,000,000 yuan.</summary>
    Yi,

    /// <summary>Months of payment capacity; no amount of money.</summary>
    Months,
}

/// <summary>
/// A decimal number exactly as a page carries it: a whole number of its last printed digit, and how many
/// digits stand after the point. 4.60 and 4.6 differ, since the second is the less exact statement.
/// </summary>
public readonly partial record struct PublishedAmount(BigInteger LastDigits, int Digits, AmountUnit Unit)
{
    /// <summary>What <see cref="TryParse"/> takes, in words for the person whose figure it refuses.</summary>
    public const string Shape = "1 to 15 digits, with up to 6 more after a point, and no grouping";

    /// <summary>Reads ASCII digits as <see cref="Shape"/> says; a figure may be negative.</summary>
    public static bool TryParse(string text, AmountUnit unit, out PublishedAmount amount)
    {
        amount = default;
        if (!Pattern().IsMatch(text)) return false;
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var lastDigits = BigInteger.Parse(text.Replace(".", "", StringComparison.Ordinal),
            NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        amount = new(lastDigits, point < 0 ? 0 : text.Length - point - 1, unit);
        return true;
    }

    /// <summary>The number with all its printed digits and no unit: <c>-1305.20</c>.</summary>
    public override string ToString()
    {
        var digits = BigInteger.Abs(LastDigits)
            .ToString(CultureInfo.InvariantCulture).PadLeft(Digits + 1, '0');
        var number = Digits == 0 ? digits : $"{digits[..^Digits]}.{digits[^Digits..]}";
        return LastDigits.Sign < 0 ? $"-{number}" : number;
    }

    [GeneratedRegex(@"\A-?[0-9]{1,15}(\.[0-9]{1,6})?\z")]
    private static partial Regex Pattern();
}

/// <summary>Units of money against each other, in whole numbers.</summary>
internal static class AmountUnits
{
    // Half of the sixth digit after the point of a yuan is five of these, so every figure and every half of a
    // last digit is a whole number of grains.
    private static readonly BigInteger GrainsPerYuan = BigInteger.Pow(10, 7);

    /// <summary>Grains in one of the unit; a grain is a ten-millionth of a yuan.</summary>
    public static BigInteger Grains(this AmountUnit unit) => unit switch
    {
        AmountUnit.Yuan => GrainsPerYuan,
        AmountUnit.Wan => GrainsPerYuan * 10_000,
        AmountUnit.Yi => GrainsPerYuan * 100_000_000,
        _ => throw new UnreachableException($"{unit} is no unit of money."),
    };
}
