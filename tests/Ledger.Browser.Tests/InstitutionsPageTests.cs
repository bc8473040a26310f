using System.Globalization;
using System.Text.Json;
using Ledger.Api.Identity;
using Microsoft.Playwright;

namespace Ledger.Browser.Tests;

/// <summary>The budgets of all institutions.</summary>
public sealed class InstitutionsPageTests(ServedPages served)
{
    private const string Page = $"/pools/{ServedPages.Year}/institutions?year=2025";

    // In the order of the columns.
    private static readonly string[] _figures =
    [
        "budget", "paid", "remaining", "executed", "prepaymentOutstanding", "depositHeld", "clawbackOutstanding", "settledUnpaid",
        "visits", "averageCost", "averageCostLastYear",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_figure_is_the_APIs()
    {
        using var answer = await Budgets();
        await using var officer = await served.As(Role.Officer);
        (await officer.Go($"{Page}&sort=institution&dir=asc")).ShouldBe(200);

        (await Rows(officer)).ShouldBe(answer.RootElement.GetProperty("institutions").EnumerateArray()
            .Select(row => $"{row.GetProperty("institution").GetString()} {string.Join(' ', _figures.Select(name => Text(row.GetProperty(name))))}"));
        var region = answer.RootElement.GetProperty("region");
        (await Values(officer.Page.Locator("#institutions tfoot"))).ShouldBe(
            ((string[])["budget", "paid", "remaining", "executed"]).Select(name => region.GetProperty(name).GetString()));
    }

    [Fact]
    public async Task Those_over_budget_or_breaking_a_rule_come_first()
    {
        using var answer = await Budgets();
        var broken = answer.RootElement.GetProperty("controls").EnumerateArray()
            .Select(rule => rule.GetProperty("institution").GetString()).ToHashSet();
        var expected = answer.RootElement.GetProperty("institutions").EnumerateArray().Select(row => (
                Code: row.GetProperty("institution").GetString()!, Executed: row.GetProperty("executed").GetString(),
                IsOver: row.GetProperty("executed").GetString() is not null && row.GetProperty("remaining").GetString()![0] == '-'))
            .OrderBy(row => row.IsOver || broken.Contains(row.Code) ? 0 : 1).ThenBy(row => row.Executed is null)
            .ThenByDescending(row => row.Executed is null ? 0 : decimal.Parse(row.Executed, CultureInfo.InvariantCulture))
            .ThenBy(row => row.Code, StringComparer.Ordinal).ToList();
        broken.ShouldNotBeEmpty();
        expected.ShouldContain(row => row.IsOver);

        await using var auditor = await served.As(Role.Auditor);
        await auditor.Go(Page);
        (await Codes(auditor)).ShouldBe(expected.Select(row => row.Code));
        (await auditor.Page.Locator("#institutions tbody .tag.bad").CountAsync()).ShouldBe(expected.Count(row => row.IsOver));
        (await auditor.Page.Locator("#institutions tbody .tag.warn").CountAsync()).ShouldBe(broken.Count);
    }

    [Fact]
    public async Task A_column_head_sorts_by_it_and_turns_round()
    {
        await using var officer = await served.As(Role.Officer, scripts: false);
        await officer.Go(Page);
        await officer.Page.Locator("#institutions thead").GetByRole(AriaRole.Link, new() { Name = "已支付", Exact = true }).Follow();
        var head = officer.Page.Locator("#institutions thead th:nth-child(3)");
        (await head.GetAttributeAsync("aria-sort")).ShouldBe("descending");
        var descending = await Paid(officer);
        descending.Count.ShouldBeGreaterThan(2);
        descending.ShouldBe(descending.OrderDescending());

        await head.Locator("a").Follow();
        (await head.GetAttributeAsync("aria-sort")).ShouldBe("ascending");
        (await Paid(officer)).ShouldBe(descending.Order());
    }

    [Fact]
    public async Task A_search_finds_codes_by_a_part_and_keeps_the_year()
    {
        await using var officer = await served.As(Role.Officer);
        await officer.Go(Page);
        var all = await Codes(officer);
        await officer.Page.Locator("#q").FillAsync("p330999000");
        await officer.Page.Locator("form.filters button").Follow();
        (await Codes(officer)).Order().ShouldBe(all.Where(code => code.StartsWith('P')).Order());
        officer.Page.Url.ShouldContain("year=2025");
        await officer.Page.Locator("#q").FillAsync("X9");
        await officer.Page.Locator("form.filters button").Follow();
        (await officer.Text()).ShouldContain("没有符合条件的机构");
    }

    [Fact]
    public async Task The_CSV_is_the_verbs()
    {
        await using var officer = await served.As(Role.Officer);
        await officer.Go(Page);
        var download = await officer.Page.RunAndWaitForDownloadAsync(() => officer.Page.GetByText("下载 CSV").ClickAsync());
        using var api = await served.Api(Role.Officer);
        (await File.ReadAllTextAsync((await download.PathAsync())!, Cancellation)).ShouldBe(
            await api.GetStringAsync($"/api/v1/pools/{ServedPages.Year}/budgets?year=2025&format=csv", Cancellation));
    }

    [Fact]
    public async Task A_figure_leads_to_its_trace()
    {
        await using var officer = await served.As(Role.Officer);
        await officer.Go($"{Page}&sort=paid&dir=desc");
        var link = officer.Page.Locator("#institutions tbody tr:first-child td:nth-child(3) a.figure");
        var paid = await link.Locator("data").GetAttributeAsync("value");
        await link.Follow();
        var figure = officer.Page.Locator("#panel .big data");
        await figure.WaitForAsync();
        (await figure.GetAttributeAsync("value")).ShouldBe(paid);
    }

    [Fact]
    public async Task Who_asks_for_an_order_that_there_is_not_reads_which_there_are()
    {
        await using var officer = await served.As(Role.Officer);
        (await officer.Go($"{Page}&sort=salary")).ShouldBe(400);
        (await officer.Text()).ShouldContain("averageCost");
        officer.Forgive();
    }

    private async Task<JsonDocument> Budgets()
    {
        using var api = await served.Api(Role.Officer);
        return JsonDocument.Parse(await api.GetStringAsync($"/api/v1/pools/{ServedPages.Year}/budgets?year=2025", Cancellation));
    }

    private static Task<string[]> Rows(Reader reader) => reader.Page.EvaluateAsync<string[]>("""
        () => [...document.querySelectorAll("#institutions tbody tr")].map(row => [row.querySelector("th a").textContent,
            ...[...row.querySelectorAll("td")].map(cell => cell.querySelector("data")?.getAttribute("value") ?? "none")].join(" "))
        """);

    private static async Task<IReadOnlyList<string>> Codes(Reader reader) =>
        await reader.Page.Locator("#institutions tbody th a").AllInnerTextsAsync();

    private static async Task<IReadOnlyList<decimal>> Paid(Reader reader) =>
        [.. (await Values(reader.Page.Locator("#institutions tbody td:nth-child(3)"))).Select(text => decimal.Parse(text!, CultureInfo.InvariantCulture))];

    private static async Task<IReadOnlyList<string?>> Values(ILocator part)
    {
        var values = new List<string?>();
        foreach (var data in await part.Locator("data").AllAsync()) values.Add(await data.GetAttributeAsync("value"));
        return values;
    }

    private static string Text(JsonElement figure) => figure.ValueKind == JsonValueKind.Null ? "none" : figure.ToString();
}
