using System.Text.Json;
using Ledger.Api.Identity;

namespace Ledger.Browser.Tests;

/// <summary>A single event with all that is stored of it, and its proof.</summary>
public sealed class EventPageTests(ServedPages served)
{
    private const string Log = $"/pools/{ServedPages.Year}/log";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_shows_every_property_that_is_stored_and_leads_to_what_the_event_answers()
    {
        var all = await LogEvents.All(served);
        var one = all.First(row => row.Text("type") == "reimbursement_reversed");
        var original = all.First(row => row.Text("type") == "reimbursement_paid" && row.Said("Document") == one.Said("Original"));
        await using var auditor = await served.As(Role.Auditor);
        (await auditor.Go($"{Log}/{one.Position()}")).ShouldBe(200);

        var fields = await auditor.Page.Locator("dd[data-field]").EvaluateAllAsync<string[]>("all => all.map(one => one.dataset.field)");
        fields.Order().ShouldBe(one.GetProperty("data").EnumerateObject().Select(property => property.Name).Order());
        foreach (var name in (string[])["Document", "Original", "CashDate"])
            (await auditor.Page.Locator($"dd[data-field={name}]").InnerTextAsync()).Trim().ShouldBe(one.Said(name));
        var text = await auditor.Text();
        foreach (var said in (string[])[one.Text("stream"), one.Text("actor"), one.Text("id"), one.Text("type"), one.Text("correlation"), one.Text("causation")])
            text.ShouldContain(said);

        await auditor.Page.Locator("section[aria-labelledby=related] a", new() { HasTextString = $"{original.Position():#,0}" }).First.Follow();
        await auditor.Page.WaitForURLAsync($"**/log/{original.Position()}");
        await auditor.Page.Locator("a[rel=next]").Follow();
        await auditor.Page.WaitForURLAsync($"**/log/{original.Position() + 1}");
    }

    [Fact]
    public async Task What_it_does_to_the_books_balances()
    {
        var one = (await LogEvents.All(served)).First(row => row.Text("type") == "reimbursement_paid");
        await using var auditor = await served.As(Role.Auditor);
        await auditor.Go($"{Log}/{one.Position()}");
        var rows = auditor.Page.Locator("section[aria-labelledby=does] tbody tr");
        var debit = await rows.Locator("td:nth-child(4) data").EvaluateAllAsync<string[]>("all => all.map(one => one.value)");
        var credit = await rows.Locator("td:nth-child(5) data").EvaluateAllAsync<string[]>("all => all.map(one => one.value)");
        debit.Length.ShouldBe(1);
        debit.ShouldBe(credit);
        (await rows.First.InnerTextAsync()).ShouldContain("expenditure.benefits");
    }

    [Fact]
    public async Task Its_proof_was_checked_and_is_the_one_that_the_API_gives()
    {
        using var api = await served.Api(Role.Auditor);
        using var proof = JsonDocument.Parse(await api.GetStringAsync($"/api/v1/pools/{ServedPages.Year}/proofs/777", Cancellation));
        await using var auditor = await served.As(Role.Auditor);
        await auditor.Go($"{Log}/777");
        (await auditor.Text()).ShouldContain("已核验");
        foreach (var name in (string[])["leaf", "root"])
            (await auditor.Page.Locator($"[data-proof={name}]").InnerTextAsync()).ShouldBe(proof.RootElement.Text(name));
        await auditor.Page.GetByText("从叶子到根的路径").Follow();
        (await auditor.Page.Locator("[data-proof=path]").AllInnerTextsAsync())
            .ShouldBe(proof.RootElement.GetProperty("path").EnumerateArray().Select(hash => hash.GetString()));

        var download = await auditor.Page.RunAndWaitForDownloadAsync(() => auditor.Page.GetByText("下载证明").ClickAsync());
        download.SuggestedFilename.ShouldBe($"proof-{ServedPages.Year}-777.json");
        await using var file = await download.CreateReadStreamAsync();
        using var content = await JsonDocument.ParseAsync(file, cancellationToken: Cancellation);
        JsonElement.DeepEquals(content.RootElement, proof.RootElement).ShouldBeTrue();
    }

    [Fact]
    public async Task A_position_that_is_not_there_says_which_are()
    {
        await using var auditor = await served.As(Role.Auditor);
        (await auditor.Go($"{Log}/99999999")).ShouldBe(404);
        (await auditor.Text()).ShouldContain("范围为 1 至");
        auditor.Forgive();
    }
}
