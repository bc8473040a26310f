using Ledger.Api.Figures;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Api.Pages.Frame;
using Ledger.Api.Tracing;

namespace Ledger.Api.Pages.Traces;

/// <summary>
/// <c>/pools/{pool}/trace</c>: formula, policy, inputs and events of any figure, with the parameters of the route
/// <c>trace</c>. Events are read when they are asked for, a page at a time: to find them the log is gone through.
/// </summary>
internal static class TracePage
{
    private const int EventsPerPage = 50;

    internal static void Map(IEndpointRouteBuilder pool) =>
        pool.MapGet("/trace", Show).IsPage(AccessRight.ReadEvents).WithMetadata(new Noted());

    private static async Task<IResult> Show(HttpContext http, LedgerContext ledger, [AsParameters] TraceQuery query,
        CancellationToken cancellationToken)
    {
        var view = new PageView(http, ledger);
        var cursor = view.Asked("cursor") is { } text
            ? TraceCursor.TryParse(text, out var parsed) ? parsed : throw RequestText.Malformed("cursor", text, TraceCursor.Form)
            : null;
        var known = cursor is null ? view.Known : new KnownPoint(cursor.Position, null);
        var trace = await new TraceFigures(ledger, known).Of(view.Pool!.Value, query.Question(), cancellationToken);
        if (cursor?.Resume(trace.Sums) is false) throw RequestText.Malformed("cursor", view.Asked("cursor")!, TraceCursor.Form);
        if (cursor is null && view.Asked("events") is null) return view.Show<TraceView>(new TraceModel(trace.Answer(isWhole: false, []), false));
        var (events, next) = await trace.Page(ledger, cursor?.Next ?? 1, EventsPerPage, RequestLimits.TracedPerPage, cancellationToken);
        return view.Show<TraceView>(new TraceModel(trace.Answer(isWhole: next is null, events) with
        {
            Next = next is { } position ? TraceCursor.After(trace, position) : null,
        }, true));
    }
}

/// <param name="HasEvents">Whether the events were asked for.</param>
public sealed record TraceModel(TraceAnswer Trace, bool HasEvents);
