using System.Text;
using Ledger.Api.Figures;
using Ledger.Api.Identity;
using Ledger.Domain;
using Ledger.EventStore;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Net.Http.Headers;

namespace Ledger.Api.Http;

/// <summary>
/// <c>GET events</c>: the log in order, a page at a time; whoever accepts <c>application/x-ndjson</c> gets all of it as the
/// lines of the verb <c>events --json</c>, as they are read.
/// </summary>
internal static class EventRoutes
{
    internal const string LinesType = "application/x-ndjson";

    private const int LinesPerFlush = 256;

    internal static void Map(RouteGroupBuilder pool) => pool.MapGet("/events", Events)
        .WithSummary("The log: events of the pool in order").WithTags("reads").Needs(AccessRight.ReadEvents)
        .WithMetadata(new DisableRequestTimeoutAttribute(), new Noted())
        .Answers<EventsAnswer>(StatusCodes.Status200OK, $"A page; all events a line each as {LinesType}");

    private static async Task<IResult> Events(string pool, string? from, string? to, string? stream, string? cursor,
        string? limit, [AsParameters] KnownQuery known, HttpRequest request, LedgerContext ledger,
        CancellationToken cancellationToken)
    {
        var code = RequestText.Code<PoolCode>("pool", pool);
        var size = RequestText.PageSize(limit);
        var first = RequestText.Number("cursor", cursor) ?? RequestText.Number("from", from) ?? 1;
        var head = await ledger.NeedEntries(code, cancellationToken);
        var last = Math.Min(head, await RequestText.Known(known).LastIn(
            ledger, code, RequestText.Number("to", to), cancellationToken));
        if (WantsLines(request))
            return Results.Stream(body => Write(body, Between(last, null), cancellationToken), LinesType);
        // One more than the page, which is where the next begins. Positions have no gaps, so that what is not a stream's is
        // asked for by position alone.
        return await Page(code, Between(stream is null ? Math.Min(last, first + size) : last, size + 1), size, last,
            cancellationToken);

        IAsyncEnumerable<RecordedEvent> Between(long to, long? max) => stream is { } name
            ? ledger.Store.ReadStream(code, name, first, to, max, cancellationToken)
            : ledger.Store.Read(code, first, to, cancellationToken);
    }

    private static bool WantsLines(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)
        && accepted.Any(one => one.MediaType.Equals(LinesType, StringComparison.OrdinalIgnoreCase));

    private static async Task<IResult> Page(PoolCode pool, IAsyncEnumerable<RecordedEvent> events, int size, long last,
        CancellationToken cancellationToken)
    {
        var page = new List<EventAnswer>(size);
        string? next = null;
        await foreach (var recorded in events.WithCancellation(cancellationToken))
        {
            if (page.Count == size)
            {
                next = $"{recorded.Position}";
                break;
            }
            page.Add(EventAnswer.Of(recorded));
        }
        return Tagged.Ok(new EventsAnswer(pool.Text, last, page, next), last);
    }

    private static async Task Write(Stream body, IAsyncEnumerable<RecordedEvent> events, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(body, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        var lines = 0;
        await foreach (var recorded in events.WithCancellation(cancellationToken))
        {
            await writer.WriteLineAsync(EventAnswer.Of(recorded).Line().AsMemory(), cancellationToken);
            if (++lines % LinesPerFlush == 0) await writer.FlushAsync(cancellationToken);
        }
    }
}

/// <param name="Position">The last position that is meant: that of the log, or what was known.</param>
/// <param name="Next">The cursor of the next page; null at the end.</param>
public sealed record EventsAnswer(string Pool, long Position, IReadOnlyList<EventAnswer> Events, string? Next);
