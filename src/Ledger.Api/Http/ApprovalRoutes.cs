using Ledger.Api.Approvals;
using Ledger.Api.CommandLine;
using Ledger.Api.Identity;
using Ledger.Api.Recording;
using Ledger.Domain;
using Ledger.Domain.Approvals;

namespace Ledger.Api.Http;

/// <summary><c>approvals</c>: what waits for the approval of others, and their decisions.</summary>
internal static class ApprovalRoutes
{
    private const string Every = "all";

    internal static void Map(RouteGroupBuilder pool)
    {
        pool.MapGet("/approvals", List).WithSummary("Requests for approval, the newest first").WithTags("reads")
            .Needs(AccessRight.ReadEvents)
            .Answers<ApprovalsAnswer>(StatusCodes.Status200OK, "A page of those that wait, or of those in another state, or of all");
        pool.MapGet("/approvals/{id}", Show).WithSummary("A request, what it holds and what was decided").WithTags("reads")
            .Needs(AccessRight.ReadEvents).WithMetadata(new Noted())
            .Answers<ApprovalDetailAnswer>(StatusCodes.Status200OK, "The request");
        MapDecision(pool, "approve", approves: true, "Approve the next step of a request; with the last its entries are recorded");
        MapDecision(pool, "reject", approves: false, "Reject a request: nothing of it will be recorded; the reason is needed");
    }

    /// <summary>The answer to what is not recorded because others must approve it.</summary>
    /// <param name="http">The request.</param>
    /// <param name="waiting">Where it waits.</param>
    /// <param name="isNew">It was asked for now; else before.</param>
    /// <param name="isDry">It would be asked for.</param>
    internal static IResult Waiting(HttpContext http, WaitingAnswer waiting, bool isNew, bool isDry)
    {
        if (!isDry) http.Response.Headers.Location = $"/api/v1/pools/{waiting.Pool}/approvals/{waiting.Request}";
        return Results.Json(isDry ? waiting with { DryRun = true } : waiting, JsonOutput.Options,
            statusCode: isNew && !isDry ? StatusCodes.Status202Accepted : StatusCodes.Status200OK);
    }

    private static void MapDecision(RouteGroupBuilder pool, string name, bool approves, string summary) => pool
        .MapPost($"/approvals/{{id}}/{name}",
            (string pool, string id, string? dryRun, HttpContext http, LedgerContext ledger, PoolWriters writers) =>
                Decide(pool, id, dryRun, approves, http, ledger, writers))
        .WithSummary(summary).WithTags("writes").Needs(AccessRight.Approve)
        .Accepts<ReasonBody>("application/json")
        .Answers<DecidedAnswer>(StatusCodes.Status201Created, "Decided; where the decision and what it released stand")
        .Answers<DecidedAnswer>(StatusCodes.Status200OK, "The caller had said so before, or a dry run");

    private static async Task<IResult> List(
        string pool, string? state, string? cursor, LedgerContext ledger, CancellationToken cancellationToken)
    {
        var code = RequestText.Code<PoolCode>("pool", pool);
        return Results.Json(await new ApprovalDesk(ledger, code).List(
            StateOf(state), RequestText.Number("cursor", cursor), cancellationToken), JsonOutput.Options);
    }

    private static async Task<IResult> Show(string pool, string id, LedgerContext ledger, CancellationToken cancellationToken)
    {
        var code = RequestText.Code<PoolCode>("pool", pool);
        return Results.Json(await new ApprovalDesk(ledger, code).Show(
            RequestText.Code<DocumentId>("id", id), cancellationToken), JsonOutput.Options);
    }

    private static async Task<IResult> Decide(string pool, string id, string? dryRun, bool approves, HttpContext http,
        LedgerContext ledger, PoolWriters writers)
    {
        var (code, request) = (RequestText.Code<PoolCode>("pool", pool), RequestText.Code<DocumentId>("id", id));
        var isDry = RequestText.Flag("dryRun", dryRun);
        var reason = approves
            ? await ReasonBody.Optional(http.Request, http.RequestAborted)
            : await ReasonBody.Needed(http.Request, http.RequestAborted);
        var desk = new ApprovalDesk(ledger, code);
        var (answer, isRepeat) = await desk.Decide(
            isDry ? null : writers, request, approves, http.Caller().Name, reason, http.RequestAborted);
        return Results.Json(isDry ? answer with { DryRun = true } : answer, JsonOutput.Options,
            statusCode: isRepeat || isDry ? StatusCodes.Status200OK : StatusCodes.Status201Created);
    }

    private static ApprovalState? StateOf(string? text)
    {
        if (text == Every) return null;
        foreach (var state in Enum.GetValues<ApprovalState>())
        {
            if (ApprovalBook.NameOf(state) == (text ?? ApprovalBook.NameOf(ApprovalState.Pending))) return state;
        }
        throw RequestText.Malformed("state", text!, new(
            "pending, approved, rejected, expired or all", " pending、approved、rejected、expired 或 all"));
    }
}
