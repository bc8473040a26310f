using Ledger.Domain;
using Npgsql;

namespace Ledger.Projections.Following;

/// <summary>
/// The row that says how far what follows a pool is. Who holds it writes; who waits for it does not wait for a process
/// of which nothing is heard.
/// </summary>
/// <param name="patienceSeconds">How long nothing may be heard of a process that holds the row.</param>
internal sealed class FollowedRow(double patienceSeconds)
{
    internal const string Table = "followed";

    /// <summary>By this name the server knows the sessions that hold the row.</summary>
    private const string SessionName = "ledger follower";

    /// <summary>Where the pool is; it has a row from then on.</summary>
    /// <remarks>A new pool's row is committed by itself, so that those who wait for it see who holds it.</remarks>
    internal static async Task<(long Position, long EventsBehind, bool HasParked)> Where(
        NpgsqlConnection connection, PoolCode pool, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"""
            select f.position, h.position, exists (select from ledger.{ParkedEvents.Table} where pool = $1)
            from ledger.pool_head as h left join ledger.{Table} as f on f.pool = h.pool where h.pool = $1
            """, connection)
        {
            Parameters = { new() { Value = pool.Text } },
        };
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            if (!await reader.ReadAsync(cancellationToken)) return (0, 0, false);
            if (!reader.IsDBNull(0))
            {
                var position = reader.GetInt64(0);
                return (position, reader.GetInt64(1) - position, reader.GetBoolean(2));
            }
        }
        command.CommandText =
            $"insert into ledger.{Table} (pool, position) values ($1, 0) on conflict (pool) do nothing";
        await command.ExecuteNonQueryAsync(cancellationToken);
        return await Where(connection, pool, cancellationToken);
    }

    /// <summary>Begins a transaction that holds the row.</summary>
    /// <returns>It, and the position that the row has.</returns>
    internal async Task<(NpgsqlTransaction Transaction, long Position)> Lock(
        NpgsqlConnection connection, PoolCode pool, CancellationToken cancellationToken)
    {
        while (true)
        {
            var transaction = await connection.BeginTransactionAsync(cancellationToken);
            try
            {
                return (transaction, await LockRow(connection, pool, cancellationToken));
            }
            catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                await transaction.DisposeAsync();
                await EndStopped(connection, pool, cancellationToken);
            }
            catch
            {
                await transaction.DisposeAsync();
                throw;
            }
        }
    }

    private async Task<long> LockRow(NpgsqlConnection connection, PoolCode pool, CancellationToken cancellationToken)
    {
        var patience = $"{(long)(patienceSeconds * 1_000)}";
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("""
                    select set_config('idle_in_transaction_session_timeout', $1, true), set_config('lock_timeout', $1, true),
                        set_config('application_name', $2, true)
                    """)
                {
                    Parameters = { new() { Value = patience }, new() { Value = SessionName } },
                },
                new($"select position from ledger.{Table} where pool = $1 for update")
                {
                    Parameters = { new() { Value = pool.Text } },
                },
                new("select set_config('lock_timeout', '0', true)"),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return reader.GetInt64(0);
    }

    // The server ends by itself a session that is idle; not one whose process was stopped while it sent what to write.
    private async Task EndStopped(NpgsqlConnection connection, PoolCode pool, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // A session may be ended by who logged in as the same role, whatever role was taken since.
        await using var asItself = new NpgsqlCommand("select set_config('role', 'none', true)", connection);
        await asItself.ExecuteNonQueryAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"""
            select pg_terminate_backend(a.pid)
            from ledger.{Table} as f
            join pg_locks as l on l.locktype = 'transactionid' and l.transactionid = f.xmax and l.granted
            join pg_stat_activity as a on a.pid = l.pid
            where f.pool = $1 and a.application_name = $2 and a.wait_event = 'ClientRead'
                and a.state_change < clock_timestamp() - $3 * interval '1 second'
            """, connection)
        {
            Parameters =
            {
                new() { Value = pool.Text }, new() { Value = SessionName }, new() { Value = patienceSeconds },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Moves the row with what <paramref name="writes"/> has.</summary>
    internal static void MoveTo(Writes writes, PoolCode pool, long position) =>
        writes.Add(new NpgsqlBatchCommand($"update ledger.{Table} set position = $2 where pool = $1")
        {
            Parameters = { new() { Value = pool.Text }, new() { Value = position } },
        });
}
