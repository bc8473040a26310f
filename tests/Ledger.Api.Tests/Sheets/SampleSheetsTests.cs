using System.Text.Json;
using Ledger.Api.Tests.Samples;
using Ledger.Testing;
using NodaTime;
using NodaTime.Text;

namespace Ledger.Api.Tests.Sheets;

/// <summary>What the sample's workbooks say, cell by cell, is what the JSON of the same question says.</summary>
[Collection(VerbsCollection.Name)]
public sealed class SampleSheetsTests(LoadedSamples samples) : IClassFixture<LoadedSamples>
{
    private const string Sample = "year-in-the-life";
    private static readonly string[] _year = ["--from", "2025-01", "--to", "2025-12"];

    [Fact]
    public async Task A_statement_has_the_lines_of_json_to_the_fen()
    {
        var workbook = await Workbook("statement", _year);
        foreach (var fund in (await samples.Read(Sample, "statement", _year)).GetProperty("funds").EnumerateArray())
        {
            var lines = fund.GetProperty("lines").EnumerateObject().ToList();
            var sheet = fund.GetProperty("fund").GetString()!;
            workbook.Column(sheet, "行次代码", lines.Count).ShouldBe(lines.Select(line => line.Name));
            workbook.Column(sheet, "金额", lines.Count).ShouldBe(lines.Select(line => line.Value.GetString()));
            // Numbers that can be added up, and nothing below them but words.
            workbook.Rows(sheet).Take(lines.Count).ShouldAllBe(row => !row[2].IsText);
            workbook.Rows(sheet).Skip(lines.Count).SelectMany(row => row).ShouldAllBe(cell => cell.IsText);
        }
    }

    [Fact]
    public async Task A_statutory_form_has_two_sides_a_scope_and_a_place_for_the_seal()
    {
        var workbook = await Workbook("statement", [.. _year, "--form", "statutory"]);
        var forms = (await samples.Read(Sample, "statement", [.. _year, "--form", "statutory"])).GetProperty("forms");
        workbook.Sheets.Keys.ShouldBe(forms.EnumerateArray().Select(form => form.GetProperty("form").GetString()));
        foreach (var form in forms.EnumerateArray())
        {
            var sheet = form.GetProperty("form").GetString()!;
            var (left, right) = (Amounts(form, "left"), Amounts(form, "right"));
            var funds = form.GetProperty("columns").GetArrayLength();
            var rows = workbook.Rows(sheet).Take(Math.Max(left.Count, right.Count)).ToList();
            Side(rows, 1, funds).ShouldBe(left.SelectMany(row => row));
            Side(rows, 2 + funds, funds).ShouldBe(right.SelectMany(row => row));
            rows[^1][1].ShouldBe(rows[^1][2 + funds]);

            workbook.Sheets[sheet][0][0].Text.ShouldBe(form.GetProperty("chinese").GetString());
            workbook.Sheets[sheet][1][0].Text.ShouldBe("统筹区:示例统筹区 330999    2025-01-01 至 2025-12-31");
            workbook.Sheets[sheet][1][1].Text.ShouldBe("单位:元");
            var below = string.Concat(workbook.Rows(sheet).Skip(rows.Count).SelectMany(row => row).Select(cell => cell.Text));
            below.ShouldContain("收付实现制");
            below.ShouldContain("编制单位(公章)");
        }

        static IEnumerable<string> Side(IEnumerable<List<ReadCell>> rows, int from, int funds) => rows
            .Select(row => row.GetRange(from, funds)).Where(cells => cells.Exists(cell => cell.Text != ""))
            .SelectMany(cells => cells).Select(cell => cell.Text);
        static List<List<string?>> Amounts(JsonElement form, string side) => [.. form.GetProperty(side).EnumerateArray()
            .Select(row => row.GetProperty("amounts").EnumerateObject().Select(amount => amount.Value.GetString()).ToList())];
    }

    [Theory]
    [InlineData("预算数", "budget")]
    [InlineData("执行数", "actual")]
    [InlineData("差额", "difference")]
    public async Task Budget_stands_beside_actual(string heading, string field)
    {
        var workbook = await Workbook("statement", [.. _year, "--budget"]);
        foreach (var fund in (await samples.Read(Sample, "statement", [.. _year, "--budget"])).GetProperty("funds").EnumerateArray())
        {
            var lines = fund.GetProperty("budget").EnumerateObject().ToList();
            workbook.Column(fund.GetProperty("fund").GetString()!, heading, lines.Count)
                .ShouldBe(lines.Select(line => line.Value.GetProperty(field).GetString()));
        }
    }

