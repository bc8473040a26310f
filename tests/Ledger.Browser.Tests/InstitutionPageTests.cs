using System.Globalization;
using System.Text.Json;
using Ledger.Api.Identity;
using Ledger.Domain;
using Ledger.EventStore.Proofs;
using Microsoft.Playwright;

namespace Ledger.Browser.Tests;

/// <summary>One institution's year.</summary>
public sealed class InstitutionPageTests(ServedPages served)
{
    private const string Code = "H33099900003";
    private const string Page = $"/pools/{ServedPages.Year}/institutions/{Code}?year=2025";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_figures_of_the_report_are_the_APIs_and_each_leads_to_its_trace()
    {
        using var answer = await Api($"institutions/{Code}/budget?year=2025");
        var row = answer.RootElement.GetProperty("institutions")[0];
        await using var officer = await served.As(Role.Officer);
        (await officer.Go(Page)).ShouldBe(200);

        foreach (var name in (string[])
            ["budget", "paid", "remaining", "settledUnpaid", "prepaymentOutstanding", "depositHeld", "clawbackOutstanding", "clawbackRecovered", "visits", "averageCost"])
        {
            var link = officer.Page.Locator($"a.figure[href*='institution={Code}'][href*='figure={name}']:not([href*='LastYear'])").First;
            (await link.GetAttributeAsync("href")).ShouldNotBeNull().Split('=').Last().ShouldBe(name);
            (await link.Locator("data").First.GetAttributeAsync("value")).ShouldBe(row.GetProperty(name).ToString(), name);
        }
        await officer.Page.Locator(".cards a.figure[href$='figure=paid']").Follow();
        var traced = officer.Page.Locator("#panel .big data");
        await traced.WaitForAsync();
        (await traced.GetAttributeAsync("value")).ShouldBe(row.GetProperty("paid").GetString());
    }

    [Fact]
    public async Task The_burn_down_is_the_budget_less_what_the_statement_says_was_paid()
    {
        using var budget = await Api($"institutions/{Code}/budget?year=2025");
        using var statement = await Api($"institutions/{Code}/statement?year=2025");
        var left = Yuan(budget.RootElement.GetProperty("institutions")[0].GetProperty("budget"));
        var months = statement.RootElement.GetProperty("funds").EnumerateArray().SelectMany(fund => fund.GetProperty("months").EnumerateArray())
            .GroupBy(month => month.GetProperty("month").GetString()!)
            .ToDictionary(month => month.Key, month => month.Sum(row => Yuan(row.GetProperty("items").GetProperty("paid")) - Yuan(row.GetProperty("items").GetProperty("came-back"))));
        await using var auditor = await served.As(Role.Auditor, scripts: false);
        await auditor.Go(Page);

        var table = await Cells(auditor, "#burn-down tbody");
        table.Count.ShouldBe(12);
        foreach (var row in table)
        {
            left -= months.GetValueOrDefault(row[0]);
            row[1].ShouldBe(left.ToString("0.00", CultureInfo.InvariantCulture), row[0]);
        }
        table[^1][2].ShouldBe("0.00");
        // The year is over, so that its forecast is what was left.
        table[^1][3].ShouldBe(table[^1][1]);
    }

    [Fact]
    public async Task In_the_middle_of_the_year_the_mean_goes_on()
    {
        await using var officer = await served.As(Role.Officer, scripts: false);
        await officer.Go($"{Page}&asOf=2025-06-29");
        var table = await Cells(officer, "#burn-down tbody");
        // May is complete, June is not yet.
        table[4][1].ShouldNotBe("");
        table[5][1].ShouldBe("");
        table[3][3].ShouldBe("");
        table[4][3].ShouldBe(table[4][1]);
        var budget = Yuan(await officer.Page.Locator("a.figure[href*='figure=budget'] data").First.GetAttributeAsync("value"));
        var end = budget - Math.Round((budget - Yuan(table[4][1])) * 12 / 5, 2, MidpointRounding.AwayFromZero);
        Yuan(table[^1][3]).ShouldBe(end);
        (await officer.Text()).ShouldContain("直线推算");
    }

