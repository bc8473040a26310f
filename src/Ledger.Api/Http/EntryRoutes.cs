using System.Buffers;
using System.Diagnostics;
using Ledger.Api.Approvals;
using Ledger.Api.CommandLine;
using Ledger.Api.Identity;
using Ledger.Api.Recording;
using Ledger.Domain;
using Ledger.Domain.Events;

namespace Ledger.Api.Http;

/// <summary>
/// <c>POST entries</c>, and the same for families of kinds: records an entry, or a list of them as one voucher. Sending it
/// again is always right: it is answered with the position that it has.
/// </summary>
public static class EntryRoutes
{
    /// <summary>The families, and the kinds of each: the first where the body names none.</summary>
    public static readonly IReadOnlyList<(string Route, IReadOnlyList<string> Kinds)> Families =
    [
        ("premiums", ["premium_received", "premium_refunded"]),
        ("reimbursements", ["reimbursement_paid", "reimbursement_reversed"]),
        ("settlements",
            ["settlement_recorded", "settlement_withdrawn", "amount_refused", "payment_held", "payment_hold_lifted"]),
        ("prepayments", ["prepayment_paid", "prepayment_offset", "prepayment_returned"]),
        ("clawbacks", ["clawback_ordered", "clawback_recovered", "clawback_waived"]),
        ("deposits", ["deposit_withheld", "deposit_released", "deposit_forfeited"]),
        ("transfers", ["transfer_received", "transfer_paid", "funds_moved", "account_moved"]),
        ("budgets", ["budget_allotted", "budget_adjusted", "fund_budget_set"]),
    ];

    private const string KeyHeader = "Idempotency-Key";

    public static void Map(RouteGroupBuilder pool)
    {
        Map(pool, "entries", null, "Record an entry of any kind, or a voucher of several");
        foreach (var (route, kinds) in Families)
            Map(pool, route, kinds, $"Record {string.Join(", ", kinds)}; {kinds[0]} where the body names no kind");
    }

    private static void Map(RouteGroupBuilder pool, string route, IReadOnlyList<string>? kinds, string summary) => pool
        .MapPost($"/{route}", (string pool, string? dryRun, HttpContext http, LedgerContext ledger, PoolWriters writers) =>
            Record(pool, dryRun, kinds, http, ledger, writers))
        .WithSummary(summary).WithTags("writes").Needs(AccessRight.Record)
        .Accepts<PostedEntry>("application/json")
        .Answers<RecordedAnswer>(StatusCodes.Status201Created, "Recorded; its first position")
        .Answers<WaitingAnswer>(StatusCodes.Status202Accepted, "Waits for the approval of others; Location names the request")
        .Answers<RecordedAnswer>(StatusCodes.Status200OK, "Recorded before, or a dry run");

    private static async Task<IResult> Record(string poolText, string? dryRun, IReadOnlyList<string>? kinds,
        HttpContext http, LedgerContext ledger, PoolWriters writers)
    {
        var pool = RequestText.Code<PoolCode>("pool", poolText);
        var isDry = RequestText.Flag("dryRun", dryRun);
        if (!http.Request.HasJsonContentType()) return Problems.OfStatus(StatusCodes.Status415UnsupportedMediaType);
        var body = await Body(http.Request, http.RequestAborted);
        var entries = EntryBody.Read(body, ledger.Funds, kinds, out var problem);
        if (problem is not null) return problem;
        if (Differing(http.Request, entries) is { } differing) return differing;
        var actor = http.Caller().Name;
        var cause = $"http:{Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier}";
        var decision = isDry
            ? await Rehearsal.Of(ledger, pool, new(entries, actor, cause), http.RequestAborted)
            : await writers.Submit(pool, entries, actor, cause, http.RequestAborted);
        return decision switch
        {
            { Refused: [var refused, ..] } => Problems.Of(refused),
            { IsWaiting: true } => ApprovalRoutes.Waiting(
                http, WaitingAnswer.Of(pool, decision.Approval!), isNew: decision.RepeatOf is null, isDry),
            { RepeatOf: { } first } => Answer(StatusCodes.Status200OK, first, isDry),
            _ => Answer(isDry ? StatusCodes.Status200OK : StatusCodes.Status201Created, decision.FirstPosition!.Value, isDry),
        };
    }

    private static async Task<ReadOnlyMemory<byte>> Body(HttpRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            if (!read.IsCompleted)
            {
                request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }
            var body = read.Buffer.ToArray();
            request.BodyReader.AdvanceTo(read.Buffer.End);
            return body;
        }
    }

    // The document is the key; a header that says otherwise is somebody's mistake, and guessing which is right is worse.
    private static IResult? Differing(HttpRequest request, IReadOnlyList<FundEvent> entries)
    {
        if (request.Headers[KeyHeader] is not { Count: > 0 } keys) return null;
        var key = keys.ToString();
        var isRight = entries.All(entry => entry.Document.Text == key) || entries.All(entry => entry.Voucher == key);
        return isRight ? null : Problems.Of(ProblemType.IdempotencyKeyDiffers, UserLanguage.Say(
            $"{KeyHeader} must be the document, or the voucher of a list: leave it out", $"{KeyHeader} 应为单据号或凭证号,可不填"));
    }

    private static IResult Answer(int status, long position, bool isDry) =>
        Results.Json(new RecordedAnswer(position) { DryRun = isDry ? true : null }, JsonOutput.Options, statusCode: status);
}
