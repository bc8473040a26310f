using Ledger.Projections.Rebuilding;
using Ledger.Testing;

namespace Ledger.Projections.Tests.Rebuilding;

/// <summary>Pools that a test rebuilds, and what it looks at around that.</summary>
internal sealed class RebuiltPools(PostgresFixture postgres)
{
    /// <summary>Enough for blocks of history.</summary>
    internal const int SomeRows = 400;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    internal async Task<RecordedPool> Written(string code, int rows = SomeRows)
    {
        var pool = await RecordedPool.In(postgres, code);
        await pool.Record(GeneratedHistory.Of(7, rows), batch: 700);
        return pool;
    }

    internal static PoolRebuild Of(RecordedPool pool) =>
        new(pool.Ledger.Database, pool.Ledger.Store, new(pool.Ledger.Chart));

    internal static Task<RebuiltPool> Rebuild(
        RecordedPool pool, bool keep, CancellationToken? stop = null, RebuildWay way = RebuildWay.Fold) =>
        Of(pool).Run(pool.Pool, way, RecordedPool.Wait, keep, stop ?? Cancellation);

    /// <summary>Waits until a session waits for a lock, and says which.</summary>
    internal async Task<int> Waiting()
    {
        var found = 0L;
        await Eventually.True(async () => (found = await Number("""
            select coalesce(min(pid), 0)::bigint from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'
            """)) > 0, "it waits for a lock");
        return (int)found;
    }

    // A session that is ended drops its tables on its way out.
    internal Task NoShadowIsLeft() => Eventually.True(
        async () => await Number("select count(*) from pg_class where relpersistence = 't' and relkind = 'r'") == 0,
        "no temporary table is left");

    internal Task<long> Followed(string pool) => Number($"select position from ledger.followed where pool = '{pool}'");

    /// <summary>Every table's rows of a pool, as a hash.</summary>
    internal async Task<Dictionary<string, string>> Rows(string pool)
    {
        var rows = new Dictionary<string, string>();
        foreach (var table in ReadModels.Tables)
        {
            await using var command = postgres.DataSource.CreateCommand($"""
                select coalesce(md5(string_agg(t::text, E'\n' order by t::text)), '') from ledger.{table} as t
                where pool = '{pool}'
                """);
            rows[table] = (string)(await command.ExecuteScalarAsync(Cancellation))!;
        }
        return rows;
    }

    internal Task<long> Number(string sql) => postgres.DataSource.Number(sql, Cancellation);

    internal Task Execute(string sql) => postgres.DataSource.Execute(sql, Cancellation);
}
