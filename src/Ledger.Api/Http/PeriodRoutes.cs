using Ledger.Api.Approvals;
using Ledger.Api.CommandLine;
using Ledger.Api.Identity;
using Ledger.Api.Periods;
using Ledger.Domain;

namespace Ledger.Api.Http;

/// <summary><c>POST periods/{month}/close</c> and <c>reopen</c>: what the verbs of these names do.</summary>
public static class PeriodRoutes
{
    public static void Map(RouteGroupBuilder pool)
    {
        pool.MapPost("/periods/{month}/close", Close)
            .WithSummary("Close a month, and every month before it").WithTags("writes").Needs(AccessRight.ClosePeriods)
            .Accepts<CloseBody>("application/json")
            .Answers<CloseAnswer>(StatusCodes.Status201Created, "Closed; what is unusual in the month")
            .Answers<CloseAnswer>(StatusCodes.Status200OK, "A dry run");
        pool.MapPost("/periods/{month}/reopen", Reopen)
            .WithSummary("Open a closed month, and every closed month after it").WithTags("writes").Needs(AccessRight.ClosePeriods)
            .Accepts<ReasonBody>("application/json")
            .Answers<ReopenAnswer>(StatusCodes.Status201Created, "Open again")
            .Answers<WaitingAnswer>(StatusCodes.Status202Accepted, "It is closed hard, and waits for approval; Location names the request")
            .Answers<ReopenAnswer>(StatusCodes.Status200OK, "A dry run");
    }

    private static async Task<IResult> Close(
        string pool, string month, string? dryRun, HttpContext http, LedgerContext ledger, CancellationToken cancellationToken)
    {
        var (code, closing) = (RequestText.Code<PoolCode>("pool", pool), RequestText.Month("month", month));
        var isDry = RequestText.Flag("dryRun", dryRun);
        var body = await StrictBody.Read<CloseBody>(http.Request, Malformed, cancellationToken) ?? new(false, null);
        if (body.Reason is not null) ReasonBody.Check(body.Reason);
        await ledger.NeedEntries(code, cancellationToken);
        var answer = await new PeriodRecorder(ledger, code, http.Caller().Name)
            .Close(closing, body.Hard, body.Reason, isDry, cancellationToken);
        return Results.Json(answer, JsonOutput.Options,
            statusCode: isDry ? StatusCodes.Status200OK : StatusCodes.Status201Created);
    }

    private static async Task<IResult> Reopen(
        string pool, string month, string? dryRun, HttpContext http, LedgerContext ledger, CancellationToken cancellationToken)
    {
        var (code, reopened) = (RequestText.Code<PoolCode>("pool", pool), RequestText.Month("month", month));
        var isDry = RequestText.Flag("dryRun", dryRun);
        var reason = await ReasonBody.Needed(http.Request, cancellationToken);
        await ledger.NeedEntries(code, cancellationToken);
        var (done, waiting) = await new PeriodRecorder(ledger, code, http.Caller().Name)
            .Reopen(reopened, reason, isDry, cancellationToken);
        return waiting is null
            ? Results.Json(done, JsonOutput.Options, statusCode: isDry ? StatusCodes.Status200OK : StatusCodes.Status201Created)
            : ApprovalRoutes.Waiting(http, waiting, isNew: true, isDry);
    }

    private static UserError Malformed() => new(UserLanguage.Say(
        "the body must be an object with hard (true or false) and reason (a string), or nothing",
        "请求体应为含 hard (true 或 false) 与 reason (字符串) 的对象,或为空"));
}

/// <param name="Hard">Only approval may reopen it.</param>
/// <param name="Reason">Why, as it is recorded.</param>
public sealed record CloseBody(bool Hard, string? Reason);
