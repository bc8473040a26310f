using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Testing;

namespace Ledger.Api.Tests.Publications;

public sealed class TieoutVerbTests : IDisposable
{
    private const string Header = "publication,pool,fund,from,to,line,relation,amount,unit\n";

    private static readonly string Longyou = Sample("longyou-2025q1", "publication.csv");
    private static readonly string County = Sample("county-resident-budget", "publication.csv");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("longyou-2025q1")]
    [InlineData("county-resident-budget")]
    public async Task A_sample_has_exactly_the_findings_that_are_expected_of_it(string sample)
    {
        var expected = JsonNode.Parse(await ReadAll(Sample(sample, "expected.json")))!;

        var run = await VerbRun.Of("tieout", Sample(sample, "publication.csv"), "--json");

        var findings = JsonNode.Parse(run.Output)!["findings"]!.AsArray();
        foreach (var finding in findings) finding!.AsObject().Remove("publication");
        JsonNode.DeepEquals(findings, expected["tieout"]).ShouldBeTrue(findings.ToJsonString());
        run.ExitCode.ShouldBe(findings.Count > 0 ? 1 : 0);
        run.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Longyou_counts_its_months_by_the_year_to_date()
    {
        var run = await VerbRun.Of("tieout", Longyou, "--json");

        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.GetProperty("months").EnumerateArray()
            .Select(row => Words(row, "fund", "printed", "policies"))
            .ShouldBe(
            [
                """employee 34.72 ["ytd-average-total","ytd-average-excluding-levels"]""",
                """resident 4.6 ["ytd-average-total","ytd-average-excluding-levels"]""",
            ]);
    }

    [Fact]
    public async Task Every_line_of_the_county_form_is_checked()
    {
        var run = await VerbRun.Of("tieout", County);

        run.ExitCode.ShouldBe(0);
        run.Output.TrimEnd().ShouldBe("Every figure that could be checked ties. Lines not checked: 0.");
    }

    [Fact]
    public async Task One_wrong_figure_of_the_county_form_is_found_wherever_it_is_used()
    {
        var text = await ReadAll(County);
        var forged = _folder.Write("forged.csv", text.Replace(",36845,", ",36945,"));

        var run = await VerbRun.Of("tieout", forged, "--json");

        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.GetProperty("findings").EnumerateArray()
            .Select(row => Words(row, "publication", "check", "difference")).ShouldBe(
            [
                "county-resident-budget-2023 closing 100",
                "county-resident-budget-2024 closing -100",
            ]);
    }

    [Fact]
    public async Task Several_files_are_read_as_one()
    {
        var former = _folder.Write("2023.csv",
            $"{Header}2023,,resident,2023-01-01,2023-12-31,closing,part,100.0,wan");
        var next = _folder.Write("2024.csv",
            $"{Header}2024,,resident,2024-01-01,2024-12-31,opening,part,98.0,wan");

        var run = await VerbRun.Of("tieout", next, former);

        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain("opening-moved");
    }

    [Fact]
    public async Task Rounding_alone_ends_with_zero_and_is_shown()
    {
        var file = _folder.Write("rounded.csv", Header
            + "q1,,employee,2025-01-01,2025-03-31,closing,part,100,wan\n"
            + "q1,,employee,2025-01-01,2025-03-31,closing.pooled,part,99,wan\n");

        var run = await VerbRun.Of("tieout", file);

        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain("Differences: 0 mismatch, 1 rounding.");
    }

    [Fact]
    public async Task Without_a_terminal_the_tables_are_plain_and_a_row_is_one_line()
    {
        var name = string.Concat(Enumerable.Repeat("龙游县[red]医保局 ", 20)).Trim();
        var text = await ReadAll(Longyou);
        var file = _folder.Write("long.csv", text.Replace("longyou-2025q1", name));

        var run = await VerbRun.Of("tieout", file);

        run.Output.ShouldNotContain('\u001b');
        run.Output.Split('\n').ShouldContain(line =>
            line.Contains(name) && line.Contains("9185.82") && line.Contains("mismatch"));
    }

    [Fact]
    public async Task Bad_rows_are_all_listed_and_nothing_is_checked()
    {
        var file = _folder.Write("bad.csv",
            $"{Header}q1,,resident,2025-01-01,2025-03-31,closing,part,x,wan\nq1\n");

        var run = await VerbRun.Of("tieout", Longyou, file);

        run.ExitCode.ShouldBe(2);
        run.Output.ShouldBeEmpty();
        run.Errors.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Replace(file, "FILE")).ShouldBe(
            [
                "FILE:2: amount: 'x' is not 1 to 15 digits, with up to 6 more after a point, and no grouping",
                "FILE:3: 1 fields; the header has 9",
                "ledger: nothing was checked: 2 errors above",
            ]);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_one_line()
    {
        var missing = Path.Combine(_folder.Path, "none.csv");

        var run = await VerbRun.Of("tieout", missing);

        run.ShouldBe(new VerbRun(2, "", $"ledger: {missing}: no such file{Environment.NewLine}"));
    }

    [Fact]
    public async Task No_file_is_wrong_usage() => (await VerbRun.Of("tieout")).ExitCode.ShouldBe(2);

    [Fact]
    public async Task The_help_carries_an_example_that_runs()
    {
        var help = await VerbRun.Of("tieout", "--help");

        var examples = help.Output.Split('\n').Where(line => line.Contains(".csv", StringComparison.Ordinal)).ToList();
        examples.Count.ShouldBe(2);
        foreach (var file in examples.Select(example => example.Split(' ').Single(word => word.Contains(".csv")).Trim()))
            File.Exists(Repository.Path(file)).ShouldBeTrue(file);
    }

    private static string Sample(string name, string file) => Repository.Path("samples", name, file);

    private static Task<string> ReadAll(string path) =>
        File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);

    private static string Words(JsonElement row, params string[] properties) =>
        string.Join(' ', properties.Select(property => JsonNode.Parse(row.GetProperty(property).GetRawText()))
            .Select(node => node is JsonArray ? node.ToJsonString() : node!.ToString()));
}
