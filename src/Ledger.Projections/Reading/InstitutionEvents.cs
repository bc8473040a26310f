using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.EventStore;

namespace Ledger.Projections.Reading;

/// <summary>What was known then of institutions: the events that their figures are folded from.</summary>
internal static class InstitutionEvents
{
    /// <summary>Of one institution its own events. Of every institution, the log.</summary>
    internal static async Task<IReadOnlyList<FundEvent>> Known(
        PoolSnapshot snapshot, InstitutionCode? institution, CancellationToken cancellationToken)
    {
        var events = institution is { } one
            ? await Of(snapshot.Later is { IsPast: true } later ? later : snapshot, one, cancellationToken)
            : await snapshot.PastEvents([], cancellationToken).ToListAsync(cancellationToken);
        return [.. events.TakeWhile(recorded => recorded.Position <= snapshot.Position).Select(recorded => (FundEvent)recorded.Body)];
    }

    private static async Task<IReadOnlyList<RecordedEvent>> Of(
        PoolSnapshot snapshot, InstitutionCode institution, CancellationToken cancellationToken)
    {
        if (snapshot.LastPast is { } last && last.Institution == institution) return last.Events;
        var events = await (await snapshot.PastEventsOf(institution, cancellationToken)
            ?? snapshot.PastEvents(Streams(institution), cancellationToken)).ToListAsync(cancellationToken);
        snapshot.LastPast = (institution, events);
        return events;
    }

    // Where its tree is behind: all that may concern it, which is its own streams, those of entries that say whose they are
    // by what they answer alone, and of cases and funds all.
    private static string[] Streams(InstitutionCode code) =>
    [
        $"settlements/{code}/%", "settlements/-/%", $"prepayment/%/{code}/%", "prepayment/%//%",
        $"deposit/{code}/%", "deposit//%", $"budget/{code}/%", "clawback/%", "fund/%",
    ];
}
