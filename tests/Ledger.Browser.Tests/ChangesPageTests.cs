using System.Text.Json;
using Ledger.Api.Identity;

namespace Ledger.Browser.Tests;

/// <summary>What moved between two points, for who may read all of it and for who may read statements alone.</summary>
public sealed class ChangesPageTests(ServedPages served)
{
    private const string Query = "from=2025-01&to=2025-12&between=7000&and=7900";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_auditor_sees_the_lines_the_institutions_and_the_events_that_the_API_gives()
    {
        var answer = await Diff(Role.Auditor, "&limit=50");
        await using var auditor = await served.As(Role.Auditor);
        await auditor.Go($"/pools/{ServedPages.Year}/changes?{Query}");
        await LinesAreThoseOf(auditor, answer);
        (await auditor.Page.Locator("#events tbody tr").CountAsync()).ShouldBe(0);

        await auditor.Page.Locator("#events a.button").Follow();
        await auditor.Page.Locator("#events tbody tr").First.WaitForAsync();
        (await auditor.Page.Locator("#events tr[data-position]").EvaluateAllAsync<long[]>("all => all.map(one => Number(one.dataset.position))"))
            .ShouldBe(answer.GetProperty("events").EnumerateArray().Select(one => one.Position()));
        (await auditor.Page.Locator("tr[data-name]").EvaluateAllAsync<string[]>("all => all.map(one => one.dataset.name)"))
            .ShouldBe(answer.GetProperty("institutions").EnumerateArray().Select(one => one.Text("name")).Take(200));
        (await auditor.Text()).ShouldContain("分毫不差");
        await auditor.Page.Locator("#events a[rel=next]").Follow();
        var second = await Diff(Role.Auditor, $"&limit=50&cursor={answer.Text("next")}");
        await auditor.Page.Locator($"#events tr[data-position=\"{second.GetProperty("events")[0].Position()}\"]").WaitForAsync();
    }

    [Fact]
    public async Task A_regulator_sees_lines_of_statements_and_nothing_else()
    {
        var answer = await Diff(Role.Regulator, "");
        answer.GetProperty("events").ValueKind.ShouldBe(JsonValueKind.Null);
        await using var regulator = await served.As(Role.Regulator);
        (await regulator.Go($"/pools/{ServedPages.Year}/changes?{Query}&events=1")).ShouldBe(200);
        await LinesAreThoseOf(regulator, answer);
        foreach (var part in (string[])["#events", "#capacity", "#institutions", "a.figure"])
            (await regulator.Page.Locator(part).CountAsync()).ShouldBe(0, part);
    }

    [Fact]
    public async Task The_form_compares_what_was_filled_in()
    {
        await using var auditor = await served.As(Role.Auditor, scripts: false);
        await auditor.Go($"/pools/{ServedPages.Year}/changes");
        await auditor.Page.Locator("#between").FillAsync("7000");
        await auditor.Page.Locator("#and").FillAsync("7900");
        await auditor.Page.Locator("#from").FillAsync("2025-01");
        await auditor.Page.Locator("#to").FillAsync("2025-12");
        await auditor.Page.GetByText("比较", new() { Exact = true }).Follow();
        await LinesAreThoseOf(auditor, await Diff(Role.Auditor, ""));
    }

    [Fact]
    public async Task Where_nothing_was_recorded_nothing_moved()
    {
        await using var auditor = await served.As(Role.Auditor);
        await auditor.Go($"/pools/{ServedPages.Year}/changes?from=2025-01&to=2025-12&between=7000&and=7000");
        (await auditor.Text()).ShouldContain("均无变动");
        (await auditor.Go($"/pools/{ServedPages.Year}/changes?between=8000&and=7000")).ShouldBe(400);
        (await auditor.Text()).ShouldContain("晚于位置");
        auditor.Forgive();
    }

    private async Task<JsonElement> Diff(Role role, string more)
    {
        using var api = await served.Api(role);
        return JsonElement.Parse(await api.GetStringAsync($"/api/v1/pools/{ServedPages.Year}/diff?{Query}{more}", Cancellation));
    }

    private static async Task LinesAreThoseOf(Reader reader, JsonElement answer)
    {
        var lines = answer.GetProperty("lines").EnumerateArray().ToList();
        lines.ShouldNotBeEmpty();
        (await reader.Page.Locator("tr[data-line]").EvaluateAllAsync<string[]>(
            "all => all.map(row => [row.dataset.line, ...[...row.querySelectorAll('data')].map(one => one.value)].join(' '))"))
            .ShouldBe(lines.Select(line => $"{line.Text("name")} {line.Text("before")} {line.Text("after")} {line.Text("difference")}"));
    }
}
