using System.Globalization;
using Ledger.Api.Figures;
using Ledger.Api.Identity;
using Ledger.Api.Tracing;
using Ledger.Domain;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Api.Http;

/// <summary>
/// <c>GET diff</c>: the JSON of the verb <c>diff</c>, a page of events at a time, and what the caller may read of it. Every page
/// has gone through all events, so that each says whether they sum to what moved.
/// </summary>
internal static class DiffRoutes
{
    private static readonly Wording _cursor = new("the next of the page before", "上一页的 next");

    internal static void Map(RouteGroupBuilder pool) => pool.MapGet("/diff", Diff)
        .WithSummary("What moved between two positions or instants, and the events that moved it").WithTags("reads")
        .Needs(AccessRight.ReadStatements).WithMetadata(new Noted()).Answers<DiffAnswer>(StatusCodes.Status200OK,
            "The figures that moved and a page of the events that moved them; null what the caller may not read");

    private static async Task<IResult> Diff(string pool, [AsParameters] DiffQuery query, string? cursor, string? limit,
        HttpContext http, LedgerContext ledger, CancellationToken cancellationToken)
    {
        var (code, size, caller) = (RequestText.Code<PoolCode>("pool", pool), RequestText.PageSize(limit), http.Caller());
        var (until, first) = Cursor(cursor);
        var difference = await new DiffFigures(ledger).Of(code, query.Question(caller, until), cancellationToken);
        return Tagged.Ok(await Page(ledger, difference, caller, first, size, cancellationToken), difference.And);
    }

    /// <summary>What moved, with a page of its events for who may read them.</summary>
    internal static async Task<DiffAnswer> Page(LedgerContext ledger, Difference difference, Caller caller, long first, int size,
        CancellationToken cancellationToken)
    {
        var (page, next) = (new List<TracedEventAnswer>(), (long?)null);
        await foreach (var one in difference.Events(ledger, cancellationToken))
        {
            if (one.Position < first) continue;
            if (page.Count < size) page.Add(one);
            else next ??= one.Position;
        }
        var mayRead = caller.May(AccessRight.ReadEvents);
        return difference.Answer(mayRead ? page : null) with
        {
            Next = mayRead && next is { } position ? string.Create(CultureInfo.InvariantCulture, $"{difference.And}.{position}") : null,
        };
    }

    /// <summary>Where a page begins. All pages end at one position, whatever is recorded meanwhile.</summary>
    internal static (long? Until, long First) Cursor(string? text)
    {
        if (text is null) return (null, 1);
        var parts = text.Split('.');
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var until)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            ? (until, first)
            : throw RequestText.Malformed("cursor", text, _cursor);
    }
}

/// <param name="Fund">Only this fund, and no institution.</param>
/// <param name="From">The first month.</param>
/// <param name="To">The last month.</param>
/// <param name="Between">The earlier point: a position, an instant with its offset, or a date.</param>
/// <param name="And">The later point, likewise; now without it.</param>
/// <param name="AtLeast">Waits until the log is as far.</param>
internal sealed record DiffQuery([FromQuery(Name = "fund")] string? Fund, [FromQuery(Name = "from")] string? From,
    [FromQuery(Name = "to")] string? To, [FromQuery(Name = "between")] string? Between, [FromQuery(Name = "and")] string? And,
    [FromQuery(Name = "atLeast")] string? AtLeast)
{
    /// <param name="caller">What they may not read is not asked for.</param>
    /// <param name="until">The later point, where a page before has fixed it.</param>
    internal DiffQuestion Question(Caller caller, long? until) => new(RequestText.CodeOrNone<FundCode>("fund", Fund),
        RequestText.Month("from", From), RequestText.Month("to", To),
        // What is asked about must be said: the other end alone has a meaning of its own.
        RequestText.Point("between", Between ?? throw RequestText.Malformed("between", "", KnownPoint.Form)),
        until is null ? RequestText.Point("and", And) : new KnownPoint(until, null))
    {
        WithCapacity = caller.May(AccessRight.ReadFigures), WithInstitutions = caller.May(AccessRight.ReadInstitutions),
    };
}
