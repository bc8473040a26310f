using System.Globalization;
using System.Text;
using Ledger.Api.CommandLine;

namespace Ledger.Api.Sheets.Pages;

/// <summary>Sheets as pages of A4 to sign (PDF): each begins on a page of its own, its columns' heads on all of its pages.</summary>
internal sealed class SheetPages
{
    private const double TitleSize = 16;
    private const double SmallSize = 8;
    private const double Bottom = 56;
    private const double FootSize = SmallSize - 1;
    private const double FootTop = 38;

    private readonly PageFonts _fonts;
    private readonly List<Page> _pages = [];

    private SheetPages(PageFonts fonts) => _fonts = fonts;

    /// <exception cref="UserError">A sheet does not fit on A4.</exception>
    public static void Write(
        Stream target, IReadOnlyList<Sheet> sheets, SheetStamp stamp, SheetWords words, PageFonts fonts)
    {
        var pages = new SheetPages(fonts);
        foreach (var sheet in sheets) pages.Add(sheet);
        pages.Save(target, sheets[0].Title, stamp, words);
    }

    private void Add(Sheet sheet)
    {
        var layout = SheetLayout.Of(sheet, _fonts);
        var page = Begin(layout);
        page.Y -= TitleSize;
        Bold(page, TitleSize, Math.Max(SheetLayout.Margin, (layout.PageWidth - (_fonts.WidthOf(sheet.Title) * TitleSize)) / 2), sheet.Title);
        page.Y -= 22;
        Put(page, SheetLayout.Margin, SmallSize + 1, sheet.Heading);
        if (sheet.Unit is { } unit)
            Put(page, layout.PageWidth - SheetLayout.Margin - (_fonts.WidthOf(unit) * (SmallSize + 1)), SmallSize + 1, unit);
        page.Y -= 6;
        Heads(page, sheet, layout);
        foreach (var row in sheet.Rows)
        {
            var cells = Cells(sheet, row, layout);
            if (page.Y - HeightOf(cells, layout) < Bottom)
            {
                page = Continue(sheet, layout);
                Heads(page, sheet, layout);
            }
            Row(page, sheet, layout, cells, row.Level);
        }
        Close(page, sheet, layout);
    }

    private Page Begin(SheetLayout layout)
    {
        var page = new Page(layout);
        _pages.Add(page);
        return page;
    }

    // A page that lies alone still says what it is a page of.
    private Page Continue(Sheet sheet, SheetLayout layout)
    {
        var page = Begin(layout);
        page.Y -= SmallSize;
        Put(page, SheetLayout.Margin, SmallSize, $"{sheet.Title}    {sheet.Heading}");
        page.Y -= 6;
        return page;
    }

    private void Heads(Page page, Sheet sheet, SheetLayout layout)
    {
        var heads = sheet.Columns.Select((column, index) =>
            SheetLayout.Lines(column.Heading, layout.Columns[index] - (2 * SheetLayout.Padding), layout.Size, _fonts)).ToList();
        Draw(page, layout, heads, (index, line) => (layout.Columns[index] - (_fonts.WidthOf(line) * layout.Size)) / 2, bold: true);
    }

    private List<IReadOnlyList<string>> Cells(Sheet sheet, SheetRow row, SheetLayout layout) =>
    [
        .. sheet.Columns.Select((column, index) =>
        {
            var text = PlainLine.Of(CellText.Shown(column.Kind, SheetLayout.CellOf(row, index)));
            var width = layout.Columns[index] - (2 * SheetLayout.Padding) - (IsSetIn(row.Level, index) ? SheetLayout.Indent : 0);
            return column.Kind == CellKind.Text ? SheetLayout.Lines(text, width, layout.Size, _fonts) : [text];
        }),
    ];

    private void Row(Page page, Sheet sheet, SheetLayout layout, List<IReadOnlyList<string>> cells, RowLevel level) =>
        Draw(page, layout, cells, (index, line) => sheet.Columns[index].Kind switch
        {
            CellKind.Text => SheetLayout.Padding + (IsSetIn(level, index) ? SheetLayout.Indent : 0),
            CellKind.Date => (layout.Columns[index] - (_fonts.WidthOf(line) * layout.Size)) / 2,
            _ => layout.Columns[index] - SheetLayout.Padding - (_fonts.WidthOf(line) * layout.Size),
        }, level is RowLevel.Total or RowLevel.Heading);

    private void Draw(Page page, SheetLayout layout, List<IReadOnlyList<string>> cells, Func<int, string, double> place, bool bold)
    {
        var height = HeightOf(cells, layout);
        var x = SheetLayout.Margin;
        for (var index = 0; index < cells.Count; index++)
        {
            page.Content.Append(CultureInfo.InvariantCulture,
                $"{x:0.##} {page.Y - height:0.##} {layout.Columns[index]:0.##} {height:0.##} re S\n");
            // Lines stand in the middle of the row's height.
            var top = page.Y - ((height - (cells[index].Count * layout.LineHeight)) / 2);
            for (var line = 0; line < cells[index].Count; line++)
            {
                var text = cells[index][line];
                Write(page, x + place(index, text), top - (line * layout.LineHeight) - layout.Size, layout.Size, text, bold);
            }
            x += layout.Columns[index];
        }
        page.Y -= height;
    }

