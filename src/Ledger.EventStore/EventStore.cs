using System.Collections.Concurrent;
using Ledger.Domain;
using Ledger.EventStore.Proofs;
using NodaTime;
using Npgsql;

namespace Ledger.EventStore;

/// <summary>A pool of the store and how far its log goes.</summary>
public sealed record PoolHead(PoolCode Pool, long Position);

/// <summary>
/// The log: append under a pool's head lock, read forward by position, read a stream. Positions are gapless and in
/// commit order, so a reader that has seen position n has seen all before it.
/// </summary>
public sealed class EventStore(NpgsqlDataSource database, EventRegistry registry)
{
    // A pool that was registered once stays so.
    private readonly ConcurrentDictionary<PoolCode, bool> _registered = new();

    /// <summary>
    /// The table of a pool's events. A plan that is made once for many calls should name it: one of the parent takes a lock
    /// on every pool's. Who seeks by position asks for <c>seq_id</c> alone, which only the primary key begins with: with
    /// the tenant beside it the key of streams will do as well while the table is small, and that plan reads every event
    /// of the pool a seek once the table is large.
    /// </summary>
    public static string TableOf(PoolCode pool) => PoolRegistration.EventsOf(pool);

    /// <summary>Pools that have events, by code.</summary>
    public async Task<IReadOnlyList<PoolHead>> Pools(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "select pool, position from ledger.pool_head where position > 0 order by pool");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var pools = new List<PoolHead>();
        while (await reader.ReadAsync(cancellationToken))
            pools.Add(new(PoolCode.Of(reader.GetString(0)), reader.GetInt64(1)));
        return pools;
    }

    /// <summary>
    /// Begins an append: registers the pool if it is new, waits for its head row, and holds it until commit or
    /// disposal. What is appended is seen by nobody before the commit, and by everybody after it.
    /// </summary>
    /// <param name="pool">The pool.</param>
    /// <param name="wait">How long to wait for another writer.</param>
    /// <param name="rehearsal">The append will not be committed: a new pool is registered within it only.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="PoolBusyException">Another writer held the pool for longer than <paramref name="wait"/>.</exception>
    public async Task<PoolAppend> Begin(
        PoolCode pool, Duration wait, bool rehearsal, CancellationToken cancellationToken)
    {
        var append = await Open(pool, wait, rehearsal, cancellationToken);
        try
        {
            await append.Ask([], [], cancellationToken);
            return append;
        }
        catch
        {
            await append.DisposeAsync();
            throw;
        }
    }

    /// <summary>As <see cref="Begin"/>, but the pool is locked by the first <see cref="PoolAppend.Ask"/>, with it.</summary>
    public async Task<PoolAppend> Open(
        PoolCode pool, Duration wait, bool rehearsal, CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        var append = new PoolAppend(database, connection, registry, pool, wait);
        try
        {
            if (rehearsal)
            {
                await append.BeginRehearsal(cancellationToken);
            }
            else if (!_registered.ContainsKey(pool))
            {
                await PoolRegistration.Ensure(connection, pool, wait, cancellationToken);
                _registered.TryAdd(pool, true);
            }
            return append;
        }
        catch
        {
            await append.DisposeAsync();
            throw;
        }
    }

    /// <summary>Begins to load a log that was kept elsewhere into a pool without events, which it holds until its end.</summary>
    /// <exception cref="PoolBusyException">Another writer held the pool for longer than <paramref name="wait"/>.</exception>
    public async Task<LogLoad> BeginLoad(PoolCode pool, Duration wait, CancellationToken cancellationToken) =>
        new(await Begin(pool, wait, rehearsal: false, cancellationToken), registry);

    /// <summary>
    /// Adds to the trees of logs what older programs recorded without them. A log that is not as it was recorded keeps
    /// nobody from the others: who writes to it is told, and who verifies it sees where.
    /// </summary>
    public async Task GrowTrees(Duration wait, CancellationToken cancellationToken)
    {
        foreach (var pool in await PoolsWithoutTree(cancellationToken))
        {
            try
            {
                await using var append = await Begin(pool, wait, rehearsal: false, cancellationToken);
                await append.Commit(cancellationToken);
            }
            catch (LogTreeException)
            {
            }
        }
    }

    /// <summary>The last position of a pool; 0 where it has no events.</summary>
    public async Task<long> Head(PoolCode pool, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select position from ledger.pool_head where pool = $1");
        command.Parameters.AddWithValue(pool.Text);
        return await command.ExecuteScalarAsync(cancellationToken) as long? ?? 0;
    }

    /// <summary>The events of a pool in order, both positions included.</summary>
    /// <exception cref="UnreadableEventException">The store holds an event that this program cannot read.</exception>
    public IAsyncEnumerable<RecordedEvent> Read(
        PoolCode pool, long from, long to, CancellationToken cancellationToken) =>
        RecordedRows.Read(RecordedRows.Between(database.CreateCommand(), pool, from, to), registry, pool, goesOn: false, cancellationToken);

    /// <summary>The events at some positions, in order; the pool must have events.</summary>
    public IAsyncEnumerable<RecordedEvent> ReadAt(
        PoolCode pool, IReadOnlyCollection<long> positions, CancellationToken cancellationToken)
    {
        // "offset 0" keeps each look-up a seek by the position, whatever the statistics say.
        var command = database.CreateCommand($"""
            select {RecordedRows.Columns} from unnest($1) as wanted (position)
            cross join lateral (select * from {PoolRegistration.EventsOf(pool)} where seq_id = wanted.position offset 0) as e
            order by seq_id
            """);
        command.Parameters.Add(new() { Value = positions.ToArray() });
        return RecordedRows.Read(command, registry, pool, goesOn: false, cancellationToken);
    }

    /// <summary>The events of one stream in order of version, between two positions.</summary>
    public IAsyncEnumerable<RecordedEvent> ReadStream(
        PoolCode pool, string stream, long from, long to, CancellationToken cancellationToken) =>
        ReadStream(pool, stream, from, to, max: null, cancellationToken);

    /// <summary>The same, so many at most.</summary>
    public IAsyncEnumerable<RecordedEvent> ReadStream(
        PoolCode pool, string stream, long from, long to, long? max, CancellationToken cancellationToken)
    {
        var command = database.CreateCommand($"""
            select {RecordedRows.Columns} from ledger.mt_events
            where tenant_id = $1 and stream_id = $2 and seq_id between $3 and $4 order by version limit $5
            """);
        command.Parameters.AddRange((NpgsqlParameter[])
        [
            new() { Value = pool.Text }, new() { Value = stream }, new() { Value = from }, new() { Value = to },
            new() { Value = (object?)max ?? DBNull.Value, DataTypeName = "bigint" },
        ]);
        return RecordedRows.Read(command, registry, pool, goesOn: false, cancellationToken);
    }

    /// <summary>The same on a connection that is open, as its transaction sees the log.</summary>
    public IAsyncEnumerable<RecordedEvent> Read(
        NpgsqlConnection connection, PoolCode pool, long from, long to, CancellationToken cancellationToken) =>
        Read(connection, registry, pool, from, to, cancellationToken);

    /// <summary>
    /// The events of some streams up to a position, in order, as the connection's transaction sees the log; the pool
    /// must have events.
    /// </summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="streams">Patterns of SQL's <c>like</c> for the names of the streams.</param>
    /// <param name="to">The last position.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public IAsyncEnumerable<RecordedEvent> ReadStreams(NpgsqlConnection connection, PoolCode pool,
        string[] streams, long to, CancellationToken cancellationToken)
    {
        var command = connection.CreateCommand();
        command.CommandText = $"""
            select {RecordedRows.Columns} from (select id as stream from {PoolRegistration.StreamsOf(pool)} where id like any ($2) offset 0) as s
            cross join lateral (
                select * from {PoolRegistration.EventsOf(pool)}
                where tenant_id = $1 and stream_id = s.stream and seq_id <= $3 order by version offset 0) as e
            order by seq_id
            """;
        command.Parameters.AddRange((NpgsqlParameter[])
            [new() { Value = pool.Text }, new() { Value = streams }, new() { Value = to }]);
        return RecordedRows.Read(command, registry, pool, goesOn: false, cancellationToken);
    }

    /// <summary>The events between two positions as a read that travels with others; the pool must have events.</summary>
    /// <remarks>It names the pool's own partition, so that a prepared plan has to do with no other pool's.</remarks>
    public BatchedRead Reading(PoolCode pool, long from, long to, Action<RecordedEvent> onEvent) => new(
        new($"select {RecordedRows.Columns} from {PoolRegistration.EventsOf(pool)} where seq_id between $1 and $2 order by seq_id")
        {
            Parameters = { new() { Value = from }, new() { Value = to } },
        }, row => onEvent(RecordedRows.Of(row, registry, pool, goesOn: false)));

    /// <summary>
    /// As <c>Read</c>, where an event that cannot be read has an <see cref="UnreadableBody"/>: for whoever can set it aside.
    /// </summary>
    public IAsyncEnumerable<RecordedEvent> ReadAll(
        NpgsqlConnection connection, PoolCode pool, long from, long to, CancellationToken cancellationToken) =>
        RecordedRows.Read(RecordedRows.Between(connection.CreateCommand(), pool, from, to), registry, pool, goesOn: true, cancellationToken);

    /// <summary>
    /// Positions and bodies between two positions that are recorded, both included, in order, for who folds all of them:
    /// several times as fast as <see cref="Read(PoolCode, long, long, CancellationToken)"/>.
    /// </summary>
    /// <param name="pool">The pool.</param>
    /// <param name="from">The first position.</param>
    /// <param name="to">The last position; it is recorded.</param>
    /// <param name="size">Events that are given at a time; about three times as many are in memory.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public IAsyncEnumerable<IReadOnlyList<EventBody>> ReadBodies(
        PoolCode pool, long from, long to, int size, CancellationToken cancellationToken) =>
        new EventBodies(database, registry, pool).Read(from, to, size, cancellationToken);

    /// <summary>As <see cref="ReadBodies"/>, with when and by whom each event was recorded.</summary>
    public IAsyncEnumerable<IReadOnlyList<SignedBody>> ReadSigned(
        PoolCode pool, long from, long to, int size, CancellationToken cancellationToken) =>
        new EventBodies(database, registry, pool).ReadSigned(from, to, size, cancellationToken);

    /// <summary>Looks for events from any position, backwards or forwards; the pool must have events.</summary>
    public LogSearch Search(PoolCode pool) => new(database, registry, pool);

    /// <summary>The last position recorded at or before an instant; 0 where there is none.</summary>
    /// <remarks>Recorded instants never go back, so that halving finds it, with one look at the log a step.</remarks>
    public async Task<long> PositionAt(PoolCode pool, Instant instant, CancellationToken cancellationToken)
    {
        // Only a pool with events has a table of its own.
        if (await Head(pool, cancellationToken) == 0) return 0;
        await using var command = database.CreateCommand($"""
            with recursive halving (low, high) as (
                select 0::bigint, position from ledger.pool_head where pool = $1
                union all
                select case when e.known then middle else low end, case when e.known then high else middle - 1 end
                from halving
                cross join lateral (select (low + high + 1) / 2 as middle) as m
                cross join lateral (
                    select timestamp <= $2 as known from {PoolRegistration.EventsOf(pool)} where seq_id = middle offset 0) as e
                where low < high
            )
            select low from halving where low = high
            """);
        command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = pool.Text }, new() { Value = instant.ToDateTimeUtc() }]);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task<List<PoolCode>> PoolsWithoutTree(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "select pool from ledger.pool_head where tree_size < position order by pool");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var pools = new List<PoolCode>();
        while (await reader.ReadAsync(cancellationToken)) pools.Add(PoolCode.Of(reader.GetString(0)));
        return pools;
    }

    internal static IAsyncEnumerable<RecordedEvent> Read(NpgsqlConnection connection, EventRegistry registry,
        PoolCode pool, long from, long to, CancellationToken cancellationToken) =>
        RecordedRows.Read(RecordedRows.Between(connection.CreateCommand(), pool, from, to), registry, pool, goesOn: false, cancellationToken);
}
