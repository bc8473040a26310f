using System.Globalization;
using System.Text.Json;
using Ledger.Api.Identity;

namespace Ledger.Browser.Tests;

/// <summary>The log, its pages and what can be looked for in it.</summary>
public sealed class LogPageTests(ServedPages served)
{
    private const string Log = $"/pools/{ServedPages.Year}/log";
    private const int PageSize = 50;

    [Fact]
    public async Task The_newest_events_come_first_and_pages_lead_back_and_on()
    {
        var head = (await LogEvents.All(served))[^1].Position();
        await using var auditor = await served.As(Role.Auditor);
        (await auditor.Go(Log)).ShouldBe(200);
        (await Positions(auditor)).ShouldBe(Back(head));
        await auditor.Page.Locator("a[rel=next]").Follow();
        (await Positions(auditor)).ShouldBe(Back(head - PageSize));
        await auditor.Page.Locator("a[rel=next]").Follow();
        await auditor.Page.Locator("a[rel=prev]").Follow();
        (await Positions(auditor)).ShouldBe(Back(head - PageSize));

        static IEnumerable<long> Back(long from) => Enumerable.Range(0, PageSize).Select(back => from - back);
    }

    [Fact]
    public async Task A_row_says_what_the_API_says_of_the_event()
    {
        var all = await LogEvents.All(served);
        var one = all.First(row => row.Text("type") == "reimbursement_paid" && row.Said("Institution").Length > 0);
        await using var officer = await served.As(Role.Officer);
        await officer.Go($"{Log}?at={one.Position()}");
        var row = officer.Page.Locator("table.log tbody tr").First;
        (await row.Locator("data").First.GetAttributeAsync("value")).ShouldBe($"{one.Position()}");
        (await row.Locator("time").First.GetAttributeAsync("datetime")).ShouldBe(one.Text("recorded"));
        (await row.Locator("data.amount").GetAttributeAsync("value"))
            .ShouldBe((one.GetProperty("data").GetProperty("Amount").GetInt64() / 100m).ToString("0.00", CultureInfo.InvariantCulture));
        var text = await row.InnerTextAsync();
        foreach (var said in (string[])["待遇支出", one.Said("Document"), one.Said("CashDate"), one.Said("Institution"), one.Text("actor")]) text.ShouldContain(said);
    }

    [Fact]
    public async Task Every_filter_finds_exactly_the_events_of_which_the_API_says_so()
    {
        var all = await LogEvents.All(served);
        var paid = all.First(one => one.Text("type") == "reimbursement_paid" && one.Said("Institution").Length > 0 && one.Said("Voucher").Length > 0);
        var order = all.First(one => one.Text("type") == "clawback_ordered");
        await using var auditor = await served.As(Role.Auditor, scripts: false);
        await Finds($"document={paid.Said("Document")}", one => one.Said("Document") == paid.Said("Document"));
        await Finds($"institution={paid.Said("Institution")}&from={paid.Position()}&to={paid.Position() + 1500}",
            one => one.Institution() == paid.Said("Institution") && one.Position() >= paid.Position() && one.Position() <= paid.Position() + 1500);
        await Finds($"stream={Uri.EscapeDataString(paid.Text("stream"))}", one => one.Text("stream") == paid.Text("stream"));
        await Finds($"case={order.Said("CaseNo")}", one => one.Text("stream") == order.Text("stream"));
        await Finds("kind=prepayment_paid&fund=resident", one => one.Text("type") == "prepayment_paid" && one.Said("Fund") == "resident");
        await Finds("fund=resident&amountFrom=1000000&amountTo=2000000&cashFrom=2025-02-01&cashTo=2025-06-30", one =>
            (one.Said("Fund") == "resident" || one.Said("ToFund") == "resident") && one.Said("Amount") is { Length: > 0 } fen
            && long.Parse(fen, CultureInfo.InvariantCulture) is >= 1_000_000_00 and <= 2_000_000_00
            && string.CompareOrdinal(one.Said("CashDate"), "2025-02-01") >= 0 && string.CompareOrdinal(one.Said("CashDate"), "2025-06-30") <= 0);
        await Finds("actor=nobody", _ => false);
        await Finds($"to={paid.Text("recorded")}&from={paid.Position() - 60}", one =>
            one.Position() >= paid.Position() - 60 && string.CompareOrdinal(one.Text("recorded"), paid.Text("recorded")) <= 0, pagesMax: 3);

        // What is found, page after page; all of it unless there are more pages than are asked for.
        async Task Finds(string query, Func<JsonElement, bool> isMeant, int pagesMax = int.MaxValue)
        {
            var found = new List<long>();
            (await auditor.Go($"{Log}?{query}")).ShouldBe(200, query);
            for (var pages = 1; ; pages++)
            {
                found.AddRange(await Positions(auditor));
                var older = auditor.Page.Locator("a[rel=next]");
                if (pages == pagesMax || await older.CountAsync() == 0) break;
                await older.Follow();
            }
            var meant = all.Where(isMeant).Select(one => one.Position()).Reverse().ToList();
            found.ShouldBe(pagesMax == int.MaxValue ? meant : meant.Take(found.Count), query);
            if (query != "actor=nobody") found.ShouldNotBeEmpty(query);
        }
    }

    [Fact]
    public async Task The_form_asks_what_was_filled_in_and_says_how_far_was_looked()
    {
        var all = await LogEvents.All(served);
        await using var auditor = await served.As(Role.Auditor);
        await auditor.Go(Log);
        await auditor.Page.GetByText("查找事件").First.Follow();
        await auditor.Page.Locator("#kind").SelectOptionAsync("year_end_cleared");
        await auditor.Page.Locator("#cashFrom").FillAsync("2026-01-01");
        await auditor.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "查找", Exact = true }).Follow();
        await auditor.Page.Locator("table.log").WaitForAsync();
        (await Positions(auditor)).ShouldBe(all
            .Where(one => one.Text("type") == "year_end_cleared" && string.CompareOrdinal(one.Said("CashDate"), "2026-01-01") >= 0)
            .Select(one => one.Position()).Reverse().Take(PageSize));
        (await auditor.Page.Locator(".looked").InnerTextAsync()).ShouldContain($"{all[^1].Position():#,0}");
        (await auditor.Page.Locator("#kind").InputValueAsync()).ShouldBe("year_end_cleared");
    }

    [Fact]
    public async Task Two_indexes_at_once_and_what_is_no_amount_are_refused_in_words()
    {
        await using var auditor = await served.As(Role.Auditor);
        (await auditor.Go($"{Log}?document=A&stream=B")).ShouldBe(400);
        (await auditor.Text()).ShouldContain("只能给出一个");
        (await auditor.Go($"{Log}?amountFrom=much")).ShouldBe(400);
        (await auditor.Text()).ShouldContain("amountFrom");
        auditor.Forgive();
    }

    private static async Task<IReadOnlyList<long>> Positions(Reader reader) =>
        [.. await reader.Page.Locator("table.log tbody td:first-child data").EvaluateAllAsync<long[]>("all => all.map(one => Number(one.value))")];
}
