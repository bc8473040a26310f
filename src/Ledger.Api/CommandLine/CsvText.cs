using System.Text;
using System.Text.RegularExpressions;

namespace Ledger.Api.CommandLine;

/// <summary>
/// CSV as it is given away (RFC 4180): comma, quotes where needed, one line feed a row. A spreadsheet takes a cell that
/// begins with = + - @ for a formula, and one with a tab or a line end may hide one; such a text is given an apostrophe
/// before it, and so is one that begins with an apostrophe. Who reads it takes one leading apostrophe away and has the
/// text as it was.
/// </summary>
internal static partial class CsvText
{
    public static string Of(IEnumerable<IReadOnlyList<string?>> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows) text.Append(Row(row));
        return text.ToString();
    }

    /// <summary>Fields of any kind: a number below zero is no formula, and stays a number.</summary>
    public static string Row(IEnumerable<string?> fields) => string.Join(',', fields.Select(field =>
        field is null || Number().IsMatch(field) ? field : Cell(field))) + "\n";

    /// <summary>A field that is anybody's words.</summary>
    public static string Cell(string text)
    {
        if (Formula().IsMatch(text)) text = "'" + text;
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    // Those of full width are taken for their narrow ones.
    [GeneratedRegex(@"^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n']", RegexOptions.CultureInvariant)]
    private static partial Regex Formula();

    [GeneratedRegex(@"^-[0-9]+(\.[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
