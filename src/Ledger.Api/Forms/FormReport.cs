using Ledger.Api.CommandLine;
using Ledger.Api.Sheets;
using Spectre.Console;

namespace Ledger.Api.Forms;

/// <summary>A form of one sheet, printed as the sheet is.</summary>
internal static class FormReport
{
    public static Report Of(LedgerContext ledger, object answer, string pool, long position, Func<SheetWords, Sheet> sheet,
        IReadOnlyList<IReadOnlyList<string?>> csv, bool finding = false) => new(answer, pool, position, csv,
        console => Print(console, sheet(SheetWords.Of(ledger)), position), words => [sheet(words)], finding);

    private static void Print(IAnsiConsole console, Sheet sheet, long position)
    {
        var table = PlainConsole.Table([.. sheet.Columns.Select(column => column.Heading)]);
        foreach (var row in sheet.Rows)
        {
            table.AddRow(sheet.Columns.Select((column, index) =>
            {
                var text = new Text(PlainLine.Of(CellText.Shown(column.Kind, index < row.Cells.Count ? row.Cells[index] : null)));
                return column.Kind is CellKind.Text or CellKind.Date ? text : text.RightJustified();
            }));
        }
        console.WriteSection($"{sheet.Title}, {PlainLine.Of(sheet.Heading)}, position {position}", table);
        foreach (var note in sheet.Notes) console.WriteLine(PlainLine.Of(note));
    }
}
