using System.Text.RegularExpressions;
using System.Xml;

namespace Ledger.Api.Sheets.Workbooks;

/// <summary>Text as it goes into a workbook's XML, whatever somebody wrote into a note.</summary>
internal static partial class WorkbookText
{
    /// <summary>The most that a cell may hold.</summary>
    private const int CharactersMax = 32_767;

    private const int SheetNameMax = 31;
    private const int FooterMax = 255;

    /// <summary>Markup is left to the writer of XML; here goes what XML cannot say, and what a reader would decode.</summary>
    public static string Of(string text)
    {
        // Readers take _x000D_ for a character of that number.
        var plain = Escape().Replace(XmlSafe(text), "_x005F_");
        return plain.Length <= CharactersMax ? plain : plain[..(CharactersMax - 1)] + "…";
    }

    /// <summary>
    /// A footer with lines on the left and the number of the page on the right; a line that no longer fits into what a reader
    /// takes is left out whole, since half a figure is another one.
    /// </summary>
    public static string Footer(IReadOnlyList<string?> lines, string right)
    {
        var left = "";
        foreach (var line in lines.OfType<string>())
        {
            // An ampersand begins an order.
            var more = (left.Length > 0 ? "\n" : "") + XmlSafe(line).Replace("&", "&&", StringComparison.Ordinal);
            if (left.Length + more.Length + right.Length + "&L&R".Length <= FooterMax) left += more;
        }
        return $"&L{left}&R{right}";
    }

    /// <summary>A sheet's name, without what may not stand in one.</summary>
    /// <param name="part">The part of a sheet that goes on; 1 for the first.</param>
    public static string NameOf(string name, int part)
    {
        var end = part > 1 ? $" ({part})" : "";
        var plain = Forbidden().Replace(XmlSafe(name), "-").Trim('\'');
        return (plain.Length + end.Length <= SheetNameMax ? plain : plain[..(SheetNameMax - end.Length)]) + end;
    }

    /// <summary>1 is A, 27 is AA.</summary>
    public static string Column(int number) =>
        number <= 26 ? $"{(char)('A' + number - 1)}" : Column((number - 1) / 26) + Column(((number - 1) % 26) + 1);

    private static string XmlSafe(string text)
    {
        if (text.All(XmlConvert.IsXmlChar)) return text;
        var safe = text.ToCharArray();
        for (var index = 0; index < safe.Length; index++)
        {
            if (XmlConvert.IsXmlChar(safe[index])) continue;
            if (index + 1 < safe.Length && XmlConvert.IsXmlSurrogatePair(safe[index + 1], safe[index])) index++;
            else safe[index] = '\uFFFD';
        }
        return new(safe);
    }

    [GeneratedRegex("_(?=x[0-9A-Fa-f]{4}_)", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();

    [GeneratedRegex(@"[\[\]:*?/\\]", RegexOptions.CultureInvariant)]
    private static partial Regex Forbidden();
}
