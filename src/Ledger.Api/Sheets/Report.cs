using System.Globalization;
using System.Text;
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

    /// <summary>The answer as JSON is written.</summary>
    public string JsonText => JsonSerializer.Serialize(Json, Json.GetType(), JsonOutput.Options) + "\n";

    /// <summary>The answer as CSV is written.</summary>
    public string CsvLines => CsvText.Of(Csv);

    /// <summary>The sheets in a form, as the file would have them.</summary>
    /// <exception cref="UserError">There is no font for its pages.</exception>
    public async Task<byte[]> SheetsAs(string format, LedgerContext ledger, SheetWords words, CancellationToken cancellationToken)
    {
        var fonts = format == OutputOptions.Pdf ? PageFonts.Find() : null;
        var stamp = await SheetStamp.Of(ledger, words, Positions, cancellationToken);
        using var file = new MemoryStream();
        WriteSheets(file, Sheets(words), stamp, words, fonts);
        return file.ToArray();
    }

    /// <summary>Writes it in a form, to a file or to standard output.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="UserError">The file cannot be written, or there is no font for its pages.</exception>
    public async Task<int> Write(LedgerContext ledger, Output output, CancellationToken cancellationToken)
    {
        // A terminal decides the width of what is printed on it at once.
        if (output.Format == OutputOptions.Table && output.File is null) Print(PlainConsole.On(output.Writer));
        else
        {
            var write = await Writer(ledger, output.Format, cancellationToken);
            if (output.File is { } path) await WholeOutput.File(path, file =>
            {
                write(file);
                return Task.CompletedTask;
            });
            else await output.Writer.WriteAsync(TextOf(output.Format));
        }
        return Finding ? ExitCodes.Finding : ExitCodes.Fine;
    }

    /// <summary>What writes it in a form to a stream. Whatever may be missing is missed before a file is begun.</summary>
    /// <exception cref="UserError">There is no font for its pages, or a data file or a checkpoint cannot be read.</exception>
    public async Task<Action<Stream>> Writer(LedgerContext ledger, string format, CancellationToken cancellationToken)
    {
        if (format is not (OutputOptions.Xlsx or OutputOptions.Pdf)) return stream => stream.Write(Encoding.UTF8.GetBytes(TextOf(format)));
        var fonts = format == OutputOptions.Pdf ? PageFonts.Find() : null;
        var words = SheetWords.Of(ledger);
        var stamp = await SheetStamp.Of(ledger, words, Positions, cancellationToken);
        var sheets = Sheets(words);
        return stream =>
        {
            WriteSheets(stream, sheets, stamp, words, fonts);
        };
    }

    private static void WriteSheets(Stream stream, IReadOnlyList<Sheet> sheets, SheetStamp stamp, SheetWords words, PageFonts? fonts)
    {
        if (fonts is null) WorkbookWriter.Write(stream, sheets, stamp, words);
        else SheetPages.Write(stream, sheets, stamp, words, fonts);
    }

    private string TextOf(string format)
    {
        if (format == OutputOptions.Json) return JsonText;
        if (format == OutputOptions.Csv) return CsvLines;
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        Print(PlainConsole.On(text));
        return text.ToString();
    }
}
