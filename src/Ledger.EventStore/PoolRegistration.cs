using Ledger.Domain;
using NodaTime;
using Npgsql;

namespace Ledger.EventStore;

/// <summary>
/// Makes a pool a tenant: its partitions of events and streams, its sequence, its row in Marten's list, its head. A function
/// of the database does it, which alone may (<see cref="Schema.ApplicationRole"/>). A pool without events is registered but
/// not shown.
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
        await Execute(connection, $"select ledger.register_pool('{pool}')", cancellationToken);
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
