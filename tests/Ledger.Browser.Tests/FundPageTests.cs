using System.Globalization;
using System.Text.Json;
using Ledger.Api.Identity;

namespace Ledger.Browser.Tests;

/// <summary>What each fund has, and the year of one.</summary>
public sealed class FundPageTests(ServedPages served)
{
    private const string Pool = $"/pools/{ServedPages.Year}";
    private const string Api = $"/api/v1{Pool}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_list_has_what_the_API_says_of_each_fund()
    {
        using var api = await served.Api(Role.Officer);
        await using var officer = await served.As(Role.Officer);
        (await officer.Go($"{Pool}/funds?asOf=2026-03-31")).ShouldBe(200);

        var rows = officer.Page.Locator("main tbody tr");
        (await rows.CountAsync()).ShouldBe(3);
        foreach (var fund in (string[])["employee-pooled", "employee-personal", "resident"])
        {
            var row = rows.Filter(new() { Has = officer.Page.Locator($"a[href*='/funds/{fund}?']") });
            var balance = (await Get(api, $"funds/{fund}/balance?asOf=2026-03-31")).GetProperty("funds")[0];
            (await row.Locator("data.amount").EvaluateAllAsync<string[]>("all => all.map(one => one.value)")).ShouldBe(
                [Text(balance, "balance"), Text(balance, "income"), Text(balance, "expenditure")]);
            var capacity = (await Get(api, $"funds/{fund}/capacity?asOf=2026-03-31")).GetProperty("funds")[0];
            (await row.Locator("td").Nth(1).InnerTextAsync()).Trim().ShouldBe(Text(capacity, "months"));
        }
        await rows.First.Locator("th a").Follow();
        officer.Page.Url.ShouldContain("asOf=2026-03-31");
    }

    [Fact]
    public async Task The_year_stands_beside_the_same_days_of_last_year_as_the_API_has_both()
    {
        using var api = await served.Api(Role.Auditor);
        var years = (await Get(api, "statements?view=years&fund=resident&from=2026-01&to=2026-03")).GetProperty("funds")[0];
        var (now, before) = (years.GetProperty("lines"), years.GetProperty("years")[0].GetProperty("lines"));
        await using var auditor = await served.As(Role.Auditor);
        await auditor.Go($"{Pool}/funds/resident?asOf=2026-03-31");

        var rows = await Rows(auditor, "#statement");
        rows.Length.ShouldBeGreaterThan(20);
        foreach (var line in now.EnumerateObject()) rows.Single(row => row[0] == line.Name)[1].ShouldBe(line.Value.GetString());
        foreach (var row in rows)
        {
            row[2].ShouldBe(before.TryGetProperty(row[0], out var amount) ? amount.GetString() : "0.00", row[0]);
            var change = years.GetProperty("changes").GetProperty(row[0]);
            row[3].ShouldBe(Text(change, "difference"), row[0]);
            row[4].ShouldBe(Text(change, "percent"), row[0]);
        }
    }

    [Fact]
    public async Task Every_figure_of_the_statement_is_traced_to_the_same_figure()
    {
        using var api = await served.Api(Role.Officer);
        await using var officer = await served.As(Role.Officer);
        await officer.Go($"{Pool}/funds/employee-pooled?asOf=2026-02-15");

        var links = await officer.Page.Locator("#statement a.figure").EvaluateAllAsync<string[][]>(
            "all => all.map(one => [one.getAttribute('href'), one.querySelector('data').value])");
        links.Length.ShouldBeGreaterThan(40);
        foreach (var link in links)
        {
            using var trace = JsonDocument.Parse(await api.GetStringAsync($"/api/v1{link[0]}&limit=1", Cancellation));
            Text(trace.RootElement, "figure").ShouldBe(link[1], link[0]);
        }
    }