    // Notes and signatures stand together, on a page of their own where there is no room.
    private void Close(Page page, Sheet sheet, SheetLayout layout)
    {
        var notes = sheet.Notes.SelectMany(note => SheetLayout.Lines(PlainLine.Of(note), layout.Width, SmallSize, _fonts)).ToList();
        var slot = sheet.Signatures.Count == 0 ? 0 : sheet.Signatures.Max(one => _fonts.WidthOf(one) * (SmallSize + 1)) + 90;
        var inRow = sheet.Signatures.Count == 0 ? 1 : Math.Clamp((int)(layout.Width / slot), 1, sheet.Signatures.Count);
        var rows = (sheet.Signatures.Count + inRow - 1) / inRow;
        if (page.Y - (notes.Count * SmallSize * 1.4) - (rows * 30) - 12 < Bottom) page = Continue(sheet, layout);
        page.Y -= 6;
        foreach (var note in notes)
        {
            page.Y -= SmallSize * 1.4;
            Put(page, SheetLayout.Margin, SmallSize, note);
        }
        for (var index = 0; index < sheet.Signatures.Count; index++)
        {
            if (index % inRow == 0) page.Y -= 30;
            Put(page, SheetLayout.Margin + (index % inRow * layout.Width / inRow), SmallSize + 1, sheet.Signatures[index] + ":");
        }
    }

    private void Save(Stream target, string title, SheetStamp stamp, SheetWords words)
    {
        var file = new PdfFile();
        var tree = file.Reserve();
        var resources = file.Reserve();
        var kids = new List<int>();
        for (var index = 0; index < _pages.Count; index++)
        {
            var page = _pages[index];
            var number = words.Say($"Page {index + 1} of {_pages.Count}", $"第 {index + 1} 页 共 {_pages.Count} 页");
            Foot(page, stamp, number);
            var content = file.AddStream(Encoding.ASCII.GetBytes(page.Content.ToString()));
            kids.Add(file.Add(string.Create(CultureInfo.InvariantCulture,
                $"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {page.Layout.PageWidth:0.##} {page.Layout.PageHeight:0.##}] "
                + $"/Resources {resources} 0 R /Contents {content} 0 R >>")));
        }
        file.Set(resources, $"<< /Font << {_fonts.Embed(file)}>> >>");
        file.Set(tree, $"<< /Type /Pages /Count {kids.Count} /Kids [{string.Join(' ', kids.Select(kid => $"{kid} 0 R"))}] >>");
        var catalog = file.Add($"<< /Type /Catalog /Pages {tree} 0 R /ViewerPreferences << /DisplayDocTitle true >> >>");
        file.Save(target, catalog, title, stamp.Recorded);
    }

    // Which books these are on the left, in lines that leave room for the number of the page on the right.
    private void Foot(Page page, SheetStamp stamp, string number)
    {
        var ofNumber = _fonts.WidthOf(number) * FootSize;
        page.Y = FootTop;
        Put(page, page.Layout.PageWidth - SheetLayout.Margin - ofNumber, FootSize, number);
        foreach (var part in (string?[])[stamp.Footer, stamp.Signed])
        {
            if (part is null) continue;
            foreach (var line in SheetLayout.Lines(part, page.Layout.Width - ofNumber - (2 * FootSize), FootSize, _fonts))
            {
                Put(page, SheetLayout.Margin, FootSize, line);
                page.Y -= FootSize * 1.35;
            }
        }
    }

    private static double HeightOf(List<IReadOnlyList<string>> cells, SheetLayout layout) =>
        (cells.Max(lines => lines.Count) * layout.LineHeight) + (2 * SheetLayout.Padding) - 1;

    private static bool IsSetIn(RowLevel level, int column) => level == RowLevel.Part && column == 0;

    private void Bold(Page page, double size, double x, string text) => Write(page, x, page.Y, size, text, bold: true);

    private void Put(Page page, double x, double size, string text) => Write(page, x, page.Y, size, text, bold: false);

    // There is one weight of the Chinese font: what is bold is also drawn around.
    private void Write(Page page, double x, double y, double size, string text, bool bold)
    {
        if (bold) page.Content.Append(CultureInfo.InvariantCulture, $"2 Tr {size / 40:0.##} w ");
        _fonts.Append(page.Content, x, y, size, text);
        if (bold) page.Content.Append("0 Tr 0.5 w\n");
    }

    private sealed class Page(SheetLayout layout)
    {
        public SheetLayout Layout { get; } = layout;

        public StringBuilder Content { get; } = new("0.5 w\n");

        /// <summary>Where the next thing goes; falls as the page fills.</summary>
        public double Y { get; set; } = layout.PageHeight - SheetLayout.Margin;
    }
}
