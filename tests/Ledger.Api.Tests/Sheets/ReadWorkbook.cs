using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;

namespace Ledger.Api.Tests.Sheets;

/// <summary>A cell as it stands in a workbook's file.</summary>
/// <param name="IsText">A string; else a number or empty.</param>
internal sealed record ReadCell(string Text, bool IsText);

/// <summary>A workbook that was written, read back with the OpenXml SDK, whose validator finds no error in it.</summary>
internal sealed class ReadWorkbook
{
    private const int HeaderRows = 3;

    private static readonly char[] _letters = [.. Enumerable.Range('A', 26).Select(letter => (char)letter)];

    private ReadWorkbook(Dictionary<string, List<List<ReadCell>>> sheets) => Sheets = sheets;

    /// <summary>By name, in order: all rows, title and heading first.</summary>
    public IReadOnlyDictionary<string, List<List<ReadCell>>> Sheets { get; }

    public static ReadWorkbook Of(string path) => Of(File.ReadAllBytes(path));

    public static ReadWorkbook Of(byte[] bytes)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);
        new OpenXmlValidator().Validate(document).Select(error => $"{error.Path?.XPath}: {error.Description}").ShouldBeEmpty();
        var workbook = document.WorkbookPart!;
        var sheets = new Dictionary<string, List<List<ReadCell>>>();
        foreach (var sheet in workbook.Workbook.Descendants<Sheet>())
        {
            var rows = ((WorksheetPart)workbook.GetPartById(sheet.Id!)).Worksheet.Descendants<Row>();
            sheets.Add(sheet.Name!, [.. rows.Select((row, index) => RowOf(row, index + 1))]);
        }
        return new(sheets);
    }

    /// <summary>The rows of a sheet under its columns' headings.</summary>
    public IReadOnlyList<List<ReadCell>> Rows(string sheet) => Sheets[sheet][HeaderRows..];

    /// <summary>The texts of a column, as many as asked for.</summary>
    public IReadOnlyList<string> Column(string sheet, string heading, int rows)
    {
        var column = Sheets[sheet][HeaderRows - 1].FindIndex(cell => cell.Text == heading);
        column.ShouldBeGreaterThanOrEqualTo(0, heading);
        return [.. Rows(sheet).Take(rows).Select(row => row[column].Text)];
    }

    // A cell stands where its reference says, in a row after the other; a reader repairs, or moves, what does not.
    private static List<ReadCell> RowOf(Row row, int number)
    {
        row.RowIndex!.Value.ShouldBe((uint)number);
        var cells = row.Elements<Cell>().ToList();
        cells.ShouldAllBe(cell => cell.CellReference!.Value!.TrimStart(_letters) == $"{number}");
        cells.Select(cell => cell.CellReference!.Value!.Length).ShouldBeInOrder();
        cells.Select(cell => cell.CellReference!.Value!).Distinct().Count().ShouldBe(cells.Count);
        return [.. cells.Select(Read)];
    }

    private static ReadCell Read(Cell cell)
    {
        // No cell computes anything.
        cell.CellFormula.ShouldBeNull();
        return cell.DataType?.Value == CellValues.InlineString
            ? new(cell.InlineString!.Text!.Text, true)
            : new(cell.CellValue?.Text ?? "", false);
    }
}
