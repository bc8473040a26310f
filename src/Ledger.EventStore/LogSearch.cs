using Ledger.Domain;
using Ledger.EventStore.Proofs;
using Npgsql;

namespace Ledger.EventStore;

/// <summary>Where in a log is looked, and which way.</summary>
/// <param name="From">The first position that is meant.</param>
/// <param name="To">The last.</param>
/// <param name="IsBack">From the last to the first; else on from the first.</param>
/// <param name="EventsMax">Events that are wanted.</param>
/// <param name="LookedMax">Events that are looked at to find them: no question costs more, however few it finds.</param>
public sealed record LookFor(long From, long To, bool IsBack, int EventsMax, int LookedMax);

/// <summary>What was found.</summary>
/// <param name="Events">In the order in which they were looked for.</param>
/// <param name="Next">Where to look on in the same way; null where there is nothing more to look at.</param>
public sealed record FoundEvents(IReadOnlyList<RecordedEvent> Events, long? Next);

/// <summary>
/// Looks for events of a pool from any position backwards or forwards: among all, those of a stream, those of an institution
/// or those at some positions. What has an index is found by it; the rest is looked through, so many events and no more.
/// The pool must have events.
/// </summary>
public sealed class LogSearch
{
    private readonly NpgsqlDataSource _database;
    private readonly EventRegistry _registry;
    private readonly PoolCode _pool;
    private readonly string _events;

    internal LogSearch(NpgsqlDataSource database, EventRegistry registry, PoolCode pool) =>
        (_database, _registry, _pool, _events) = (database, registry, pool, PoolRegistration.EventsOf(pool));

    /// <summary>Among all events.</summary>
    public async Task<FoundEvents> All(LookFor look, LogFilter filter, CancellationToken cancellationToken)
    {
        var (first, last) = Part(look.From, look.To, look);
        var found = await Run($"select {RecordedRows.Columns} from {_events} where seq_id between $1 and $2", [first, last],
            filter, look, cancellationToken);
        return Cut(found, look, look.IsBack ? first : last);
    }

    /// <summary>Among the events of a stream. Its versions have no gaps, so that a position's is found by halving.</summary>
    public async Task<FoundEvents> OfStream(string stream, LookFor look, LogFilter filter, CancellationToken cancellationToken)
    {
        var (low, high) = (await VersionAt(stream, look.From - 1, cancellationToken) + 1, await VersionAt(stream, look.To, cancellationToken));
        if (low > high) return new([], null);
        var (first, last) = Part(low, high, look);
        var found = await Run($"""
            select {RecordedRows.Columns} from {_events} where tenant_id = $1 and stream_id = $2 and version between $3 and $4
            """, [_pool.Text, stream, first, last], filter, look, cancellationToken, "version");
        var isPart = look.IsBack ? first > low : last < high;
        return Cut(found, look, isPart ? await PositionOf(stream, look.IsBack ? first : last, cancellationToken) : null);
    }

    /// <summary>
    /// Among the events that concern an institution, whatever their streams, as its tree has them (docs/proofs.md). The trees
    /// follow the log; whoever wants the newest has brought them up to it.
    /// </summary>
    public async Task<FoundEvents> OfInstitution(
        InstitutionCode institution, LookFor look, LogFilter filter, CancellationToken cancellationToken)
    {
        // Without a filter each position that is looked at is one that is wanted.
        var max = filter.IsNone ? look.EventsMax + 1 : look.LookedMax;
        var positions = await InstitutionRows.Positions(_database, _pool, institution.Text, look with { LookedMax = max }, cancellationToken);
        return await At(positions, look with { LookedMax = max }, filter, cancellationToken);
    }

    /// <summary>Among the events at some positions.</summary>
    /// <param name="positions">
    /// In the order in which they are looked for; as many as may be looked at where there may be more of them.
    /// </param>
    /// <param name="look">How they are looked for.</param>
    /// <param name="filter">Which are meant.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<FoundEvents> At(
        IReadOnlyList<long> positions, LookFor look, LogFilter filter, CancellationToken cancellationToken)
    {
        var found = await Run($"""
            select {RecordedRows.Columns} from unnest($1) as p (position)
            cross join lateral (select * from {_events} where seq_id = p.position offset 0) as e where true
            """, [positions.ToArray()], filter, look, cancellationToken);
        return Cut(found, look, positions.Count >= look.LookedMax ? positions[^1] : null);
    }

    // The end of what is meant from which it is looked at.
    private static (long First, long Last) Part(long from, long to, LookFor look) => look.IsBack
        ? (Math.Max(from, to - look.LookedMax + 1), to)
        : (from, from > to - look.LookedMax ? to : from + look.LookedMax - 1);

    // One more than is wanted tells whether there are more.
    private async Task<List<RecordedEvent>> Run(string sql, IReadOnlyList<object> values, LogFilter filter, LookFor look,
        CancellationToken cancellationToken, string order = "seq_id")
    {
        var all = new List<object>(values);
        var conditions = filter.Sql(all);
        var command = _database.CreateCommand(
            $"{sql}{conditions} order by {order} {(look.IsBack ? "desc" : "asc")} limit {look.EventsMax + 1}");
        foreach (var value in all) command.Parameters.Add(new() { Value = value });
        var found = new List<RecordedEvent>();
        await foreach (var one in RecordedRows.Read(command, _registry, _pool, goesOn: true, cancellationToken)) found.Add(one);
        return found;
    }

    private static FoundEvents Cut(List<RecordedEvent> found, LookFor look, long? lookedTo)
    {
        if (found.Count > look.EventsMax)
        {
            found.RemoveAt(look.EventsMax);
            lookedTo = found[^1].Position;
        }
        var next = look.IsBack ? lookedTo - 1 : lookedTo + 1;
        return new(found, next >= look.From && next <= look.To ? next : null);
    }

    // The last version at or before a position; 0 where there is none.
    private async Task<long> VersionAt(string stream, long position, CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand($"""
            with recursive halving (low, high) as (
                select 0::bigint, coalesce((
                    select version from {_events} where tenant_id = $1 and stream_id = $2 order by version desc limit 1), 0)
                union all
                select case when e.known then middle else low end, case when e.known then high else middle - 1 end
                from halving
                cross join lateral (select (low + high + 1) / 2 as middle) as m
                cross join lateral (
                    select seq_id <= $3 as known from {_events}
                    where tenant_id = $1 and stream_id = $2 and version = middle offset 0) as e
                where low < high
            )
            select low from halving where low = high
            """);
        command.Parameters.AddRange((NpgsqlParameter[])
            [new() { Value = _pool.Text }, new() { Value = stream }, new() { Value = position }]);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task<long> PositionOf(string stream, long version, CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(
            $"select seq_id from {_events} where tenant_id = $1 and stream_id = $2 and version = $3");
        command.Parameters.AddRange((NpgsqlParameter[])
            [new() { Value = _pool.Text }, new() { Value = stream }, new() { Value = version }]);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
