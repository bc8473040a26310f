using System.Text;
using Ledger.EventStore.Proofs;
using Npgsql;

namespace Ledger.EventStore;

/// <summary>
/// Loads a log that was kept elsewhere into a pool without events, every column as it was: in one transaction, which the
/// caller commits once the root is the one that was signed.
/// </summary>
public sealed class LogLoad : IAsyncDisposable
{
    private static readonly string[] _columns = EventLeaf.Columns;

    private readonly PoolAppend _append;
    private readonly EventRegistry _registry;
    private readonly LogTree _tree;
    private readonly InstitutionFold _institutions = new();

    internal LogLoad(PoolAppend append, EventRegistry registry)
    {
        (_append, _registry) = (append, registry);
        _tree = new(append.Pool, 0, []);
    }

    /// <summary>The connection whose transaction it is.</summary>
    public NpgsqlConnection Connection => _append.Connection;

    /// <summary>How many events the pool has already; nothing can be loaded unless there are none.</summary>
    public long Position => _append.Position;

    /// <summary>How many were added.</summary>
    public long Size => _tree.Size;

    /// <summary>The root of the tree over what was added.</summary>
    public byte[] Root => _tree.Root;

    /// <summary>What the institutions had come to.</summary>
    public InstitutionMap Institutions => _institutions.Map();

    /// <summary>What a fold needs of the event of a row.</summary>
    /// <exception cref="InvalidOperationException">This program does not know its type.</exception>
    public EventBody BodyOf(StoredRow row) => new(row.SeqId, _registry.Of(row.Type).Body(Encoding.UTF8.GetBytes(row.Data)));

    /// <summary>Adds rows that follow each other from position 1 on.</summary>
    public async Task Add(IReadOnlyList<(StoredRow Row, byte[] Leaf)> rows, CancellationToken cancellationToken)
    {
        using var copy = new CopyRows(PoolRegistration.EventsOf(_append.Pool), _columns);
        foreach (var (row, leaf) in rows)
        {
            _tree.Append(leaf);
            if (InstitutionLeaves.InstitutionOf(Encoding.UTF8.GetBytes(row.Data)) is { } institution)
                _institutions.Append(new(row.SeqId, leaf, institution, InstitutionLeaves.Hash(row.SeqId, leaf)));
            Write(copy, row);
        }
        await copy.Send(Connection, cancellationToken);
        await _tree.Take().Send(Connection, cancellationToken);
    }

    /// <summary>Moves the head and commits.</summary>
    public async Task Commit(CancellationToken cancellationToken)
    {
        var (events, streams) = (PoolRegistration.EventsOf(_append.Pool), PoolRegistration.StreamsOf(_append.Pool));
        await using (var command = new NpgsqlCommand($"""
            insert into {streams} (tenant_id, id, version, timestamp, created)
            select tenant_id, stream_id, max(version), max(timestamp), min(timestamp) from {events} group by tenant_id, stream_id
            """, Connection))
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        await using (var head = new NpgsqlCommand($"""
            update ledger.pool_head set position = $2, tree_size = $2, tree_edge = $3,
                recorded_at = (select timestamp from {events} where seq_id = $2)
            where pool = $1 returning setval($4::regclass, $2)
            """, Connection)
        {
            Parameters =
            {
                new() { Value = _append.Pool.Text }, new() { Value = Size }, new() { Value = _tree.Edge },
                new() { Value = PoolRegistration.SequenceOf(_append.Pool) },
            },
        })
        {
            await head.ExecuteNonQueryAsync(cancellationToken);
        }
        await _append.Commit(cancellationToken);
    }

    public ValueTask DisposeAsync() => _append.DisposeAsync();

    private static void Write(CopyRows copy, StoredRow row)
    {
        copy.StartRow();
        copy.Add(row.SeqId);
        copy.Add(row.Id);
        copy.Add(row.StreamId);
        copy.Add(row.Version);
        copy.AddJson(Encoding.UTF8.GetBytes(row.Data));
        if (row.Bdata is { } bytes) copy.Add(bytes.AsSpan());
        else copy.Add((string?)null);
        copy.Add(row.Type);
        copy.Add(row.Timestamp);
        copy.Add(row.TenantId);
        copy.Add(row.MtDotnetType);
        copy.Add(row.CorrelationId);
        copy.Add(row.CausationId);
        if (row.Headers is { } headers) copy.AddJson(Encoding.UTF8.GetBytes(headers));
        else copy.Add((string?)null);
        copy.Add(row.UserName);
        copy.Add(row.IsArchived);
    }
}