    [Fact]
    public async Task A_balance_sheet_has_every_account_of_every_fund()
    {
        var workbook = await Workbook("balance-sheet", ["--as-of", "2025-12-31"]);
        var json = await samples.Read(Sample, "balance-sheet", "--as-of", "2025-12-31");
        List<JsonElement> sheets = [json.GetProperty("all"), .. json.GetProperty("funds").EnumerateArray()];
        // Below the rows stand notes, over the whole width.
        var rows = workbook.Rows("balance-sheet").Where(row => row.Count > 1).ToList();
        foreach (var side in (string[])["assets", "liabilities"])
        {
            for (var index = 0; index < sheets[0].GetProperty(side).GetArrayLength(); index++)
            {
                var account = sheets[0].GetProperty(side)[index];
                rows.Single(row => row[1].Text == account.GetProperty("code").GetString()).Skip(2).Select(cell => cell.Text)
                    .ShouldBe(sheets.Select(sheet => sheet.GetProperty(side)[index].GetProperty("amount").GetString()));
            }
        }
        foreach (var (name, field) in (ValueTuple<string, string>[])
            [("资产合计", "totalAssets"), ("三、基金结余", "net"), ("负债和基金结余合计", "totalLiabilitiesAndNet")])
        {
            rows.Single(row => row[0].Text == name).Skip(2).Select(cell => cell.Text)
                .ShouldBe(sheets.Select(sheet => sheet.GetProperty(field).GetString()));
        }
    }

    [Theory]
    [InlineData("capacity", "capacity", "funds", "累计结余=numerator,期间支出=denominator,可支付月数=months,口径=policy", "--as-of", "2025-12-31")]
    [InlineData("trial-balance", "trial-balance", "accounts", "科目=account,科目编码=code,借方余额=debit,贷方余额=credit", "--as-of", "2025-12-31")]
    [InlineData("trial-balance", "trial-balance", "accounts", "科目=account,期初余额=opening,本期发生=movement,期末余额=balance", "--period", "2025-03")]
    [InlineData("ages", "ages", "ages", "单位(个人)=holder,余额=outstanding,其中逾期=overdue", "--as-of", "2025-12-31")]
    [InlineData("budget", "budget", "institutions", "定点医药机构=institution,年度预算=budget,已支付=paid,预算余额=remaining,执行率=executed,本年已追回=clawbackRecovered", "--year", "2025")]
    [InlineData("budget", "care", "institutions", "次均费用=averageCost,自费占比=outOfScopeShare,自付占比=selfPaidShare", "--year", "2025")]
    public async Task A_list_has_the_rows_of_json(string verb, string sheet, string list, string columns, params string[] options)
    {
        var workbook = await Workbook(verb, options);
        var rows = (await samples.Read(Sample, verb, options)).GetProperty(list).EnumerateArray().ToList();
        rows.ShouldNotBeEmpty();
        foreach (var column in columns.Split(','))
        {
            var (heading, field) = (column.Split('=')[0], column.Split('=')[1]);
            workbook.Column(sheet, heading, rows.Count).ShouldBe(rows.Select(row => row.GetProperty(field).GetString() ?? ""), heading);
        }
    }

    [Fact]
    public async Task Days_are_days_that_a_spreadsheet_counts_with()
    {
        var workbook = await Workbook("ages", ["--as-of", "2025-12-31"]);
        var ages = (await samples.Read(Sample, "ages", "--as-of", "2025-12-31")).GetProperty("ages").EnumerateArray().ToList();
        workbook.Column("ages", "最早发生日", ages.Count).ShouldBe(ages.Select(age => age.GetProperty("oldest").GetString() is { } day
            ? $"{Period.DaysBetween(new(1900, 1, 1), LocalDatePattern.Iso.Parse(day).Value) + 2}" : ""));
    }

