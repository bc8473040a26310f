using System.Globalization;
using System.Text.Json;
using Ledger.Api.CommandLine;
using Ledger.Api.Sheets.Pages;
using Ledger.Api.Sheets.Workbooks;
using Spectre.Console;

namespace Ledger.Api.Sheets;

/// <summary>One answer in all the ways in which it is given; every figure comes from the same text.</summary>
/// <param name="Json">The answer.</param>
/// <param name="Positions">The state of the books, by pool.</param>
/// <param name="Csv">Rows of fields, the header first.</param>
/// <param name="Print">Prints it as a table.</param>
/// <param name="Sheets">The answer as sheets; one at least.</param>
/// <param name="Finding">The answer shows something that is wrong; the verb then ends with 1.</param>
internal sealed record Report(object Json, IReadOnlyDictionary<string, long> Positions,
    IReadOnlyList<IReadOnlyList<string?>> Csv, Action<IAnsiConsole> Print, Func<SheetWords, IReadOnlyList<Sheet>> Sheets,
    bool Finding = false)
{
    /// <summary>Of one pool.</summary>
    public Report(object json, string pool, long position, IReadOnlyList<IReadOnlyList<string?>> csv,
        Action<IAnsiConsole> print, Func<SheetWords, IReadOnlyList<Sheet>> sheets, bool finding = false)
        : this(json, new Dictionary<string, long> { [pool] = position }, csv, print, sheets, finding)
    {
    }

    /// <summary>Writes it in a form, to a file or to standard output.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="UserError">The file cannot be written, or there is no font for its pages.</exception>
    public async Task<int> Write(LedgerContext ledger, Output output, CancellationToken cancellationToken)
    {
        if (output.Format is OutputOptions.Xlsx or OutputOptions.Pdf)
            await WriteSheets(ledger, output.Format, output.File!, cancellationToken);
        else await WriteText(output);
        return Finding ? ExitCodes.Finding : ExitCodes.Fine;
    }

    private async Task WriteSheets(LedgerContext ledger, string format, string file, CancellationToken cancellationToken)
    {
        // What may be missing is missed before a file is begun.
        var fonts = format == OutputOptions.Pdf ? PageFonts.Find() : null;
        var words = SheetWords.Of(ledger);
        var stamp = await SheetStamp.Of(ledger, words, Positions, cancellationToken);
        var sheets = Sheets(words);
        await WholeOutput.File(file, stream =>
        {
            if (fonts is null) WorkbookWriter.Write(stream, sheets, stamp, words);
            else SheetPages.Write(stream, sheets, stamp, words, fonts);
            return Task.CompletedTask;
        });
    }

    private async Task WriteText(Output output)
    {
        await using var text = new StringWriter(CultureInfo.InvariantCulture);
        // A terminal decides the width of what is printed on it at once.
        if (output.Format == OutputOptions.Table) Print(PlainConsole.On(output.File is null ? output.Writer : text));
        else if (output.Format == OutputOptions.Json) await text.WriteAsync(JsonSerializer.Serialize(Json, Json.GetType(), JsonOutput.Options) + "\n");
        else await text.WriteAsync(CsvText.Of(Csv));
        if (output.File is null) await output.Writer.WriteAsync(text.ToString());
        else await WholeOutput.File(output.File, file => file.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text.ToString())).AsTask());
    }
}
