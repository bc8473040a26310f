using System.Text;
using System.Text.RegularExpressions;

namespace Ledger.Api.Sheets;

/// <summary>Rows of CSV: comma, quotes where needed, one line feed a row.</summary>
internal static partial class CsvText
{
    public static string Of(IEnumerable<IReadOnlyList<string?>> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows) text.Append(Row(row));
        return text.ToString();
    }

    public static string Row(IEnumerable<string?> fields) => string.Join(',', fields.Select(Field)) + "\n";

    private static string Field(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        // A spreadsheet takes such a field for a formula. An amount below zero is no formula, and stays a number.
        if (Formula().IsMatch(text) && !Number().IsMatch(text)) text = "'" + text;
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    [GeneratedRegex(@"^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r]", RegexOptions.CultureInvariant)]
    private static partial Regex Formula();

    [GeneratedRegex(@"^-[0-9]+(\.[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
