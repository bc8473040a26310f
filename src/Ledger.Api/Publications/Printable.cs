namespace Ledger.Api.Publications;

/// <summary>Text of a file made fit for a message: a terminal must not obey what a file holds.</summary>
internal static class Printable
{
    private const int LengthMax = 60;

    /// <summary>The text without control characters, cut to 60 characters.</summary>
    public static string Of(string text)
    {
        var plain = text.Take(LengthMax).Select(letter => char.IsControl(letter) ? '?' : letter);
        return string.Concat(plain) + (text.Length > LengthMax ? "…" : "");
    }
}
