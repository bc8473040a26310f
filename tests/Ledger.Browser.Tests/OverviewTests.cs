using System.Text.Json;
using Ledger.Api.Identity;

namespace Ledger.Browser.Tests;

/// <summary>The first page of the morning.</summary>
public sealed class OverviewTests(ServedPages served)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_shows_the_months_that_the_API_gives()
    {
        using var api = await served.Api(Role.Officer);
        using var answer = JsonDocument.Parse(await api.GetStringAsync($"/api/v1/pools/{ServedPages.Year}/capacity", Cancellation));
        await using var officer = await served.As(Role.Officer);
        (await officer.Go($"/pools/{ServedPages.Year}")).ShouldBe(200);

        var cards = await officer.Page.Locator(".fund .big").AllInnerTextsAsync();
        var funds = answer.RootElement.GetProperty("funds").EnumerateArray().ToList();
        cards.Count.ShouldBe(funds.Count);
        foreach (var (card, fund) in cards.Zip(funds))
            card.ShouldStartWith(fund.GetProperty("months").GetString() ?? "无可支付月数");
    }

    [Fact]
    public async Task A_figure_opens_its_formula_and_events_in_a_panel()
    {
        await using var officer = await served.As(Role.Officer, ServedPages.Longyou);
        await officer.Go($"/pools/{ServedPages.Longyou}");
        await officer.Page.Locator(".fund .pairs a.figure").First.Follow();
        var panel = officer.Page.Locator("#panel");
        await panel.GetByText("查看事件并合计").Follow();
        await panel.GetByText("分毫不差").WaitForAsync();
        await officer.ShouldBeAccessible();
    }

    [Fact]
    public async Task Without_scripts_charts_are_tables_and_figures_have_pages()
    {
        await using var officer = await served.As(Role.Officer, scripts: false);
        await officer.Go($"/pools/{ServedPages.Year}");
        (await officer.Page.Locator("figure.chart table").First.IsVisibleAsync()).ShouldBeTrue();
        await officer.Page.Locator(".fund .pairs a.figure").First.Follow();
        (await officer.Text()).ShouldContain("公式");
    }
}
