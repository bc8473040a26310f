using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Api.CommandLine;
using Ledger.Api.Identity;
using Ledger.Api.Periods;
using Ledger.Domain;

namespace Ledger.Api.Http;

/// <summary><c>POST periods/{month}/close</c>: what the verb <c>close</c> does.</summary>
public static class PeriodRoutes
{
    private static readonly JsonSerializerOptions _strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false,
        MaxDepth = RequestLimits.Depth,
    };

    public static void Map(RouteGroupBuilder pool) => pool.MapPost("/periods/{month}/close", Close)
        .WithSummary("Close a month, and every month before it").WithTags("writes").Needs(AccessRight.ClosePeriods)
        .Accepts<CloseBody>("application/json")
        .Answers<CloseAnswer>(StatusCodes.Status201Created, "Closed; what is unusual in the month")
        .Answers<CloseAnswer>(StatusCodes.Status200OK, "A dry run");

    private static async Task<IResult> Close(
        string pool, string month, string? dryRun, HttpContext http, LedgerContext ledger, CancellationToken cancellationToken)
    {
        var (code, closing) = (RequestText.Code<PoolCode>("pool", pool), RequestText.Month("month", month));
        var isDry = RequestText.Flag("dryRun", dryRun);
        var body = await Body(http.Request, cancellationToken);
        await ledger.NeedEntries(code, cancellationToken);
        var answer = await new PeriodRecorder(ledger, code, http.Caller().Name)
            .Close(closing, body.Hard, body.Reason, isDry, cancellationToken);
        return Results.Json(answer, JsonOutput.Options,
            statusCode: isDry ? StatusCodes.Status200OK : StatusCodes.Status201Created);
    }

    private static async Task<CloseBody> Body(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength is null or 0 && request.ContentType is null) return new(false, null);
        try
        {
            var body = request.HasJsonContentType()
                ? await request.ReadFromJsonAsync<CloseBody>(_strict, cancellationToken)
                : throw new BadHttpRequestException("not JSON", StatusCodes.Status415UnsupportedMediaType);
            if (body is null) throw Malformed();
            if (body.Reason is { } reason && ReasonOption.ProblemOf(reason) is { } problem)
                throw new UserError($"reason {problem.In(UserLanguage.IsChinese)}");
            return body;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw Malformed();
        }
    }

    private static UserError Malformed() => new(UserLanguage.Say(
        "the body must be an object with hard (true or false) and reason (a string), or nothing",
        "请求体应为含 hard (true 或 false) 与 reason (字符串) 的对象,或为空"));
}

/// <param name="Hard">Only approval may reopen it.</param>
/// <param name="Reason">Why, as it is recorded.</param>
public sealed record CloseBody(bool Hard, string? Reason);
