using Ledger.Domain;
using Ledger.Domain.Clawbacks;
using Ledger.Domain.Events;
using Ledger.Domain.Prepayments;
using Ledger.EventStore;
using Npgsql;

namespace Ledger.Projections.Reading;

/// <summary>Answers "with which documents did it begin?": the advances that an institution was paid, and the clawbacks it was told to pay.</summary>
public sealed class HolderDocuments(NpgsqlDataSource database, EventStore.EventStore store)
{
    /// <summary>Advances that are given, the latest, and cases, in the order of their numbers.</summary>
    public const int Max = 50;

    // Beside what was paid a stream of advances has what was set off and returned.
    private const int StreamMax = 5_000;

    /// <param name="snapshot">The pool, as it is now or was known.</param>
    /// <param name="institution">Whose documents.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <returns>The latest first.</returns>
    public async Task<IReadOnlyList<RecordedEvent>> Of(
        PoolSnapshot snapshot, InstitutionCode institution, CancellationToken cancellationToken)
    {
        var found = new List<RecordedEvent>();
        foreach (var (fund, book) in snapshot.Funds)
        {
            for (var year = snapshot.LastCashDate!.Value.Year; year >= book.OpenedOn.Year && found.Count < Max; year--)
                await Add($"prepayment/{fund}/{institution}/{year:0000}", StreamMax, entry => entry is PrepaymentPaid);
        }
        foreach (var name in await Cases(snapshot.Pool, institution, cancellationToken))
            await Add($"clawback/{name}", Max, entry => entry is ClawbackOrdered);
        return [.. found.OrderByDescending(one => one.Position)];

        async Task Add(string stream, int most, Func<FundEvent, bool> isWanted)
        {
            await foreach (var one in store.ReadStream(snapshot.Pool, stream, 1, snapshot.Position, most, cancellationToken))
            {
                if (isWanted((FundEvent)one.Body)) found.Add(one);
            }
        }
    }

    // The cases of a pool, which are few beside its events.
    private async Task<List<string>> Cases(PoolCode pool, InstitutionCode institution, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "select distinct case_no from ledger.clawback_book where pool = $1 and institution = $2 order by case_no limit $3");
        command.Parameters.AddRange((NpgsqlParameter[])
            [new() { Value = pool.Text }, new() { Value = institution.Text }, new() { Value = Max }]);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.Rows(row => row.GetString(0), cancellationToken);
    }
}
