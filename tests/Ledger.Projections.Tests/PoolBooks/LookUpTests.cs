using Ledger.Testing;
using Npgsql;

namespace Ledger.Projections.Tests.PoolBooks;

/// <summary>
/// A batch costs what it asks about, however much the pool holds: without this a long import reads all that
/// it has written, once a batch.
/// </summary>
public sealed class LookUpTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int Rows = 6_000;
    private const int Batch = 250;
    private const int ReadsPerRowMax = 6;

    [Theory]
    [InlineData("booked_entry")]
    [InlineData("entry_use")]
    [InlineData("booked_voucher")]
    [InlineData("clawback_book")]
    public async Task Rows_are_found_by_their_keys_and_not_by_reading_the_pool(string table)
    {
        var recorded = await RecordedPool.In(postgres, "520001");
        var history = GeneratedHistory.Of(seed: 20, Rows);
        await using var append = await recorded.Ledger.Store.Begin(
            recorded.Pool, RecordedPool.Wait, rehearsal: true, TestContext.Current.CancellationToken);

        // A connection of the pool may still count what an earlier transaction of it read.
        var before = await Reads(append.Connection, table);
        await recorded.Record(append, history, Batch);

        // A row is wanted by a few of the 24 batches; to read the pool in each comes to twelve times its rows.
        var held = await Ask(append.Connection, $"select count(*) from ledger.{table}");
        (await Reads(append.Connection, table) - before).ShouldBeLessThan(ReadsPerRowMax * held);
    }

    [Fact]
    public async Task Streams_are_found_by_their_keys_and_not_by_reading_the_pool()
    {
        var recorded = await RecordedPool.In(postgres, "520002");
        await recorded.Record(GeneratedHistory.Of(seed: 20, Rows));
        string[] streams = [.. (await recorded.Log()).Select(one => one.Stream).ToHashSet()];
        await using var append = await recorded.Ledger.Store.Begin(
            recorded.Pool, RecordedPool.Wait, rehearsal: true, TestContext.Current.CancellationToken);
        var before = await Reads(append.Connection, "mt_streams_520002");

        foreach (var some in streams.Chunk(streams.Length / 20))
            await append.Ask([], some, TestContext.Current.CancellationToken);

        streams.Length.ShouldBeGreaterThan(100);
        (await Reads(append.Connection, "mt_streams_520002") - before).ShouldBeLessThan(2 * streams.Length);
    }

    private static Task<long> Reads(NpgsqlConnection connection, string table) => Ask(connection, $"""
        select coalesce(sum(seq_tup_read + idx_tup_fetch), 0)::bigint from pg_stat_xact_user_tables
        where schemaname = 'ledger' and relname = '{table}'
        """);

    private static async Task<long> Ask(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
