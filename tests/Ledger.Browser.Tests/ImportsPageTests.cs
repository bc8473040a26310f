using System.Text;
using System.Text.Json;
using Ledger.Api.Identity;
using Ledger.Testing;
using Microsoft.Playwright;

namespace Ledger.Browser.Tests;

/// <summary>A file is sent by a form, with and without scripts, and its page says what became of it.</summary>
public sealed class ImportsPageTests(ServedPages served)
{
    private const string Rows = """
        kind,document,fund,amount,date,category
        fund_opened,O-1,employee,,2025-01-01,
        opening_balance_recorded,O-2,employee,1000.00,2025-01-01,
        reimbursement_paid,P-1,employee,1.00,2025-01-31,inpatient

        """;

    private const string Bad = "reimbursement_paid,P-2,employee,x,2025-01-31,inpatient\n";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, InlineData("720811", true), InlineData("720812", false)]
    public async Task A_file_is_tried_recorded_and_sent_again_is_there_already(string pool, bool scripts)
    {
        await using var officer = await Officer(pool, scripts);
        await Send(officer, pool, Rows, "dryRun");
        (await officer.Page.GetByRole(AriaRole.Status).InnerTextAsync()).ShouldBe("仅为试算,未登记任何内容。");
        (await Pairs(officer)).ShouldContain("可登记\n3 行");

        await Send(officer, pool, Rows);
        (await officer.Page.GetByRole(AriaRole.Status).InnerTextAsync()).ShouldBe("全部内容已登记。");
        (await Head(pool)).ShouldBe(3);

        await Send(officer, pool, Rows);
        (await officer.Page.GetByRole(AriaRole.Status).InnerTextAsync()).ShouldBe("全部内容此前均已登记。");
        (await Pairs(officer)).ShouldContain("此前已登记,内容相同\n3 行");
        (await Head(pool)).ShouldBe(3);
        await officer.Go($"/pools/{pool}/imports");
        (await officer.Page.Locator("tbody tr").CountAsync()).ShouldBe(3);
        (await officer.Page.Locator("tbody tr").First.InnerTextAsync()).ShouldContain("2025-01.csv");
    }

    [Fact]
    public async Task Bad_rows_are_named_and_can_be_left_out_and_fetched()
    {
        const string pool = "720813";
        await using var officer = await Officer(pool);
        await officer.SpeakEnglish();
        officer.Forgive();
        await Send(officer, pool, Rows + Bad);
        (await officer.Page.GetByRole(AriaRole.Status).InnerTextAsync()).ShouldStartWith("Nothing is recorded");
        (await officer.Page.Locator("tbody tr").InnerTextAsync()).ShouldStartWith("5\tamount\t");
        await officer.ShouldBeAccessible();

        await Send(officer, pool, Rows + Bad, "skipBad");
        (await officer.Page.GetByRole(AriaRole.Status).InnerTextAsync()).ShouldBe("The good rows are recorded; the bad ones are left out.");
        (await Head(pool)).ShouldBe(3);
        var download = await officer.Page.RunAndWaitForDownloadAsync(() => officer.Page.GetByText("Download the bad rows").ClickAsync());
        var lines = await File.ReadAllLinesAsync(await download.PathAsync(), Cancellation);
        lines[0].ShouldEndWith(",refused_because");
        lines[1].ShouldStartWith(Bad.TrimEnd());
    }

    [Fact]
    public async Task A_file_larger_than_a_body_of_other_routes_goes_through()
    {
        const string pool = "720814";
        var text = await File.ReadAllTextAsync(Repository.Path("samples", "year-in-the-life", "events-2025.csv"), Cancellation);
        Encoding.UTF8.GetByteCount(text).ShouldBeGreaterThan(Ledger.Api.Http.RequestLimits.BodyBytes);
        await using var officer = await Officer(pool);
        await Send(officer, pool, text, "dryRun");
        await officer.Page.GetByText("仅为试算,未登记任何内容。").WaitForAsync();
        (await Pairs(officer)).ShouldContain($"可登记\n{text.Count(one => one == '\n') - 1:#,0} 行");
    }

    [Fact]
    public async Task Options_that_do_not_go_together_are_refused_and_kept()
    {
        await using var officer = await Officer("720815");
        await officer.Go("/pools/720815/imports");
        await officer.Page.Locator("details summary").Last.Follow();
        await officer.Page.Locator("#institution").FillAsync("H33082500001");
        await officer.Page.Locator("#file").SetInputFilesAsync(FileOf(Rows));
        await officer.Page.Locator("main form button").Follow();
        (await officer.Page.GetByRole(AriaRole.Alert).InnerTextAsync()).ShouldContain("仅用于 format=3202");
        (await officer.Page.Locator("#institution").InputValueAsync()).ShouldBe("H33082500001");
        officer.Forgive();
    }

    // Its pool has no entries yet, so the first page that signing in leads to says that it is not there.
    private async Task<Reader> Officer(string pool, bool scripts = true)
    {
        var officer = await served.As(Role.Officer, pool, scripts: scripts);
        officer.Forgive();
        return officer;
    }

    private static async Task Send(Reader officer, string pool, string text, params string[] boxes)
    {
        await officer.Go($"/pools/{pool}/imports");
        foreach (var box in boxes) await officer.Page.Locator($"[name={box}]").CheckAsync();
        await officer.Page.Locator("#file").SetInputFilesAsync(FileOf(text));
        await officer.Page.Locator("main form button").Follow();
        await officer.Page.Locator("#result").WaitForAsync();
    }

    private static FilePayload FileOf(string text) =>
        new() { Name = "2025-01.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) };

    private static async Task<string> Pairs(Reader reader) => string.Join('\n', await reader.Page.Locator("dl.pairs").AllInnerTextsAsync());

    private async Task<long> Head(string pool)
    {
        using var officer = await served.Api(Role.Officer, pool);
        using var answer = JsonDocument.Parse(await officer.GetStringAsync($"/api/v1/pools/{pool}/events", Cancellation));
        return answer.RootElement.GetProperty("events").GetArrayLength();
    }
}
