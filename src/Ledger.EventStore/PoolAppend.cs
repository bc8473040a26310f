using Ledger.Domain;
using Ledger.EventStore.Proofs;
using NodaTime;
using Npgsql;

namespace Ledger.EventStore;

/// <summary>
/// One transaction that appends to a pool, holding its head row. Read models are written with the events, so that a
/// reader never sees an event without its effect. What is asked and what is written is gathered: a small append is two
/// round trips, one that locks, asks and one that writes and commits.
/// </summary>
public sealed class PoolAppend : IAsyncDisposable
{
    // From here on a COPY is cheaper than arrays, though it is a round trip of its own.
    private const int CopyFrom = 300;
    private const int StreamsPerWrite = 10_000;

    private readonly NpgsqlDataSource _database;
    private readonly EventRegistry _registry;
    private readonly Duration _wait;
    private readonly Dictionary<string, long> _versions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _moved = new(StringComparer.Ordinal);
    private StagedWrites _staged = new();
    private long _startPosition;
    private Instant _lastRecorded;
    private LogTree? _tree;
    private bool _treeHasGrown;
    private bool _locked;
    private bool _open;

    internal PoolAppend(
        NpgsqlDataSource database, NpgsqlConnection connection, EventRegistry registry, PoolCode pool, Duration wait)
    {
        _database = database;
        Connection = connection;
        _registry = registry;
        _wait = wait;
        Pool = pool;
    }

    public PoolCode Pool { get; }

    public NpgsqlConnection Connection { get; }

    /// <summary>The last position, those appended here included; known once the pool is locked.</summary>
    public long Position { get; private set; }

    /// <summary>The instant at which what is appended is recorded; known once the pool is locked.</summary>
    public Instant Recorded => _lastRecorded;

    /// <summary>
    /// Asks the database, and the time, in one round trip; the first of them locks the pool's head first.
    /// </summary>
    /// <param name="reads">What is asked.</param>
    /// <param name="streams">Streams that will be appended to; those that are not named here cost a trip later.</param>
    /// <param name="cancellationToken">Ends the wait; the transaction must then be abandoned.</param>
    /// <exception cref="PoolBusyException">Another writer held the pool for too long.</exception>
    public async Task Ask(
        IReadOnlyList<BatchedRead> reads, IEnumerable<string> streams, CancellationToken cancellationToken)
    {
        await Write(cancellationToken);
        List<BatchedRead> all = [.. _locked ? [] : Lock(), Clock(), .. Versions(streams), .. reads];
        try
        {
            _open = true;
            await BatchedRead.Run(Connection, all, cancellationToken);
            if (!_locked && _tree!.Size != Position)
            {
                await LogTreeGrowth.To(_database, Connection, Pool, _tree, Position, cancellationToken);
                _treeHasGrown = true;
            }
            _locked = true;
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new PoolBusyException(Pool, _wait);
        }
    }

    /// <summary>Appends events in order and returns the position of the first.</summary>
    /// <param name="events">At least one.</param>
    /// <param name="expected">Streams that must be at a version (0: not there yet) before this append.</param>
    /// <param name="cancellationToken">Ends the append; the transaction must then be abandoned.</param>
    /// <exception cref="StreamVersionException">A stream is at another version; nothing was appended.</exception>
    public async Task<long> Append(IReadOnlyList<NewEvent> events, IReadOnlyDictionary<string, long>? expected,
        CancellationToken cancellationToken)
    {
        var streams = events.Select(entry => entry.Stream).Concat(expected?.Keys ?? [])
            .Where(stream => !_versions.ContainsKey(stream)).ToHashSet(StringComparer.Ordinal);
        if (!_locked || streams.Count > 0) await Ask([], streams, cancellationToken);
        foreach (var (stream, version) in expected ?? new Dictionary<string, long>())
        {
            if (_versions[stream] != version) throw new StreamVersionException(stream, version, _versions[stream]);
        }
        return Stage(events);
    }

    /// <summary>
    /// Makes the rows of events ready and returns the position of the first; they are written with the next
    /// <see cref="Write"/>, <see cref="Ask"/> or <see cref="Commit"/>, or by who takes them.
    /// </summary>
    /// <param name="events">At least one; each stream was named in an <see cref="Ask"/>.</param>
    public long Stage(IReadOnlyList<NewEvent> events)
    {
        var rows = new EventRows(_registry, Pool, _lastRecorded);
        var first = Position + 1;
        foreach (var entry in events)
        {
            var version = _versions[entry.Stream] + 1;
            _versions[entry.Stream] = version;
            _moved.Add(entry.Stream);
            _tree!.Append(rows.Add(entry, ++Position, version));
        }
        _staged.Add(_tree!.Take());
        if (events.Count >= CopyFrom) _staged.Add(rows.Copy());
        else _staged.Add(rows.Insert());
        return first;
    }

    /// <summary>Whether the versions of all these streams were asked for.</summary>
    public bool Knows(IEnumerable<string> streams) => streams.All(_versions.ContainsKey);

    /// <summary>How many events the stream has, those appended here included.</summary>
    public async Task<long> VersionOf(string stream, CancellationToken cancellationToken)
    {
        if (!_versions.ContainsKey(stream)) await Ask([], [stream], cancellationToken);
        return _versions[stream];
    }

