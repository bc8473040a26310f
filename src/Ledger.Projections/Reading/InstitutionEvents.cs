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
            : await Entries(snapshot.PastEvents([], cancellationToken));
        return [.. events.TakeWhile(known => known.Position <= snapshot.Position).Select(known => known.Entry)];
    }

    private static async Task<IReadOnlyList<(long Position, FundEvent Entry)>> Of(
        PoolSnapshot snapshot, InstitutionCode institution, CancellationToken cancellationToken)
    {
        if (snapshot.LastPast is { } last && last.Institution == institution) return last.Entries;
        var entries = await Entries(await snapshot.PastEventsOf(institution, cancellationToken)
            ?? snapshot.PastEvents(Streams(institution), cancellationToken));
        snapshot.LastPast = (institution, entries);
        return entries;
    }

    // Without their JSON, which would take most of the memory: of every institution this is the whole log.
    private static async Task<IReadOnlyList<(long Position, FundEvent Entry)>> Entries(IAsyncEnumerable<RecordedEvent> events)
    {
        var entries = new List<(long, FundEvent)>();
        await foreach (var recorded in events) entries.Add((recorded.Position, (FundEvent)recorded.Body));
        return entries;
    }

    // Where its tree is behind: all that may concern it, which is its own streams, those of entries that say whose they are
    // by what they answer alone, and of cases and funds all.
    private static string[] Streams(InstitutionCode code) =>
    [
        $"settlements/{code}/%", "settlements/-/%", $"prepayment/%/{code}/%", "prepayment/%//%",
        $"deposit/{code}/%", "deposit//%", $"budget/{code}/%", "clawback/%", "fund/%",
    ];
}
