using System.Text.Json;
using Ledger.Api.Identity;

namespace Ledger.Browser.Tests;

/// <summary>The slider that moves every figure of a page to a past position.</summary>
public sealed class ReplayPageTests(ServedPages served)
{
    private const string Replay = $"/pools/{ServedPages.Year}/replay";
    private const string Api = $"/api/v1/pools/{ServedPages.Year}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_keyboard_moves_the_slider_and_all_figures_with_it()
    {
        await using var officer = await served.As(Role.Officer);
        (await officer.Go($"{Replay}?position=4000")).ShouldBe(200);
        await ShouldBeAt(officer, 4000);
        var slider = officer.Page.Locator("#slider");
        await slider.FocusAsync();
        await slider.PressAsync("ArrowRight");
        await ShouldBeAt(officer, 4001);
        await slider.PressAsync("Home");
        await ShouldBeAt(officer, 1);
        officer.Page.Url.ShouldEndWith("?position=1");
        await slider.PressAsync("End");
        var head = long.Parse((await slider.GetAttributeAsync("max"))!, System.Globalization.CultureInfo.InvariantCulture);
        await ShouldBeAt(officer, head);
        (await officer.Page.EvaluateAsync<string>("document.activeElement.id")).ShouldBe("slider");
        (await officer.Page.Locator("#position").InputValueAsync()).ShouldBe($"{head}");
        // A preference that is switched leads back to where the slider stands.
        (await officer.Page.Locator(".switches a.switch").First.GetAttributeAsync("href"))!.ShouldContain($"position%3D{head}");
        await officer.ShouldBeAccessible();
    }

    [Fact]
    public async Task Without_scripts_a_form_shows_the_position()
    {
        await using var auditor = await served.As(Role.Auditor, scripts: false);
        await auditor.Go(Replay);
        await auditor.Page.Locator("#position").FillAsync("5000");
        await auditor.Page.Locator("form:has(#position) button").Follow();
        await ShouldBeAt(auditor, 5000);
        await auditor.Page.GetByText("后退一条").Follow();
        await ShouldBeAt(auditor, 4999);
    }

    [Fact]
    public async Task It_shows_the_event_at_the_position_and_what_changed_since()
    {
        var all = await LogEvents.All(served);
        var one = all[4999];
        await using var auditor = await served.As(Role.Auditor);
        await auditor.Go($"{Replay}?position=5000");
        var event_ = auditor.Page.Locator("section[aria-labelledby=at]");
        (await event_.Locator("time").First.GetAttributeAsync("datetime")).ShouldBe(one.Text("recorded"));
        (await event_.InnerTextAsync()).ShouldContain(one.Said("Document"));

        var (then, now) = (await Balances(5000), await Balances(all[^1].Position()));
        foreach (var (fund, balance) in now)
        {
            var cells = await Cells(auditor, fund, "balance");
            cells.ShouldBe([then[fund], balance, (decimal.Parse(balance) - decimal.Parse(then[fund])).ToString("0.00")], fund);
        }

        async Task<Dictionary<string, string>> Balances(long position)
        {
            var (_, balances) = await Figures(position);
            return balances.ToDictionary(row => row.Text("fund"), row => row.Text("balance"));
        }
    }

    // Months, balance, income and expenditure of each fund that is open then are those of the API at that position.
    private async Task ShouldBeAt(Reader reader, long position)
    {
        await reader.Page.Locator("#at", new() { HasTextString = $"位置 {position:#,0} 时" }).WaitForAsync();
        var (months, balances) = await Figures(position);
        months.Count.ShouldBe(balances.Count);
        foreach (var (row, balance) in months.Zip(balances))
        {
            var fund = row.Text("fund");
            if (row.Text("months") is { Length: > 0 } shown) (await Cells(reader, fund, "months"))[0].ShouldBe(shown);
            foreach (var figure in (string[])["balance", "income", "expenditure"])
                (await Cells(reader, fund, figure))[0].ShouldBe(balance.Text(figure), $"{fund} {figure} at {position}");
        }
    }

    private async Task<(IReadOnlyList<JsonElement> Months, IReadOnlyList<JsonElement> Balances)> Figures(long position)
    {
        using var api = await served.Api(Role.Officer);
        var capacity = JsonElement.Parse(await api.GetStringAsync($"{Api}/capacity?position={position}", Cancellation));
        var months = capacity.GetProperty("funds").EnumerateArray().ToList();
        var balances = new List<JsonElement>();
        foreach (var fund in months.Select(row => row.Text("fund")))
        {
            var answer = JsonElement.Parse(await api.GetStringAsync(
                $"{Api}/funds/{fund}/balance?position={position}&asOf={capacity.Text("asOf")}", Cancellation));
            balances.Add(answer.GetProperty("funds")[0]);
        }
        return (months, balances);
    }

    private static Task<string[]> Cells(Reader reader, string fund, string figure) =>
        reader.Page.Locator($"section[data-fund={fund}] tr[data-figure={figure}] td data").EvaluateAllAsync<string[]>("all => all.map(one => one.value)");
}
