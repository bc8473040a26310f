using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.EventStore;
using Ledger.Projections.Following;
using Ledger.Projections.PoolBooks;

namespace Ledger.Projections.Rebuilding;

/// <summary>
/// Makes the rows of a pool from its log, from the first event on. It may be asked to go further later, and goes on
/// where it was. What it holds in memory does not grow with the log (docs/adr/0029).
/// </summary>
internal sealed class PoolReplay(ReplayTables tables, EventStore.EventStore store, Journal journal, PoolCode pool)
{
    // The books of a span are loaded and saved together. What lives no longer than this costs the collector little.
    internal const int EventsPerSpan = 2_500;

    // Sums of so many events are written together; more of them meet in one row than of a span.
    private const int EventsPerSave = 20_000;

    private readonly Books _books = new();
    private readonly ReplayedTotals _totals = new(journal);
    private readonly IReadOnlyList<IReadModel> _models = ReadModels.CreateWithoutTotals();
    private readonly ReplayedFollowers _following = new(store, pool, FollowedModel.All);
    private long _position;
    private long _followed;
    private int _unsaved;

    /// <summary>Goes on to two positions that are recorded, for what is written with the events and for what follows.</summary>
    /// <param name="position">Of what is written with the events.</param>
    /// <param name="followed">Of what follows; at most the other.</param>
    /// <param name="parked">Up to it: what a model that follows does not have.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal async Task To(long position, long followed, IReadOnlySet<(long Position, string Model)> parked,
        CancellationToken cancellationToken)
    {
        await _following.Release(parked, cancellationToken);
        var from = Math.Min(_position, followed > _followed ? _followed : _position) + 1;
        await foreach (var span in store.ReadBodies(pool, from, position, EventsPerSpan, cancellationToken))
        {
            var writes = Writes.OfReplay();
            await Keep([.. span.Where(one => one.Position > _position)], writes, cancellationToken);
            foreach (var one in span.Where(one => one.Position > _followed && one.Position <= followed))
                _following.Fold((FundEvent)one.Body, one.Position, parked);
            _unsaved += span.Count;
            if (_unsaved >= EventsPerSave) Save(writes);
            await tables.Write(writes, cancellationToken);
        }
        (_position, _followed) = (position, Math.Max(_followed, followed));
        await Finish(cancellationToken);
    }

    /// <summary>Takes events that follow those that it has, from whoever has them; what follows the log is left out.</summary>
    internal async Task Take(IReadOnlyList<EventBody> span, CancellationToken cancellationToken)
    {
        var writes = Writes.OfReplay();
        await Keep(span, writes, cancellationToken);
        _unsaved += span.Count;
        if (_unsaved >= EventsPerSave) Save(writes);
        await tables.Write(writes, cancellationToken);
    }

    /// <summary>Writes what was not written yet.</summary>
    internal async Task Finish(CancellationToken cancellationToken)
    {
        var last = Writes.OfReplay();
        Save(last);
        _totals.SaveTotals(last, pool);
        await tables.Write(last, cancellationToken);
    }

    private async Task Keep(IReadOnlyList<EventBody> span, Writes writes, CancellationToken cancellationToken)
    {
        if (span.Count == 0) return;
        var entries = span.Select(one => (FundEvent)one.Body).ToList();
        await BooksTable.LoadNamed(reads => tables.Ask(reads, cancellationToken), pool, entries, _books);
        foreach (var one in span)
        {
            var entry = (FundEvent)one.Body;
            _books.Apply(entry, one.Position);
            _totals.Fold(entry, one.Position);
            foreach (var model in _models) model.Fold(entry, one.Position);
        }
        BooksTable.Save(writes, pool, _books);
        _books.Clear();
        _totals.Save(writes, pool);
    }

    private void Save(Writes writes)
    {
        foreach (var model in _models) model.Save(writes, pool);
        _following.Save(writes);
        _unsaved = 0;
    }
}
