using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Identity;
using Ledger.Api.Tracing;
using Ledger.Domain;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Api.Http;

/// <summary>
/// <c>GET trace</c>: the JSON of the verb <c>trace</c>, a page of events at a time. What the events come to is that of the
/// pages so far; with the last page it is held against the figure.
/// </summary>
internal static class TraceRoutes
{
    internal static void Map(RouteGroupBuilder pool) => pool.MapGet("/trace", Trace)
        .WithSummary("The events behind a figure, and that they sum to it").WithTags("reads").Needs(AccessRight.ReadEvents)
        .WithMetadata(new Noted()).Answers<TraceAnswer>(StatusCodes.Status200OK,
            "The figure and a page of its events; on the last page, without next, difference and findings say whether they sum to it");

    private static async Task<IResult> Trace(string pool, [AsParameters] TraceQuery query, string? cursor, string? limit,
        [AsParameters] KnownQuery known, LedgerContext ledger, CancellationToken cancellationToken)
    {
        var (code, size, from) = (RequestText.Code<PoolCode>("pool", pool), RequestText.PageSize(limit), Cursor(cursor));
        var head = await ledger.NeedEntries(code, cancellationToken);
        if (from?.Position > head) throw RequestText.Malformed("cursor", cursor!, TraceCursor.Form);
        // All pages are of one position, whatever is recorded meanwhile.
        var point = from is null ? RequestText.Known(known) : new KnownPoint(from.Position, null);
        var trace = await new TraceFigures(ledger, point).Of(code, query.Question(), cancellationToken);
        if (from?.Resume(trace.Sums) is false) throw RequestText.Malformed("cursor", cursor!, TraceCursor.Form);
        var (events, next) = await trace.Page(ledger, from?.Next ?? 1, size, RequestLimits.TracedPerPage, cancellationToken);
        return Tagged.Ok(trace.Answer(isWhole: next is null, events) with
        {
            Next = next is { } position ? TraceCursor.After(trace, position) : null,
        }, trace.Position);
    }

    private static TraceCursor? Cursor(string? text)
    {
        if (text is null) return null;
        return TraceCursor.TryParse(text, out var cursor) ? cursor : throw RequestText.Malformed("cursor", text, TraceCursor.Form);
    }
}

/// <summary>Which figure is to be traced.</summary>
/// <param name="Fund">With line: the fund.</param>
/// <param name="Line">A line of the statement, balance or months.</param>
/// <param name="Account">Instead: an account of the trial balance, by its full name.</param>
/// <param name="From">The first cash date.</param>
/// <param name="To">The last cash date; the pool's latest without it.</param>
/// <param name="AsOf">Another name of to, for a balance, months or an account.</param>
/// <param name="Policy">Of months: the policy.</param>
/// <param name="Institution">With year and figure: the institution; the region without it.</param>
/// <param name="Year">The year of the budget report.</param>
/// <param name="Figure">A figure of the budget report.</param>
internal sealed record TraceQuery([FromQuery(Name = "fund")] string? Fund, [FromQuery(Name = "line")] string? Line,
    [FromQuery(Name = "account")] string? Account, [FromQuery(Name = "from")] string? From, [FromQuery(Name = "to")] string? To,
    [FromQuery(Name = "asOf")] string? AsOf, [FromQuery(Name = "policy")] string? Policy,
    [FromQuery(Name = "institution")] string? Institution, [FromQuery(Name = "year")] string? Year,
    [FromQuery(Name = "figure")] string? Figure)
{
    internal TraceQuestion Question()
    {
        if (To is not null && AsOf is not null)
            throw new UserError(UserLanguage.Say("give to or asOf, not both", "to 与 asOf 只能给出一个"));
        return new TraceQuestion
        {
            Fund = RequestText.CodeOrNone<FundCode>("fund", Fund), Line = Line, Account = Account,
            From = RequestText.Date("from", From), To = To is null ? RequestText.Date("asOf", AsOf) : RequestText.Date("to", To),
            Policy = Policy, Institution = RequestText.CodeOrNone<InstitutionCode>("institution", Institution),
            Year = RequestText.Year("year", Year), Figure = Figure,
        }.Checked();
    }
}
