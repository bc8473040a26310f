using Ledger.Projections.Rebuilding;
using Ledger.Testing;

namespace Ledger.Projections.Tests.Rebuilding;

/// <summary>The tables of a pool are compared with its log, and made again from it.</summary>
public sealed class PoolRebuildTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    // Enough for totals that are kept with blocks of history.
    private const int ManyRows = 4_500;

    private readonly RebuiltPools _pools = new(postgres);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pool_that_nobody_touched_differs_in_nothing()
    {
        var pool = await _pools.Written("330901", ManyRows);
        var before = await _pools.Rows("330901");

        var rebuilt = await RebuiltPools.Rebuild(pool, keep: false);

        rebuilt.Differences.ShouldBeEmpty();
        rebuilt.Differing.ShouldBe(0);
        rebuilt.Position.ShouldBe((await pool.Log()).Count);
        rebuilt.Tables.ShouldBe(ReadModels.FigureTables.Count + 1);
        (await _pools.Rows("330901")).ShouldBe(before);
    }

    [Fact]
    public async Task Followers_that_are_behind_the_log_are_not_wrong()
    {
        var pool = await _pools.Written("330902");
        await using (var append = await pool.Ledger.Store.Begin(pool.Pool, RecordedPool.Wait, rehearsal: false, Cancellation))
        {
            await pool.Record(append, [[Entries.Premium("late", "2026-01-05", 10)]]);
            await append.Commit(Cancellation);
        }
        var head = (await pool.Log()).Count;
        (await _pools.Followed("330902")).ShouldBe(head - 1);

        (await RebuiltPools.Rebuild(pool, keep: false)).Differing.ShouldBe(0);
        (await _pools.Followed("330902")).ShouldBe(head - 1);
        (await RebuiltPools.Rebuild(pool, keep: true)).Differing.ShouldBe(0);
        (await _pools.Followed("330902")).ShouldBe(head);
    }

    [Fact]
    public async Task A_position_of_followers_beyond_the_log_is_named_and_mended()
    {
        var pool = await _pools.Written("330903");
        var head = (await pool.Log()).Count;
        await _pools.Execute("update ledger.followed set position = position + 1 where pool = '330903'");

        (await RebuiltPools.Rebuild(pool, keep: true)).Differences.ShouldBe(
            [new("followed", "{}", $$"""{"position": {{head + 1}}}""", $$"""{"position": {{head}}}""")]);
        (await RebuiltPools.Rebuild(pool, keep: false)).Differing.ShouldBe(0);
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("deleted")]
    [InlineData("extra")]
    public async Task A_wrong_row_of_any_table_is_found_by_its_key_and_mended(string wrong)
    {
        var code = wrong switch { "changed" => "330904", "deleted" => "330905", _ => "330906" };
        var pool = await _pools.Written(code, ManyRows);
        var before = await _pools.Rows(code);
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

        var check = await RebuiltPools.Rebuild(pool, keep: false);
        (await RebuiltPools.Rebuild(pool, keep: true)).Differences.ShouldBe(check.Differences);

        check.Differences.Select(one => (one.Table, one.Key)).ShouldBe(expected, ignoreOrder: true);
        check.Differences.ShouldAllBe(one => (one.Live == null) == (wrong == "deleted"));
        check.Differences.ShouldAllBe(one => (one.Rebuilt == null) == (wrong == "extra"));
        check.Differences.ShouldAllBe(one => one.Live != one.Rebuilt);
        (await _pools.Rows(code)).ShouldBe(before);
    }

    [Fact]
    public async Task The_first_1000_differences_are_named_and_all_are_counted()
    {
        var pool = await _pools.Written("330907", 1_200);
        await _pools.Execute("delete from ledger.booked_entry where pool = '330907'");

        var check = await RebuiltPools.Rebuild(pool, keep: false);

        check.Differing.ShouldBe((await pool.Log()).Count);
        check.Differences.Count.ShouldBe(1_000);
    }

    [Fact]
    public async Task Rows_of_other_pools_are_left_as_they_are()
    {
        var pool = await _pools.Written("330908");
        var other = await RecordedPool.In(postgres, "330909");
        await other.Record(GeneratedHistory.Of(8, 200));
        await _pools.Execute("update ledger.fund_total set amount_fen = amount_fen + 1 where pool in ('330908', '330909')");
        var before = await _pools.Rows("330909");

        (await RebuiltPools.Rebuild(pool, keep: true)).Differing.ShouldBeGreaterThan(0);

        (await _pools.Rows("330909")).ShouldBe(before);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task Sums_made_in_the_database_are_those_of_the_fold(int seed)
    {
        var pool = await RecordedPool.In(postgres, $"3309{seed + 20}");
        await pool.Record(GeneratedHistory.Of(seed, 2_500), batch: 700);

        (await RebuiltPools.Rebuild(pool, keep: false, way: RebuildWay.Sql)).Differences.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wrong_sum_is_found_and_mended_by_summing_and_other_tables_are_left_alone()
    {
        var pool = await _pools.Written("330917");
        await _pools.Execute("delete from ledger.institution_year where pool = '330917'");
        await _pools.Execute("update ledger.fund_total set amount_fen = amount_fen + 1 where pool = '330917' and grain = 'y'");
        await _pools.Execute("update ledger.fund_book set balance_fen = balance_fen + 1 where pool = '330917'");
        var wrong = await RebuiltPools.Rebuild(pool, keep: false);

        var mended = await RebuiltPools.Rebuild(pool, keep: true, way: RebuildWay.Sql);

        mended.Differences.ShouldBe(wrong.Differences.Where(one => one.Table != "fund_book"));
        mended.Differences.Select(one => one.Table).ToHashSet().ShouldBe(["fund_total", "institution_year"]);
        (await RebuiltPools.Rebuild(pool, keep: false)).Differences.Select(one => one.Table).ToHashSet().ShouldBe(["fund_book"]);
    }

    [Fact]
    public async Task How_the_log_was_cut_into_appends_and_follows_makes_no_difference()
    {
        var pool = await RecordedPool.In(postgres, "330916");
        foreach (var chunk in GeneratedHistory.Of(9, 3_000).Chunk(97)) await pool.Record(chunk);

        (await RebuiltPools.Rebuild(pool, keep: false)).Differences.ShouldBeEmpty();
    }
}
