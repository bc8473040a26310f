using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Ledger.Api.Sheets;
using Ledger.Api.Sheets.Workbooks;
using Ledger.Api.Tests.Samples;
using Ledger.Testing;
using NodaTime;
using NodaTime.Text;

namespace Ledger.Api.Tests.Sheets;

/// <summary>LibreOffice opens the workbooks as they are, without repairing them, and shows what is in them.</summary>
[Collection(VerbsCollection.Name)]
public sealed partial class LibreOfficeTests(LoadedSamples samples, PostgresFixture postgres) : IDisposable
{
    private const string Program = "/usr/bin/soffice";

    // Comma, quotes, UTF-8, from the first row, as it is shown, each sheet a file.
    private const string AsShown = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1";

    private static readonly string[] _views =
        ["statement-statutory", "balance-sheet", "budget", "ages", "trial-balance-month", "journal", "form-adjustments"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_shows_every_cell_as_it_was_written()
    {
        // Too large to be installed for the tests, so it is missing in CI as well.
        Assert.SkipUnless(File.Exists(Program), "LibreOffice is not installed (Debian: apt-get install libreoffice-calc-nogui)");
        var files = new List<string>();
        foreach (var view in ExportedViews.All.Where(view => _views.Contains(view.Name)))
        {
            files.Add(In($"{view.Name}.xlsx"));
            (await samples.Run([.. view.Arguments("330999"), "--format", "xlsx", "--out", files[^1]])).Errors.ShouldBeEmpty();
        }
        files.Count.ShouldBe(_views.Length);
        files.Add(await WithWords(["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"https://example.org\",\"x\")", "<b>&amp;</b>", "'", "1e5", "2025-01-01"]));
        // What would need a repair is not opened at all, and so not taken for a workbook that needs none.
        var broken = _folder.Write("broken.xlsx", (await File.ReadAllBytesAsync(files[0], TestContext.Current.CancellationToken))[..3000]);

        await Convert([.. files, broken]);

        Directory.GetFiles(_folder.Path, "broken*.csv").ShouldBeEmpty();
        foreach (var file in files)
        {
            foreach (var (name, written) in ReadWorkbook.Of(file).Sheets)
            {
                var shown = CsvRows.Of(await File.ReadAllTextAsync(
                    In($"{Path.GetFileNameWithoutExtension(file)}-{name}.csv"), TestContext.Current.CancellationToken));
                for (var row = 0; row < written.Count; row++) Compare(written[row], shown[row], $"{file} {name} row {row + 1}");
            }
        }
    }

    private static void Compare(IReadOnlyList<ReadCell> written, IReadOnlyList<string> shown, string place)
    {
        var texts = shown.Where(text => text != "").ToList();
        var cells = written.Where(cell => cell.Text != "").ToList();
        texts.Count.ShouldBe(cells.Count, place);
        foreach (var (cell, text) in cells.Zip(texts)) text.ShouldBeOneOf([.. ShownAs(cell)], place);
    }

    // By its format a whole number is one that is counted, one that names something, or a day.
    private static IEnumerable<string> ShownAs(ReadCell cell)
    {
        if (cell.IsText) return [cell.Text];
        if (Amount().IsMatch(cell.Text)) return [PdfText.Shown(cell.Text)];
        if (cell.Text.Contains('.', StringComparison.Ordinal)) return [PdfText.ShownAsShare(cell.Text)];
        var number = int.Parse(cell.Text, CultureInfo.InvariantCulture);
        return [cell.Text, number.ToString("N0", CultureInfo.InvariantCulture), LocalDatePattern.Iso.Format(new LocalDate(1899, 12, 30).PlusDays(number))];
    }

    private async Task<string> WithWords(string[] words)
    {
        await using var ledger = new LedgerContext(LedgerContext.DataSource(postgres.ConnectionString));
        using var file = new MemoryStream();
        WorkbookWriter.Write(file, [new("words", "title", "heading", [new("word", "Word", CellKind.Text), new("amount", "Amount", CellKind.Money)],
            [.. words.Select(word => SheetRow.Line(word, "1234.50"))])], new("foot", "signed", Instant.FromUtc(2025, 4, 2, 1, 2)), SheetWords.Of(ledger));
        return _folder.Write("words.xlsx", file.ToArray());
    }

    private async Task Convert(string[] files)
    {
        var run = await ProcessRun.Finish(ProcessRun.Start(new ProcessStartInfo(Program,
            [$"-env:UserInstallation=file://{In("profile")}", "--headless", "--convert-to", AsShown, "--outdir", _folder.Path, .. files])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        }));
        run.ExitCode.ShouldBe(0, run.Errors);
    }

    private string In(string name) => Path.Combine(_folder.Path, name);

    [GeneratedRegex(@"^-?[0-9]+\.[0-9]{2}\z")]
    private static partial Regex Amount();
}