    [Fact]
    public async Task What_happened_by_month_is_the_statements()
    {
        using var statement = await Api($"institutions/{Code}/statement?year=2025");
        await using var officer = await served.As(Role.Officer);
        await officer.Go(Page);
        foreach (var (fund, index) in statement.RootElement.GetProperty("funds").EnumerateArray().Select((fund, index) => (fund, index)))
        {
            var paid = officer.Page.Locator(".months").Nth(index).GetByRole(AriaRole.Row).Filter(new() { Has = officer.Page.GetByRole(AriaRole.Rowheader, new() { Name = "支付", Exact = true }) });
            var shown = new List<string?>();
            foreach (var data in await paid.Locator("data").AllAsync()) shown.Add(await data.GetAttributeAsync("value"));
            shown.ShouldBe(fund.GetProperty("months").EnumerateArray().Select(month => month.GetProperty("items").GetProperty("paid").GetString())
                .Append(fund.GetProperty("total").GetProperty("paid").GetString()));
        }
    }

    [Fact]
    public async Task The_proof_that_can_be_downloaded_has_all_of_its_events()
    {
        await new InstitutionTrees(served.Ledger.Database).CatchUp(PoolCode.Of(ServedPages.Year), Cancellation);
        await using var officer = await served.As(Role.Officer);
        await officer.Go(Page);
        var section = officer.Page.Locator("#completeness");
        var count = await section.Locator("data").GetAttributeAsync("value");
        var root = await section.Locator("dd code").First.InnerTextAsync();
        var download = await officer.Page.RunAndWaitForDownloadAsync(() => section.GetByText("下载证明文件").ClickAsync());
        download.SuggestedFilename.ShouldStartWith($"completeness-{ServedPages.Year}-{Code}-");
        using var proof = JsonDocument.Parse(await File.ReadAllTextAsync((await download.PathAsync())!, Cancellation));

        proof.RootElement.GetProperty("kind").GetString().ShouldBe("completeness");
        proof.RootElement.GetProperty("entry").GetProperty("events").ToString().ShouldBe(count);
        proof.RootElement.GetProperty("entry").GetProperty("root").GetString().ShouldBe(root);
        var events = proof.RootElement.GetProperty("events").EnumerateArray().ToList();
        events.Count.ToString(CultureInfo.InvariantCulture).ShouldBe(count);
        events[0].GetProperty("event").GetProperty("data").GetString().ShouldNotBeNull().ShouldContain(Code);
    }

    [Fact]
    public async Task Of_one_that_nobody_knows_there_is_no_page()
    {
        await using var officer = await served.As(Role.Officer);
        (await officer.Go($"/pools/{ServedPages.Year}/institutions/H33099999999")).ShouldBe(404);
        officer.Forgive();
    }

    private async Task<JsonDocument> Api(string path)
    {
        using var api = await served.Api(Role.Officer);
        return JsonDocument.Parse(await api.GetStringAsync($"/api/v1/pools/{ServedPages.Year}/{path}", Cancellation));
    }

    private static async Task<IReadOnlyList<string[]>> Cells(Reader reader, string body)
    {
        var rows = new List<string[]>();
        foreach (var row in await reader.Page.Locator($"{body} tr").AllAsync())
        {
            var cells = new List<string> { (await row.Locator("th").InnerTextAsync()).Trim() };
            foreach (var cell in await row.Locator("td").AllAsync())
                cells.Add(await cell.Locator("data").CountAsync() == 0 ? "" : (await cell.Locator("data").GetAttributeAsync("value"))!);
            rows.Add([.. cells]);
        }
        return rows;
    }

    private static decimal Yuan(JsonElement amount) => Yuan(amount.GetString());

    private static decimal Yuan(string? amount) => decimal.Parse(amount!, CultureInfo.InvariantCulture);
}
