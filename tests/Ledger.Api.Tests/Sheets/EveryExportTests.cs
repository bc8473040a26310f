using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ledger.Api.CommandLine;
using Ledger.Api.Tests.Samples;
using Ledger.Testing;
using NodaTime;
using NodaTime.Text;

namespace Ledger.Api.Tests.Sheets;

/// <summary>
/// Whatever is handed out of the sample is read back and compared cell by cell with the JSON of the same question.
/// </summary>
[Collection(VerbsCollection.Name)]
public sealed partial class EveryExportTests(LoadedSamples samples) : IDisposable
{
    private const string Pool = "330999";

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<int, string> Views =>
        [.. ExportedViews.All.Select((view, index) => new TheoryDataRow<int, string>(index, string.Join(' ', view.Question)))];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Workbook_pages_and_csv_have_the_figures_of_json(int index, string question)
    {
        var view = ExportedViews.All[index];
        var answer = await Json(view);
        var workbook = ReadWorkbook.Of(await Export(view, "xlsx"));
        Compare(view, workbook, answer, question);
        await CompareCsv(view, answer);
        if (view.HasPages) await ComparePages(await Export(view, "pdf"), workbook);
    }

    [Fact]
    public void Whatever_can_be_written_as_a_file_is_in_the_table()
    {
        var asked = ExportedViews.All.Select(view => view.Question).ToList();
        var writing = Verbs.All().Where(verb => ValuesOf(verb, "--format").Contains("csv")).ToList();
        writing.Count.ShouldBeGreaterThan(5);
        writing.Select(verb => verb.Name).ShouldBe(asked.Select(question => question[0]).ToHashSet(), ignoreOrder: true);
        foreach (var verb in writing)
        {
            var views = asked.Where(question => question[0] == verb.Name).ToList();
            // What every verb has, and what only narrows an answer, makes no other kind of it.
            string[] same = ["--pool", "--pools", "--fund", "--format", "--out", "--json", "--known-at", "--position", "--from", "--to",
                "--as-of", "--year", "--policy", "--institution", "--kind"];
            verb.Options.Select(option => option.Name).Except(same).Where(name => !views.Exists(question => question.Contains(name)))
                .ShouldBeEmpty(verb.Name);
            foreach (var name in verb.Arguments.SelectMany(argument => argument.GetCompletions(CompletionContext.Empty)))
                views.ShouldContain(question => question[1] == name.Label, $"{verb.Name} {name.Label}");
            ValuesOf(verb, "--format").Contains("pdf").ShouldBe(ExportedViews.All.First(view => view.Question[0] == verb.Name).HasPages);
        }
    }

    [Fact]
    public void A_figure_in_another_cell_is_found()
    {
        var view = ExportedViews.All[0];
        var answer = JsonDocument.Parse("""{"funds":[{"fund":"resident","lines":{"opening":"1.00","closing":"2.00"}}]}""").RootElement;
        var rows = new[] { Line("opening", "2.00"), Line("closing", "1.00") };
        Should.Throw<ShouldAssertException>(() => Compare(view, new Dictionary<string, IReadOnlyList<List<ReadCell>>> { ["resident"] = rows }, answer, ""));
        // Nor is a word a figure.
        rows = [Line("opening", "1.00"), [new("期末", true), new("closing", true), new("2.00", true)]];
        Should.Throw<ShouldAssertException>(() => Compare(view, new Dictionary<string, IReadOnlyList<List<ReadCell>>> { ["resident"] = rows }, answer, ""));

        static List<ReadCell> Line(string line, string amount) => [new("行", true), new(line, true), new(amount, false)];
    }

    private static void Compare(ExportedView view, ReadWorkbook workbook, JsonElement answer, string question) =>
        Compare(view, workbook.Sheets.Keys.ToDictionary(sheet => sheet, workbook.Rows), answer, question);

    private static void Compare(ExportedView view, Dictionary<string, IReadOnlyList<List<ReadCell>>> sheets, JsonElement answer, string question)
    {
        var expected = view.Workbook(answer).ToList();
        sheets.Keys.ShouldBe(expected.Select(sheet => sheet.Name));
        foreach (var sheet in expected)
        {
            var rows = sheet.Rows.ToList();
            var read = sheets[sheet.Name].Take(rows.Count).ToList();
            if (view.InAnyOrder)
                (rows, read) = ([.. rows.OrderBy(row => row[1], StringComparer.Ordinal)], [.. read.OrderBy(row => row[1].Text, StringComparer.Ordinal)]);
            read.Count.ShouldBe(rows.Count, question);
            for (var row = 0; row < rows.Count; row++) read[row].Select((cell, column) => Shown(cell, rows[row], column))
                .ShouldBe(read[row].Select((_, column) => column < rows[row].Count ? rows[row][column] : ""), $"{question}: {sheet.Name}, row {row + 1}");
            // Below the rows stand notes and signatures: nothing that could be added up.
            sheets[sheet.Name].Skip(rows.Count).SelectMany(row => row).ShouldAllBe(cell => cell.IsText || cell.Text == "");
        }
    }

