using System.Net;
using System.Text;
using System.Text.Json;
using Ledger.Api.Identity;
using Microsoft.Playwright;

namespace Ledger.Browser.Tests;

/// <summary>Four eyes on the pages: what is given up of a clawback waits for two reviewers, each on a window of their own.</summary>
public sealed class ApprovalsPageTests(ServedPages served)
{
    private const string Waiver = """
        {"kind":"clawback_waived","document":"CW-1","fund":"employee","amount":"4.00","date":"2025-03-11","caseNo":"C-1",
         "institution":"H33082500001","reason":"half of the days were proved"}
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_other_people_approve_it_on_the_page_and_then_it_is_in_the_log()
    {
        const string pool = "720801";
        await Asked(pool);
        await using var first = await Reviewer(pool, "Wang");
        await first.Go($"/pools/{pool}");
        await first.Page.GetByText("有 1 项申请待您审批。").Follow();
        var row = first.Page.Locator("tbody tr");
        (await row.InnerTextAsync()).ShouldSatisfyAllConditions(
            text => text.ShouldContain("免予追回"), text => text.ShouldContain("4.00"),
            text => text.ShouldContain("H33082500001"), text => text.ShouldContain("初审 1/2"));
        await row.Locator("a").Follow();
        (await first.Text()).ShouldContain("half of the days were proved");
        await first.Page.Locator("#reason").FillAsync("looked at the days");
        await first.Page.GetByRole(AriaRole.Button, new() { Name = "通过" }).Follow();
        (await first.Text()).ShouldContain("您已审批过其中一步");
        (await first.Page.Locator("#reason").CountAsync()).ShouldBe(0);
        await first.ShouldBeAccessible();
        (await Kinds(pool)).ShouldNotContain("clawback_waived");
        await first.Go($"/pools/{pool}/approvals");
        (await first.Text()).ShouldContain("没有待您审批的申请。");

        await using var second = await Reviewer(pool, "Li");
        await second.Go($"/pools/{pool}/approvals/approval-4");
        (await second.Text()).ShouldContain("looked at the days");
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "通过" }).Follow();
        (await second.Page.Locator("h2 .tag").InnerTextAsync()).ShouldBe("已通过");
        (await Kinds(pool)).TakeLast(4).ShouldBe(["approval_requested", "approval_decided", "approval_decided", "clawback_waived"]);
        await second.Page.GetByRole(AriaRole.Link, new() { Name = "CW-1" }).Follow();
        (await second.Page.Locator("[data-kind]").EvaluateAllAsync<string[]>("rows => rows.map(row => row.dataset.kind)"))
            .ShouldBe(["clawback_waived", "approval_requested"]);
        await second.Go($"/pools/{pool}/approvals?show=over");
        (await second.Page.Locator("tbody tr").CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Who_asked_sees_it_and_has_no_way_to_decide_it()
    {
        const string pool = "720802";
        await Asked(pool);
        await using var officer = await served.As(Role.Officer, pool);
        await officer.Go($"/pools/{pool}/approvals");
        (await officer.Page.Locator(".tabs [aria-current]").InnerTextAsync()).ShouldBe("我提请的");
        await officer.Page.Locator("tbody a").Follow();
        (await officer.Text()).ShouldContain("这是您提请的申请,须由他人审批。");
        (await officer.Page.Locator("main form").CountAsync()).ShouldBe(0);
        await using var auditor = await served.As(Role.Auditor, pool);
        await auditor.Go($"/pools/{pool}/approvals/approval-4");
        (await auditor.Text()).ShouldContain("由复核人员审批。");
        (await auditor.Page.Locator("main form").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task To_reject_it_a_reason_is_needed_and_what_was_written_is_not_lost()
    {
        const string pool = "720803";
        await Asked(pool);
        await using var reviewer = await Reviewer(pool, "Zhao", scripts: false);
        await reviewer.Go($"/pools/{pool}/approvals/approval-4");
        await reviewer.Page.GetByRole(AriaRole.Button, new() { Name = "驳回" }).Follow();
        (await reviewer.Page.GetByRole(AriaRole.Alert).InnerTextAsync()).ShouldBe("原因为空,请说明原因");
        await reviewer.Page.Locator("#reason").FillAsync("no\tgrounds");
        await reviewer.Page.GetByRole(AriaRole.Button, new() { Name = "驳回" }).Follow();
        (await reviewer.Page.GetByRole(AriaRole.Alert).InnerTextAsync()).ShouldBe("原因应为一行,不含控制字符");
        (await reviewer.Page.Locator("#reason").InputValueAsync()).ShouldBe("no\tgrounds");
        reviewer.Forgive();
        (await Kinds(pool)).Last().ShouldBe("approval_requested");

        await reviewer.Page.Locator("#reason").FillAsync("no grounds");
        await reviewer.Page.GetByRole(AriaRole.Button, new() { Name = "驳回" }).Follow();
        (await reviewer.Page.Locator("h2 .tag").InnerTextAsync()).ShouldBe("已驳回");
        (await reviewer.Text()).ShouldContain("no grounds");
        (await Kinds(pool)).Last().ShouldBe("approval_decided");
    }

    [Fact]
    public async Task Where_another_was_faster_the_page_says_so()
    {
        const string pool = "720804";
        await Asked(pool);
        await using var slow = await Reviewer(pool, "Slow");
        await slow.Go($"/pools/{pool}/approvals/approval-4");
        await using var fast = await Reviewer(pool, "Fast");
        await fast.Go($"/pools/{pool}/approvals/approval-4");
        await fast.Page.Locator("#reason").FillAsync("no grounds");
        await fast.Page.GetByRole(AriaRole.Button, new() { Name = "驳回" }).Follow();

        await slow.Page.GetByRole(AriaRole.Button, new() { Name = "通过" }).Follow();

        (await slow.Page.GetByRole(AriaRole.Alert).CountAsync()).ShouldBe(1);
        (await slow.Page.Locator("h2 .tag").First.InnerTextAsync()).ShouldBe("已驳回");
        (await Kinds(pool)).Last().ShouldBe("approval_decided");
        slow.Forgive();
    }

    private async Task<Reader> Reviewer(string pool, string name, bool scripts = true)
    {
        var reader = await served.Nobody(scripts: scripts);
        await reader.SignIn(await served.Key(Role.Reviewer, pool, name));
        return reader;
    }

    // Its pool has an order to give back ten yuan, and then waits in approval-4.
    private async Task Asked(string pool)
    {
        using var officer = await served.Api(Role.Officer, pool);
        using var rows = new StringContent("""
            kind,document,fund,amount,date,institution,budget_year,case_no,due_date,channel,reason
            fund_opened,O-1,employee,,2025-01-01,,,,,,
            opening_balance_recorded,O-2,employee,1000.00,2025-01-01,,,,,,
            clawback_ordered,CO-1,employee,10.00,2025-03-10,H33082500001,2025,C-1,2025-12-31,agency,beds counted twice

            """, Encoding.UTF8, "text/csv");
        using var imported = await officer.PostAsync($"/api/v1/pools/{pool}/imports", rows, Cancellation);
        imported.StatusCode.ShouldBe(HttpStatusCode.Created, await imported.Content.ReadAsStringAsync(Cancellation));
        using var waiver = new StringContent(Waiver, Encoding.UTF8, "application/json");
        using var asked = await officer.PostAsync($"/api/v1/pools/{pool}/clawbacks", waiver, Cancellation);
        asked.StatusCode.ShouldBe(HttpStatusCode.Accepted, await asked.Content.ReadAsStringAsync(Cancellation));
    }

    private async Task<List<string>> Kinds(string pool)
    {
        using var officer = await served.Api(Role.Officer, pool);
        using var answer = JsonDocument.Parse(await officer.GetStringAsync($"/api/v1/pools/{pool}/events", Cancellation));
        return [.. answer.RootElement.GetProperty("events").EnumerateArray().Select(one => one.GetProperty("type").GetString()!)];
    }
}
