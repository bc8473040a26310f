using System.Text.RegularExpressions;

namespace Ledger.Api.Tests.Sheets;

/// <summary>The fields of CSV as another program reads them (RFC 4180), no field with a line end in it.</summary>
internal static class CsvRows
{
    public static IReadOnlyList<IReadOnlyList<string>> Of(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Fields)];

    private static IReadOnlyList<string> Fields(string row) =>
    [
        .. Regex.Matches(row, """(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))""").Select(match => match.Groups[1].Success
            ? match.Groups[1].Value.Replace("\"\"", "\"", StringComparison.Ordinal) : match.Groups[2].Value),
    ];
}
