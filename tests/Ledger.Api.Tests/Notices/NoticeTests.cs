using System.Globalization;
using System.Text.RegularExpressions;
using Ledger.Testing;

namespace Ledger.Api.Tests.Notices;

/// <summary>The public notice from the ledger, against what was really published.</summary>
[Collection(VerbsCollection.Name)]
public sealed partial class NoticeTests(PostgresFixture postgres) : IDisposable
{
    // The printed parts of the residents' expenditure fall short of its printed total by this, which the sample books.
    private const decimal UnexplainedWan = 100.00m;

    private readonly TestPool _pool = new(postgres);

    public void Dispose() => _pool.Dispose();

    [Fact]
    public async Task Longyous_notice_has_every_figure_that_was_published()
    {
        await Load("longyou-2025q1");

        var ours = Rows(await Notice("publication", "2025-01", "2025-03"));

        // One book for all of the employees' money: what of it is in personal accounts, the ledger cannot know.
        var printed = Rows(await File.ReadAllTextAsync(
                Repository.Path("samples", "longyou-2025q1", "publication.csv"), TestContext.Current.CancellationToken))
            .Where(row => !row.Key.Line.StartsWith("closing.", StringComparison.Ordinal)).ToList();
        printed.Count.ShouldBe(24);
        foreach (var (line, amount) in printed)
            ours[line].ShouldBe(amount + (line == ("resident", "expenditure.other") ? UnexplainedWan : 0), $"{line}");
        ours.Keys.Except(printed.Select(row => row.Key)).ShouldBe([("employee", "opening"), ("resident", "opening")]);
    }

    [Theory]
    [InlineData("longyou-2025q1", "2025-01", "2025-03")]
    [InlineData("year-in-the-life", "2025-01", "2025-12")]
    [InlineData("year-in-the-life", "2025-01", "2025-06")]
    [InlineData("year-in-the-life", "2025-04", "2025-06")]
    [InlineData("year-in-the-life", "2025-11", "2026-02")]
    [InlineData("zhoushan-2021", "2021-01", "2021-12")]
    public async Task Its_publication_file_ties_out_by_itself_and_against_the_ledger(string sample, string from, string to)
    {
        await Load(sample);
        var file = _pool.Write("notice.csv", await Notice("publication", from, to));

        var alone = await VerbRun.Of("tieout", file, "--json");
        var against = await _pool.Run("tieout", file, "--pool", _pool.Code, "--json");

        alone.ExitCode.ShouldBe(0, alone.Output + alone.Errors);
        against.ExitCode.ShouldBe(0, against.Output + against.Errors);
        against.Json.GetProperty("ledger").GetProperty("compared").GetInt32().ShouldBeGreaterThan(5);
    }

    [Theory]
    [InlineData("2025-01", "2025-12", "2025年度")]
    [InlineData("2025-04", "2025-06", "2025年第二季度")]
    [InlineData("2025-01", "2025-06", "2025年1月至6月")]
    [InlineData("2025-02", "2025-02", "2025年2月")]
    [InlineData("2025-11", "2026-02", "2025年11月至2026年2月")]
    public async Task Its_headline_names_the_months(string from, string to, string name)
    {
        await Load("longyou-2025q1");

        (await Notice("text", from, to)).Split('\n')[0].ShouldBe($"统筹区 {_pool.Code} {name}医疗保障基金收支情况");
    }

    [Fact]
    public async Task Text_and_page_say_what_the_publication_file_says()
    {
        await Load("longyou-2025q1");
        var figures = (await Notice("publication", "2025-01", "2025-03")).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Skip(1).Select(line => line.Split(',')[7]).ToList();

        var text = Figure().Matches(await Notice("text", "2025-01", "2025-03")).Select(match => match.Groups[1].Value);
        var page = Cell().Matches(await Notice("html", "2025-01", "2025-03")).Select(match => match.Groups[1].Value);

        text.ShouldBe(figures);
        page.ShouldBe(figures);
    }

    [Fact]
    public async Task A_name_with_markup_is_text_on_the_page_which_has_no_script_and_refers_to_nothing()
    {
        await Load("longyou-2025q1");
        using var data = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(Repository.Path("data")))
            data.Write(Path.GetFileName(file), await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        data.Write("pools.json", $$"""[{ "pool": "{{_pool.Code}}", "name": "<script>alert('1')</script> & <img src=//x>", "pooledAt": null }]""");
        data.Write("funds.json", (await File.ReadAllTextAsync(
                Repository.Path("data", "funds.json"), TestContext.Current.CancellationToken))
            .Replace("\"chinese\": \"职工基本医疗保险\"", "\"chinese\": \"<b onclick=x>职工</b>\"", StringComparison.Ordinal));
        _pool.Settings["LEDGER_DATA"] = data.Path;

        var page = await Notice("html", "2025-01", "2025-03");

        page.ShouldContain("&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt; &amp; &lt;img src=//x&gt;");
        page.ShouldContain("<h2>&lt;b onclick=x&gt;职工&lt;/b&gt;</h2>");
        var tags = Tag().Matches(page).Select(match => match.Groups[1].Value).ToHashSet();
        tags.ShouldBe(["html", "head", "meta", "title", "style", "body", "h1", "p", "h2", "table", "tr", "th", "td"], ignoreOrder: true);
        page.ShouldNotContain("href");
        page.ShouldNotContain("url(");
        page.ShouldNotContain("http:");
    }

    [Fact]
    public async Task What_is_no_statutory_fund_is_in_no_notice()
    {
        await Load("zhoushan-2021");

        (await Notice("publication", "2021-01", "2021-12")).ShouldNotContain("huiminbao");
    }

    [Fact]
    public async Task As_it_was_known_before_a_correction_it_is_as_it_was_published()
    {
        await Load("longyou-2025q1");
        var published = await Notice("html", "2025-01", "2025-03");
        await _pool.Import("""
            kind,document,fund,amount,date,payer
            premium_received,P-1,resident,1000000.00,2025-03-31,individual
            """);

        (await Notice("html", "2025-01", "2025-03")).ShouldNotBe(published);
        (await Notice("html", "2025-01", "2025-03", "--position", "18")).ShouldBe(published);
    }

    private async Task Load(string sample)
    {
        var run = await _pool.Run("sample", sample, "--pool", _pool.Code);
        run.ExitCode.ShouldBe(0, run.Errors);
    }

    private async Task<string> Notice(string format, string from, string to, params string[] options)
    {
        var run = await _pool.Run(
            "notice", ["--pool", _pool.Code, "--from", from, "--to", to, "--format", format, .. options]);
        run.ExitCode.ShouldBe(0, run.Errors);
        return run.Output;
    }

    private static Dictionary<(string Fund, string Line), decimal> Rows(string publication) => publication
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','))
        .ToDictionary(cells => (cells[2], cells[5]), cells => decimal.Parse(cells[7], CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^ +\S+ (-?[0-9.]+)", RegexOptions.Multiline)]
    private static partial Regex Figure();

    [GeneratedRegex("<td>(-?[0-9.]+)")]
    private static partial Regex Cell();

    [GeneratedRegex("<([a-z][a-z0-9]*)")]
    private static partial Regex Tag();
}
