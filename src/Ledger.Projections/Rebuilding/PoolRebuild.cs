using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.EventStore;
using Ledger.Projections.Following;
using NodaTime;
using Npgsql;

namespace Ledger.Projections.Rebuilding;

/// <summary>What a rebuild of a pool found.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Position">The last position that was replayed; positions have no gaps, so it is also how many events.</param>
/// <param name="Tables">How many tables were compared.</param>
/// <param name="Differing">How many keys differ.</param>
/// <param name="Differences">The first of them, by table and key.</param>
public sealed record RebuiltPool(
    PoolCode Pool, long Position, int Tables, long Differing, IReadOnlyList<RowDifference> Differences);

/// <summary>
/// Makes the tables of one pool again from its log, and says where they differ from what was there. All of it is one
/// transaction that holds the pool: who reads sees the tables as they were until it is kept, and for ever when it is not.
/// </summary>
public sealed class PoolRebuild(NpgsqlDataSource database, EventStore.EventStore store, Journal journal)
{
    /// <summary>Differences that are named; the others are counted.</summary>
    public const int NamedMax = 1_000;

    /// <summary>Replays and compares.</summary>
    /// <param name="pool">A pool that is registered.</param>
    /// <param name="wait">How long to wait for another writer.</param>
    /// <param name="keep">Whether the tables become what was made; otherwise nothing changes.</param>
    /// <param name="cancellationToken">Ends the work; nothing has then changed.</param>
    /// <exception cref="PoolBusyException">Another writer held the pool for longer than <paramref name="wait"/>.</exception>
    public async Task<RebuiltPool> Run(PoolCode pool, Duration wait, bool keep, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var (head, followed) = await Lock(connection, pool, wait, cancellationToken);
        var tables = await ComparedTable.All(connection, cancellationToken);
        var (differing, differences) = (0L, new List<RowDifference>());
        foreach (var table in tables) await table.SetAside(connection, pool, cancellationToken);
        // Followers may be behind the log: what they wrote is compared with what they should have written by then.
        var follows = Math.Clamp(followed, 0, head);
        var parked = await ParkedEvents.Of(connection, pool, cancellationToken);
        await ReadModels.Replay(connection, store, journal, pool, head, follows, parked, cancellationToken);
        if (followed != follows)
        {
            differing = 1;
            differences.Add(new(ComparedTable.Followed, "{}", Position(followed), Position(follows)));
            await SaveFollowed(connection, pool, follows, cancellationToken);
        }
        foreach (var table in tables)
            differing += await table.Compare(connection, pool, differences, NamedMax, cancellationToken);
        if (keep)
        {
            await transaction.CommitAsync(cancellationToken);
            await new Follower(database, store).CatchUp(pool, cancellationToken);
        }
        else
        {
            await transaction.RollbackAsync(cancellationToken);
        }
        return new(pool, head, ReadModels.Tables.Count, differing, differences);
    }

    // The head first, then the followers' row: the order in which all others take them.
    private static async Task<(long Head, long Followed)> Lock(
        NpgsqlConnection connection, PoolCode pool, Duration wait, CancellationToken cancellationToken)
    {
        try
        {
            await using var batch = new NpgsqlBatch(connection)
            {
                BatchCommands =
                {
                    new("select set_config('lock_timeout', $1, true)")
                    {
                        Parameters = { new() { Value = $"{(long)wait.TotalMilliseconds}" } },
                    },
                    OfPool("select position from ledger.pool_head where pool = $1 for update", pool),
                    OfPool("insert into ledger.followed (pool, position) values ($1, 0) on conflict (pool) do nothing", pool),
                    OfPool("select position from ledger.followed where pool = $1 for update", pool),
                },
            };
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            await reader.NextResultAsync(cancellationToken);
            var head = await reader.ReadAsync(cancellationToken) ? reader.GetInt64(0) : 0;
            await reader.NextResultAsync(cancellationToken);
            return (head, await reader.ReadAsync(cancellationToken) ? reader.GetInt64(0) : 0);
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new PoolBusyException(pool, wait);
        }
    }

    private static async Task SaveFollowed(
        NpgsqlConnection connection, PoolCode pool, long position, CancellationToken cancellationToken)
    {
        var writes = new Writes();
        writes.Add(new NpgsqlBatchCommand("update ledger.followed set position = $2 where pool = $1")
        {
            Parameters = { new() { Value = pool.Text }, new() { Value = position } },
        });
        await writes.Run(connection, cancellationToken);
    }

    private static string Position(long position) => $$"""{"position": {{position}}}""";

    private static NpgsqlBatchCommand OfPool(string sql, PoolCode pool) =>
        new(sql) { Parameters = { new() { Value = pool.Text } } };
}
