namespace Ledger.Domain.Publications;

/// <summary>The lines that tie-out knows by name, and which line is whose parent.</summary>
public static class PublishedLine
{
    public const string Opening = "opening";

    /// <summary>
    /// What moved the opening after it was struck; joins the closing, is no part of the opening.
    /// </summary>
    public const string Adjusted = "opening.adjusted";

    public const string IncomeTotal = "income.total";
    public const string ExpenditureTotal = "expenditure.total";
    public const string Benefits = "expenditure.benefits";
    public const string ToLower = "expenditure.to-lower";
    public const string ToUpper = "expenditure.to-upper";
    public const string Surplus = "surplus";
    public const string Closing = "closing";
    public const string ClosingPooled = "closing.pooled";
    public const string ClosingPersonal = "closing.personal";

    /// <summary>总计 of the statutory form: its left and its right column come to the same.</summary>
    public const string Total = "total";

    public const string Months = "months";

    /// <summary>The line that this one belongs to; null for a line that stands by itself.</summary>
    public static string? ParentOf(string line) => (line, PrefixOf(line)) switch
    {
        (Adjusted, _) or (_, null) => null,
        (IncomeTotal or ExpenditureTotal, _) => null,
        (_, "income") => IncomeTotal,
        (_, "expenditure") => ExpenditureTotal,
        (_, var prefix) => prefix,
    };

    /// <summary>The line without its last word; null when it has only one.</summary>
    public static string? PrefixOf(string line) =>
        line.LastIndexOf('.') is var dot and >= 0 ? line[..dot] : null;

    /// <summary>小计: repeats the sum of lines above it, so it is never added up beside them.</summary>
    public static bool IsSubtotal(string line) => line is "income.subtotal" or "expenditure.subtotal";

    /// <summary>Money between levels of government, which the form prints below its subtotal.</summary>
    public static bool IsBelowSubtotal(string line) =>
        line is "income.from-upper" or "income.from-lower" or ToLower or ToUpper;
}
