using Ledger.Domain;
using Ledger.EventStore;
using Ledger.Projections.PoolBooks;
using Npgsql;

namespace Ledger.Projections.Reading;

/// <summary>Answers "what was recorded under this document?", by the key that keeps documents apart.</summary>
public sealed class DocumentEntries(NpgsqlDataSource database, EventStore.EventStore store)
{
    /// <param name="pool">The pool; it has events.</param>
    /// <param name="documents">The documents.</param>
    /// <param name="to">What was recorded up to this position.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <returns>The events, in order of position.</returns>
    public async Task<IReadOnlyList<RecordedEvent>> Of(
        PoolCode pool, IReadOnlyCollection<DocumentId> documents, long to, CancellationToken cancellationToken)
    {
        var positions = await BookedDocuments.Positions(
            database, pool, documents, new(1, to, IsBack: false, int.MaxValue, int.MaxValue), cancellationToken);
        var entries = new List<RecordedEvent>(positions.Count);
        if (positions.Count == 0) return entries;
        await foreach (var recorded in store.ReadAt(pool, positions, cancellationToken)) entries.Add(recorded);
        return entries;
    }
}