    [Fact]
    public async Task An_institutions_statement_has_every_month_and_the_year()
    {
        string[] options = ["--institution", "H33099900003", "--year", "2025"];
        var workbook = await Workbook("institution", options);
        foreach (var fund in (await samples.Read(Sample, "institution", options)).GetProperty("funds").EnumerateArray())
        {
            var rows = workbook.Rows(fund.GetProperty("fund").GetString()!);
            var months = fund.GetProperty("months").EnumerateArray().ToList();
            rows.Single(row => row[0].Text == "结算").Skip(1).Select(cell => cell.Text).ShouldBe(
                [.. months.Select(month => month.GetProperty("items").GetProperty("settled").GetString()),
                    fund.GetProperty("total").GetProperty("settled").GetString()]);
            rows.Single(row => row[0].Text == "应付未付").Skip(1).SkipLast(1).Select(cell => cell.Text)
                .ShouldBe(months.Select(month => month.GetProperty("outstanding").GetProperty("settlement").GetString()));
        }
    }

    [Fact]
    public async Task The_journal_has_a_row_a_line_and_both_sides_are_equal()
    {
        var workbook = await Workbook("journal", ["--period", "2025-03"]);
        var csv = (await samples.Run("journal", "--pool", "330999", "--period", "2025-03", "--format", "csv")).Output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(row => row.Split(',')).ToList();
        workbook.Column("journal", "借方", csv.Count).ShouldBe(csv.Select(row => row[8]));
        workbook.Column("journal", "贷方", csv.Count).ShouldBe(csv.Select(row => row[9]));
        workbook.Column("journal", "单据号", csv.Count).ShouldBe(csv.Select(row => row[4]));
        workbook.Rows("journal").Count.ShouldBe(csv.Count);
        csv.Sum(row => decimal.Parse(row[8], System.Globalization.CultureInfo.InvariantCulture))
            .ShouldBe(csv.Sum(row => decimal.Parse(row[9], System.Globalization.CultureInfo.InvariantCulture)));
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

    [Theory]
    [InlineData("statement", "--from", "2025-01", "--to", "2025-12", "--form", "statutory")]
    [InlineData("statement", "--from", "2025-01", "--to", "2025-12", "--budget")]
    [InlineData("statement", "--from", "2025-01", "--to", "2025-12")]
    [InlineData("statement", "--from", "2025-01", "--to", "2025-12", "--compare", "last-year")]
    [InlineData("balance-sheet", "--as-of", "2025-12-31")]
    [InlineData("capacity", "--as-of", "2025-12-31")]
    [InlineData("trial-balance", "--as-of", "2025-12-31")]
    [InlineData("budget", "--year", "2025")]
    [InlineData("ages", "--as-of", "2025-12-31")]
    [InlineData("institution", "--institution", "H33099900003", "--year", "2025")]
    [InlineData("statement", "--from", "2025-01", "--to", "2025-12", "--cover")]
    [InlineData("form", "plan", "--period", "2025-07")]
    [InlineData("form", "reconciliation", "--period", "2025-12")]
    [InlineData("form", "clawback-notice", "--case", "CB-2025-01")]
    [InlineData("form", "adjustments")]
    public async Task Pages_show_every_figure_of_the_workbook_and_say_what_they_are(string verb, params string[] options)
    {
        Requirement.Check(File.Exists("/usr/bin/pdftotext"), "pdftotext is not installed (Debian: apt-get install poppler-utils)");
        using var folder = new TemporaryFolder();
        var run = await Export(verb, "pdf", In(folder, "pages.pdf"), options);
        run.ExitCode.ShouldBe(0, run.Errors);
        var pages = (await PdfText.Of(In(folder, "pages.pdf"))).TrimEnd('\f').Split('\f');
        var words = pages.SelectMany(page => page.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)).ToList();

        var workbook = await Workbook(verb, options);
        var figures = workbook.Sheets.Keys.SelectMany(workbook.Rows).SelectMany(row => row)
            .Where(cell => !cell.IsText && cell.Text.Contains('.', StringComparison.Ordinal)).ToList();
        figures.Where(cell => !words.Contains(PdfText.Shown(cell.Text)) && !words.Contains(PdfText.ShownAsShare(cell.Text)))
            .ShouldBeEmpty();
        for (var page = 0; page < pages.Length; page++)
        {
            // Spaces between characters of two fonts are a matter of taste to a reader of pages.
            var text = string.Concat(pages[page].Where(character => !char.IsWhiteSpace(character)));
            text.ShouldContain($"第{page + 1}页共{pages.Length}页");
            text.ShouldContain("统筹区330999账务序号9515");
        }
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
