using Ledger.Api.Tests.Samples;
using Ledger.Testing;

namespace Ledger.Api.Tests.Sheets;

/// <summary>What stands around the figures of the sample's sheets, and that a file depends on nothing but them.</summary>
[Collection(VerbsCollection.Name)]
public sealed class SampleSheetsTests(LoadedSamples samples)
{
    private const string Sample = "year-in-the-life";
    private static readonly string[] _year = ["--from", "2025-01", "--to", "2025-12"];

    [Fact]
    public async Task A_statutory_form_has_a_title_a_scope_and_a_place_for_the_seal()
    {
        var workbook = await Workbook("statement", [.. _year, "--form", "statutory"]);
        foreach (var form in (await samples.Read(Sample, "statement", [.. _year, "--form", "statutory"])).GetProperty("forms").EnumerateArray())
        {
            var sheet = workbook.Sheets[form.GetProperty("form").GetString()!];
            sheet[0][0].Text.ShouldBe(form.GetProperty("chinese").GetString());
            sheet[1][0].Text.ShouldBe("统筹区:示例统筹区 330999    2025-01-01 至 2025-12-31");
            sheet[1][1].Text.ShouldBe("单位:元");
            var words = string.Concat(sheet.SelectMany(row => row).Select(cell => cell.Text));
            words.ShouldContain("收付实现制");
            words.ShouldContain("编制单位(公章)");
        }
    }

    [Fact]
    public async Task Each_figure_stands_under_its_heading()
    {
        var workbook = await Workbook("trial-balance", ["--as-of", "2025-12-31"]);
        var accounts = (await samples.Read(Sample, "trial-balance", "--as-of", "2025-12-31")).GetProperty("accounts").EnumerateArray().ToList();
        foreach (var (heading, field) in (ValueTuple<string, string>[])[("科目", "account"), ("借方余额", "debit"), ("贷方余额", "credit")])
            workbook.Column("trial-balance", heading, accounts.Count).ShouldBe(accounts.Select(row => row.GetProperty(field).GetString()!));
    }

    [Theory]
    [InlineData("xlsx")]
    [InlineData("pdf")]
    public async Task The_same_figures_are_the_same_bytes(string format)
    {
        using var folder = new TemporaryFolder();
        foreach (var name in (string[])["first", "second"])
        {
            (await Export("statement", format, In(folder, name), [.. _year, "--form", "statutory"])).ExitCode.ShouldBe(0);
            // A clock of seconds would have moved on.
            await Task.Delay(TimeSpan.FromSeconds(2.1), TestContext.Current.CancellationToken);
        }
        (await File.ReadAllBytesAsync(In(folder, "first"), TestContext.Current.CancellationToken))
            .ShouldBe(await File.ReadAllBytesAsync(In(folder, "second"), TestContext.Current.CancellationToken));
    }

    private async Task<ReadWorkbook> Workbook(string verb, string[] options)
    {
        using var folder = new TemporaryFolder();
        var run = await Export(verb, "xlsx", In(folder, "book.xlsx"), options);
        run.ExitCode.ShouldBe(0, run.Errors);
        run.Output.ShouldBeEmpty();
        Directory.GetFiles(folder.Path).ShouldBe([In(folder, "book.xlsx")]);
        return ReadWorkbook.Of(In(folder, "book.xlsx"));
    }

    private static string In(TemporaryFolder folder, string name) => Path.Combine(folder.Path, name);

    private Task<VerbRun> Export(string verb, string format, string file, string[] options) =>
        samples.Run([verb, "--pool", "330999", .. options, "--format", format, "--out", file]);
}
