using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Api.Approvals;
using Ledger.Api.Hosting;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Api.Recording;
using Ledger.Domain;
using Ledger.Domain.Deciding;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Api.Tests.Http;

/// <summary>Four eyes over HTTP, under the rules as delivered: what is given up of a clawback needs two reviews.</summary>
public sealed class ApprovalRoutesTests(ServedLedger served) : IClassFixture<ServedLedger>
{
    private const string Order = """
        {"kind":"clawback_ordered","document":"CO-1","fund":"employee","amount":"10.00","date":"2025-03-10","caseNo":"C-1",
         "institution":"H33082500001","dueDate":"2025-12-31","reason":"beds counted twice","channel":"agency","budgetYear":"2025"}
        """;

    private const string Waiver = """
        {"kind":"clawback_waived","document":"CW-1","fund":"employee","amount":"4.00","date":"2025-03-11","caseNo":"C-1","institution":"H33082500001"}
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_202_and_recorded_once_two_reviewers_have_said_yes()
    {
        var officer = await Ordered("720901");
        var asked = await officer.Post("720901", "clawbacks", Waiver);
        asked.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        asked.Headers.Location!.ToString().ShouldBe("/api/v1/pools/720901/approvals/approval-4");
        var waiting = await Json(asked);
        waiting["request"]!.GetValue<string>().ShouldBe("approval-4");
        waiting["position"]!.GetValue<long>().ShouldBe(4);
        waiting["steps"]!.AsArray().Select(step => step!.GetValue<string>()).ShouldBe(["first-review", "second-review"]);

        var first = await (await served.As(Role.Reviewer, "720901")).Post("720901", "approvals/approval-4/approve", """{"reason":"looked at"}""");
        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await Json(first)).ToJsonString().ShouldBe(
            """{"pool":"720901","position":5,"request":"approval-4","state":"pending","next":"second-review","recorded":[]}""");
        (await Types("720901")).ShouldNotContain("clawback_waived");
        var second = await (await served.As(Role.Reviewer, "720901")).Post("720901", "approvals/approval-4/approve", "{}");
        (await Json(second)).ToJsonString().ShouldBe(
            """{"pool":"720901","position":6,"request":"approval-4","state":"approved","next":null,"recorded":[7]}""");

        (await Types("720901")).TakeLast(4).ShouldBe(["approval_requested", "approval_decided", "approval_decided", "clawback_waived"]);
        var again = await officer.Post("720901", "clawbacks", Waiver);
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Json(again)).ToJsonString().ShouldBe("""{"position":7}""");
    }

    [Fact]
    public async Task Sent_again_while_it_waits_it_is_200_with_its_request_and_with_other_content_a_conflict()
    {
        var officer = await Ordered("720902");
        var dry = await officer.Post("720902", "clawbacks?dryRun=true", Waiver);
        dry.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Json(dry))["dryRun"]!.GetValue<bool>().ShouldBeTrue();
        (await Types("720902")).Count.ShouldBe(3);
        var asked = await Json(await officer.Post("720902", "clawbacks", Waiver));
        var again = await officer.Post("720902", "clawbacks", Waiver);
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Json(again)).ToJsonString().ShouldBe(asked.ToJsonString());
        await ProblemAnswer.Of(officer.Post("720902", "clawbacks", Waiver.Replace("4.00", "4.01", StringComparison.Ordinal)),
            HttpStatusCode.Conflict, "rule:approval-pending");
        (await Types("720902")).Count.ShouldBe(4);
    }

    [Fact]
    public async Task One_reviewer_is_one_pair_of_eyes_and_the_same_word_twice_is_one_word()
    {
        var officer = await Ordered("720903");
        await officer.Post("720903", "clawbacks", Waiver);
        var reviewer = await served.As(Role.Reviewer, "720903");
        (await reviewer.Post("720903", "approvals/approval-4/approve?dryRun=true", "{}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Types("720903")).Count.ShouldBe(4);
        (await reviewer.Post("720903", "approvals/approval-4/approve", "{}")).StatusCode.ShouldBe(HttpStatusCode.Created);
        var again = await reviewer.Post("720903", "approvals/approval-4/approve", "{}");
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Json(again))["position"]!.GetValue<long>().ShouldBe(5);
        (await Types("720903")).ShouldNotContain("clawback_waived");
        await ProblemAnswer.Of(reviewer.Post("720903", "approvals/approval-4/reject", """{"reason":"on second thought"}"""),
            HttpStatusCode.UnprocessableEntity, "rule:approval-of-two-steps");
        await ProblemAnswer.Of(reviewer.Post("720903", "approvals/approval-9/approve", "{}"), HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Whoever_has_both_roles_does_not_decide_what_they_asked_for()
    {
        await Ordered("720904");
        var both = new Caller("li@issuer", new HashSet<Role> { Role.Officer, Role.Reviewer }, new HashSet<PoolCode> { PoolCode.Of("720904") });
        await using var writers = new PoolWriters(served.Ledger);
        var row = EntryBody.Read(Encoding.UTF8.GetBytes(Waiver), served.Ledger.Funds, null, out _);
        (await writers.Submit(PoolCode.Of("720904"), row, both.Name, null, Cancellation)).IsWaiting.ShouldBeTrue();
        var desk = new ApprovalDesk(served.Ledger, PoolCode.Of("720904"));
        (await Should.ThrowAsync<RefusedError>(() => desk.Decide(
            writers, DocumentId.Of("approval-4"), approves: true, both.Name, null, Cancellation)))
            .Refused.Refusal.ShouldBe(Refusal.ApprovalOfOwnRequest);
    }

    [Fact]
    public async Task A_rejection_needs_a_reason_and_leaves_nothing_but_itself()
    {
        var officer = await Ordered("720905");
        await officer.Post("720905", "clawbacks", Waiver);
        var reviewer = await served.As(Role.Reviewer, "720905");
        await ProblemAnswer.Of(reviewer.Post("720905", "approvals/approval-4/reject", "{}"), HttpStatusCode.BadRequest, "bad-request");
        (await reviewer.Post("720905", "approvals/approval-4/reject", """{"reason":"no grounds"}""")).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await Types("720905")).ShouldNotContain("clawback_waived");
        await ProblemAnswer.Of((await served.As(Role.Reviewer, "720905")).Post("720905", "approvals/approval-4/approve", "{}"),
            HttpStatusCode.Conflict, "rule:approval-decided-already");
        (await officer.Post("720905", "clawbacks", Waiver)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task They_are_listed_by_state_and_shown_with_what_they_hold_and_who_said_what()
    {
        var officer = await Ordered("720906");
        await officer.Post("720906", "clawbacks", Waiver);
        await (await served.As(Role.Reviewer, "720906")).Post("720906", "approvals/approval-4/reject", """{"reason":"no grounds"}""");
        await officer.Post("720906", "clawbacks", Waiver);

        (await Requests(officer, "720906", "")).ShouldBe(["approval-6"]);
        (await Requests(officer, "720906", "?state=rejected")).ShouldBe(["approval-4"]);
        (await Requests(officer, "720906", "?state=all")).ShouldBe(["approval-6", "approval-4"]);
        (await Requests(officer, "720906", "?state=all&cursor=6")).ShouldBe(["approval-4"]);
        await ProblemAnswer.Of(officer.Get("720906/approvals?state=open"), HttpStatusCode.BadRequest, "bad-request");

        var shown = await Json(await officer.Get("720906/approvals/approval-4"));
        shown["rule"]!.GetValue<string>().ShouldBe("waived-clawback");
        shown["entries"]![0]!["kind"]!.GetValue<string>().ShouldBe("clawback_waived");
        shown["entries"]![0]!["data"]!["Amount"]!.GetValue<long>().ShouldBe(400);
        var decision = shown["decisions"]!.AsArray().ShouldHaveSingleItem()!;
        (decision["step"]!.GetValue<string>(), decision["decision"]!.GetValue<string>(), decision["reason"]!.GetValue<string>())
            .ShouldBe(("first-review", "rejected", "no grounds"));
        decision["by"]!.GetValue<string>().ShouldStartWith("a test's Reviewer (key ");
    }

    [Fact]
    public async Task A_month_that_is_closed_hard_waits_and_opens_with_the_third_reviewer()
    {
        var officer = await Ordered("720907");
        (await officer.Post("720907", "periods/2025-02/close", """{"hard":true}""")).StatusCode.ShouldBe(HttpStatusCode.Created);
        await ProblemAnswer.Of(officer.Post("720907", "periods/2025-02/reopen", ""), HttpStatusCode.BadRequest, "bad-request");
        var asked = await officer.Post("720907", "periods/2025-02/reopen", """{"reason":"the bank's statement came late"}""");
        asked.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var request = (await Json(asked))["request"]!.GetValue<string>();
        for (var step = 0; step < 3; step++)
        {
            await ProblemAnswer.Of(officer.Post("720907", "entries",
                    """{"kind":"interest_credited","document":"I-1","fund":"employee","amount":"1.00","date":"2025-02-28"}"""),
                HttpStatusCode.UnprocessableEntity, "rule:period-closed");
            (await (await served.As(Role.Reviewer, "720907")).Post("720907", $"approvals/{request}/approve", "{}"))
                .StatusCode.ShouldBe(HttpStatusCode.Created);
        }
        (await officer.Post("720907", "entries",
            """{"kind":"interest_credited","document":"I-1","fund":"employee","amount":"1.00","date":"2025-02-28"}"""))
            .StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task What_nobody_decided_in_time_expires_by_itself_and_once()
    {
        var officer = await Ordered("720908");
        var due = (await Json(await officer.Post("720908", "clawbacks", Waiver)))["due"]!.GetValue<string>();
        CashDates.TryParse(due, out var last).ShouldBeTrue();
        var writers = served.Server.Services.GetRequiredService<PoolWriters>();

        await ExpiringApprovals.Expire(served.Ledger, writers, last, Cancellation);
        (await Types("720908")).Count.ShouldBe(4);
        await ExpiringApprovals.Expire(served.Ledger, writers, last.PlusDays(1), Cancellation);
        await ExpiringApprovals.Expire(served.Ledger, writers, last.PlusDays(2), Cancellation);

        (await Types("720908")).Skip(4).ShouldBe(["approval_expired"]);
        (await Requests(officer, "720908", "?state=expired")).ShouldBe(["approval-4"]);
    }

    private async Task<HttpClient> Ordered(string pool)
    {
        var officer = await served.Opened(pool);
        (await officer.Post(pool, "clawbacks", Order)).StatusCode.ShouldBe(HttpStatusCode.Created);
        return officer;
    }

    private static async Task<List<string>> Requests(HttpClient client, string pool, string query) =>
        [.. (await Json(await client.Get($"{pool}/approvals{query}")))["requests"]!.AsArray().Select(one => one!["request"]!.GetValue<string>())];

    private async Task<List<string>> Types(string pool)
    {
        var types = new List<string>();
        await foreach (var one in served.Ledger.Store.Read(PoolCode.Of(pool), 1, long.MaxValue, Cancellation)) types.Add(one.Type);
        return types;
    }

    private static async Task<JsonNode> Json(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;
}
