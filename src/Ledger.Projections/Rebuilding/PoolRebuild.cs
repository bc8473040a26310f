using System.Diagnostics;
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
/// <param name="Replayed">How long it took to make them, without the comparison.</param>
/// <param name="Tables">How many tables were compared.</param>
/// <param name="Differing">How many keys differ.</param>
/// <param name="Differences">The first of them, by table and key.</param>
public sealed record RebuiltPool(
    PoolCode Pool, long Position, TimeSpan Replayed, int Tables, long Differing, IReadOnlyList<RowDifference> Differences);

/// <summary>How tables are made again.</summary>
public enum RebuildWay
{
    /// <summary>All of them, event by event.</summary>
    Fold,

    /// <summary>Those that are sums of fields, by summing in the database.</summary>
    Sql,

    /// <summary>The same tables event by event, to tell what summing in the database gains.</summary>
    FoldOfSums,
}

/// <summary>
/// Makes the tables of one pool again from its log, beside those that people read, and says where they differ. Others
/// write to the pool meanwhile; they are held up only where something is to be mended, while that is done. Who reads
/// sees the tables as they were until all of them are mended at once.
/// </summary>
public sealed class PoolRebuild(NpgsqlDataSource database, EventStore.EventStore store, Journal journal)
{
    /// <summary>Differences that are named; the others are counted.</summary>
    public const int NamedMax = 1_000;

    /// <summary>Replays and compares.</summary>
    /// <param name="pool">A pool that is registered.</param>
    /// <param name="way">How, and thereby which tables.</param>
    /// <param name="wait">How long to wait for another writer, where something is to be mended.</param>
    /// <param name="keep">Whether the tables become what was made; otherwise nothing changes.</param>
    /// <param name="cancellationToken">Ends the work; nothing has then changed.</param>
    /// <exception cref="PoolBusyException">Another writer held the pool for longer than <paramref name="wait"/>.</exception>
    public async Task<RebuiltPool> Run(
        PoolCode pool, RebuildWay way, Duration wait, bool keep, CancellationToken cancellationToken)
    {
        await using var shadow = await PoolShadow.Create(database, store, journal, pool, way, cancellationToken);
        var rebuilt = await Check(shadow, pool, cancellationToken);
        if (!keep) return rebuilt;
        if (rebuilt.Differing > 0)
            rebuilt = await Mend(shadow, pool, wait, cancellationToken) with { Replayed = rebuilt.Replayed };
        await new Follower(database, store).CatchUp(pool, cancellationToken);
        return rebuilt;
    }

    // What was recorded meanwhile is replayed too, in a look that stands still: both sides belong to one position.
    internal static async Task<RebuiltPool> Check(PoolShadow shadow, PoolCode pool, CancellationToken cancellationToken)
    {
        var (head, followed) = await Positions(shadow.Connection, pool, cancellationToken);
        var parked = await ParkedEvents.Of(shadow.Connection, pool, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        await shadow.ReplayTo(head, Follows(head, followed), parked, cancellationToken);
        var replayed = Stopwatch.GetElapsedTime(started);
        await using var look = await shadow.Connection.BeginTransactionAsync(
            System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        (head, followed) = await Positions(shadow.Connection, pool, cancellationToken);
        var rebuilt = await Compare(shadow, pool, head, followed, cancellationToken);
        // Of the shadow what was replayed here is kept.
        await look.CommitAsync(cancellationToken);
        return rebuilt with { Replayed = replayed };
    }

    private static async Task<RebuiltPool> Mend(
        PoolShadow shadow, PoolCode pool, Duration wait, CancellationToken cancellationToken)
    {
        await using var transaction = await shadow.Connection.BeginTransactionAsync(cancellationToken);
        var (head, followed) = await Lock(shadow.Connection, pool, wait, cancellationToken);
        var rebuilt = await Compare(shadow, pool, head, followed, cancellationToken);
        await shadow.Mend(cancellationToken);
        var follows = Follows(head, followed);
        if (followed != follows) await SaveFollowed(shadow.Connection, pool, follows, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return rebuilt;
    }

    private static async Task<RebuiltPool> Compare(
        PoolShadow shadow, PoolCode pool, long head, long followed, CancellationToken cancellationToken)
    {
        var follows = Follows(head, followed);
        var parked = await ParkedEvents.Of(shadow.Connection, pool, cancellationToken);
        await shadow.ReplayTo(head, follows, parked, cancellationToken);
        var (differing, differences) = await shadow.Compare(NamedMax, cancellationToken);
        if (followed != follows)
        {
            differing++;
            differences.Insert(0, new(ComparedTable.Followed, "{}", Position(followed), Position(follows)));
        }
        // With the followers' own.
        return new(pool, head, TimeSpan.Zero, shadow.Count + 1, differing, differences);
    }

    // Followers may be behind the log: what they wrote is compared with what they should have written by then.
    private static long Follows(long head, long followed) => Math.Clamp(followed, 0, head);

    internal static async Task<(long Head, long Followed)> Positions(
        NpgsqlConnection connection, PoolCode pool, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            select coalesce((select position from ledger.pool_head where pool = $1), 0),
                coalesce((select position from ledger.followed where pool = $1), 0)
            """, connection)
        {
            Parameters = { new() { Value = pool.Text } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt64(0), reader.GetInt64(1));
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
