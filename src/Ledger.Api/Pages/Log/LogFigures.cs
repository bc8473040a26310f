using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.EventStore;
using Ledger.EventStore.Proofs;
using Ledger.Projections.PoolBooks;
using NodaTime;

namespace Ledger.Api.Pages.Log;

/// <summary>A page of the log, the newest first.</summary>
/// <param name="Head">The last position that is meant: that of the log, or what was known.</param>
/// <param name="LookedFrom">The oldest position that was looked at.</param>
/// <param name="LookedTo">The newest.</param>
/// <param name="IsCut">The page ended at the limit of what is looked at, before it was full.</param>
/// <param name="OlderAt">From which position back there may be more; null where there is nothing.</param>
/// <param name="NewerAfter">After which position there may be more.</param>
public sealed record LogFigures(IReadOnlyList<LogRow> Rows, long Head, long LookedFrom, long LookedTo, bool IsCut,
    long? OlderAt, long? NewerAfter)
{
    /// <summary>Of an institution: the position up to which its events are known by now, where that is not all that is meant.</summary>
    public long? Followed { get; private init; }

    internal const int EventsPerPage = 50;

    /// <summary>Events that a page looks at where no index finds what is looked for.</summary>
    internal const int LookedPerPage = 50_000;

    // What follows the log may be far behind in a pool that was imported just now; a page waits for a part of that.
    private const int TurnsPerPage = 1;

    // Those of an institution or a document lie apart from each other, and each is a seek.
    private const int SoughtPerPage = 5_000;

    /// <param name="ledger">The program's parts.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="question">What is looked for.</param>
    /// <param name="span">The positions that are meant.</param>
    /// <param name="at">The newest position to look at; null for the end of the span.</param>
    /// <param name="after">Instead: look on from here.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    internal static async Task<LogFigures> Of(LedgerContext ledger, PoolCode pool, LogQuestion question, (long First, long Last) span,
        long? at, long? after, CancellationToken cancellationToken)
    {
        if (question.Institution is null) return await Page(ledger, pool, question, span, at, after, cancellationToken);
        var followed = await new InstitutionTrees(ledger.Database).CatchUp(pool, TurnsPerPage, cancellationToken);
        return (await Page(ledger, pool, question, (span.First, Math.Min(span.Last, followed)), at, after, cancellationToken)) with
        {
            Head = span.Last, Followed = followed < span.Last ? followed : null,
        };
    }

    private static async Task<LogFigures> Page(LedgerContext ledger, PoolCode pool, LogQuestion question, (long First, long Last) span,
        long? at, long? after, CancellationToken cancellationToken)
    {
        var isBack = after is null;
        var max = question.Document is null && question.Institution is null ? LookedPerPage : SoughtPerPage;
        var look = new LookFor(isBack ? span.First : Math.Max(span.First, after!.Value + 1),
            isBack ? Math.Min(span.Last, at ?? span.Last) : span.Last, isBack, EventsPerPage, max);
        var found = look.From > look.To ? new([], null) : await Find(ledger, pool, question, look, cancellationToken);
        var rows = found.Events.Select(LogRow.Of);
        return isBack
            ? new([.. rows], span.Last, found.Next + 1 ?? look.From, look.To, EndsEarly(found), found.Next,
                look.To < span.Last ? found.Events is [var newest, ..] ? newest.Position : look.To : null)
            : new([.. rows.Reverse()], span.Last, look.From, found.Next - 1 ?? look.To, EndsEarly(found),
                after >= span.First ? found.Events is [var oldest, ..] ? oldest.Position - 1 : after : null, found.Next - 1);
    }

    private static bool EndsEarly(FoundEvents found) => found.Next is not null && found.Events.Count < EventsPerPage;

    private static async Task<FoundEvents> Find(
        LedgerContext ledger, PoolCode pool, LogQuestion question, LookFor look, CancellationToken cancellationToken)
    {
        var search = ledger.Store.Search(pool);
        if (question.Document is { } document)
        {
            return await search.At(await BookedDocuments.Positions(ledger.Database, pool, [document], look, cancellationToken),
                look, question.Filter, cancellationToken);
        }
        if (question.Institution is { } institution) return await search.OfInstitution(institution, look, question.Filter, cancellationToken);
        return question.Stream is { } stream
            ? await search.OfStream(stream, look, question.Filter, cancellationToken)
            : await search.All(look, question.Filter, cancellationToken);
    }
}

/// <summary>An event in a list.</summary>
/// <param name="Amount">Null of one that moves no money.</param>
public sealed record LogRow(long Position, Instant Recorded, string Kind, string? Document, string? Fund, string? Amount,
    string? CashDate, string? Institution, string? Actor)
{
    internal static LogRow Of(RecordedEvent recorded)
    {
        // One that this program cannot read is still there.
        var entry = recorded.Body as FundEvent;
        return new(recorded.Position, recorded.Recorded, recorded.Type, entry?.Document.Text,
            entry is null || entry.Fund.IsNone ? null : entry.Fund.Text,
            entry is null || entry.Amount == Money.Zero ? null : entry.Amount.ToString(), entry?.CashDate.Iso(),
            entry?.Institution?.Text, recorded.Actor);
    }
}
