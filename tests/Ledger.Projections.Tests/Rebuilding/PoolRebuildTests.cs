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
        rebuilt.Tables.ShouldBe(ReadModels.FigureTables.Count + 1);
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
            // It comes to this row when it has found what differs, and mends it.
            await using (var hold = new NpgsqlCommand(
                $"select 1 from ledger.fund_total where pool = '{code}' for update", held))
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
        await NoShadowIsLeft();
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
    public async Task A_check_does_not_wait_for_who_writes_to_the_pool()
    {
        var pool = await Written("330913");
        await Execute("update ledger.fund_book set balance_fen = balance_fen + 1 where pool = '330913' and fund = 'resident'");
        var head = (await pool.Log()).Count;
        await using var append = await pool.Ledger.Store.Begin(pool.Pool, RecordedPool.Wait, rehearsal: false, Cancellation);
        await pool.Record(append, [[Entries.Premium("unseen", "2026-01-05", 10)]]);
        await append.Write(Cancellation);

        var check = await Rebuild(pool, keep: false);

        check.Differing.ShouldBe(1);
        check.Position.ShouldBe(head);
    }

    [Fact]
    public async Task A_pool_that_is_to_be_mended_and_that_others_write_to_for_too_long_is_busy()
    {
        var pool = await Written("330914");
        await Execute("update ledger.fund_book set balance_fen = balance_fen + 1 where pool = '330914'");
        await using var append = await pool.Ledger.Store.Begin(pool.Pool, RecordedPool.Wait, rehearsal: false, Cancellation);

        await Should.ThrowAsync<PoolBusyException>(
            Of(pool).Run(pool.Pool, RebuildWay.Fold, Duration.FromMilliseconds(50), keep: true, Cancellation));
        await NoShadowIsLeft();
    }

    [Fact]
    public async Task What_is_recorded_between_the_replay_and_the_mending_is_in_both()
    {
        var pool = await RecordedPool.In(postgres, "330915");
        var history = GeneratedHistory.Of(7, 3 * SomeRows);
        await pool.Record([.. history.Take(SomeRows / 2)], batch: 70);
        await Execute("update ledger.fund_book set balance_fen = balance_fen + 1 where pool = '330915' and fund = 'resident'");
        await Execute("delete from ledger.institution_year where pool = '330915'");
        Task<RebuiltPool> running;
        await using (var append = await pool.Ledger.Store.Begin(pool.Pool, RecordedPool.Wait, rehearsal: false, Cancellation))
        {
            running = Rebuild(pool, keep: true);
            await Waiting();
            // More than a block of history, and originals that were replayed before.
            await pool.Record(append, [.. history.Skip(SomeRows / 2)]);
            await append.Commit(Cancellation);
        }

        var rebuilt = await running;

        rebuilt.Position.ShouldBe((await pool.Log()).Count);
        rebuilt.Differences.Select(one => one.Table).ToHashSet().ShouldBe(["fund_book", "institution_year"], ignoreOrder: true);
        (await Rebuild(pool, keep: false)).Differing.ShouldBe(0);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task Sums_made_in_the_database_are_those_of_the_fold(int seed)
    {
        var pool = await RecordedPool.In(postgres, $"3309{seed + 20}");
        await pool.Record(GeneratedHistory.Of(seed, 2_500), batch: 700);

        (await Rebuild(pool, keep: false, way: RebuildWay.Sql)).Differences.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wrong_sum_is_found_and_mended_by_summing_and_other_tables_are_left_alone()
    {
        var pool = await Written("330917");
        await Execute("delete from ledger.institution_year where pool = '330917'");
        await Execute("update ledger.fund_total set amount_fen = amount_fen + 1 where pool = '330917' and grain = 'y'");
        await Execute("update ledger.fund_book set balance_fen = balance_fen + 1 where pool = '330917'");
        var wrong = await Rebuild(pool, keep: false);

        var mended = await Rebuild(pool, keep: true, way: RebuildWay.Sql);

        mended.Differences.ShouldBe(wrong.Differences.Where(one => one.Table != "fund_book"));
        mended.Differences.Select(one => one.Table).ToHashSet().ShouldBe(["fund_total", "institution_year"]);
        (await Rebuild(pool, keep: false)).Differences.Select(one => one.Table).ToHashSet().ShouldBe(["fund_book"]);
    }

    [Fact]
    public async Task How_the_log_was_cut_into_appends_and_follows_makes_no_difference()
    {
        var pool = await RecordedPool.In(postgres, "330916");
        foreach (var chunk in GeneratedHistory.Of(9, 3_000).Chunk(97)) await pool.Record(chunk);

        (await Rebuild(pool, keep: false)).Differences.ShouldBeEmpty();
    }

    private async Task<RecordedPool> Written(string code, int rows = SomeRows)
    {
        var pool = await RecordedPool.In(postgres, code);
        await pool.Record(GeneratedHistory.Of(7, rows), batch: 700);
        return pool;
    }

    private static PoolRebuild Of(RecordedPool pool) =>
        new(pool.Ledger.Database, pool.Ledger.Store, new(pool.Ledger.Chart));

    private static Task<RebuiltPool> Rebuild(
        RecordedPool pool, bool keep, CancellationToken? stop = null, RebuildWay way = RebuildWay.Fold) =>
        Of(pool).Run(pool.Pool, way, RecordedPool.Wait, keep, stop ?? Cancellation);

    private async Task<int> Waiting()
    {
        var found = 0L;
        await Eventually.True(async () => (found = await Number("""
            select coalesce(min(pid), 0)::bigint from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'
            """)) > 0, "it waits for a lock");
        return (int)found;
    }

    // A session that is ended drops its tables on its way out.
    private Task NoShadowIsLeft() => Eventually.True(
        async () => await Number("select count(*) from pg_class where relpersistence = 't' and relkind = 'r'") == 0,
        "no temporary table is left");

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
