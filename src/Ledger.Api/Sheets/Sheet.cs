namespace Ledger.Api.Sheets;

/// <summary>What a column holds, which decides how a cell is written, aligned and formatted.</summary>
public enum CellKind
{
    Text,

    /// <summary>Yuan with two decimals.</summary>
    Money,

    /// <summary>Months of payment capacity, two decimals.</summary>
    Months,

    /// <summary>Per cent, two decimals: 98.76.</summary>
    Percent,

    /// <summary>A part of one, four decimals, shown as per cent: 0.9876.</summary>
    Share,

    /// <summary>A whole number.</summary>
    Count,

    /// <summary>The number of something, which nobody adds up: a position.</summary>
    Number,

    /// <summary>A date, yyyy-MM-dd.</summary>
    Date,
}

/// <summary>How a row stands among the others.</summary>
public enum RowLevel
{
    Line,

    /// <summary>A part of the line above it, set in.</summary>
    Part,

    /// <summary>The name of what follows.</summary>
    Heading,

    Total,
}

/// <param name="Key">The column's name in CSV.</param>
public sealed record SheetColumn(string Key, string Heading, CellKind Kind);

/// <param name="Cells">
/// As the JSON of the same answer has them, so that no writer can show another figure; null is an empty cell.
/// </param>
public sealed record SheetRow(RowLevel Level, IReadOnlyList<string?> Cells)
{
    /// <summary>Where no column says it: the statement line that each cell is the figure of; null for a cell that is of none.</summary>
    public IReadOnlyList<string?>? Lines { get; init; }

    public static SheetRow Line(params string?[] cells) => new(RowLevel.Line, cells);
}

/// <summary>
/// A table for people, with all that stands around it: built once from an answer, and rendered as a sheet of a workbook or
/// as pages.
/// </summary>
/// <param name="Name">What the sheet is called in a workbook.</param>
/// <param name="Heading">What stands above the columns: the pool, the period.</param>
/// <param name="Columns">One at least.</param>
public sealed record Sheet(
    string Name, string Title, string Heading, IReadOnlyList<SheetColumn> Columns, IReadOnlyList<SheetRow> Rows)
{
    /// <summary>The unit of the amounts; null where there are none.</summary>
    public string? Unit { get; init; }

    /// <summary>What the figures cover and what they do not.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Who signs, and where the seal goes.</summary>
    public IReadOnlyList<string> Signatures { get; init; } = [];
}
