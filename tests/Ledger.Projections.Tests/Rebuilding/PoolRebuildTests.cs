using Ledger.EventStore;
using Ledger.Projections.Rebuilding;
using Ledger.Testing;
using NodaTime;
using Npgsql;

namespace Ledger.Projections.Tests.Rebuilding;

/// <summary>The tables of a pool are compared with its log, and made again from it.</summary>
public sealed class PoolRebuildTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    // Enough for blocks of history; and for totals that are kept with them.
    private const int SomeRows = 400;
    private const int ManyRows = 4_500;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pool_that_nobody_touched_differs_in_nothing()
    {
        var pool = await Written("330901", ManyRows);
        var before = await Rows("330901");

        var rebuilt = await Rebuild(pool, keep: false);

        rebuilt.Differences.ShouldBeEmpty();
        rebuilt.Differing.ShouldBe(0);
        rebuilt.Position.ShouldBe((await pool.Log()).Count);
        rebuilt.Tables.ShouldBe(ReadModels.Tables.Count);
        (await Rows("330901")).ShouldBe(before);
    }

    [Fact]
    public async Task Followers_that_are_behind_the_log_are_not_wrong()
    {
        var pool = await Written("330902");
        await using (var append = await pool.Ledger.Store.Begin(pool.Pool, RecordedPool.Wait, rehearsal: false, Cancellation))
        {
            await pool.Record(append, [[Entries.Premium("late", "2026-01-05", 10)]]);
            await append.Commit(Cancellation);
        }
        var head = (await pool.Log()).Count;
        (await Followed("330902")).ShouldBe(head - 1);

        (await Rebuild(pool, keep: false)).Differing.ShouldBe(0);
        (await Followed("330902")).ShouldBe(head - 1);
        (await Rebuild(pool, keep: true)).Differing.ShouldBe(0);
        (await Followed("330902")).ShouldBe(head);
    }

    [Fact]
    public async Task A_position_of_followers_beyond_the_log_is_named_and_mended()
    {
        var pool = await Written("330903");
        var head = (await pool.Log()).Count;
        await Execute("update ledger.followed set position = position + 1 where pool = '330903'");

        (await Rebuild(pool, keep: true)).Differences.ShouldBe(
            [new("followed", "{}", $$"""{"position": {{head + 1}}}""", $$"""{"position": {{head}}}""")]);
        (await Rebuild(pool, keep: false)).Differing.ShouldBe(0);
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("deleted")]
    [InlineData("extra")]
    public async Task A_wrong_row_of_any_table_is_found_by_its_key_and_mended(string wrong)
    {
        var code = wrong switch { "changed" => "330904", "deleted" => "330905", _ => "330906" };
        var pool = await Written(code, ManyRows);
        var before = await Rows(code);
        var expected = new List<(string Table, string Key)>();
        foreach (var table in await TamperedTable.All(postgres.DataSource))
        {
            if (wrong == "changed" && table.IsKeyAlone) continue;
            var key = wrong switch
            {
                "changed" => await table.ChangeRow(postgres.DataSource, code),
                "deleted" => await table.DeleteRow(postgres.DataSource, code),
                _ => await table.AddRow(postgres.DataSource, code),
            };
            if (key is not null) expected.Add((table.Name, key));
            else (wrong == "extra" || before[table.Name].Length == 0).ShouldBeTrue(table.Name);
        }
        expected.Count.ShouldBeGreaterThan(wrong == "extra" ? ReadModels.FigureTables.Count - 1 : 15);

        var check = await Rebuild(pool, keep: false);
        (await Rebuild(pool, keep: true)).Differences.ShouldBe(check.Differences);

        check.Differences.Select(one => (one.Table, one.Key)).ShouldBe(expected, ignoreOrder: true);
        check.Differences.ShouldAllBe(one => (one.Live == null) == (wrong == "deleted"));
        check.Differences.ShouldAllBe(one => (one.Rebuilt == null) == (wrong == "extra"));
        check.Differences.ShouldAllBe(one => one.Live != one.Rebuilt);
        (await Rows(code)).ShouldBe(before);
    }

    [Fact]
    public async Task The_first_1000_differences_are_named_and_all_are_counted()
    {
        var pool = await Written("330907", 1_200);
        await Execute("delete from ledger.booked_entry where pool = '330907'");

        var check = await Rebuild(pool, keep: false);

        check.Differing.ShouldBe((await pool.Log()).Count);
        check.Differences.Count.ShouldBe(1_000);
    }

    [Fact]
    public async Task Rows_of_other_pools_are_left_as_they_are()
    {
        var pool = await Written("330908");
        var other = await RecordedPool.In(postgres, "330909");
        await other.Record(GeneratedHistory.Of(8, 200));
        await Execute("update ledger.fund_total set amount_fen = amount_fen + 1 where pool in ('330908', '330909')");
        var before = await Rows("330909");

        (await Rebuild(pool, keep: true)).Differing.ShouldBeGreaterThan(0);

        (await Rows("330909")).ShouldBe(before);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task While_it_runs_readers_go_on_and_when_it_is_broken_off_nothing_is_left(bool isKilled)
    {
        var code = isKilled ? "330911" : "330910";
        var pool = await Written(code);
        await Execute($"update ledger.fund_total set amount_fen = amount_fen + 1 where pool = '{code}'");
        var before = await Rows(code);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await using (var held = await postgres.DataSource.OpenConnectionAsync(Cancellation))
        {
            await using var transaction = await held.BeginTransactionAsync(Cancellation);
            // It comes to this row when the rows of other tables are gone already.
            await using (var hold = new NpgsqlCommand(
                $"select 1 from ledger.month_block where pool = '{code}' for update", held))
            {
                await hold.ExecuteNonQueryAsync(Cancellation);
            }
            var running = Rebuild(pool, keep: true, stop.Token);
            var waiting = await Waiting();

            (await Rows(code)).ShouldBe(before);
            await using (var snapshot = await pool.Snapshot()) snapshot.Position.ShouldBe((await pool.Log()).Count);

            if (isKilled) await Execute($"select pg_terminate_backend({waiting})");
            else await stop.CancelAsync();
            await Should.ThrowAsync<Exception>(running);
        }

        (await Rows(code)).ShouldBe(before);
        (await Number("select count(*) from pg_class where relname like 'live\\_%'")).ShouldBe(0);
        (await Rebuild(pool, keep: true)).Differing.ShouldBeGreaterThan(0);
        (await Rebuild(pool, keep: false)).Differing.ShouldBe(0);
    }

    [Fact]
    public async Task A_look_that_began_before_sees_the_old_rows_to_its_end()
    {
        var pool = await Written("330912");
        await Execute("update ledger.fund_book set balance_fen = balance_fen + 1 where pool = '330912'");
        const string sum = "select sum(balance_fen)::bigint from ledger.fund_book where pool = '330912'";
        var wrong = await Number(sum);
        await using var look = await postgres.DataSource.OpenConnectionAsync(Cancellation);
        await using var transaction = await look.BeginTransactionAsync(
            System.Data.IsolationLevel.RepeatableRead, Cancellation);
        await using var command = new NpgsqlCommand(sum, look);
        (await command.ExecuteScalarAsync(Cancellation)).ShouldBe(wrong);

        (await Rebuild(pool, keep: true)).Differing.ShouldBeGreaterThan(0);

        (await command.ExecuteScalarAsync(Cancellation)).ShouldBe(wrong);
        (await Number(sum)).ShouldBeLessThan(wrong);
    }

    [Fact]
    public async Task A_pool_that_others_write_to_for_too_long_is_busy()
    {
        var pool = await Written("330913");
        await using var append = await pool.Ledger.Store.Begin(pool.Pool, RecordedPool.Wait, rehearsal: false, Cancellation);

        await Should.ThrowAsync<PoolBusyException>(
            Of(pool).Run(pool.Pool, Duration.FromMilliseconds(50), keep: false, Cancellation));
    }

    private async Task<RecordedPool> Written(string code, int rows = SomeRows)
    {
        var pool = await RecordedPool.In(postgres, code);
        await pool.Record(GeneratedHistory.Of(7, rows), batch: 700);
        return pool;
    }

    private static PoolRebuild Of(RecordedPool pool) =>
        new(pool.Ledger.Database, pool.Ledger.Store, new(pool.Ledger.Chart));

    private static Task<RebuiltPool> Rebuild(RecordedPool pool, bool keep, CancellationToken? stop = null) =>
        Of(pool).Run(pool.Pool, RecordedPool.Wait, keep, stop ?? Cancellation);

    private async Task<int> Waiting()
    {
        const string sql = """
            select coalesce(min(pid), 0)::bigint from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'
            """;
        var found = 0L;
        while (found == 0)
        {
            await Task.Delay(10, Cancellation);
            found = await Number(sql);
        }
        return (int)found;
    }

    private Task<long> Followed(string pool) => Number($"select position from ledger.followed where pool = '{pool}'");

    private async Task<Dictionary<string, string>> Rows(string pool)
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

    private async Task<long> Number(string sql)
    {
        await using var command = postgres.DataSource.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    private async Task Execute(string sql)
    {
        await using var command = postgres.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
