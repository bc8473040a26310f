using Ledger.Domain;
using Ledger.EventStore;
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
        var positions = await Positions(pool, documents, to, cancellationToken);
        var entries = new List<RecordedEvent>(positions.Count);
        if (positions.Count == 0) return entries;
        await foreach (var recorded in store.ReadAt(pool, positions, cancellationToken)) entries.Add(recorded);
        return entries;
    }

    private async Task<List<long>> Positions(
        PoolCode pool, IReadOnlyCollection<DocumentId> documents, long to, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "select distinct position from ledger.booked_entry where pool = $1 and document = any($2) and position <= $3");
        command.Parameters.AddRange((NpgsqlParameter[])
        [
            new() { Value = pool.Text }, new() { Value = documents.Select(document => document.Text).ToArray() }, new() { Value = to },
        ]);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.Rows(row => row.GetInt64(0), cancellationToken);
    }
}
