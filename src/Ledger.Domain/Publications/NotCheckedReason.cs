namespace Ledger.Domain.Publications;

/// <summary>
/// Why nothing could be held against a line, in words that say what would have to be printed.
/// </summary>
internal static class NotCheckedReason
{
    public static string Of(PublishedTable table, PublicationRow row) => row switch
    {
        { Amount.Unit: AmountUnit.Months } => "of the figures in months only the line months is recomputed",
        { Line: PublishedLine.Surplus } => "income.total and expenditure.total are not both printed",
        { Line: PublishedLine.Closing or PublishedLine.Adjusted } when table[PublishedLine.Opening] is null =>
            "opening is not printed",
        { Line: PublishedLine.Opening or PublishedLine.Adjusted } when table[PublishedLine.Closing] is null =>
            "closing is not printed",
        { Line: PublishedLine.Opening or PublishedLine.Adjusted or PublishedLine.Closing } =>
            "neither income.total and expenditure.total nor surplus is printed",
        { Line: PublishedLine.Total } =>
            "neither opening and income.total nor expenditure.total and closing are printed",
        _ => OfBreakdown(table, row),
    };

    private static string OfBreakdown(PublishedTable table, PublicationRow row)
    {
        var parent = PublishedLine.ParentOf(row.Line);
        if (parent is null) return "none of its parts is printed";
        if (table[parent] is null) return $"its parent {parent} is not printed";
        return "an of-which line is bounded by its parent only where neither can be negative";
    }
}
