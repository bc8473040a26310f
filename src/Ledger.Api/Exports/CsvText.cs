namespace Ledger.Api.Exports;

/// <summary>
/// A cell of text (RFC 4180). A spreadsheet takes a cell that begins with = + - @ for a formula, and one with a tab or
/// a line end may hide one; such a text is given an apostrophe before it, and so is one that begins with an
/// apostrophe. Who reads it takes one leading apostrophe away and has the text as it was.
/// </summary>
internal static class CsvText
{
    private const string Risky = "=+-@\t\r\n'";

    public static string Cell(string text)
    {
        if (text.Length > 0 && Risky.Contains(text[0], StringComparison.Ordinal)) text = "'" + text;
        return text.AsSpan().ContainsAny(",\"\r\n")
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;
    }
}