    [Fact]
    public async Task What_is_known_otherwise_since_is_listed_with_its_difference()
    {
        using var api = await served.Api(Role.Officer);
        const string months = "statements?fund=resident&from=2026-01&to=2026-03";
        var then = (await Get(api, $"{months}&position=9000")).GetProperty("funds")[0].GetProperty("lines");
        var now = (await Get(api, months)).GetProperty("funds")[0].GetProperty("lines");
        await using var officer = await served.As(Role.Officer);
        await officer.Go($"{Pool}/funds/resident?asOf=2026-03-31&position=9000");

        var rows = await officer.Page.Locator("#since tbody tr").EvaluateAllAsync<string[][]>(
            "all => all.map(row => [...row.querySelectorAll('data')].map(one => one.value))");
        var moved = now.EnumerateObject().Select(line => (Now: line.Value.GetString()!,
                Then: then.TryGetProperty(line.Name, out var amount) ? amount.GetString()! : "0.00"))
            .Where(line => line.Now != line.Then).ToList();
        moved.ShouldNotBeEmpty();
        rows.ShouldBe(moved.Select(line => (string[])[line.Then, line.Now, Difference(line.Now, line.Then)]));
        // The picker puts the page back to now, where nothing is compared.
        await officer.Page.Locator("form.axes a.button").Follow();
        (await officer.Page.Locator("#since").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_date_at_which_all_was_known_says_that_nothing_has_changed()
    {
        await using var officer = await served.As(Role.Officer);
        await officer.Go($"{Pool}/funds/resident");
        await officer.Page.Locator("#asOf").FillAsync("2026-03-31");
        await officer.Page.Locator("#knownAt").FillAsync("2999-12-31");
        await officer.Page.Locator("form.axes button").Follow();
        (await officer.Page.Locator("#since").InnerTextAsync()).ShouldContain("无变动");
    }

    [Fact]
    public async Task Months_of_both_years_stand_beside_each_other()
    {
        using var api = await served.Api(Role.Officer);
        await using var officer = await served.As(Role.Officer, scripts: false);
        await officer.Go($"{Pool}/funds/resident?asOf=2026-03-31");

        var charts = officer.Page.Locator("figure.chart");
        foreach (var (chart, line) in new[] { (charts.Nth(0), "expenditure.total"), (charts.Nth(1), "income.total") })
        {
            var cells = await chart.Locator("tbody tr").Nth(2).Locator("td data").EvaluateAllAsync<string[]>("all => all.map(one => one.value)");
            cells.ShouldBe([await March(2025, line), await March(2026, line)]);
            // April is not over; last year's is.
            (await chart.Locator("tbody tr").Nth(3).Locator("td data").CountAsync()).ShouldBe(1);
        }

        async Task<string> March(int year, string line) =>
            Text((await Get(api, $"statements?fund=resident&from={year}-03&to={year}-03")).GetProperty("funds")[0].GetProperty("lines"), line);
    }

    [Fact]
    public async Task A_fund_without_a_year_before_says_since_when_there_are_books()
    {
        await using var officer = await served.As(Role.Officer, ServedPages.Longyou);
        (await officer.Go($"/pools/{ServedPages.Longyou}/funds/resident")).ShouldBe(200);
        (await officer.Text()).ShouldContain("2025-01 起建账");
        (await Rows(officer, "#statement")).ShouldAllBe(row => row[2] == null && row[4] == null);
    }

    [Fact]
    public async Task A_fund_that_is_not_there_is_said_so()
    {
        await using var officer = await served.As(Role.Officer);
        (await officer.Go($"{Pool}/funds/long-term-care")).ShouldBe(404);
        (await officer.Text()).ShouldContain("未设立基金");
        officer.Forgive();
    }

    // Of each row its line, and its four figures; null where there is none.
    private static Task<string[][]> Rows(Reader reader, string part) => reader.Page.Locator($"{part} tbody tr").EvaluateAllAsync<string[][]>(
        "all => all.map(row => [row.dataset.line, ...[...row.querySelectorAll('td')].map(cell => cell.querySelector('data')?.value ?? null)])");

    private static async Task<JsonElement> Get(HttpClient api, string path)
    {
        using var answer = JsonDocument.Parse(await api.GetStringAsync($"{Api}/{path}", Cancellation));
        return answer.RootElement.Clone();
    }

    // Null where it is null.
    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static string Difference(string one, string other) =>
        (decimal.Parse(one, CultureInfo.InvariantCulture) - decimal.Parse(other, CultureInfo.InvariantCulture)).ToString("0.00", CultureInfo.InvariantCulture);
}
