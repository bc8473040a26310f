using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Api.Identity;

namespace Ledger.Browser.Tests;

/// <summary>Statements in every view, and those that went out.</summary>
[Collection(IssuingCollection.Name)]
public sealed class StatementsPageTests(ServedPages served)
{
    private const string Pool = $"/pools/{ServedPages.Year}";
    private const string Months = "from=2025-10&to=2025-12";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Line_by_line_it_is_what_the_API_answers_and_traced()
    {
        using var api = await served.Api(Role.Officer);
        using var answer = JsonDocument.Parse(await api.GetStringAsync($"/api/v1{Pool}/statements?{Months}", Cancellation));
        var lines = answer.RootElement.GetProperty("funds").EnumerateArray()
            .SelectMany(fund => fund.GetProperty("lines").EnumerateObject().Select(line => (string[])[line.Name, line.Value.GetString()!]));
        await using var officer = await served.As(Role.Officer);
        await officer.Go($"{Pool}/statements?{Months}&view=lines");

        (await officer.Page.Locator(".sheet tbody tr").EvaluateAllAsync<string[][]>(
            "all => all.map(row => [row.querySelector('code').textContent, row.querySelector('data').value])")).ShouldBe(lines);
        var link = officer.Page.Locator(".sheet a.figure").First;
        using var trace = JsonDocument.Parse(await api.GetStringAsync($"/api/v1{await link.GetAttributeAsync("href")}", Cancellation));
        trace.RootElement.GetProperty("figure").GetString().ShouldBe(await link.Locator("data").GetAttributeAsync("value"));
    }

    [Theory]
    [InlineData("statutory", 60)]
    [InlineData("years", 60)]
    [InlineData("cover", 5)]
    [InlineData("budget", 3)]
    [InlineData("balance-sheet", 15)]
    public async Task Each_view_has_the_figures_of_its_file(string view, int figuresMin)
    {
        var path = view == "balance-sheet" ? "balance-sheet?asOf=2025-12-31" : $"statements?{Months}&view={view}";
        using var api = await served.Api(Role.Auditor);
        var json = await api.GetStringAsync($"/api/v1{Pool}/{path}", Cancellation);
        await using var auditor = await served.As(Role.Auditor);
        (await auditor.Go($"{Pool}/statements?{Months}&view={view}")).ShouldBe(200);

        var figures = await auditor.Page.Locator(".sheet data").EvaluateAllAsync<string[]>("all => all.map(one => one.value)");
        figures.Length.ShouldBeGreaterThan(figuresMin);
        foreach (var figure in figures) json.ShouldContain($"\"{figure}\"");
        foreach (var link in await auditor.Page.Locator(".sheet a.figure").EvaluateAllAsync<string[][]>(
            "all => all.filter((_, index) => index % 7 === 0).map(one => [one.getAttribute('href'), one.querySelector('data').value])"))
        {
            using var trace = JsonDocument.Parse(await api.GetStringAsync($"/api/v1{link[0]}&limit=1", Cancellation));
            trace.RootElement.GetProperty("figure").GetString().ShouldBe(link[1], link[0]);
        }
        await auditor.ShouldBeAccessible();
    }

    [Theory]
    [InlineData("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [InlineData("pdf", "application/pdf")]
    [InlineData("csv", "text/csv; charset=utf-8")]
    [InlineData("json", "application/json")]
    public async Task It_is_given_as_a_file_of_the_same_position(string format, string media)
    {
        await using var regulator = await served.As(Role.Regulator);
        await regulator.Go($"{Pool}/statements?{Months}");
        var link = await regulator.Page.Locator($".downloads a[href*='format={format}']").GetAttributeAsync("href");
        var answer = await regulator.Page.APIRequest.GetAsync(served.Address + link);
        answer.Status.ShouldBe(200);
        answer.Headers["content-type"].ShouldStartWith(media);
        link!.ShouldContain("position=");
        (await answer.BodyAsync()).Length.ShouldBeGreaterThan(1000);
    }

    [Fact]
    public async Task The_form_chooses_view_fund_and_months()
    {
        await using var officer = await served.As(Role.Officer);
        await officer.Go($"{Pool}/statements");
        await officer.Page.Locator("#view").SelectOptionAsync("lines");
        await officer.Page.Locator("#fund").SelectOptionAsync("resident");
        await officer.Page.Locator("#from").FillAsync("2025-04");
        await officer.Page.Locator("#to").FillAsync("2025-06");
        await officer.Page.Locator("form[method=get] button").Follow();
        (await officer.Page.Locator(".sheet").CountAsync()).ShouldBe(1);
        (await officer.Page.Locator(".subtitle").InnerTextAsync()).ShouldBe("2025-04 至 2025-06");
        // Two years have two budgets: the page says so, and stays.
        (await officer.Go($"{Pool}/statements?from=2025-06&to=2026-02&view=budget")).ShouldBe(200);
        (await officer.Page.Locator("main .notice.warn").First.InnerTextAsync()).ShouldContain("跨年度");
    }

    [Fact]
    public async Task Without_a_key_an_officer_reads_how_to_have_one()
    {
        var keys = Environment.GetEnvironmentVariable("LEDGER_KEYS");
        Environment.SetEnvironmentVariable("LEDGER_KEYS", served.Kept("none"));
        try
        {
            await using var officer = await served.As(Role.Officer);
            await officer.Go($"{Pool}/statements");
            (await officer.Page.Locator("[aria-labelledby=issue-title]").InnerTextAsync()).ShouldContain("./ledger keys --name NAME");
            (await officer.Page.Locator("form[action$='/issue']").CountAsync()).ShouldBe(0);
        }
        finally
        {
            Environment.SetEnvironmentVariable("LEDGER_KEYS", keys);
        }
    }

    [Fact]
    public async Task What_is_issued_stands_in_the_list_with_who_when_and_its_hash()
    {
        var (document, bundle) = await Issuing.Issue(served);

        await using var auditor = await served.As(Role.Auditor, ServedPages.Longyou);
        await auditor.Go($"/pools/{ServedPages.Longyou}/statements");
        var row = await auditor.Page.Locator("#issued tbody tr").First.InnerTextAsync();
        row.ShouldContain($"{document}.zip");
        row.ShouldContain(Convert.ToHexStringLower(SHA256.HashData(bundle)));
        row.ShouldContain("2025-01 至 2025-03");
        row.ShouldContain("a test's Officer");
        (await auditor.Page.Locator("form[action$='/issue']").CountAsync()).ShouldBe(0);
        await auditor.ShouldBeAccessible();
    }

    [Fact]
    public async Task A_regulator_has_the_bundle_and_not_the_name_of_who_issued_it()
    {
        var (document, bundle) = await Issuing.Issue(served);

        await using var regulator = await served.As(Role.Regulator, ServedPages.Longyou);
        await regulator.Go($"/pools/{ServedPages.Longyou}/statements");
        (await regulator.Text()).ShouldNotContain("a test's");
        (await regulator.Page.Locator("main a.figure").CountAsync()).ShouldBe(0);
        var link = await regulator.Page.Locator("#issued tbody a", new() { HasText = document }).GetAttributeAsync("href");
        (await (await regulator.Page.APIRequest.GetAsync(served.Address + link)).BodyAsync()).ShouldBe(bundle);
    }
}
