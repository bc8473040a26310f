using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ledger.Api.Figures;
using Ledger.Api.Identity;
using Ledger.Api.Privacy;
using Ledger.Api.Reconciling;
using Ledger.Domain;
using Ledger.Domain.Reconciling;
using Ledger.Testing;
using Microsoft.Playwright;

namespace Ledger.Browser.Tests;

/// <summary>
/// A month of samples/reconciliation is sent as a form, and its page has what the verb's run has; what an officer decides on it
/// is recorded.
/// </summary>
public sealed class ReconciliationPageTests(ServedPages served)
{
    private const string Hospital = "H33099800063";
    private const int PlantedByOffices = 25;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Files_are_sent_differences_read_closed_and_opened_again_and_a_party_signs()
    {
        const string pool = "720841";
        await Load(pool);
        await using var officer = await served.As(Role.Officer, pool);
        await Send(officer, pool, ("bank", "bank.csv"), ("treasury", "treasury.csv"), ("tax", "tax.csv"));
        var expected = await Reconciled(pool);
        expected.Sources.Sum(source => source.Differences.Count).ShouldBe(PlantedByOffices);

        (await officer.Page.Locator("h1").InnerTextAsync()).ShouldBe("对账结果");
        (await Rows(officer)).ShouldBe(Expected(expected, "open"));
        (await Tabs(officer)).ShouldBe(["未销号 25", "已销号 0", "全部 25"]);
        (await officer.Page.Locator("[aria-labelledby=parties] tbody tr").CountAsync()).ShouldBe(expected.SideBySide.Count);
        (await officer.Page.Locator("[aria-labelledby=parties] tbody tr td:last-child").AllInnerTextsAsync())
            .ShouldBe(expected.SideBySide.Select(row => row.Agrees ? "相符" : "不符"));
        (await Pairs(officer, "bank")).ShouldBe([
            $"{expected.Sources[0].Here.Lines}", expected.Sources[0].Here.Amount, $"{expected.Sources[0].There.Lines}",
            expected.Sources[0].There.Amount, $"{expected.Sources[0].Matched.ByDocument}", $"{expected.Sources[0].Matched.ByAmountAndDate}",
            $"{expected.Sources[0].Matched.OneToMany}", $"{expected.Sources[0].Beyond}", $"{expected.Sources[0].Differences.Count}",
        ]);

        (await officer.Page.Locator("tr", new() { Has = officer.Page.GetByText("V-10", new() { Exact = true }) }).First.InnerTextAsync())
            .ShouldContain("V-10 V-10-1");

        // The bank's fee: missing in the ledger.
        var fee = expected.Sources[0].Differences.Single(one => one.There is [{ References: ["FEE-0331"] }, ..]).Id;
        await Do(officer, fee, "指派", assignee: "王五");
        (await officer.Page.Locator($"#d-{fee} .tag").InnerTextAsync()).ShouldBe("已指派");
        (await officer.Page.Locator($"#d-{fee}").InnerTextAsync()).ShouldContain("王五");
        await Do(officer, fee, "销号");
        (await officer.Page.GetByRole(AriaRole.Alert).InnerTextAsync()).ShouldBe("原因为空,请说明原因");
        officer.Forgive();
        await Do(officer, fee, "销号", reason: "fee of March, booked in April");
        (await Tabs(officer)).ShouldBe(["未销号 24", "已销号 1", "全部 25"]);
        (await Rows(officer)).ShouldNotContain(row => row.StartsWith(fee, StringComparison.Ordinal));
        await officer.Page.Locator(".tabs a", new() { HasText = "已销号" }).Follow();
        (await Rows(officer)).ShouldHaveSingleItem().ShouldStartWith(fee);
        (await officer.Page.Locator($"#d-{fee}").InnerTextAsync()).ShouldContain("fee of March, booked in April");
        await officer.ShouldBeAccessible();
        await officer.ShouldSpeakChinese();

        await officer.Page.Locator("[aria-labelledby=source-bank] summary").ClickAsync();
        var paper = Encoding.UTF8.GetBytes("signed and sealed");
        await officer.Page.Locator("#paper-bank").SetInputFilesAsync(new FilePayload { Name = "paper.pdf", MimeType = "application/pdf", Buffer = paper });
        await officer.Page.Locator("[aria-labelledby=source-bank] button").Follow();
        (await officer.Page.Locator("[aria-labelledby=source-bank] .notice.good").InnerTextAsync()).ShouldContain("银行已确认,未销号 17");
        var recorded = await Decisions(pool);
        recorded.Select(one => one.Decision.Category).ShouldBe(["assigned", "closed", "signed"]);
        recorded.ShouldAllBe(one => one.Actor.Contains("a test's Officer"));
        recorded[1].Decision.Difference!.Id.ShouldBe(fee);
        recorded[2].Decision.Reconciled!.OpenDifferences.ShouldBe(17);
        recorded[2].Decision.Evidence.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(paper)));
        // What the page recorded is what the verb's run finds.
        (await Reconciled(pool)).Sources[0].ShouldSatisfyAllConditions(
            bank => bank.Signatures.ShouldHaveSingleItem().IsOfThis.ShouldBeTrue(),
            bank => bank.Differences.Single(one => one.Id == fee).Reason.ShouldBe("fee of March, booked in April"));

        await officer.Page.Locator($"#d-{fee} summary").ClickAsync();
        await officer.Page.Locator($"#why-{fee}").FillAsync("booked nowhere");
        await officer.Page.Locator($"#d-{fee} button").Follow();
        (await Tabs(officer)).ShouldBe(["未销号 25", "已销号 0", "全部 25"]);

        var download = await officer.Page.RunAndWaitForDownloadAsync(() => officer.Page.GetByText("下载全部差异").ClickAsync());
        var lines = await File.ReadAllLinesAsync(await download.PathAsync(), Cancellation);
        lines.Skip(1).Select(line => line.Split(',')[6]).ShouldBe(expected.Sources.SelectMany(source => source.Differences).Select(one => one.Id));

        await officer.Go($"/pools/{pool}/reconciliations");
        (await officer.Page.Locator("[aria-labelledby=sent] tbody tr").InnerTextAsync()).ShouldContain("treasury.csv");
        (await officer.Page.Locator("[aria-labelledby=signed] tbody tr").InnerTextAsync()).ShouldSatisfyAllConditions(
            row => row.ShouldContain("2025-03-01 至 2025-03-31"), row => row.ShouldContain("支出户存款、财政专户存款"));
        (await officer.Page.Locator("[aria-labelledby=stated] tbody .tag").AllInnerTextsAsync()).ShouldBe(["不符", "相符"]);
        await officer.ShouldBeAccessible();
        await officer.ShouldSpeakChinese();
        await officer.Prefer("en", $"/pools/{pool}/reconciliations");
        await officer.ShouldSpeakEnglish();
    }

    [Fact]
    public async Task Without_scripts_files_of_the_platform_say_what_they_lack_and_bad_rows_are_named()
    {
        const string pool = "720842";
        await Load(pool);
        await using var officer = await served.As(Role.Officer, pool, scripts: false);
        await officer.Go($"/pools/{pool}/reconciliations");
        await Choose(officer, ("3202", FileOf("details-3202.txt")));
        await Submit(officer);
        (await officer.Page.GetByRole(AriaRole.Alert).InnerTextAsync()).ShouldBe("3201、3202 文件中没有机构,请填写机构代码。");
        await officer.Page.Locator("details:has(#institution) summary").ClickAsync();
        await officer.Page.Locator("#institution").FillAsync(Hospital);
        await officer.Page.Locator("#fund").SelectOptionAsync("resident");
        await Choose(officer, ("3202", FileOf("details-3202.txt")), ("3201", FileOf("totals-3201.csv")));
        officer.Forgive();
        await Submit(officer);
        (await Rows(officer)).Select(row => row.Split(' ')[1..]).ShouldBe(
            [["2421.35"], ["3069.24"], ["-1767.20"], ["4100.55"], ["88.00"]], ignoreOrder: true);

        await officer.Go($"/pools/{pool}/reconciliations");
        await Choose(officer, ("bank", Text("bank.csv", "account,date,amount,direction\nno-such,2025-03-01,1.00,in\nfiscal-account,x,y,in\n")),
            ("tax", Text("tax.csv", "fund,line,from,to,amount\nresident,closing,2025-03-01,2025-03-01,1\n")));
        await Submit(officer);
        (await officer.Page.Locator("[aria-labelledby=bad] tbody tr").AllInnerTextsAsync()).Select(row => string.Join(' ', row.Split('\t').Take(2)))
            .ShouldBe(["bank.csv:2 account", "bank.csv:3 date", "bank.csv:3 amount", "tax.csv:2 line"]);
        (await officer.Page.Locator("[aria-labelledby=sent] tbody tr").CountAsync()).ShouldBe(1);

        await Submit(officer);
        (await officer.Page.GetByRole(AriaRole.Alert).InnerTextAsync()).ShouldBe("请选择文件。");
        (await officer.Go($"/pools/{pool}/reconciliations/0123456789abcdef")).ShouldBe(404);
        (await officer.Text()).ShouldContain("请重新上传");
        officer.Forgive();
        (await Decisions(pool)).ShouldBeEmpty();
    }

    // The sample's month, and two balances that the finance office stated of it: one agrees.
    private async Task Load(string pool)
    {
        await served.Import(pool, "reconciliation/events.csv");
        var stated = (Fund: FundCode.Of("resident"), Line: "bank.expenditure-account");
        ReconciliationSigned[] figures =
        [
            .. ((string[])["18073471.95", "18073471.96"]).Select((amount, index) => new ReconciliationSigned
            {
                Category = ReconciliationSigned.BalanceStated, CashDate = new(2025, 3, 31), Counterparty = index == 0 ? "treasury" : "bank",
                Balance = new(stated.Fund, stated.Line, new((long)(decimal.Parse(amount, CultureInfo.InvariantCulture) * 100))),
            }),
        ];
        await new ReconciliationRecorder(served.Ledger, PoolCode.Of(pool), "tester").Record(figures, Cancellation);
    }

    private async Task<ReconcileAnswer> Reconciled(string pool)
    {
        var request = new ReconcileRequest(PoolCode.Of(pool), new(new(2025, 3, 1), new(2025, 3, 31), 3), null, [], null, null);
        var files = new SourceFiles(((string[])["bank", "treasury", "tax"]).ToDictionary(
            source => source, source => (IReadOnlyList<string>)[Sample($"{source}.csv")]), null, null);
        return await new ReconciliationRun(served.Ledger, request, files, () => PersonTokens.Open(new(served.Kept("home")), _ => { }))
            .Answer(ReconcileAction.None, "tester", default(KnownPoint), Cancellation);
    }

    private async Task<List<(ReconciliationSigned Decision, string Actor)>> Decisions(string pool)
    {
        var decisions = new List<(ReconciliationSigned, string)>();
        await foreach (var recorded in served.Ledger.Store.ReadStream(PoolCode.Of(pool), "reconciliation/2025-03", 1, long.MaxValue, Cancellation))
        {
            if (recorded.Body is ReconciliationSigned { Balance: null } decision) decisions.Add((decision, recorded.Actor!));
        }
        return decisions;
    }

    private static async Task Send(Reader officer, string pool, params (string Source, string Name)[] files)
    {
        await officer.Go($"/pools/{pool}/reconciliations");
        (await officer.Page.Locator("#period").InputValueAsync()).ShouldBe("2025-03");
        await Choose(officer, [.. files.Select(file => (file.Source, FileOf(file.Name)))]);
        await Submit(officer);
    }

    private static async Task Choose(Reader officer, params (string Source, FilePayload File)[] files)
    {
        foreach (var (source, file) in files) await officer.Page.Locator($"[name='{source}']").SetInputFilesAsync(file);
    }

    private static Task Submit(Reader officer) => officer.Page.Locator("[aria-labelledby=send] form button").Follow();

    private static async Task Do(Reader officer, string difference, string button, string? assignee = null, string? reason = null)
    {
        var row = officer.Page.Locator($"#d-{difference}");
        if (await row.Locator("details[open]").CountAsync() == 0) await row.Locator("summary").ClickAsync();
        if (assignee is not null) await row.Locator("[name=assignee]").FillAsync(assignee);
        if (reason is not null) await row.Locator("[name=reason]").FillAsync(reason);
        await row.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).Follow();
    }

    // The name and the amount of each difference, as the page has them.
    private static Task<string[]> Rows(Reader officer) => officer.Page.Locator("[aria-labelledby=differences] tbody tr").EvaluateAllAsync<string[]>(
        "rows => rows.map(row => `${row.id.slice(2)} ${row.querySelector('td:nth-of-type(2) data').value}`)");

    private static IEnumerable<string> Expected(ReconcileAnswer answer, string status) =>
        answer.Sources.SelectMany(source => source.Differences).Where(one => one.Status == status).Select(one => $"{one.Id} {one.Amount}");

    private static async Task<IEnumerable<string>> Tabs(Reader officer) =>
        (await officer.Page.Locator(".tabs a:has(span)").AllInnerTextsAsync()).Select(text => text.Trim());

    // What stands beside the names; amounts as they are without their grouping.
    private static Task<string[]> Pairs(Reader officer, string source) => officer.Page.Locator($"[aria-labelledby=source-{source}] dd").EvaluateAllAsync<string[]>(
        "all => all.slice(1).map(one => one.querySelector('data')?.value ?? one.innerText)");

    private static FilePayload FileOf(string name) => new() { Name = name, MimeType = "text/csv", Buffer = File.ReadAllBytes(Sample(name)) };

    private static FilePayload Text(string name, string text) => new() { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) };

    private static string Sample(string name) => Repository.Path("samples", "reconciliation", name);
}
