using System.Globalization;
using System.Text.Json;
using Ledger.Api.Identity;

namespace Ledger.Browser.Tests;

/// <summary>What is outstanding by age, and what became of a document.</summary>
public sealed class OutstandingPageTests(ServedPages served)
{
    private const string Page = $"/pools/{ServedPages.Year}/outstanding";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sums_and_rows_are_those_of_the_API()
    {
        using var answer = await Api("ages");
        var rows = answer.RootElement.GetProperty("ages").EnumerateArray().ToList();
        await using var auditor = await served.As(Role.Auditor);
        (await auditor.Go(Page)).ShouldBe(200);

        (await Amounts(auditor, "#by-kind", 3)).ShouldBe(rows.GroupBy(row => row.GetProperty("kind").GetString()).Select(kind =>
            kind.Sum(row => decimal.Parse(row.GetProperty("outstanding").GetString()!, CultureInfo.InvariantCulture)).ToString("0.00", CultureInfo.InvariantCulture)));
        rows.Count.ShouldBeGreaterThan(100, "the sample shows what pages are for");
        (await Amounts(auditor, "#by-holder", 4)).ShouldBe(rows.Take(100).Select(row => row.GetProperty("outstanding").GetString()));
        await auditor.Page.Locator("a[rel=next]").Follow();
        (await Amounts(auditor, "#by-holder", 4)).ShouldBe(rows.Skip(100).Take(100).Select(row => row.GetProperty("outstanding").GetString()));
    }

    [Fact]
    public async Task A_kind_and_an_institution_can_be_chosen()
    {
        using var answer = await Api("ages?kind=clawback&institution=H33099900019");
        await using var officer = await served.As(Role.Officer);
        await officer.Go(Page);
        await officer.Page.Locator("#kind").SelectOptionAsync("clawback");
        await officer.Page.Locator("#institution").FillAsync("h33099900019");
        await officer.Page.Locator("form.filters button").Follow();
        var rows = answer.RootElement.GetProperty("ages").EnumerateArray().ToList();
        rows.ShouldNotBeEmpty();
        (await Amounts(officer, "#by-holder", 4)).ShouldBe(rows.Select(row => row.GetProperty("outstanding").GetString()));
        (await officer.Page.Locator("#by-holder tbody tr:first-child th").InnerTextAsync()).ShouldBe("追回未到账");
    }

    [Fact]
    public async Task An_advance_is_followed_to_what_is_left_of_it()
    {
        using var answer = await Api("ages?kind=prepayment&institution=H33099900019");
        var left = answer.RootElement.GetProperty("ages").EnumerateArray()
            .Where(row => row.GetProperty("fund").GetString() == "resident").Select(row => row.GetProperty("outstanding").GetString()).SingleOrDefault() ?? "0.00";
        await using var officer = await served.As(Role.Officer);
        await officer.Go($"{Page}?institution=H33099900019");
        await officer.Page.Locator("#documents").GetByText("A-resident-H19", new() { Exact = true }).Follow();

        var chain = await Chain(officer);
        chain[0].ShouldBe("A-resident-H19 prepayment_paid 70000.00 70000.00");
        chain.ShouldContain("O2502-H19-RI prepayment_offset 10500.00 59500.00");
        // The settlement that it was set off against stands before it; what is left of that is not all here.
        chain.ShouldContain(row => row.StartsWith("S2502-H19-RI settlement_recorded", StringComparison.Ordinal) && row.EndsWith(" none", StringComparison.Ordinal));
        chain.Last(row => row.Contains(" prepayment_", StringComparison.Ordinal)).Split(' ')[^1].ShouldBe(left);
    }

    [Fact]
    public async Task A_clawback_is_followed_from_the_overpayment_to_its_last_part()
    {
        await using var officer = await served.As(Role.Officer);
        (await officer.Go($"/pools/{ServedPages.Year}/chains?document=CB-2025-01")).ShouldBe(200);
        officer.Page.Url.ShouldEndWith("/chains/CB-2025-01");
        var chain = await Chain(officer);
        chain.ShouldContain(row => row.StartsWith("P2412-H03-PI reimbursement_paid", StringComparison.Ordinal));
        chain.Where(row => row.Contains(" clawback_", StringComparison.Ordinal)).ShouldBe(
        [
            "CB-2025-01 clawback_ordered 480000.00 480000.00", "CB-2025-01-A clawback_recovered 200000.00 280000.00",
            "CB-2025-01-B clawback_recovered 180000.00 100000.00", "CB-2025-01-C clawback_recovered 100000.00 0.00",
        ]);
    }

    [Fact]
    public async Task A_settlement_is_followed_to_its_payment_its_deposit_and_what_was_set_off()
    {
        await using var auditor = await served.As(Role.Auditor, scripts: false);
        await auditor.Go($"/pools/{ServedPages.Year}/chains/S2507-H03-PI");
        var chain = await Chain(auditor);
        chain.ShouldContain("S2507-H03-PI settlement_recorded 1073598.17 1073598.17");
        chain.ShouldContain("P2507-H03-PI reimbursement_paid 1073598.17 0.00");
        chain.ShouldContain("D2507-H03-PI deposit_withheld 32207.94 32207.94");
        // Recovered by paying less, in the voucher of the payment.
        chain.ShouldContain("CB-2025-01-B clawback_recovered 180000.00 100000.00");
    }

    [Fact]
    public async Task At_an_earlier_position_there_is_less_of_it()
    {
        await using var officer = await served.As(Role.Officer);
        await officer.Go($"/pools/{ServedPages.Year}/chains/CB-2025-01");
        var all = await Chain(officer);
        var position = await officer.Page.Locator("#chain tbody tr:has-text('CB-2025-01-A') td:last-child data").GetAttributeAsync("value");
        await officer.Go($"/pools/{ServedPages.Year}/chains/CB-2025-01?position={position}");
        var then = await Chain(officer);
        then[^1].ShouldBe("CB-2025-01-A clawback_recovered 200000.00 280000.00");
        then.ShouldBe(all.Take(then.Length));
    }

    [Fact]
    public async Task A_document_that_is_not_recorded_has_no_chain()
    {
        await using var officer = await served.As(Role.Officer);
        (await officer.Go($"/pools/{ServedPages.Year}/chains/NONE/1")).ShouldBe(404);
        (await officer.Text()).ShouldContain("NONE/1");
        officer.Forgive();
    }

    private async Task<JsonDocument> Api(string path)
    {
        using var api = await served.Api(Role.Officer);
        return JsonDocument.Parse(await api.GetStringAsync($"/api/v1/pools/{ServedPages.Year}/{path}", Cancellation));
    }

    private static Task<string[]> Chain(Reader reader) => reader.Page.EvaluateAsync<string[]>("""
        () => [...document.querySelectorAll("#chain tbody tr")].map(row => [row.querySelector("th").textContent.trim(),
            row.querySelector("[data-kind]").dataset.kind, row.cells[6].querySelector("data").getAttribute("value"),
            row.cells[8].querySelector("data")?.getAttribute("value") ?? "none"].join(" "))
        """);

    // Of a column of figures, by its place from 1.
    private static Task<string[]> Amounts(Reader reader, string section, int column) => reader.Page.EvaluateAsync<string[]>(
        "([section, column]) => [...document.querySelectorAll(`${section} tbody tr > :nth-child(${column}) data`)].map(data => data.getAttribute('value'))",
        new object[] { section, column });
}
