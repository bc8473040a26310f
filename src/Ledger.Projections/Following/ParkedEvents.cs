using Ledger.Domain;
using Npgsql;

namespace Ledger.Projections.Following;

/// <summary>An event that a model that follows the log could not take yet.</summary>
/// <param name="Pool">Its pool.</param>
/// <param name="Position">Its position.</param>
/// <param name="Model">The model that lacks it.</param>
/// <param name="Reason">Why, in the words of the last try.</param>
/// <param name="Tries">How often it was tried.</param>
public sealed record ParkedEvent(PoolCode Pool, long Position, string Model, string Reason, int Tries);

/// <summary>
/// The events that are set aside, so that those after them, the other models and the other pools go on. All changes are
/// made under the lock of the pool's followed position.
/// </summary>
public static class ParkedEvents
{
    internal const string Table = "parked_event";

    private const int ReasonLengthMax = 1_000;

    /// <summary>Its table.</summary>
    internal const string Schema = """
        create table ledger.parked_event (
            pool        varchar not null,
            position    bigint not null,
            model       varchar not null,
            reason      varchar not null,
            tries       integer not null default 1,
            parked_at   timestamptz not null default clock_timestamp(),
            next_try_at timestamptz not null default clock_timestamp() + interval '1 second',
            primary key (pool, position, model)
        );
        """;

    /// <summary>Those of all pools, by pool and position.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public static async Task<IReadOnlyList<ParkedEvent>> All(
        NpgsqlConnection connection, int limit, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            select pool, position, model, reason, tries from ledger.parked_event order by pool, position, model limit $1
            """, connection)
        {
            Parameters = { new() { Value = limit } },
        };
        return await Read(command, cancellationToken);
    }

    /// <summary>How many events the figures of a subject lack, and the first of them; null when they lack none.</summary>
    internal static async Task<(long Count, ParkedEvent First)?> Of(
        NpgsqlConnection connection, PoolCode pool, FollowedSubject subject, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            select pool, position, model, reason, tries from ledger.parked_event
            where pool = $1 and model = any($2) order by position, model limit 1
            """, connection)
        {
            Parameters = { new() { Value = pool.Text }, new() { Value = FollowedModel.Of(subject) } },
        };
        if (await Read(command, cancellationToken) is not [var first]) return null;
        command.CommandText =
            "select count(distinct position) from ledger.parked_event where pool = $1 and model = any($2)";
        return ((long)(await command.ExecuteScalarAsync(cancellationToken))!, first);
    }

    /// <summary>The pool's, each as position and model.</summary>
    internal static async Task<HashSet<(long Position, string Model)>> Of(
        NpgsqlConnection connection, PoolCode pool, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select pool, position, model, reason, tries from ledger.parked_event where pool = $1", connection)
        {
            Parameters = { new() { Value = pool.Text } },
        };
        return [.. (await Read(command, cancellationToken)).Select(one => (one.Position, one.Model))];
    }

    /// <summary>Positions to try again, those that wait longest first.</summary>
    internal static async Task<IReadOnlyList<long>> Positions(NpgsqlConnection connection, PoolCode pool, bool onlyDue,
        int limit, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            select position from ledger.parked_event
            where pool = $1 and (not $2 or next_try_at <= clock_timestamp())
            group by position order by min(next_try_at), position limit $3
            """, connection)
        {
            Parameters = { new() { Value = pool.Text }, new() { Value = onlyDue }, new() { Value = limit } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var positions = new List<long>();
        while (await reader.ReadAsync(cancellationToken)) positions.Add(reader.GetInt64(0));
        return positions;
    }

    /// <summary>The models that lack an event.</summary>
    internal static async Task<IReadOnlyList<FollowedModel>> ModelsAt(
        NpgsqlConnection connection, PoolCode pool, long position, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            select pool, position, model, reason, tries from ledger.parked_event where pool = $1 and position = $2
            """, connection)
        {
            Parameters = { new() { Value = pool.Text }, new() { Value = position } },
        };
        var names = (await Read(command, cancellationToken)).Select(one => one.Model).ToHashSet(StringComparer.Ordinal);
        return [.. FollowedModel.All.Where(model => names.Contains(model.Name))];
    }

    /// <summary>Parks, or notes a further try: the next is after twice the time, a minute at most.</summary>
    internal static void Park(Writes writes, PoolCode pool, IReadOnlyList<ParkedEvent> events)
    {
        if (events.Count == 0) return;
        writes.Add("""
            insert into ledger.parked_event as t (pool, position, model, reason)
            select $1, c.* from unnest($2, $3, $4) as c (position, model, reason)
            on conflict (pool, position, model) do update set reason = excluded.reason, tries = t.tries + 1,
                next_try_at = clock_timestamp() + least(2 ^ least(t.tries, 6), 60) * interval '1 second'
            """, pool,
            events.Select(one => one.Position).ToArray(),
            events.Select(one => one.Model).ToArray(),
            events.Select(one => Line(one.Reason)).ToArray());
    }

    /// <summary>An event was taken by these models.</summary>
    internal static void Release(Writes writes, PoolCode pool, long position, IReadOnlyList<string> models)
    {
        if (models.Count == 0) return;
        writes.Add(new NpgsqlBatchCommand("delete from ledger.parked_event where pool = $1 and position = $2 and model = any($3)")
        {
            Parameters = { new() { Value = pool.Text }, new() { Value = position }, new() { Value = models.ToArray() } },
        });
    }

    // PostgreSQL has no NUL in a text.
    private static string Line(string reason) =>
        (reason.Length > ReasonLengthMax ? reason[..ReasonLengthMax] : reason).Replace('\0', ' ').ReplaceLineEndings(" ");

    private static async Task<List<ParkedEvent>> Read(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var parked = new List<ParkedEvent>();
        while (await reader.ReadAsync(cancellationToken))
            parked.Add(new(PoolCode.Of(reader.GetString(0)), reader.GetInt64(1), reader.GetString(2), reader.GetString(3),
                reader.GetInt32(4)));
        return parked;
    }
}
