using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using Ledger.Domain;
using NodaTime;

namespace Ledger.Api.Sheets.Workbooks;

/// <summary>Writes one worksheet, row by row, so that none is kept.</summary>
internal sealed class WorksheetWriter : IDisposable
{
    /// <summary>Title, heading and columns, which stay in sight.</summary>
    public const int HeaderRows = 3;

    private const uint A4 = 9;
    private const int WidthMin = 9;
    private const int WidthMax = 48;
    private const int PortraitWidthMax = 95;

    /// <summary>A number cell is a double, of which readers keep 15 digits.</summary>
    private const int DigitsMax = 15;

    private static readonly LocalDate _dayZero = new(1899, 12, 30);

    private readonly Stream _part;
    private readonly OpenXmlWriter _xml;
    private readonly Sheet _sheet;
    private readonly string _footer;
    private readonly IReadOnlyList<int> _widths;
    private readonly List<string> _merged = [];

    public WorksheetWriter(Stream part, Sheet sheet, string footer)
    {
        (_part, _sheet, _footer, _widths) = (part, sheet, footer, [.. Widths(sheet)]);
        _xml = OpenXmlWriter.Create(part);
        _xml.WriteStartDocument(true);
        _xml.WriteStartElement(new Worksheet());
        _xml.WriteElement(new SheetProperties(new PageSetupProperties { FitToPage = true }));
        _xml.WriteElement(new SheetViews(new SheetView(new Pane
        {
            VerticalSplit = HeaderRows, TopLeftCell = $"A{HeaderRows + 1}", ActivePane = PaneValues.BottomLeft,
            State = PaneStateValues.Frozen,
        }) { WorkbookViewId = 0 }));
        _xml.WriteElement(new Columns(_widths.Select((width, index) => new Column
        {
            Min = (uint)index + 1, Max = (uint)index + 1, Width = width, CustomWidth = true,
        })));
        _xml.WriteStartElement(new SheetData());
        Words(WorkbookStyles.Title, _sheet.Title, 28);
        Top();
        Write(sheet.Columns.Select((column, index) => Text(index, WorkbookStyles.ColumnHeading, column.Heading)));
    }

    /// <summary>The rows that stand, from 1.</summary>
    public int Rows { get; private set; }

    public void Row(SheetRow row) => Write(_sheet.Columns.Select((column, index) => CellOf(
        index, column.Kind, row.Level, index < row.Cells.Count ? row.Cells[index] : null)));

    /// <summary>Ends the sheet with what stands below the rows.</summary>
    /// <param name="complete">The last part of the sheet: notes and signatures come here.</param>
    public void Close(bool complete)
    {
        if (complete)
        {
            var width = _widths.Sum();
            foreach (var note in _sheet.Notes)
                Words(WorkbookStyles.Note, note, 15 * (1 + (SheetWidths.Of(note) / Math.Max(width, 1))));
            if (_sheet.Signatures.Count > 0)
            {
                Words(WorkbookStyles.Note, "", null);
                Words(WorkbookStyles.Note, string.Join("            ", _sheet.Signatures.Select(one => one + ":")), 30);
            }
        }
        _xml.WriteEndElement();
        _xml.WriteElement(new MergeCells(_merged.Select(area => new MergeCell { Reference = area })));
        _xml.WriteElement(new PrintOptions { HorizontalCentered = true });
        _xml.WriteElement(new PageMargins { Left = 0.6, Right = 0.6, Top = 0.6, Bottom = 0.8, Header = 0.3, Footer = 0.4 });
        _xml.WriteElement(new PageSetup
        {
            PaperSize = A4, FitToWidth = 1, FitToHeight = 0,
            Orientation = _widths.Sum() > PortraitWidthMax ? OrientationValues.Landscape : OrientationValues.Portrait,
        });
        _xml.WriteElement(new HeaderFooter(new OddFooter(_footer)));
        _xml.WriteEndElement();
    }

    public void Dispose()
    {
        _xml.Dispose();
        _part.Dispose();
    }

    private static IEnumerable<int> Widths(Sheet sheet) => sheet.Columns.Select((column, index) => Math.Clamp(
        2 + sheet.Rows.Select(row => index < row.Cells.Count ? row.Cells[index] : null)
            .Select(text => SheetWidths.Of(CellText.Shown(column.Kind, text)))
            .Append(SheetWidths.Of(column.Heading)).Append(sheet.Rows.Count == 0 ? SheetWidths.Usual(column.Kind) : 0).Max(),
        WidthMin, WidthMax));

    private void Top()
    {
        var last = _sheet.Columns.Count;
        if (last > 2 || _sheet.Unit is null) Merge(1, _sheet.Unit is null ? last : last - 1);
        List<Cell> cells = [Text(0, WorkbookStyles.Heading, _sheet.Heading)];
        if (_sheet.Unit is { } unit) cells.Add(Text(last - 1, WorkbookStyles.Unit, unit));
        Write(cells);
    }

    // One text over the whole width.
    private void Words(uint style, string text, double? height)
    {
        Merge(1, _sheet.Columns.Count);
        Write([Text(0, style, text)], height);
    }

    private void Merge(int from, int to)
    {
        if (to > from) _merged.Add($"{WorkbookText.Column(from)}{Rows + 1}:{WorkbookText.Column(to)}{Rows + 1}");
    }

    private void Write(IEnumerable<Cell> cells, double? height = null)
    {
        // The cells first: they ask for the number of the row that is not written yet.
        var row = new Row(cells.ToList()) { RowIndex = (uint)Rows + 1 };
        Rows++;
        if (height is { } points) (row.Height, row.CustomHeight) = (points, true);
        _xml.WriteElement(row);
    }

    private Cell CellOf(int index, CellKind kind, RowLevel level, string? text)
    {
        var style = kind == CellKind.Text && level == RowLevel.Part ? WorkbookStyles.Part : WorkbookStyles.Of(kind, level);
        if (text is null) return Empty(index, style);
        // Another amount than that of the books would be worse than one that cannot be added up.
        if (!CellText.IsFigure(kind, text) || CellText.DigitsOf(text) > DigitsMax) return Text(index, style, text);
        // The text of the answer itself is the number: nothing is computed on the way.
        return new(new CellValue(kind == CellKind.Date ? DayNumber(text) : text))
        {
            CellReference = Reference(index), StyleIndex = style,
        };
    }

    private static string DayNumber(string text) => CashDates.TryParse(text, out var date)
        ? Period.DaysBetween(_dayZero, date).ToString(CultureInfo.InvariantCulture)
        : throw new System.Diagnostics.UnreachableException($"{text} is no date.");

    // Always a string, so that nothing in it is a formula.
    private Cell Text(int index, uint style, string text) => new(new InlineString(
        new Text(WorkbookText.Of(text)) { Space = SpaceProcessingModeValues.Preserve }))
    {
        CellReference = Reference(index), StyleIndex = style, DataType = CellValues.InlineString,
    };

    private Cell Empty(int index, uint style) => new() { CellReference = Reference(index), StyleIndex = style };

    private string Reference(int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{WorkbookText.Column(index + 1)}{Rows + 1}");
}
