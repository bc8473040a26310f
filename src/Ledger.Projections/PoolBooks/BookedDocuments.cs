using Ledger.Domain;
using Ledger.EventStore;
using Npgsql;

namespace Ledger.Projections.PoolBooks;

/// <summary>Where in the log the entries of documents stand: several kinds may share one.</summary>
public static class BookedDocuments
{
    /// <summary>In the order in which they are looked for, as many as may be looked at; each once, since one entry may stand under several.</summary>
    public static async Task<IReadOnlyList<long>> Positions(
        NpgsqlDataSource database, PoolCode pool, IReadOnlyCollection<DocumentId> documents, LookFor look, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"""
            select distinct position from ledger.booked_entry where pool = $1 and document = any($2) and position between $3 and $4
            order by position {(look.IsBack ? "desc" : "asc")} limit {look.LookedMax}
            """);
        command.Parameters.AddRange((NpgsqlParameter[])
        [
            new() { Value = pool.Text }, new() { Value = documents.Select(document => document.Text).ToArray() }, new() { Value = look.From }, new() { Value = look.To },
        ]);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var positions = new List<long>();
        while (await row.ReadAsync(cancellationToken)) positions.Add(row.GetInt64(0));
        return positions;
    }
}
