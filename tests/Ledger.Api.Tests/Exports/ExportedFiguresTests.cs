using System.Globalization;
using Ledger.Api.Exports;
using Ledger.Api.Tests.Samples;
using Ledger.Api.Tests.Sheets;
using Ledger.Testing;

namespace Ledger.Api.Tests.Exports;

/// <summary>What the sample's exported books, its log and its notice add up to is what its statement says, to the fen.</summary>
[Collection(VerbsCollection.Name)]
public sealed class ExportedFiguresTests(LoadedSamples samples) : IDisposable
{
    private const string Sample = "year-in-the-life";
    private const string From = "2025-01-01";
    private const string To = "2025-12-31";
    private static readonly string[] _year = ["--from", "2025-01", "--to", "2025-12"];

    // Made of others: the opening is a balance, a subtotal leaves some lines out.
    private static readonly string[] _derived =
        ["opening", "opening.adjusted", "income.subtotal", "expenditure.subtotal", "closing.pooled", "closing.personal", "total"];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Formats => [.. ExportedPostings.ByFormat.Keys];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task The_entries_add_up_to_every_line_of_the_statement(string format)
    {
        var postings = ExportedPostings.ByFormat[format](await Export(format)).ToList();
        var compared = 0;
        foreach (var (fund, line, amount) in await Statement())
        {
            if (_derived.Contains(line)) continue;
            ExportedPostings.Line(postings, fund, line, From, To).ShouldBe(amount, $"{fund} {line}");
            compared++;
        }
        compared.ShouldBeGreaterThan(50);
    }

    [Fact]
    public async Task The_log_has_the_interest_of_the_statement()
    {
        var path = await Export("jsonl");
        File.ReadLines(path).Count().ShouldBe(9515);
        foreach (var (fund, _, amount) in (await Statement()).Where(row => row.Line == "income.interest"))
            (ExportedPostings.Events(path, "interest_credited", fund, From, To) / 100).ShouldBe(amount, fund);
    }

    [Fact]
    public async Task The_notice_has_the_lines_of_the_statement_in_ten_thousands()
    {
        var rows = CsvRows.Of(await Notice("publication"));
        rows[0].ShouldBe(["publication", "pool", "fund", "from", "to", "line", "relation", "amount", "unit"]);
        var statement = (await Statement()).ToDictionary(row => (row.Fund, row.Line), row => row.Amount);
        var amounts = rows.Skip(1).Where(row => row[8] == "wan").ToList();
        amounts.Count.ShouldBeGreaterThan(20);
        foreach (var row in amounts)
        {
            row[7].ShouldBe(Math.Round(statement[(row[2], row[5])] / 10_000, 2, MidpointRounding.AwayFromZero)
                .ToString("0.00", CultureInfo.InvariantCulture), $"{row[2]} {row[5]}");
        }
        // What people read has the figures of the file that programs read, and no others, in its order.
        var printed = rows.Skip(1).Select(row => row[7]).ToList();
        FiguresOf(await Notice("text")).ShouldBe(printed);
        FiguresOf(await Notice("html")).ShouldBe(printed);
    }

    [Fact]
    public void Every_format_of_an_export_is_read_here() =>
        ExportFormat.All.Select(format => format.Name).ShouldBe([.. ExportedPostings.ByFormat.Keys, "jsonl"]);

    private static IEnumerable<string> FiguresOf(string text) => System.Text.RegularExpressions.Regex
        .Matches(text, @"(?<![\w.:#-])-?\d+\.\d\d(?![\w.%])").Select(match => match.Value);

    private async Task<List<(string Fund, string Line, decimal Amount)>> Statement() =>
    [
        .. (await samples.Read(Sample, "statement", _year)).GetProperty("funds").EnumerateArray().SelectMany(
            fund => ExportedView.Amounts(fund, "lines"),
            (fund, line) => (ExportedView.Text(fund, "fund"), line.Name, decimal.Parse(line.Amount, CultureInfo.InvariantCulture))),
    ];

    private async Task<string> Notice(string format)
    {
        var run = await samples.Run(["notice", "--pool", LoadedSamples.PoolOf(Sample), .. _year, "--format", format]);
        run.ExitCode.ShouldBe(0, run.Errors);
        return run.Output;
    }

    private async Task<string> Export(string format)
    {
        var path = Path.Combine(_folder.Path, format);
        var run = await samples.Run("export", "--pool", LoadedSamples.PoolOf(Sample), "--to", format, "--out", path);
        run.ExitCode.ShouldBe(0, run.Errors);
        return path;
    }
}