    /// <summary>Writes with what was appended: at the latest when it is committed.</summary>
    public void Add(StagedWrites writes) => _staged.Add(writes);

    /// <summary>
    /// What was made ready and not written yet, for who sends it himself, in order, before the transaction commits.
    /// </summary>
    public StagedWrites Take()
    {
        var taken = _staged;
        _staged = new();
        return taken;
    }

    /// <summary>Writes what was gathered, without committing it.</summary>
    public Task Write(CancellationToken cancellationToken) => Take().Send(Connection, cancellationToken);

    /// <summary>The pool's events between two positions, those appended and written here included.</summary>
    public IAsyncEnumerable<RecordedEvent> Read(long from, long to, CancellationToken cancellationToken) =>
        EventStore.Read(Connection, _registry, Pool, from, to, cancellationToken);

    /// <summary>Writes what was gathered, moves the head and commits: all of it becomes visible at once.</summary>
    public async Task Commit(CancellationToken cancellationToken)
    {
        if (Position > _startPosition || _treeHasGrown)
        {
            // Once for the whole transaction: a long import moves a stream in many batches.
            foreach (var streams in _moved.Order(StringComparer.Ordinal).Chunk(StreamsPerWrite)) _staged.Add(SaveStreams(streams));
            // Marten's own sequence follows the head, so that a host of it sees how far the pool is.
            _staged.Add(new NpgsqlBatchCommand("""
                update ledger.pool_head set position = $2, recorded_at = $3, tree_size = $2, tree_edge = $5 where pool = $1
                returning setval($4::regclass, $2)
                """)
            {
                Parameters =
                {
                    new() { Value = Pool.Text }, new() { Value = Position },
                    new() { Value = _lastRecorded.ToDateTimeUtc() },
                    new() { Value = PoolRegistration.SequenceOf(Pool) },
                    new() { Value = _tree!.Edge },
                },
            });
        }
        if (!_open) return;
        _staged.Add(new NpgsqlBatchCommand("commit"));
        await Write(cancellationToken);
        _open = false;
    }

    public async ValueTask DisposeAsync()
    {
        if (_open && Connection.State == System.Data.ConnectionState.Open)
        {
            await using var rollback = new NpgsqlCommand("rollback", Connection);
            await rollback.ExecuteNonQueryAsync();
        }
        await Connection.DisposeAsync();
    }

    /// <summary>Begins the transaction for a pool that will be registered within it only.</summary>
    internal async Task BeginRehearsal(CancellationToken cancellationToken)
    {
        await using var begin = new NpgsqlCommand("begin", Connection);
        await begin.ExecuteNonQueryAsync(cancellationToken);
        _open = true;
        try
        {
            await PoolRegistration.EnsureWithin(Connection, Pool, _wait, cancellationToken);
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new PoolBusyException(Pool, _wait);
        }
    }

    private IEnumerable<BatchedRead> Lock()
    {
        if (!_open) yield return new(new("begin"), null);
        yield return new(new("select set_config('lock_timeout', $1, true)")
        {
            Parameters = { new() { Value = $"{(long)_wait.TotalMilliseconds}" } },
        }, _ => { });
        yield return new(new("select position, recorded_at, tree_size, tree_edge from ledger.pool_head where pool = $1 for update")
        {
            Parameters = { new() { Value = Pool.Text } },
        }, row =>
        {
            Position = _startPosition = row.GetInt64(0);
            _lastRecorded = Instant.FromDateTimeUtc(row.GetDateTime(1));
            _tree = new(Pool, row.GetInt64(2), row.GetFieldValue<byte[]>(3));
        });
    }

    // Recorded = max(previous, clock), asked under the head lock, so it never goes back.
    private BatchedRead Clock() => new(new("select clock_timestamp()"),
        row => _lastRecorded = Instant.Max(_lastRecorded, Instant.FromDateTimeUtc(row.GetDateTime(0))));

    private IEnumerable<BatchedRead> Versions(IEnumerable<string> streams)
    {
        var unknown = streams.Where(stream => _versions.TryAdd(stream, 0)).ToArray();
        if (unknown.Length == 0) yield break;
        // "offset 0" keeps each look-up a seek by the whole key, whatever the statistics say.
        yield return new(new($"""
            select s.id, s.version
            from unnest($2) as wanted (id)
            cross join lateral (
                select id, version from {PoolRegistration.StreamsOf(Pool)}
                where tenant_id = $1 and id = wanted.id offset 0) as s
            """)
        {
            Parameters = { new() { Value = Pool.Text }, new() { Value = unknown } },
        }, row => _versions[row.GetString(0)] = row.GetInt64(1));
    }

    // In the order of the key, so that the index is written in order.
    private NpgsqlBatchCommand SaveStreams(string[] streams) =>
        new($"""
            insert into {PoolRegistration.StreamsOf(Pool)} (tenant_id, id, version, timestamp, created)
            select $1, s.id, s.version, $4, $4 from unnest($2, $3) as s (id, version)
            on conflict (tenant_id, id) do update set version = excluded.version, timestamp = excluded.timestamp
            """)
        {
            Parameters =
            {
                new() { Value = Pool.Text },
                new() { Value = streams },
                new() { Value = streams.Select(stream => _versions[stream]).ToArray() },
                new() { Value = _lastRecorded.ToDateTimeUtc() },
            },
        };
}
