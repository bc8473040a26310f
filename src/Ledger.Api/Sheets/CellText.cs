using System.Globalization;
using System.Text.RegularExpressions;

namespace Ledger.Api.Sheets;

/// <summary>How the text of a cell is read and shown.</summary>
internal static partial class CellText
{
    /// <summary>
    /// Whether the text is a figure of the column's kind. In a column of amounts, <c>unknown</c> is not one and stays a word.
    /// </summary>
    public static bool IsFigure(CellKind kind, string? text) => text is not null && kind switch
    {
        CellKind.Text => false,
        CellKind.Date => Date().IsMatch(text),
        CellKind.Count or CellKind.Number => Whole().IsMatch(text),
        _ => Decimal().IsMatch(text),
    };

    /// <summary>As people read it: thousands apart, a minus before what is negative, shares in per cent.</summary>
    public static string Shown(CellKind kind, string? text)
    {
        if (text is null || !IsFigure(kind, text)) return text ?? "";
        return kind switch
        {
            CellKind.Money or CellKind.Months or CellKind.Percent => Number(text).ToString("#,##0.00", CultureInfo.InvariantCulture),
            CellKind.Share => (Number(text) * 100).ToString("0.00", CultureInfo.InvariantCulture) + "%",
            CellKind.Count => Number(text).ToString("#,##0", CultureInfo.InvariantCulture),
            _ => text,
        };
    }

    /// <summary>Digits of the number, without leading zeroes, sign and point.</summary>
    public static int DigitsOf(string number) => number.Where(char.IsAsciiDigit).SkipWhile(digit => digit == '0').Count();

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Date();

    [GeneratedRegex(@"^-?[0-9]{1,18}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();

    [GeneratedRegex(@"^-?[0-9]{1,20}(\.[0-9]{1,4})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Decimal();
}
