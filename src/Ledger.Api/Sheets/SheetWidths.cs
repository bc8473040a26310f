namespace Ledger.Api.Sheets;

/// <summary>How wide text is, in digits.</summary>
internal static class SheetWidths
{
    // Chinese and full-width characters are as wide as two digits.
    private const char FirstWide = '\u2E80';

    public static int Of(string text) => text.Sum(character => character >= FirstWide ? 2 : 1);

    /// <summary>What a column of the kind needs, where its rows are not known ahead.</summary>
    public static int Usual(CellKind kind) => kind switch
    {
        CellKind.Money => 16,
        CellKind.Date => 11,
        CellKind.Text => 24,
        _ => 9,
    };
}