    // A cell as it has to be written in the table of what is expected.
    private static string Shown(ReadCell cell, IReadOnlyList<string> row, int column)
    {
        if (column >= row.Count) return cell.Text;
        if (row[column] == ExportedView.Word) return cell.IsText || cell.Text == "" ? ExportedView.Word : cell.Text;
        if (row[column] == ExportedView.WordOf(cell.Text) && cell.IsText) return row[column];
        // A figure is a number, and a day is one that a spreadsheet counts with.
        if (Figure().IsMatch(row[column]) && cell.IsText) return $"the word {cell.Text}";
        return !cell.IsText && Day().IsMatch(row[column])
            ? LocalDatePattern.Iso.Format(new LocalDate(1899, 12, 30).PlusDays(int.Parse(cell.Text, CultureInfo.InvariantCulture)))
            : cell.Text;
    }

    private async Task CompareCsv(ExportedView view, JsonElement answer)
    {
        var run = await samples.Run([.. view.Arguments(Pool), "--format", "csv"]);
        var (rows, expected) = (CsvRows.Of(run.Output).Skip(1).ToList(), view.Csv(answer).ToList());
        if (view.InAnyOrder)
            (rows, expected) = ([.. rows.OrderBy(Key, StringComparer.Ordinal)], [.. expected.OrderBy(Key, StringComparer.Ordinal)]);
        rows.Select(row => string.Join('|', row)).ShouldBe(expected.Select(row => string.Join('|', row)));

        static string Key(IReadOnlyList<string> row) => string.Join('|', row.Take(3));
    }

    // Figure by figure in the order of the sheets, each as people read it.
    private static async Task ComparePages(string file, ReadWorkbook workbook)
    {
        Requirement.Check(File.Exists("/usr/bin/pdftotext"), "pdftotext is not installed (Debian: apt-get install poppler-utils)");
        var pages = (await PdfText.Of(file)).TrimEnd('\f').Split('\f');
        pages.SelectMany(page => page.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)).Where(word => Printed().IsMatch(word))
            .ShouldBe(workbook.Sheets.Keys.SelectMany(workbook.Rows).SelectMany(row => row)
                .Where(cell => !cell.IsText && Figure().IsMatch(cell.Text))
                .Select(cell => cell.Text[^3] == '.' ? PdfText.Shown(cell.Text) : PdfText.ShownAsShare(cell.Text)));
        for (var page = 0; page < pages.Length; page++)
        {
            // Spaces between characters of two fonts are a matter of taste to a reader of pages.
            var text = string.Concat(pages[page].Where(character => !char.IsWhiteSpace(character)));
            text.ShouldContain($"第{page + 1}页共{pages.Length}页");
            text.ShouldContain("统筹区330999账务序号9515");
        }
    }

    private async Task<JsonElement> Json(ExportedView view)
    {
        var run = await samples.Run([.. view.Arguments(Pool), "--json"]);
        run.ExitCode.ShouldBe(view.IsFinding ? 1 : 0, run.Errors);
        // The journal is an object a line.
        return view.Name != "journal" ? run.Json : JsonDocument.Parse(
            $"[{string.Join(',', run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))}]").RootElement;
    }

    private async Task<string> Export(ExportedView view, string format)
    {
        var file = Path.Combine(_folder.Path, $"file.{format}");
        var run = await samples.Run([.. view.Arguments(Pool), "--format", format, "--out", file]);
        run.ExitCode.ShouldBe(view.IsFinding ? 1 : 0, run.Errors);
        run.Output.ShouldBeEmpty();
        Directory.GetFiles(_folder.Path).ShouldAllBe(other => Path.GetFileNameWithoutExtension(other) == "file");
        return file;
    }

    private static IReadOnlyList<string> ValuesOf(Command verb, string option) =>
        [.. verb.Options.Where(one => one.Name == option).SelectMany(one => one.GetCompletions(CompletionContext.Empty)).Select(one => one.Label)];

    [GeneratedRegex(@"^-?[0-9]+\.[0-9]{2,4}\z")]
    private static partial Regex Figure();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}\z")]
    private static partial Regex Day();

    [GeneratedRegex(@"^-?[0-9]{1,3}(,[0-9]{3})*\.[0-9]{2}%?\z")]
    private static partial Regex Printed();
}
