using System.Text;
using Ledger.Domain;
using Ledger.EventStore.Proofs;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.EventStore;

/// <summary>Rows of the event table, gathered to be written at once.</summary>
internal sealed class EventRows(EventRegistry registry, PoolCode pool, Instant recorded)
{
    private static readonly string[] _columns =
    [
        "seq_id", "id", "stream_id", "version", "data", "type", "timestamp", "tenant_id", "mt_dotnet_type",
        "correlation_id", "causation_id", "user_name",
    ];

    private static readonly ThreadLocal<(JsonbText Text, EventLeaf Leaf)> _writers = new(() => (new(), new()));

    private readonly List<Row> _rows = [];

    /// <returns>The hash of its leaf in the log's tree.</returns>
    internal byte[] Add(NewEvent entry, long position, long version)
    {
        var registered = registry.Of(entry.Body);
        var row = new Row(entry, registered, position, version, registered.Write(entry.Body));
        _rows.Add(row);
        return LeafOf(row);
    }

    /// <summary>One insert, for few rows; it can travel with other commands.</summary>
    internal NpgsqlBatchCommand Insert() => new($"""
        insert into {PoolRegistration.EventsOf(pool)} ({string.Join(", ", _columns)})
        select e.seq_id, e.id, e.stream_id, e.version, e.data, e.type, $1, $2, e.dotnet, e.correlation, e.causation, e.actor
        from unnest($3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            as e (seq_id, id, stream_id, version, data, type, dotnet, correlation, causation, actor)
        """)
    {
        Parameters =
        {
            new() { Value = recorded.ToDateTimeUtc() },
            new() { Value = pool.Text },
            new() { Value = Of(row => row.Position) },
            new() { Value = Of(row => EventIds.Of(pool, row.Position)) },
            new() { Value = Of(row => row.Entry.Stream) },
            new() { Value = Of(row => row.Version) },
            new()
            {
                Value = Of(row => Encoding.UTF8.GetString(row.Json)),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
            },
            new() { Value = Of(row => row.Registered.Alias) },
            new() { Value = Of(row => row.Registered.DotnetType) },
            Texts(row => row.Entry.Correlation),
            Texts(row => row.Entry.Causation),
            Texts(row => row.Entry.Actor),
        },
    };

    /// <summary>A binary COPY, for many rows.</summary>
    internal CopyRows Copy()
    {
        var copy = new CopyRows(PoolRegistration.EventsOf(pool), _columns);
        foreach (var (entry, registered, position, version, json) in _rows)
        {
            copy.StartRow();
            copy.Add(position);
            copy.Add(EventIds.Of(pool, position));
            copy.Add(entry.Stream);
            copy.Add(version);
            copy.AddJson(json);
            copy.Add(registered.Alias);
            copy.Add(recorded);
            copy.Add(pool.Text);
            copy.Add(registered.DotnetType);
            copy.Add(entry.Correlation);
            copy.Add(entry.Causation);
            copy.Add(entry.Actor);
        }
        return copy;
    }

    // Of the columns as they will be stored; those that are not written here have their defaults.
    private byte[] LeafOf(Row row)
    {
        var (text, leaf) = _writers.Value;
        leaf.Start();
        leaf.Add(row.Position);
        leaf.Add(EventIds.Of(pool, row.Position));
        leaf.Add(row.Entry.Stream);
        leaf.Add(row.Version);
        leaf.Add(text.Of(row.Json));
        leaf.AddNull();
        leaf.Add(row.Registered.Alias);
        leaf.Add(recorded);
        leaf.Add(pool.Text);
        leaf.Add(row.Registered.DotnetType);
        leaf.Add(row.Entry.Correlation);
        leaf.Add(row.Entry.Causation);
        leaf.AddNull();
        leaf.Add(row.Entry.Actor);
        leaf.Add(false);
        var hash = new byte[MerkleHash.Size];
        leaf.Hash(hash);
        return hash;
    }

    private T[] Of<T>(Func<Row, T> column) => [.. _rows.Select(column)];

    // An array of nulls and strings says nothing of its type, so it is named.
    private NpgsqlParameter Texts(Func<Row, string?> column) =>
        new() { Value = Of(column), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar };

    private readonly record struct Row(NewEvent Entry, RegisteredEvent Registered, long Position, long Version, byte[] Json);
}
