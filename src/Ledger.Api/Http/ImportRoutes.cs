using Ledger.Api.CommandLine;
using Ledger.Api.Database;
using Ledger.Api.Identity;
using Ledger.Api.Importing;
using Ledger.Api.Importing.SettlementDetails;
using Ledger.Api.Privacy;
using Ledger.Domain;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Ledger.Api.Http;

/// <summary>
/// <c>POST imports</c>: a file as the body, imported as by the verb. Answered when it is done, or, where that takes longer,
/// with a job to ask for.
/// </summary>
internal static class ImportRoutes
{
    private const string SettlementDetail = "3202";

    internal static void Map(RouteGroupBuilder pool)
    {
        pool.MapPost("/imports", Import).WithSummary("Import an events file, or settlement details 3202 (text or ZIP)")
            .WithTags("writes").Needs(AccessRight.Record)
            .WithMetadata(new DisableRequestTimeoutAttribute(), new LargeBody(RequestLimits.ImportBytes))
            .Accepts<Stream>("text/csv", "text/plain", "application/zip", "application/octet-stream")
            .Answers<ImportResult>(StatusCodes.Status201Created, "Recorded; the pool's position")
            .Answers<ImportResult>(StatusCodes.Status200OK, "All was recorded before, or a dry run")
            .Answers<ImportJobAnswer>(StatusCodes.Status202Accepted, "On its way; Location names the job");
        pool.MapGet("/imports/{id}", Job).WithSummary("How far an import is").WithTags("reads").Needs(AccessRight.Record)
            .Answers<ImportJobAnswer>(StatusCodes.Status200OK, "The job");
        pool.MapGet("/imports/{id}/bad-rows", BadRows).WithSummary("The rows that an import left out, with why")
            .WithTags("reads").Needs(AccessRight.Record).WithMetadata(new Noted());
    }

    private static async Task<IResult> Import(string pool, [AsParameters] ImportQuery query, HttpContext http,
        LedgerContext ledger, ImportJobs jobs, CancellationToken cancellationToken)
    {
        var code = RequestText.Code<PoolCode>("pool", pool);
        var (dryRun, skipBad) = (RequestText.Flag("dryRun", query.DryRun), RequestText.Flag("skipBad", query.SkipBad));
        var open = Opener(query, ledger);
        var job = await jobs.Take(http.Request.Body, code, new(http.Caller().Name, null, dryRun, skipBad), open, cancellationToken);
        await Task.WhenAny(job.Ended, Task.Delay(PatienceOf(http.Request), cancellationToken));
        if (job.Outcome is { } done) return Answer(done, dryRun);
        http.Response.Headers.Location = $"/api/v1/pools/{code}/imports/{job.Id}";
        return Results.Json(job.Answer, JsonOutput.Options, statusCode: StatusCodes.Status202Accepted);
    }

    private static IResult Job(string pool, string id, ImportJobs jobs)
    {
        var job = Known(pool, id, jobs);
        return job.Outcome?.Error is { } error ? Problems.Of(error) : Results.Json(job.Answer, JsonOutput.Options);
    }

    private static IResult BadRows(string pool, string id, ImportJobs jobs)
    {
        var job = Known(pool, id, jobs);
        return job.Answer.HasBadRows is true
            ? Results.File(job.BadRows, "text/plain; charset=utf-8")
            : throw new NotThereError(UserLanguage.Say("the import left no row out, or is not done", "导入没有遗留行,或尚未完成"));
    }

    /// <exception cref="NotThereError">There is no such job of this pool.</exception>
    internal static ImportJob Known(string pool, string id, ImportJobs jobs) =>
        jobs.Find(RequestText.Code<PoolCode>("pool", pool), id) ?? throw new NotThereError(UserLanguage.Say(
            "there is no such import, or it is forgotten; send the file again to learn what is recorded",
            "没有该导入任务,或已不再保留;重新发送文件即可得知登记情况"));

    private static IResult Answer(ImportJob.Done done, bool dryRun)
    {
        if (done.Error is { } error) return Problems.Of(error);
        var result = done.Result!;
        if (result.Errors.Count > 0 && result.Accepted == 0)
            return Problems.Of(ProblemType.ImportRefused, result);
        return Results.Json(result, JsonOutput.Options,
            statusCode: dryRun || result.Accepted == 0 ? StatusCodes.Status200OK : StatusCodes.Status201Created);
    }

    /// <summary>How the file is read that these options speak of.</summary>
    /// <exception cref="UserError">They do not go together, or one is malformed.</exception>
    internal static Func<string, IImportFile> Opener(ImportQuery query, LedgerContext ledger)
    {
        switch (query.Format)
        {
            case null or "events":
                if (query.OfDetails.Any(given => given is not null))
                    throw new UserError(UserLanguage.Say("institution, fund, personalFund, from, to and category are for format=3202 only",
                        "institution、fund、personalFund、from、to 与 category 仅用于 format=3202"));
                return path => EventsFile.Open(path, query.Encoding);
            case SettlementDetail:
                var options = Details(query, ledger);
                var persons = PersonTokens.Open(LedgerHome.FromEnvironment(), _ => { });
                return path => SettlementDetailFile.Open(path, options, persons);
            default:
                throw RequestText.Malformed("format", query.Format, new("events or 3202", " events 或 3202"));
        }
    }

    private static SettlementDetailOptions Details(ImportQuery query, LedgerContext ledger)
    {
        if (query.Encoding is not null)
            throw new UserError(UserLanguage.Say("a settlement detail 3202 is UTF-8; leave encoding out", "对账明细 3202 为 UTF-8,请勿给出 encoding"));
        if (query is not { Institution: { } institution, Fund: { } fund, From: { } from, To: { } to })
            throw new UserError(UserLanguage.Say("format=3202 needs institution, fund, from and to: the file does not say it",
                "format=3202 须给出 institution、fund、from 与 to:文件中没有"));
        return SettlementDetailOptions.Of(RequestText.Code<InstitutionCode>("institution", institution),
            RequestText.Code<FundCode>("fund", fund), RequestText.CodeOrNone<FundCode>("personalFund", query.PersonalFund),
            RequestText.Date("from", from)!.Value, RequestText.Date("to", to)!.Value, query.Category, ledger.Funds);
    }

    // Prefer: respond-async, or wait=N seconds (RFC 7240).
    private static TimeSpan PatienceOf(HttpRequest request)
    {
        foreach (var wish in request.Headers["Prefer"].SelectMany(header => (header ?? "").Split(',')).Select(wish => wish.Trim()))
        {
            if (wish.Equals("respond-async", StringComparison.OrdinalIgnoreCase)) return TimeSpan.Zero;
            if (wish.StartsWith("wait=", StringComparison.OrdinalIgnoreCase)
                && int.TryParse(wish[5..], out var seconds) && seconds >= 0)
                return TimeSpan.FromSeconds(Math.Min(seconds, RequestLimits.WaitForImport.TotalSeconds));
        }
        return RequestLimits.WaitForImport;
    }
}
