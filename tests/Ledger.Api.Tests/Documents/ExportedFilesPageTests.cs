using System.Text.RegularExpressions;
using Ledger.Testing;

namespace Ledger.Api.Tests.Documents;

/// <summary>The samples of exported files in docs/formats.md are what the verbs make of the entries on the page.</summary>
[Collection(VerbsCollection.Name)]
public sealed partial class ExportedFilesPageTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Pool = "330998";

    // As many entries as the page has; what another test records after them changes nothing.
    private const string LastPosition = "5";

    private readonly TemporaryFolder _folder = new();
    private IReadOnlyList<string> _blocks = [];

    public async ValueTask InitializeAsync()
    {
        var page = await File.ReadAllTextAsync(Repository.Path("docs", "formats.md"), TestContext.Current.CancellationToken);
        _blocks = [.. Block().Matches(page).Select(match => match.Groups[1].Value)];
        var run = await Run("import", _folder.Write("entries.csv", BlockOf("kind,document")), "--pool", Pool);
        run.ExitCode.ShouldBe(0, run.Errors);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("hledger", "", "commodity ")]
    [InlineData("beancount", "", "option ")]
    [InlineData("iso21378", "GL_Journal_Entry.csv", "entry,period")]
    [InlineData("iso21378", "GL_Trial_Balance.csv", "period,account")]
    public async Task A_whole_file_on_the_page_is_the_exported_one(string format, string name, string beginning) =>
        (await Exported(format, name)).Trim('\n').ShouldBe(BlockOf(beginning).Trim('\n'));

    [Theory]
    [InlineData("iso21378", "manifest.json", "    {\n      \"name\"")]
    [InlineData("gbt24589", "", "    <凭证 ")]
    [InlineData("jsonl", "", "{\"bdata\"")]
    public async Task A_part_of_a_file_on_the_page_is_in_the_exported_one(string format, string name, string beginning) =>
        (await Exported(format, name)).ShouldContain(BlockOf(beginning).TrimEnd());

    [Fact]
    public async Task The_notice_of_the_page_is_the_verbs() =>
        (await Run("notice", "--pool", Pool, "--from", "2025-01", "--to", "2025-02", "--position", LastPosition)).Output
            .ShouldBe(BlockOf("统筹区 "));

    [Fact]
    public async Task The_publication_of_the_page_ties_until_the_adjustment_that_the_page_tells_of()
    {
        var file = _folder.Write("publication.csv", BlockOf("publication,pool"));
        (await Run("tieout", file, "--pool", Pool, "--position", LastPosition)).ExitCode.ShouldBe(0);
        var adjusted = await Run("import", _folder.Write("adjusted.csv", """
            kind,document,fund,amount,direction,category,date,reason
            balance_adjusted,A-2,resident,150.25,up,audit,2025-02-20,found by the audit
            """), "--pool", Pool);
        adjusted.ExitCode.ShouldBe(0, adjusted.Errors);

        (await Run("tieout", file, "--pool", Pool, "--json")).Output.ShouldContain(BlockOf("    {\n      \"publication\"").TrimEnd());
    }

    private async Task<string> Exported(string format, string name)
    {
        var path = Path.Combine(_folder.Path, format);
        var run = await Run("export", "--pool", Pool, "--to", format, "--out", path, "--position", LastPosition);
        run.ExitCode.ShouldBe(0, run.Errors);
        var text = await File.ReadAllTextAsync(
            name.Length == 0 ? path : Path.Combine(path, name), TestContext.Current.CancellationToken);
        // When it was recorded, and by which import, is another each time.
        text = Leaf().Replace(text, "\"leaf\":\"" + string.Concat(Enumerable.Repeat("0123456789abcdef", 4)) + "\"");
        return Import().Replace(Instant().Replace(text, "2025-03-03T01:02:03.000004Z"), "import:0123456789abcdef0123456789abcdef");
    }

    private string BlockOf(string beginning) =>
        _blocks.Single(block => block.StartsWith(beginning, StringComparison.Ordinal));

    private Task<VerbRun> Run(params string[] arguments) => VerbRun.With(new Dictionary<string, string?>
    {
        ["LEDGER_DB"] = postgres.ConnectionString, ["LEDGER_ACTOR"] = "finance",
    }, arguments);

    [GeneratedRegex("^```[a-z]*\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")]
    private static partial Regex Instant();

    [GeneratedRegex("\"leaf\":\"[0-9a-f]{64}\"")]
    private static partial Regex Leaf();

    [GeneratedRegex("import:[0-9a-f]{32}")]
    private static partial Regex Import();
}
