using System.Data;
using Ledger.Domain;
using Npgsql;

namespace Ledger.EventStore.Proofs;

/// <summary>What the head row says of a pool's log.</summary>
/// <param name="LastEvent">The position of the last event that there is, whatever the head says.</param>
internal sealed record LogHead(long Position, long TreeSize, byte[] Edge, long LastEvent)
{
    internal static async Task<LogHead> Read(NpgsqlDataSource database, PoolCode pool, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await Read(connection, pool, cancellationToken);
    }

    /// <summary>What is wrong with the tables around the events, whatever was appended since the head was read.</summary>
    internal static async Task<IReadOnlyList<LogFinding>> Wrong(
        NpgsqlDataSource database, PoolCode pool, LogHead head, CancellationToken cancellationToken)
    {
        if (head.Position == 0) return [];
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var now = await Read(connection, pool, cancellationToken);
        var findings = new List<LogFinding>();
        if (now.Position < head.Position) findings.Add(new(now.Position, LogFault.HeadChanged));
        await Find(LogFault.EventBeyondHead,
            $"select seq_id, null from {PoolRegistration.EventsOf(pool)} where seq_id > $1 or seq_id < 1 order by 1 limit 1000");
        await Find(LogFault.LeafBeyondHead, $"""
            select first, null from ledger.log_leaves where pool = '{pool}' and (first < 1 or first - 1 + length(hashes) / {MerkleHash.Size} > $1)
            order by 1 limit 1000
            """);
        await Find(LogFault.NodeBeyondHead, $"""
            select (index << ({MerkleFrontier.LevelsPerNode} * level)) + 1, level || '/' || index from ledger.log_nodes
            where pool = '{pool}' and (level not between 1 and 7 or index < 0 or (index + 1) << ({MerkleFrontier.LevelsPerNode} * level) > $1)
            order by 1 limit 1000
            """);
        // A stream is as long as it says, and its versions have no gaps. Of their index alone; that the rows are as the
        // index says is what their leaves are for.
        await Find(LogFault.StreamChanged, $"""
            select
                coalesce((
                    select min(f.seq_id) from {PoolRegistration.EventsOf(pool)} as f
                    where f.tenant_id = '{pool}' and f.stream_id = e.stream_id), $1),
                coalesce(s.id, e.stream_id)
            from {PoolRegistration.StreamsOf(pool)} as s
            full join (
                select stream_id, count(*) as events, min(version) as first, max(version) as last
                from {PoolRegistration.EventsOf(pool)} where tenant_id = '{pool}' group by stream_id) as e on e.stream_id = s.id
            where s.version is distinct from e.last or e.events is distinct from e.last or e.first is distinct from 1
            order by 1, 2 limit 1000
            """);
        return findings;

        async Task Find(LogFault fault, string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = now.Position } } };
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
                findings.Add(new(row.GetInt64(0), fault, row.IsDBNull(1) ? null : row.GetString(1)));
        }
    }

    private static async Task<LogHead> Read(NpgsqlConnection connection, PoolCode pool, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select position, tree_size, tree_edge, coalesce((select max(seq_id) from {PoolRegistration.EventsOf(pool)}), 0)
            from ledger.pool_head where pool = $1
            """, connection)
        {
            Parameters = { new() { Value = pool.Text } },
        };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken)
            ? new(row.GetInt64(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2), row.GetInt64(3))
            : new(0, 0, [], 0);
    }
}
