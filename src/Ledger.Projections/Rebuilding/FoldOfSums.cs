using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Domain.Events;

namespace Ledger.Projections.Rebuilding;

/// <summary>The tables of <see cref="SummedReplay"/> made event by event, and no others.</summary>
internal sealed class FoldOfSums(ReplayTables tables, EventStore.EventStore store, Journal journal, PoolCode pool)
{
    private const int EventsPerSpan = 2_500;
    private const int EventsPerSave = 50_000;

    private readonly ReplayedFollowers _following = new(store, pool, SummedReplay.Following);
    private long _position;
    private long _followed;

    /// <summary>As <see cref="PoolReplay.To"/>.</summary>
    internal async Task To(long position, long followed, IReadOnlySet<(long Position, string Model)> parked,
        CancellationToken cancellationToken)
    {
        await _following.Release(parked, cancellationToken);
        var kept = SummedReplay.Kept(journal);
        var unsaved = 0;
        var from = Math.Min(_position, followed > _followed ? _followed : _position) + 1;
        await foreach (var span in store.ReadBodies(pool, from, position, EventsPerSpan, cancellationToken))
        {
            foreach (var (at, body) in span)
            {
                foreach (var model in at > _position ? kept : []) model.Fold((FundEvent)body, at);
                if (at > _followed && at <= followed) _following.Fold((FundEvent)body, at, parked);
            }
            unsaved += span.Count;
            if (unsaved >= EventsPerSave) await Save();
        }
        await Save();
        (_position, _followed) = (position, Math.Max(_followed, followed));

        async Task Save()
        {
            var writes = Writes.OfReplay();
            foreach (var model in kept) model.Save(writes, pool);
            _following.Save(writes);
            await tables.Write(writes, cancellationToken);
            unsaved = 0;
        }
    }
}
