using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Projections.Following;
using Npgsql;

namespace Ledger.Projections.Reading;

/// <summary>
/// What a look at the past has of institutions: the position up to which their figures are kept, and the events after it.
/// </summary>
/// <param name="At">0 where nothing is kept yet.</param>
/// <param name="Since">The events from there on, up to the position of the look.</param>
internal sealed record KeptInstitutions(long At, IReadOnlyList<FundEvent> Since)
{
    internal static async Task<KeptInstitutions> Of(
        PoolSnapshot snapshot, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var whole = await Whole(snapshot.Pool, connection, cancellationToken);
        var at = KeptPositions.CompleteAt(Math.Min(snapshot.Position, whole));
        return new(at, await snapshot.EventsSince(at, cancellationToken));
    }

    // Up to there nothing is missing: it may be behind the log, and lack an event that is parked.
    private static async Task<long> Whole(PoolCode pool, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"""
            select least(f.position, (
                select min(p.position) - 1 from ledger.{ParkedEvents.Table} as p where p.pool = $1 and p.model = any($2)))
            from ledger.{FollowedRow.Table} as f where f.pool = $1
            """, connection)
        {
            Parameters = { new() { Value = pool.Text }, new() { Value = FollowedModel.Of(FollowedSubject.Institutions) } },
        };
        return await command.ExecuteScalarAsync(cancellationToken) as long? ?? 0;
    }
}
