using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Projections.Rebuilding;
using Npgsql;

namespace Ledger.Projections.Following;

/// <summary>
/// Brings the read models that are too heavy for the append up to the log: institutions and persons. How far they are
/// is a row of the same transaction that writes them, so an event counts once, whoever stops when. Several processes
/// take turns.
/// </summary>
public sealed class Follower(NpgsqlDataSource database, EventStore.EventStore store)
{
    /// <summary>Its table: how far the followers of a pool are.</summary>
    public const string Schema = """
        create table ledger.followed (
            pool     varchar primary key,
            position bigint not null
        ) with (fillfactor = 50);
        """;

    /// <summary>Events of a transaction, so that a stop loses little.</summary>
    private const int EventsPerCommit = 5_000;

    /// <summary>Follows to the head of now.</summary>
    /// <returns>The position to which the followers are.</returns>
    public async Task<long> CatchUp(PoolCode pool, CancellationToken cancellationToken)
    {
        while (true)
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            var (position, isAtHead) = await Step(connection, pool, cancellationToken);
            if (isAtHead) return position;
        }
    }

    private async Task<(long Position, bool IsAtHead)> Step(
        NpgsqlConnection connection, PoolCode pool, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var (position, head) = await Lock(connection, pool, cancellationToken);
        if (position == head) return (position, true);
        var models = ReadModels.CreateFollowing();
        var last = Math.Min(head, position + EventsPerCommit);
        await foreach (var recorded in store.Read(connection, pool, position + 1, last, cancellationToken))
        {
            foreach (var model in models) model.Fold((FundEvent)recorded.Body, recorded.Position);
        }
        var writes = new Writes();
        foreach (var model in models) model.Save(writes, pool);
        writes.Add(new NpgsqlBatchCommand("update ledger.followed set position = $2 where pool = $1")
        {
            Parameters = { new() { Value = pool.Text }, new() { Value = last } },
        });
        await writes.Run(connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (last, last == head);
    }

    // Who holds the row follows; the others wait and find it done.
    private static async Task<(long Position, long Head)> Lock(
        NpgsqlConnection connection, PoolCode pool, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var sql in (string[])
        [
            "insert into ledger.followed (pool, position) values ($1, 0) on conflict (pool) do nothing",
            "select position from ledger.followed where pool = $1 for update",
            "select position from ledger.pool_head where pool = $1",
        ])
        {
            batch.BatchCommands.Add(new(sql) { Parameters = { new() { Value = pool.Text } } });
        }
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var position = reader.GetInt64(0);
        await reader.NextResultAsync(cancellationToken);
        return (position, await reader.ReadAsync(cancellationToken) ? reader.GetInt64(0) : 0);
    }
}
