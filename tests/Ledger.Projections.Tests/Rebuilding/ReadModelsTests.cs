using Ledger.Projections.Rebuilding;
using Ledger.Testing;

namespace Ledger.Projections.Tests.Rebuilding;

/// <summary>What follows from the log is made again when it is not of the shape that this program wants.</summary>
public sealed class ReadModelsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tables_made_again_from_the_log_have_the_rows_that_the_append_wrote()
    {
        var pool = await RecordedPool.In(postgres, "330999");
        await pool.Record(GeneratedHistory.Of(7, 2_000));
        var written = await Rows();

        await Execute("update ledger.read_model_shape set fingerprint = 'older'");
        await Execute("update ledger.fund_total set amount_fen = amount_fen + 1");
        await pool.Ledger.Prepare(Cancellation);
        await pool.Follow();

        (await Rows()).ShouldBe(written);
        (await ReadModels.Refresh(postgres.DataSource, pool.Ledger.Store, new(pool.Ledger.Chart), Cancellation))
            .ShouldBeFalse();
    }

    [Fact]
    public async Task A_table_of_an_older_shape_is_dropped()
    {
        var pool = await RecordedPool.In(postgres, "330998");
        await Execute("create table ledger.abandoned (pool varchar)");
        await Execute("update ledger.read_model_shape set fingerprint = '', tables = tables || '{abandoned}'");

        await pool.Ledger.Prepare(Cancellation);

        (await Text("select to_regclass('ledger.abandoned')::text")).ShouldBeNull();
    }

    private async Task<Dictionary<string, string>> Rows()
    {
        var rows = new Dictionary<string, string>();
        foreach (var table in ReadModels.Tables)
        {
            rows[table] = (await Text($"""
                select coalesce(string_agg(t::text, E'\n' order by t::text), '') from ledger.{table} as t
                where pool = '330999'
                """))!;
        }
        rows.Values.ShouldContain(text => text.Length > 0);
        return rows;
    }

    private async Task<string?> Text(string sql)
    {
        await using var command = postgres.DataSource.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancellation) as string;
    }

    private async Task Execute(string sql)
    {
        await using var command = postgres.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
