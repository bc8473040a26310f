using Ledger.Domain;
using Ledger.EventStore.Schema;
using Npgsql;

namespace Ledger.EventStore.Proofs;

/// <summary>
/// The trees over the events of each institution of a pool. They follow the log, a turn a transaction; how far they are is
/// a row of the same transaction, so an event counts once, whoever stops when and whoever else follows.
/// </summary>
public sealed class InstitutionTrees(NpgsqlDataSource database)
{
    internal const int EventsPerTurn = 20_000;

    /// <summary>Its tables. A run has the leaves, up to so many, and the edge of the tree before them.</summary>
    internal static Migration Schema { get; } = new(10, "proofs of institutions", """
        create table ledger.institution_head (
            pool     varchar primary key,
            position bigint not null
        ) with (fillfactor = 50);
        create table ledger.institution_tree (
            pool        varchar not null,
            institution varchar not null,
            events      bigint not null,
            first       bigint not null,
            last        bigint not null,
            edge        bytea not null,
            primary key (pool, institution)
        ) with (fillfactor = 70);
        create table ledger.institution_run (
            pool        varchar not null,
            institution varchar not null,
            number      bigint not null,
            first       bigint not null,
            edge        bytea not null,
            leaves      bytea not null,
            primary key (pool, institution, number)
        ) with (fillfactor = 70);
        alter table ledger.institution_run alter column leaves set storage external;
        create index institution_run_first on ledger.institution_run (pool, first);
        grant select, insert, update, delete on ledger.institution_head, ledger.institution_tree, ledger.institution_run
            to ledger_app;
        """);

    /// <summary>Follows to the head of now.</summary>
    /// <returns>The position to which the trees are.</returns>
    public Task<long> CatchUp(PoolCode pool, CancellationToken cancellationToken) => CatchUp(pool, int.MaxValue, cancellationToken);

    /// <summary>Follows for so many turns at most: for whoever answers a request, and can say how far it is.</summary>
    /// <returns>The position to which the trees are.</returns>
    public async Task<long> CatchUp(PoolCode pool, int turnsMax, CancellationToken cancellationToken)
    {
        for (var turns = 0; turns < turnsMax && await TakeTurn(pool, cancellationToken); turns++) cancellationToken.ThrowIfCancellationRequested();
        return (await Where(pool, cancellationToken)).Followed;
    }

    /// <summary>How far the log is, and how far the trees are.</summary>
    public async Task<(long Head, long Followed)> Where(PoolCode pool, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await Where(connection, pool, cancellationToken);
    }

    /// <summary>Follows for a turn.</summary>
    /// <returns>Whether there was something to follow; there may be more.</returns>
    public async Task<bool> TakeTurn(PoolCode pool, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var (head, followed) = await Where(connection, pool, cancellationToken);
        if (followed >= head) return false;
        var last = Math.Min(head, followed + EventsPerTurn);
        var turn = new InstitutionTurn(pool);
        await foreach (var span in StoredLeaves.Read(database, pool, followed + 1, last, EventsPerTurn, cancellationToken))
        {
            await turn.Load(connection, span.Rows, cancellationToken);
            turn.Append(span.Rows);
        }
        await Write(connection, pool, followed, last, turn, cancellationToken);
        return true;
    }

    /// <summary>Makes them again from the log: what was there is forgotten.</summary>
    public async Task Remake(PoolCode pool, CancellationToken cancellationToken)
    {
        await using (var command = database.CreateCommand($"""
            insert into ledger.institution_head (pool, position) values ('{pool}', 0) on conflict (pool) do update set position = 0;
            delete from ledger.institution_run where pool = '{pool}';
            delete from ledger.institution_tree where pool = '{pool}';
            """))
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        await CatchUp(pool, cancellationToken);
    }

    // Nothing when another was faster: what was folded here is in the tables already.
    private static async Task Write(NpgsqlConnection connection, PoolCode pool, long after, long last, InstitutionTurn turn,
        CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var move = new NpgsqlCommand("""
            insert into ledger.institution_head as h (pool, position) values ($1, $3)
            on conflict (pool) do update set position = excluded.position where h.position = $2
            """, connection)
        {
            Parameters = { new() { Value = pool.Text }, new() { Value = after }, new() { Value = last } },
        })
        {
            if (await move.ExecuteNonQueryAsync(cancellationToken) == 0) return;
        }
        await turn.Take().Send(connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<(long Head, long Followed)> Where(
        NpgsqlConnection connection, PoolCode pool, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            select h.position, coalesce(i.position, 0)
            from ledger.pool_head as h left join ledger.institution_head as i on i.pool = h.pool where h.pool = $1
            """, connection)
        {
            Parameters = { new() { Value = pool.Text } },
        };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? (row.GetInt64(0), row.GetInt64(1)) : (0, 0);
    }
}

/// <summary>The trees of institutions are not those of the log, or not as far.</summary>
public sealed class InstitutionTreesException(PoolCode pool, string what)
    : Exception($"the institutions' trees of pool {pool} are not those of its log: {what}; "
        + $"run ./ledger verify --pool {pool}; ./ledger rebuild --pool {pool} makes them again");
