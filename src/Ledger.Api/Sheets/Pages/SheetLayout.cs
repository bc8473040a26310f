using System.Text;
using Ledger.Api.CommandLine;

namespace Ledger.Api.Sheets.Pages;

/// <summary>
/// How a sheet lies on A4: upright where it fits in a readable size, else across, else smaller with its words broken into
/// lines. Figures are never broken. Lengths are in points.
/// </summary>
/// <param name="Columns">The widths of the columns; they fill the page.</param>
internal sealed record SheetLayout(double PageWidth, double PageHeight, double Size, IReadOnlyList<double> Columns)
{
    public const double Margin = 42;
    public const double Padding = 3;

    /// <summary>How far a part is set in under its line.</summary>
    public const double Indent = 10;

    private const double Short = 595.28;
    private const double Long = 841.89;
    private const double SizeUsual = 10;
    private const double SizeUpright = 8;
    private const double SizeAcross = 7;
    private const double SizeMin = 4.5;
    private const double Step = 0.5;

    /// <summary>The width, in sizes, below which words are not squeezed.</summary>
    private const double WordsMin = 8;

    public double Width => PageWidth - (2 * Margin);

    public double LineHeight => Size * 1.35;

    /// <exception cref="UserError">The columns fit on no page of A4.</exception>
    public static SheetLayout Of(Sheet sheet, PageFonts fonts)
    {
        var natural = sheet.Columns.Select((column, index) => sheet.Rows
            .Select(row => fonts.WidthOf(CellText.Shown(column.Kind, CellOf(row, index)))
                + (row.Level == RowLevel.Part && index == 0 ? Indent / SizeUpright : 0))
            // A heading may take two lines.
            .Append(fonts.WidthOf(column.Heading) / (column.Heading.Length > 6 ? 1.8 : 1)).Max()).ToList();
        return Fitting(natural, Short, Long, SizeUpright) ?? Fitting(natural, Long, Short, SizeAcross)
            ?? Squeezed(sheet, natural)
            ?? throw new UserError(UserLanguage.Say($"'{sheet.Title}' has too many columns for A4; write it with --format xlsx",
                $"“{sheet.Title}”列数过多, A4 纸容纳不下; 请用 --format xlsx"));
    }

    /// <summary>A cell's text; empty where the row is shorter than the sheet is wide.</summary>
    public static string? CellOf(SheetRow row, int column) => column < row.Cells.Count ? row.Cells[column] : null;

    /// <summary>The text in lines of a width: broken after spaces and beside Chinese characters, else anywhere.</summary>
    public static IReadOnlyList<string> Lines(string text, double width, double size, PageFonts fonts)
    {
        var lines = new List<string>();
        var (line, wide, mayBreak) = (new StringBuilder(), 0d, 0);
        foreach (var character in text.EnumerateRunes())
        {
            var needs = fonts.WidthOf(character.ToString()) * size;
            if (wide + needs > width && line.Length > 0)
            {
                var end = mayBreak > 0 ? mayBreak : line.Length;
                var rest = line.ToString(end, line.Length - end);
                lines.Add(line.ToString(0, end).TrimEnd());
                line.Clear().Append(rest);
                (wide, mayBreak) = (fonts.WidthOf(rest) * size, 0);
            }
            var isWide = character.Value >= 0x2E80;
            if (isWide && line.Length > 0) mayBreak = line.Length;
            line.Append(character.ToString());
            wide += needs;
            if (isWide || character.Value == ' ') mayBreak = line.Length;
        }
        if (line.Length > 0 || lines.Count == 0) lines.Add(line.ToString());
        return lines;
    }

    private static SheetLayout? Fitting(List<double> natural, double width, double height, double sizeMin)
    {
        for (var size = SizeUsual; size >= sizeMin; size -= Step)
        {
            var room = width - (2 * Margin) - (2 * Padding * natural.Count);
            var needed = natural.Sum() * size;
            if (needed > room) continue;
            // What is left over goes to every column alike.
            var more = (room - needed) / natural.Count;
            return new(width, height, size, [.. natural.Select(column => (column * size) + (2 * Padding) + more)]);
        }
        return null;
    }

    private static SheetLayout? Squeezed(Sheet sheet, List<double> natural)
    {
        var words = sheet.Columns.Select(column => column.Kind == CellKind.Text).ToList();
        var least = natural.Select((width, index) => words[index] ? Math.Min(width, WordsMin) : width).ToList();
        for (var size = SizeAcross; size >= SizeMin; size -= Step)
        {
            var room = Long - (2 * Margin) - (2 * Padding * natural.Count) - (least.Sum() * size);
            if (room < 0) continue;
            // Words get what is left, each by what it lacks.
            var lacking = natural.Zip(least, (width, has) => width - has).ToList();
            var share = lacking.Sum() > 0 ? room / (lacking.Sum() * size) : 0;
            return new(Long, Short, size,
                [.. least.Select((width, index) => ((width + (lacking[index] * Math.Min(share, 1))) * size) + (2 * Padding))]);
        }
        return null;
    }
}
