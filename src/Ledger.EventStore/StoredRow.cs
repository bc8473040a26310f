using System.Runtime.CompilerServices;
using System.Text;
using Ledger.Domain;
using Ledger.EventStore.Proofs;
using NodaTime;
using Npgsql;

namespace Ledger.EventStore;

/// <summary>A row of <c>mt_events</c> with every column that it has, nothing read into it.</summary>
/// <param name="SeqId">The position.</param>
/// <param name="Data">The stored JSON, in the key order of PostgreSQL.</param>
/// <param name="Bdata">Marten's binary body; this store writes none.</param>
public sealed record StoredRow(
    long SeqId, Guid Id, string StreamId, long Version, string Data, byte[]? Bdata, string Type, Instant Timestamp,
    string TenantId, string? MtDotnetType, string? CorrelationId, string? CausationId, string? Headers, string? UserName,
    bool IsArchived)
{
    private const string Columns = """
        seq_id, id, stream_id, version, data::text, bdata, type, timestamp, tenant_id, mt_dotnet_type, correlation_id,
        causation_id, headers::text, user_name, is_archived
        """;

    /// <summary>The rows of a pool in order, both positions included, also those that this program cannot read.</summary>
    public static async IAsyncEnumerable<StoredRow> Read(NpgsqlDataSource database, PoolCode pool, long from, long to,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"select {Columns} from ledger.mt_events where tenant_id = $1 and seq_id between $2 and $3 order by seq_id");
        command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = pool.Text }, new() { Value = from }, new() { Value = to }]);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) yield return Of(reader);
    }

    /// <summary>JSON as the database prints it, so that a row that was made elsewhere is the row that will be stored.</summary>
    /// <exception cref="NotSupportedException">A number in it is no integer, as no event has.</exception>
    public static string Json(string json) => Encoding.UTF8.GetString(new JsonbText().Of(Encoding.UTF8.GetBytes(json)));

    /// <summary>The hash of its leaf in the log's tree.</summary>
    public byte[] Leaf()
    {
        var leaf = new EventLeaf();
        leaf.Start();
        leaf.Add(SeqId);
        leaf.Add(Id);
        leaf.Add(StreamId);
        leaf.Add(Version);
        leaf.Add(Data);
        if (Bdata is { } bytes) leaf.Add(bytes);
        else leaf.AddNull();
        leaf.Add(Type);
        leaf.Add(Timestamp);
        leaf.Add(TenantId);
        leaf.Add(MtDotnetType);
        leaf.Add(CorrelationId);
        leaf.Add(CausationId);
        leaf.Add(Headers);
        leaf.Add(UserName);
        leaf.Add(IsArchived);
        return leaf.Hash();
    }

    private static StoredRow Of(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetGuid(1), row.GetString(2), row.GetInt64(3), row.GetString(4),
        row.IsDBNull(5) ? null : row.GetFieldValue<byte[]>(5), row.GetString(6),
        Instant.FromDateTimeUtc(row.GetDateTime(7)), row.GetString(8),
        Text(row, 9), Text(row, 10), Text(row, 11), Text(row, 12), Text(row, 13), row.GetBoolean(14));

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
