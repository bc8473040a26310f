using Ledger.Domain;
using Npgsql;

namespace Ledger.Projections.Following;

/// <summary>
/// Which process follows a pool in the background, so that two do not do the same work: a lock of a session, which goes
/// with its connection. The server ends a session from which nothing is heard, so that a process that is stopped loses
/// its leases too. What is counted once does not depend on it: that is the followed position's doing.
/// </summary>
public sealed class FollowerLease : IAsyncDisposable
{
    /// <summary>How long the server waits for a word of the process.</summary>
    private const string Patience = "3s";

    private FollowerLease(NpgsqlConnection connection) => Connection = connection;

    /// <summary>The session that holds the leases; its owner asks through it what there is to do.</summary>
    public NpgsqlConnection Connection { get; }

    public static async Task<FollowerLease> Open(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var lease = new FollowerLease(await database.OpenConnectionAsync(cancellationToken));
        try
        {
            await lease.Execute($"""
                set idle_session_timeout = '{Patience}';
                set application_name = 'ledger lease {Environment.ProcessId}'
                """, cancellationToken);
            return lease;
        }
        catch
        {
            await lease.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes the pool unless another process has it.</summary>
    public async Task<bool> TryTake(PoolCode pool, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select pg_try_advisory_lock({KeyOf(pool)})", Connection);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>Lets the pool go; it is free in any case if the session ended meanwhile.</summary>
    public Task Release(PoolCode pool, CancellationToken cancellationToken) =>
        Execute($"select pg_advisory_unlock({KeyOf(pool)})", cancellationToken);

    public async ValueTask DisposeAsync()
    {
        try
        {
            // The connection is used again by others, and sessions are not reset between.
            if (Connection.State == System.Data.ConnectionState.Open)
                await Execute(
                    "select pg_advisory_unlock_all(); reset idle_session_timeout; reset application_name", CancellationToken.None);
        }
        catch (NpgsqlException)
        {
            // The session is gone, and what it held with it.
        }
        await Connection.DisposeAsync();
    }

    // A pool's code is six digits.
    private static string KeyOf(PoolCode pool) => $"hashtext('ledger.follow'), {pool}";

    private async Task Execute(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, Connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
