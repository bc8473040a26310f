using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Ledger.Api.Tests.Samples;
using Ledger.Testing;

namespace Ledger.Api.Tests.Exports;

/// <summary>The XML in the manner of GB/T 24589, against its schema and against what the verbs say.</summary>
[Collection(VerbsCollection.Name)]
public sealed class AccountingXmlTests(LoadedSamples samples) : IDisposable
{
    private static readonly XNamespace _ns = "urn:ledger:gbt24589-style:1";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("year-in-the-life")]
    [InlineData("zhoushan-2021")]
    [InlineData("year-in-the-life", "--from", "2025-04", "--through", "2025-06")]
    public async Task It_is_valid_by_its_schema(string sample, params string[] options) =>
        Problems(await Export(sample, options)).ShouldBeEmpty();

    [Theory]
    [InlineData("科目")]
    [InlineData("账簿")]
    public async Task Without_one_of_its_accounts_or_books_it_is_not(string element)
    {
        var xml = await Export("zhoushan-2021");
        xml.Descendants(_ns + element).First().Remove();

        Problems(xml).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task It_has_the_five_groups_and_a_book_for_every_fund()
    {
        var root = (await Export("year-in-the-life")).Root!;

        root.Elements().Select(group => group.Name.LocalName).ShouldBe(["电子账簿", "会计科目", "科目余额", "记账凭证", "报表"]);
        root.Descendants(_ns + "账簿").Select(book => book.Attribute("编号")!.Value)
            .ShouldBe(["employee-personal", "employee-pooled", "resident"]);
    }

    [Fact]
    public async Task Every_balance_is_that_of_the_trial_balance()
    {
        var months = (await Export("year-in-the-life")).Descendants(_ns + "余额").ToLookup(row => row.Attribute("期间")!.Value);

        months.Count.ShouldBe(16);
        foreach (var month in months)
        {
            var ours = (await samples.Read("year-in-the-life", "trial-balance", "--period", month.Key)).GetProperty("accounts")
                .EnumerateArray().ToDictionary(row => row.GetProperty("account").GetString()!);
            // What was debited and credited alike from nothing is no movement of the verb's.
            var shown = month.Where(row => row.Attributes().Skip(2).Take(2).Concat(row.Attributes().TakeLast(2))
                .Any(amount => amount.Value != "0.00") || Amount(row, "借方发生额") != Amount(row, "贷方发生额")).ToList();
            shown.Select(row => row.Attribute("科目")!.Value).ShouldBe(ours.Keys, ignoreOrder: true);
            foreach (var row in shown)
            {
                var account = ours[row.Attribute("科目")!.Value];
                row.Attribute("期末借方")!.Value.ShouldBe(account.GetProperty("debit").GetString());
                row.Attribute("期末贷方")!.Value.ShouldBe(account.GetProperty("credit").GetString());
                (Amount(row, "期初借方") - Amount(row, "期初贷方")).ShouldBe(Parsed(account.GetProperty("opening").GetString()!));
                (Amount(row, "借方发生额") - Amount(row, "贷方发生额"))
                    .ShouldBe(Parsed(account.GetProperty("movement").GetString()!));
            }
        }
    }

    [Theory]
    [InlineData("2025-01", "2025-12")]
    [InlineData("2026-01", "2026-04")]
    public async Task The_statements_are_those_of_the_verb_line_by_line(string from, string to)
    {
        var funds = (await samples.Read("year-in-the-life", "statement", "--from", from, "--to", to)).GetProperty("funds");

        var tables = (await Export("year-in-the-life")).Descendants(_ns + "收支表")
            .Where(table => table.Attribute("起始日期")!.Value == from + "-01").ToList();

        tables.Count.ShouldBe(3);
        foreach (var (table, fund) in tables.Zip(funds.EnumerateArray()))
        {
            table.Attribute("账簿")!.Value.ShouldBe(fund.GetProperty("fund").GetString());
            table.Elements().Select(row => (row.Attribute("代码")!.Value, row.Attribute("金额")!.Value)).ShouldBe(
                fund.GetProperty("lines").EnumerateObject().Select(line => (line.Name, line.Value.GetString()!)));
            table.Elements().ShouldAllBe(row => row.Attribute("名称")!.Value != row.Attribute("代码")!.Value);
        }
    }

    [Fact]
    public async Task Entries_of_one_voucher_are_one_voucher_and_each_book_in_it_balances()
    {
        var vouchers = (await Export("year-in-the-life")).Descendants(_ns + "凭证").ToList();

        vouchers.Single(voucher => voucher.Attribute("凭证号")!.Value == "V-COR-1").Elements(_ns + "业务")
            .Select(one => one.Attribute("类型")!.Value).ShouldBe(["entry_reversed", "subsidy_received"]);
        foreach (var voucher in vouchers)
        {
            foreach (var book in voucher.Descendants(_ns + "分录").GroupBy(line => line.Attribute("科目")!.Value.Split(':')[0]))
                book.Sum(line => Amount(line, "借方") - Amount(line, "贷方")).ShouldBe(0, voucher.ToString());
        }
    }

    [Fact]
    public async Task The_vouchers_are_the_entries_of_the_journal()
    {
        var journal = await samples.Run("journal", "--pool", "330999", "--json");

        (await Export("year-in-the-life")).Descendants(_ns + "业务").Select(one => one.Attribute("位置")!.Value).ShouldBe(
            journal.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("position").GetRawText()));
    }

    private static List<string> Problems(XDocument xml)
    {
        var schemas = new XmlSchemaSet();
        using var schema = XmlReader.Create(Repository.Path("data", "gbt24589-style.xsd"));
        schemas.Add(_ns.NamespaceName, schema);
        var problems = new List<string>();
        // Parsed again: keys are checked where the document is read.
        using var reader = XmlReader.Create(new StringReader(xml.ToString()), Settings(schemas, problems));
        while (reader.Read())
        {
        }
        return problems;
    }

    private static XmlReaderSettings Settings(XmlSchemaSet schemas, List<string> problems)
    {
        var settings = new XmlReaderSettings
        {
            Schemas = schemas, ValidationType = ValidationType.Schema,
            ValidationFlags = XmlSchemaValidationFlags.ProcessIdentityConstraints | XmlSchemaValidationFlags.ReportValidationWarnings,
        };
        settings.ValidationEventHandler += (_, problem) => problems.Add(problem.Message);
        return settings;
    }

    private async Task<XDocument> Export(string sample, params string[] options)
    {
        var path = Path.Combine(_folder.Path, "books.xml");
        var run = await samples.Run(
            ["export", "--pool", LoadedSamples.PoolOf(sample), "--to", "gbt24589", "--out", path, .. options]);
        run.ExitCode.ShouldBe(0, run.Errors);
        return XDocument.Load(path);
    }

    private static decimal Amount(XElement row, string attribute) => Parsed(row.Attribute(attribute)!.Value);

    private static decimal Parsed(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
