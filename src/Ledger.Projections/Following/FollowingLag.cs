using Ledger.Domain;
using Npgsql;

namespace Ledger.Projections.Following;

/// <summary>How far the models that follow a pool's log are behind it.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Position">The head of its log.</param>
/// <param name="Followed">The position to which they are.</param>
/// <param name="SecondsBehind">Since when the oldest event waits that they have not taken; 0 when none does.</param>
/// <param name="Parked">Events that a model could not take.</param>
/// <param name="IsDue">Whether one of those is to be tried again now.</param>
/// <param name="Trees">The position to which the trees of institutions are.</param>
public sealed record FollowingLag(
    PoolCode Pool, long Position, long Followed, double SecondsBehind, long Parked, bool IsDue, long Trees)
{
    public long EventsBehind => Math.Max(0, Position - Followed);

    /// <summary>Events that the trees of institutions have not taken yet; nothing can be signed until they have.</summary>
    public long TreesBehind => Math.Max(0, Position - Trees);

    /// <summary>The position at which the rows of all models were last compared with the log; 0 when they never were.</summary>
    public long Verified { get; init; }

    /// <summary>How many rows differed then.</summary>
    public long Differing { get; init; }

    /// <summary>The first of them, by its table and key.</summary>
    public string? FirstDifferent { get; init; }

    /// <summary>Whether a turn would do something.</summary>
    public bool HasWork => EventsBehind > 0 || IsDue || TreesBehind > 0;

    /// <summary>Of every pool with events, by code.</summary>
    public static async Task<IReadOnlyList<FollowingLag>> All(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // The log is looked at only where something waits, and then by its key: of the tenant as it stands another key
        // would make use, that of the streams.
        await using var command = new NpgsqlCommand("""
            select h.pool, h.position, coalesce(f.position, 0),
                coalesce(extract(epoch from clock_timestamp() - e.timestamp), 0)::float8,
                coalesce(p.events, 0), coalesce(p.is_due, false), coalesce(i.position, 0),
                coalesce(c.position, 0), coalesce(c.differing, 0), c.first
            from ledger.pool_head as h
            left join ledger.followed as f on f.pool = h.pool
            left join ledger.institution_head as i on i.pool = h.pool
            left join ledger.model_check as c on c.pool = h.pool
            left join (
                select pool, count(distinct position) as events, bool_or(next_try_at <= clock_timestamp()) as is_due
                from ledger.parked_event group by pool) as p on p.pool = h.pool
            left join lateral (
                select timestamp from ledger.mt_events
                where tenant_id || '' = h.pool and seq_id = coalesce(f.position, 0) + 1
                    and h.position > coalesce(f.position, 0) offset 0) as e on true
            where h.position > 0
            order by h.pool
            """, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var lags = new List<FollowingLag>();
        while (await reader.ReadAsync(cancellationToken))
            lags.Add(new(PoolCode.Of(reader.GetString(0)), reader.GetInt64(1), reader.GetInt64(2),
                Math.Max(0, reader.GetDouble(3)), reader.GetInt64(4), reader.GetBoolean(5), reader.GetInt64(6))
            {
                Verified = reader.GetInt64(7), Differing = reader.GetInt64(8), FirstDifferent = reader.IsDBNull(9) ? null : reader.GetString(9),
            });
        return lags;
    }
}
