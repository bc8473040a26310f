using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Ledger.Api.Sheets.Workbooks;

/// <summary>The styles of a workbook and their numbers. Fonts stand in it by name: the reader's program has them.</summary>
internal static class WorkbookStyles
{
    public const uint Title = 1;
    public const uint Heading = 2;
    public const uint Unit = 3;
    public const uint ColumnHeading = 4;
    public const uint Note = 5;
    public const uint Part = 6;
    private const uint FirstOfCells = 7;

    private const string Font = "宋体";
    private const uint MoneyFormat = 164;
    private const uint DateFormat = 165;

    private static readonly CellKind[] _kinds = Enum.GetValues<CellKind>();

    /// <summary>The style of a cell: figures to the right, totals and headings bold.</summary>
    public static uint Of(CellKind kind, RowLevel level) =>
        FirstOfCells + (2 * (uint)kind) + (level is RowLevel.Total or RowLevel.Heading ? 1u : 0u);

    public static Stylesheet Create() => new(
        new NumberingFormats(
            // The forms show what is negative with a minus.
            new NumberingFormat { NumberFormatId = MoneyFormat, FormatCode = "#,##0.00;-#,##0.00" },
            new NumberingFormat { NumberFormatId = DateFormat, FormatCode = "yyyy-mm-dd" }) { Count = 2 },
        new Fonts(FontOf(10, bold: false), FontOf(10, bold: true), FontOf(16, bold: true)) { Count = 3 },
        // The first two fills are the format's own.
        new Fills(FillOf(PatternValues.None), FillOf(PatternValues.Gray125)) { Count = 2 },
        new Borders(new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder()),
            new Border(
                new LeftBorder { Style = BorderStyleValues.Thin }, new RightBorder { Style = BorderStyleValues.Thin },
                new TopBorder { Style = BorderStyleValues.Thin }, new BottomBorder { Style = BorderStyleValues.Thin },
                new DiagonalBorder())) { Count = 2 },
        new CellStyleFormats(new CellFormat()) { Count = 1 },
        new CellFormats(Formats()),
        new CellStyles(new CellStyle { Name = "Normal", FormatId = 0, BuiltinId = 0 }) { Count = 1 });

    private static IEnumerable<OpenXmlElement> Formats()
    {
        yield return new CellFormat();
        yield return Format(0, 2, border: false, HorizontalAlignmentValues.Center);
        yield return Format(0, 0, border: false, HorizontalAlignmentValues.Left);
        yield return Format(0, 0, border: false, HorizontalAlignmentValues.Right);
        yield return Format(0, 1, border: true, HorizontalAlignmentValues.Center, wraps: true);
        yield return Format(0, 0, border: false, HorizontalAlignmentValues.Left, wraps: true);
        yield return Format(0, 0, border: true, HorizontalAlignmentValues.Left, indent: 2);
        foreach (var kind in _kinds)
        {
            var side = kind switch
            {
                CellKind.Text => HorizontalAlignmentValues.Left,
                CellKind.Date => HorizontalAlignmentValues.Center,
                _ => HorizontalAlignmentValues.Right,
            };
            yield return Format(FormatOf(kind), 0, border: true, side);
            yield return Format(FormatOf(kind), 1, border: true, side);
        }
    }

    // Below 164 the formats are built in: 1 is 0, 3 is #,##0, 4 is #,##0.00, 10 is 0.00%.
    private static uint FormatOf(CellKind kind) => kind switch
    {
        CellKind.Text => 0,
        CellKind.Money => MoneyFormat,
        CellKind.Months or CellKind.Percent => 4,
        CellKind.Share => 10,
        CellKind.Count => 3,
        CellKind.Number => 1,
        CellKind.Date => DateFormat,
        _ => throw new System.Diagnostics.UnreachableException($"No format for {kind}."),
    };

    private static CellFormat Format(uint number, uint font, bool border, HorizontalAlignmentValues side,
        bool wraps = false, uint? indent = null) => new()
    {
        NumberFormatId = number, FontId = font, FillId = 0, BorderId = border ? 1u : 0u, FormatId = 0,
        ApplyNumberFormat = true, ApplyFont = true, ApplyBorder = true, ApplyAlignment = true,
        Alignment = new Alignment
        {
            Horizontal = side, Vertical = VerticalAlignmentValues.Center, WrapText = wraps ? true : null, Indent = indent,
        },
    };

    private static Font FontOf(double size, bool bold) => bold
        ? new(new Bold(), new FontSize { Val = size }, new FontName { Val = Font })
        : new(new FontSize { Val = size }, new FontName { Val = Font });

    private static Fill FillOf(PatternValues pattern) => new(new PatternFill { PatternType = pattern });
}
