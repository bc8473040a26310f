using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Ledger.Api.Sheets.Workbooks;

/// <summary>
/// Writes a workbook (XLSX) to a stream, one sheet after the other and row by row, so that a million rows take no memory.
/// The package around the parts is written here: the SDK's own keeps what it writes, and stamps it with the time of day.
/// </summary>
internal sealed class WorkbookWriter : IDisposable
{
    /// <summary>The rows that a sheet may have; what is longer goes on in a further sheet.</summary>
    public const int RowsMax = 1_048_576;

    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    // The first day that a ZIP can say: the same figures are the same bytes.
    private static readonly DateTimeOffset _noTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive _zip;
    private readonly string _footer;
    private readonly int _rowsMax;
    private readonly List<WrittenSheet> _written = [];

    /// <param name="target">Where it goes; stays open.</param>
    /// <param name="stamp">The state of the books.</param>
    /// <param name="words">The names of things.</param>
    /// <param name="rowsMax">The rows of a sheet, fewer in a test.</param>
    public WorkbookWriter(Stream target, SheetStamp stamp, SheetWords words, int rowsMax = RowsMax)
    {
        (_zip, _rowsMax) = (new(target, ZipArchiveMode.Create, leaveOpen: true), rowsMax);
        var pages = words.Say("Page &P of &N", "第 &P 页 共 &N 页");
        _footer = WorkbookText.Footer([stamp.Footer, stamp.Signed], pages);
        // By their kinds of files, so that it can stand first without knowing how many sheets follow.
        Part("[Content_Types].xml", """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            <Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
            <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
            <Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>
            </Types>
            """);
        Part("_rels/.rels", RelationsOf([("rId1", "officeDocument", "xl/workbook.xml")]));
        Part("xl/styles.xml", WorkbookStyles.Create());
    }

    /// <summary>Writes a whole workbook.</summary>
    public static void Write(Stream target, IReadOnlyList<Sheet> sheets, SheetStamp stamp, SheetWords words)
    {
        using var workbook = new WorkbookWriter(target, stamp, words);
        foreach (var sheet in sheets)
        {
            var part = workbook.Begin(sheet, 1);
            foreach (var row in sheet.Rows) part.Row(row);
            workbook.End(part, sheet, 1, complete: true);
        }
        workbook.Finish();
    }

    /// <summary>Writes a sheet whose rows come one by one, and as many further ones as it needs.</summary>
    public async Task Add(Sheet sheet, IAsyncEnumerable<SheetRow> rows, CancellationToken cancellationToken)
    {
        var number = 1;
        var part = Begin(sheet, number);
        // Room for what stands below the last row.
        var last = _rowsMax - sheet.Notes.Count - 2;
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            if (part.Rows == last)
            {
                End(part, sheet, number, complete: false);
                part = Begin(sheet, ++number);
            }
            part.Row(row);
        }
        End(part, sheet, number, complete: true);
    }

    /// <summary>Lists the sheets; nothing can be added after it.</summary>
    public void Finish()
    {
        var names = _written.Select((sheet, index) => (sheet.Name, Index: index, sheet)).ToList();
        Part("xl/workbook.xml", new DocumentFormat.OpenXml.Spreadsheet.Workbook(
            new BookViews(new WorkbookView()),
            new DocumentFormat.OpenXml.Spreadsheet.Sheets(names.Select(one => new DocumentFormat.OpenXml.Spreadsheet.Sheet
            {
                Name = one.Name, SheetId = (uint)one.Index + 1, Id = $"rId{one.Index + 1}",
            })),
            new DefinedNames(names.SelectMany(one => (DefinedName[])
            [
                new($"{Quoted(one.Name)}!$A$1:${WorkbookText.Column(one.sheet.Columns)}${one.sheet.Rows}")
                {
                    Name = "_xlnm.Print_Area", LocalSheetId = (uint)one.Index,
                },
                new($"{Quoted(one.Name)}!$1:${WorksheetWriter.HeaderRows}")
                {
                    Name = "_xlnm.Print_Titles", LocalSheetId = (uint)one.Index,
                },
            ]))));
        Part("xl/_rels/workbook.xml.rels", RelationsOf(
        [
            .. names.Select(one => ($"rId{one.Index + 1}", "worksheet", $"worksheets/sheet{one.Index + 1}.xml")),
            ($"rId{names.Count + 1}", "styles", "styles.xml"),
        ]));
    }

    public void Dispose() => _zip.Dispose();

    private WorksheetWriter Begin(Sheet sheet, int number)
    {
        var stream = Entry($"xl/worksheets/sheet{_written.Count + 1}.xml").Open();
        var title = number > 1 ? sheet with { Title = $"{sheet.Title} ({number})" } : sheet;
        return new(stream, title, _footer);
    }

    private void End(WorksheetWriter part, Sheet sheet, int number, bool complete)
    {
        part.Close(complete);
        part.Dispose();
        var name = WorkbookText.NameOf(sheet.Name, number);
        // Two that differ only past the length of a name.
        for (var again = 2; _written.Exists(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase)); again++)
            name = WorkbookText.NameOf(sheet.Name, again);
        _written.Add(new(name, sheet.Columns.Count, part.Rows));
    }

    private ZipArchiveEntry Entry(string name)
    {
        var entry = _zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = _noTime;
        return entry;
    }

    private void Part(string name, string text)
    {
        using var stream = Entry(name).Open();
        stream.Write(Encoding.UTF8.GetBytes(text));
    }

    private void Part(string name, OpenXmlElement root)
    {
        using var stream = Entry(name).Open();
        using var xml = OpenXmlWriter.Create(stream);
        xml.WriteStartDocument(true);
        xml.WriteElement(root);
    }

    private static string RelationsOf(IEnumerable<(string Id, string Kind, string Target)> relations) =>
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
        + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        + string.Concat(relations.Select(one =>
            $"<Relationship Id=\"{one.Id}\" Type=\"{Relations}/{one.Kind}\" Target=\"{one.Target}\"/>"))
        + "</Relationships>";

    private static string Quoted(string name) => $"'{name.Replace("'", "''", StringComparison.Ordinal)}'";

    private sealed record WrittenSheet(string Name, int Columns, int Rows);
}
