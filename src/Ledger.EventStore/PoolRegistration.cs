using Ledger.Domain;
using NodaTime;
using Npgsql;

namespace Ledger.EventStore;

/// <summary>
/// Makes a pool a tenant: its partitions of events and streams, its sequence, its row in Marten's list, its head.
/// A pool without events is registered but not shown.
/// </summary>
internal static class PoolRegistration
{
    // A pool's code is six digits, so it can stand in a name as it is.
    internal static string EventsOf(PoolCode pool) => $"ledger.mt_events_{pool}";

    internal static string StreamsOf(PoolCode pool) => $"ledger.mt_streams_{pool}";

    internal static string SequenceOf(PoolCode pool) => $"ledger.mt_events_sequence_{pool}";

    /// <summary>Registers the pool in a transaction of its own, so that no long one holds the parents' locks.</summary>
    internal static async Task Ensure(
        NpgsqlConnection connection, PoolCode pool, Duration wait, CancellationToken cancellationToken)
    {
        if (await IsRegistered(connection, pool, cancellationToken)) return;
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            await EnsureWithin(connection, pool, wait, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new PoolBusyException(pool, wait);
        }
    }

    /// <summary>Registers the pool within the transaction that is open.</summary>
    internal static async Task EnsureWithin(
        NpgsqlConnection connection, PoolCode pool, Duration wait, CancellationToken cancellationToken)
    {
        if (await IsRegistered(connection, pool, cancellationToken)) return;
        await Execute(connection, $"set local lock_timeout = {(long)wait.TotalMilliseconds}", cancellationToken);
        await Execute(connection,
            $"select pg_advisory_xact_lock(hashtext('ledger.register'), {pool})", cancellationToken);
        if (await IsRegistered(connection, pool, cancellationToken)) return;
        // Made and then attached: creating a partition in place would lock the parent against readers.
        await Execute(connection, $"""
            create sequence {SequenceOf(pool)};
            create table {EventsOf(pool)} (like ledger.mt_events including defaults including constraints);
            create trigger keep_all before truncate on {EventsOf(pool)} for each statement execute function ledger.keep();
            alter table ledger.mt_events attach partition {EventsOf(pool)} for values in ('{pool}');
            create table {StreamsOf(pool)} (like ledger.mt_streams including defaults including constraints);
            alter table ledger.mt_streams attach partition {StreamsOf(pool)} for values in ('{pool}');
            insert into ledger.mt_tenant_partitions values ('{pool}', '{pool}');
            insert into ledger.pool_head (pool, position, recorded_at) values ('{pool}', 0, 'epoch');
            """, cancellationToken);
    }

    private static async Task<bool> IsRegistered(
        NpgsqlConnection connection, PoolCode pool, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select exists (select from ledger.pool_head where pool = $1)", connection)
        {
            Parameters = { new() { Value = pool.Text } },
        };
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
