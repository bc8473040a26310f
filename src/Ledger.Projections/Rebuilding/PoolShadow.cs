using System.Diagnostics;
using Ledger.Domain;
using Ledger.Domain.Accounting;
using Npgsql;

namespace Ledger.Projections.Rebuilding;

/// <summary>
/// The tables of one pool made again beside those that people read, in temporary tables of a session. A session that
/// ends, however it ends, leaves nothing behind.
/// </summary>
internal sealed class PoolShadow : IAsyncDisposable
{
    private readonly Replay _replay;
    private readonly ReplayTables _made;
    private readonly PoolCode _pool;
    private readonly IReadOnlyList<ComparedTable> _tables;

    private PoolShadow(NpgsqlConnection connection, IReadOnlyList<ComparedTable> tables, ReplayTables made,
        Replay replay, PoolCode pool)
    {
        Connection = connection;
        _tables = tables;
        _made = made;
        _replay = replay;
        _pool = pool;
    }

    private delegate Task Replay(
        long position, long followed, IReadOnlySet<(long Position, string Model)> parked, CancellationToken cancellationToken);

    /// <summary>The session.</summary>
    internal NpgsqlConnection Connection { get; }

    /// <summary>How many tables there are.</summary>
    internal int Count => _tables.Count;

    internal static async Task<PoolShadow> Create(NpgsqlDataSource database, EventStore.EventStore store, Journal journal,
        PoolCode pool, RebuildWay way, CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            var all = await ComparedTable.All(connection, cancellationToken);
            var tables = all.Where(table => way == RebuildWay.Fold || SummedReplay.Tables.Contains(table.Name)).ToList();
            await Execute(connection, string.Join('\n', tables.Select(table => table.CreateShadow())), cancellationToken);
            var made = new ReplayTables(connection, ReplayTables.Shadow);
            return new(connection, tables, made, way switch
            {
                RebuildWay.Fold => new PoolReplay(made, store, journal, pool).To,
                RebuildWay.Sql => new SummedReplay(made, database, store, journal, pool).To,
                RebuildWay.FoldOfSums => new FoldOfSums(made, store, journal, pool).To,
                _ => throw new UnreachableException($"No replay {way}."),
            }, pool);
        }
        catch
        {
            await Close(connection);
            throw;
        }
    }

    /// <summary>Goes on to positions that are recorded; see <see cref="PoolReplay.To"/>.</summary>
    internal Task ReplayTo(long position, long followed, IReadOnlySet<(long Position, string Model)> parked,
        CancellationToken cancellationToken) => _replay(position, followed, parked, cancellationToken);

    /// <summary>Compares with the tables as the open transaction sees them.</summary>
    internal async Task<(long Differing, List<RowDifference> Differences)> Compare(
        int differencesMax, CancellationToken cancellationToken)
    {
        var (differing, differences) = (0L, new List<RowDifference>());
        // Only what joins whole tables needs more than other statements.
        await Execute(Connection, "set local work_mem = '64MB'", cancellationToken);
        foreach (var table in _tables)
            differing += await table.Compare(Connection, _made, _pool, differences, differencesMax, cancellationToken);
        return (differing, differences);
    }

    /// <summary>Makes the tables what the last comparison, in the same transaction, found that the log says.</summary>
    internal async Task Mend(CancellationToken cancellationToken)
    {
        foreach (var table in _tables) await table.Mend(Connection, _pool, cancellationToken);
    }

    public async ValueTask DisposeAsync() => await Close(Connection);

    private static async Task Close(NpgsqlConnection connection)
    {
        try
        {
            // The connection goes back to those that are kept open, and its session lives on.
            await Execute(connection, "discard temp", CancellationToken.None);
        }
        catch (Exception error) when (error is NpgsqlException or InvalidOperationException)
        {
            // Its session has ended, and the tables with it.
        }
        await connection.DisposeAsync();
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
