using Ledger.Domain;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.EventStore;

/// <summary>
/// One transaction that appends to a pool, holding its head row. Read models are written on the same
/// <see cref="Connection"/>, so that a reader never sees an event without its effect.
/// </summary>
public sealed class PoolAppend : IAsyncDisposable
{
    private readonly EventRegistry _registry;
    private readonly NpgsqlTransaction _transaction;
    private readonly Dictionary<string, long> _versions = new(StringComparer.Ordinal);
    private readonly long _startPosition;
    private Instant _lastRecorded;

    private PoolAppend(NpgsqlConnection connection, NpgsqlTransaction transaction, EventRegistry registry,
        PoolCode pool, long position, Instant lastRecorded)
    {
        Connection = connection;
        _transaction = transaction;
        _registry = registry;
        Pool = pool;
        Position = _startPosition = position;
        _lastRecorded = lastRecorded;
    }

    public PoolCode Pool { get; }

    public NpgsqlConnection Connection { get; }

    /// <summary>The last position, those appended here included.</summary>
    public long Position { get; private set; }

    internal static async Task<PoolAppend> Open(NpgsqlConnection connection, EventRegistry registry, PoolCode pool,
        Duration wait, bool rehearsal, CancellationToken cancellationToken)
    {
        if (!rehearsal) await PoolRegistration.Ensure(connection, pool, wait, cancellationToken);
        var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            if (rehearsal) await PoolRegistration.EnsureWithin(connection, pool, wait, cancellationToken);
            await using var batch = new NpgsqlBatch(connection, transaction);
            batch.BatchCommands.Add(new($"set local lock_timeout = {(long)wait.TotalMilliseconds}"));
            batch.BatchCommands.Add(new("select position, recorded_at from ledger.pool_head where pool = $1 for update")
            {
                Parameters = { new() { Value = pool.Text } },
            });
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            var position = reader.GetInt64(0);
            var recorded = Instant.FromDateTimeUtc(reader.GetDateTime(1));
            await reader.DisposeAsync();
            return new(connection, transaction, registry, pool, position, recorded);
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            await transaction.DisposeAsync();
            throw new PoolBusyException(pool, wait);
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    /// <summary>Appends events in order and returns the position of the first.</summary>
    /// <param name="events">At least one.</param>
    /// <param name="actor">Who records them.</param>
    /// <param name="expected">Streams that must be at a version (0: not there yet) before this append.</param>
    /// <param name="cancellationToken">Ends the append; the transaction must then be abandoned.</param>
    /// <exception cref="StreamVersionException">A stream is at another version; nothing was appended.</exception>
    public async Task<long> Append(IReadOnlyList<NewEvent> events, string actor,
        IReadOnlyDictionary<string, long>? expected, CancellationToken cancellationToken)
    {
        var touched = events.Select(entry => entry.Stream).ToHashSet(StringComparer.Ordinal);
        if (expected is not null) touched.UnionWith(expected.Keys);
        var recorded = await LoadVersions([.. touched.Where(stream => !_versions.ContainsKey(stream))], cancellationToken);
        foreach (var (stream, version) in expected ?? new Dictionary<string, long>())
        {
            if (_versions[stream] != version) throw new StreamVersionException(stream, version, _versions[stream]);
        }
        var first = Position + 1;
        await CopyEvents(events, actor, recorded, cancellationToken);
        await SaveStreams([.. events.Select(entry => entry.Stream).ToHashSet(StringComparer.Ordinal)], recorded, cancellationToken);
        return first;
    }

    /// <summary>How many events the stream has, those appended here included.</summary>
    public async Task<long> VersionOf(string stream, CancellationToken cancellationToken)
    {
        if (!_versions.ContainsKey(stream)) await LoadVersions([stream], cancellationToken);
        return _versions[stream];
    }

    /// <summary>The pool's events between two positions, those appended here included.</summary>
    public IAsyncEnumerable<RecordedEvent> Read(long from, long to, CancellationToken cancellationToken) =>
        EventStore.Read(Connection, _registry, Pool, from, to, cancellationToken);

    /// <summary>Moves the head and commits: all of it becomes visible at once.</summary>
    public async Task Commit(CancellationToken cancellationToken)
    {
        if (Position > _startPosition)
        {
            await using var batch = new NpgsqlBatch(Connection, _transaction);
            batch.BatchCommands.Add(new("update ledger.pool_head set position = $2, recorded_at = $3 where pool = $1")
            {
                Parameters =
                {
                    new() { Value = Pool.Text }, new() { Value = Position },
                    new() { Value = _lastRecorded.ToDateTimeUtc() },
                },
            });
            // Marten's own sequence follows, so that a host of it sees how far the pool is.
            batch.BatchCommands.Add(new("select setval($1::regclass, $2)")
            {
                Parameters =
                {
                    new() { Value = PoolRegistration.SequenceOf(Pool) }, new() { Value = Position },
                },
            });
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
        await _transaction.CommitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }

    // Also asks the time: recorded = max(previous, clock), under the head lock, so it never goes back.
    private async Task<Instant> LoadVersions(string[] streams, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(Connection, _transaction);
        batch.BatchCommands.Add(new("select clock_timestamp()"));
        // "offset 0" keeps each look-up a seek by the whole key, whatever the statistics say.
        batch.BatchCommands.Add(new($"""
            select s.id, s.version
            from unnest($2) as wanted (id)
            cross join lateral (
                select id, version from {PoolRegistration.StreamsOf(Pool)}
                where tenant_id = $1 and id = wanted.id offset 0) as s
            """)
        {
            Parameters = { new() { Value = Pool.Text }, new() { Value = streams } },
        });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var now = Instant.FromDateTimeUtc(reader.GetDateTime(0));
        await reader.NextResultAsync(cancellationToken);
        foreach (var stream in streams) _versions[stream] = 0;
        while (await reader.ReadAsync(cancellationToken)) _versions[reader.GetString(0)] = reader.GetInt64(1);
        return _lastRecorded = Instant.Max(_lastRecorded, now);
    }

    private async Task CopyEvents(IReadOnlyList<NewEvent> events, string actor, Instant recorded,
        CancellationToken cancellationToken)
    {
        var timestamp = recorded.ToDateTimeUtc();
        await using var copy = await Connection.BeginBinaryImportAsync($"""
            copy {PoolRegistration.EventsOf(Pool)} (seq_id, id, stream_id, version, data, type, timestamp, tenant_id,
                mt_dotnet_type, correlation_id, causation_id, user_name) from stdin (format binary)
            """, cancellationToken);
        foreach (var entry in events)
        {
            var registered = _registry.Of(entry.Body);
            var position = ++Position;
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(position, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(EventIds.Of(Pool, position), NpgsqlDbType.Uuid, cancellationToken);
            await copy.WriteAsync(entry.Stream, NpgsqlDbType.Varchar, cancellationToken);
            await copy.WriteAsync(++_versions[entry.Stream], NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(registered.Write(entry.Body), NpgsqlDbType.Jsonb, cancellationToken);
            await copy.WriteAsync(registered.Alias, NpgsqlDbType.Varchar, cancellationToken);
            await copy.WriteAsync(timestamp, NpgsqlDbType.TimestampTz, cancellationToken);
            await copy.WriteAsync(Pool.Text, NpgsqlDbType.Varchar, cancellationToken);
            await copy.WriteAsync(registered.DotnetType, NpgsqlDbType.Varchar, cancellationToken);
            await WriteText(copy, entry.Correlation, cancellationToken);
            await WriteText(copy, entry.Causation, cancellationToken);
            await copy.WriteAsync(actor, NpgsqlDbType.Varchar, cancellationToken);
        }
        await copy.CompleteAsync(cancellationToken);
    }

    private static Task WriteText(NpgsqlBinaryImporter copy, string? text, CancellationToken cancellationToken) =>
        text is null
            ? copy.WriteNullAsync(cancellationToken)
            : copy.WriteAsync(text, NpgsqlDbType.Varchar, cancellationToken);

    private async Task SaveStreams(string[] streams, Instant recorded, CancellationToken cancellationToken)
    {
        // Sorted, so that the index is written in order.
        Array.Sort(streams, StringComparer.Ordinal);
        await using var command = new NpgsqlCommand($"""
            insert into {PoolRegistration.StreamsOf(Pool)} (tenant_id, id, version, timestamp, created)
            select $1, s.id, s.version, $4, $4 from unnest($2, $3) as s (id, version)
            on conflict (tenant_id, id) do update set version = excluded.version, timestamp = excluded.timestamp
            """, Connection, _transaction)
        {
            Parameters =
            {
                new() { Value = Pool.Text },
                new() { Value = streams },
                new() { Value = streams.Select(stream => _versions[stream]).ToArray() },
                new() { Value = recorded.ToDateTimeUtc() },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
