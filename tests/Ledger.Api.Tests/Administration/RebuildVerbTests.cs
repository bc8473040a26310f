using System.Diagnostics;
using Ledger.Testing;
using Npgsql;

namespace Ledger.Api.Tests.Administration;

/// <summary><c>rebuild</c> at the command line: what it says, what it ends with, and that it mends.</summary>
[Collection(VerbsCollection.Name)]
public sealed class RebuildVerbTests(PostgresFixture postgres)
{
    [Fact]
    public async Task A_check_of_a_pool_that_is_as_its_log_ends_with_0()
    {
        using var pool = await TestPool.Opened(postgres);

        var run = await pool.Run("rebuild", "--pool", pool.Code, "--check");

        run.Errors.ShouldBeEmpty();
        run.Output.ShouldMatch($@"^pool {pool.Code}: 4 events replayed, \d+ tables compared: nothing differs\n$");
        run.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_check_names_the_row_that_differs_ends_with_1_and_changes_nothing()
    {
        using var pool = await TestPool.Opened(postgres);
        await Spoil(postgres, pool);
        var before = await pool.Tables();

        var run = await pool.Run("rebuild", "--pool", pool.Code, "--check", "--json");

        run.ExitCode.ShouldBe(1, run.Errors);
        (await pool.Tables()).ShouldBe(before);
        var one = run.Json.GetProperty("pools").EnumerateArray().ShouldHaveSingleItem();
        one.EnumerateObject().Select(property => property.Name).ShouldBe(
            ["pool", "events", "position", "tables", "differing", "differences"]);
        one.GetProperty("pool").GetString().ShouldBe(pool.Code);
        one.GetProperty("events").GetInt64().ShouldBe(4);
        one.GetProperty("position").GetInt64().ShouldBe(4);
        one.GetProperty("differing").GetInt64().ShouldBe(1);
        var row = one.GetProperty("differences").EnumerateArray().ShouldHaveSingleItem();
        row.GetProperty("table").GetString().ShouldBe("fund_book");
        row.GetProperty("key").ShouldBeJson("""{"fund": "employee"}""");
        row.GetProperty("live").GetProperty("balance_fen").GetInt64().ShouldBe(100_000_001);
        row.GetProperty("rebuilt").GetProperty("balance_fen").GetInt64().ShouldBe(100_000_000);
    }

    [Fact]
    public async Task A_rebuild_says_what_it_mended_and_ends_with_0()
    {
        using var pool = await TestPool.Opened(postgres);
        await Spoil(postgres, pool);

        var run = await pool.Run("rebuild", "--pool", pool.Code);

        run.ExitCode.ShouldBe(0, run.Errors);
        run.Output.ShouldStartWith($"pool {pool.Code}: 4 events replayed, ");
        run.Output.ShouldContain(" tables compared: 1 row differed and is now what the log says\n");
        run.Output.ShouldContain("fund_book  {\"fund\": \"employee\"}");
        (await pool.Run("rebuild", "--pool", pool.Code, "--check")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Without_a_pool_it_goes_through_all_of_them()
    {
        // In a database of its own: that of the other tests has the pools of all of them.
        await using var own = new PostgresFixture();
        await own.InitializeAsync();
        using var first = await TestPool.Opened(own);
        using var second = await TestPool.Opened(own);
        await Spoil(own, first);
        await Spoil(own, second);

        (await first.Run("rebuild", "--check")).ExitCode.ShouldBe(1);
        var run = await first.Run("rebuild", "--json");

        run.ExitCode.ShouldBe(0, run.Errors);
        run.Json.GetProperty("pools").EnumerateArray().Select(one => one.GetProperty("pool").GetString())
            .ShouldBe([first.Code, second.Code]);
        (await first.Run("rebuild", "--check")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_pool_without_entries_is_wrong_usage()
    {
        using var pool = new TestPool(postgres);

        var run = await pool.Run("rebuild", "--pool", pool.Code);

        run.ExitCode.ShouldBe(2);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith($"ledger: pool {pool.Code} has no entries");
    }

    [Fact]
    public async Task By_sql_it_compares_the_tables_that_are_sums()
    {
        using var pool = await TestPool.Opened(postgres);
        await Spoil(postgres, pool);

        // The row that is wrong is in none of them.
        var run = await pool.Run("rebuild", "--pool", pool.Code, "--check", "--by", "sql");
        run.Output.ShouldMatch($@"^pool {pool.Code}: 4 events replayed, 6 tables compared: nothing differs\n$");
        run.ExitCode.ShouldBe(0, run.Errors);

        await Execute($"update ledger.fund_total set amount_fen = amount_fen + 1 where pool = '{pool.Code}' and grain = 'y'");
        run = await pool.Run("rebuild", "--pool", pool.Code, "--by", "sql", "--json");
        run.ExitCode.ShouldBe(0, run.Errors);
        run.Json.GetProperty("pools")[0].GetProperty("differences").EnumerateArray()
            .Select(row => row.GetProperty("table").GetString()).ToHashSet().ShouldBe(["fund_total"]);
        (await pool.Run("rebuild", "--pool", pool.Code, "--check", "--by", "sql")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Another_way_than_fold_and_sql_is_wrong_usage()
    {
        using var pool = await TestPool.Opened(postgres);

        var run = await pool.Run("rebuild", "--pool", pool.Code, "--by", "hand");

        run.ExitCode.ShouldBe(2);
        run.ErrorLines.ShouldHaveSingleItem().ShouldContain("hand");
    }

    [Fact]
    public async Task A_rebuild_that_is_killed_leaves_nothing_and_the_next_one_is_right()
    {
        using var pool = await TestPool.Opened(postgres);
        await Spoil(postgres, pool);
        var before = await pool.Tables();
        await using (var held = await postgres.DataSource.OpenConnectionAsync(Cancellation))
        {
            await using var transaction = await held.BeginTransactionAsync(Cancellation);
            await using var hold = new NpgsqlCommand(
                $"select 1 from ledger.fund_book where pool = '{pool.Code}' for update", held);
            await hold.ExecuteNonQueryAsync(Cancellation);
            using var process = Start(pool);
            // It has made all tables, knows what differs, holds the pool, and waits for the row that it would mend.
            await Until("select exists (select from pg_stat_activity where wait_event_type = 'Lock' and query like '%wrong_fund_book%')");
            process.Kill();
            await process.WaitForExitAsync(Cancellation);
        }
        await Until("select not exists (select from pg_class where relpersistence = 't' and relkind = 'r')");

        (await pool.Tables()).ShouldBe(before);
        (await pool.Run("rebuild", "--pool", pool.Code)).ExitCode.ShouldBe(0);
        (await pool.Run("rebuild", "--pool", pool.Code, "--check")).ExitCode.ShouldBe(0);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Process Start(TestPool pool)
    {
        var start = new ProcessStartInfo(ProcessRun.Program, ["rebuild", "--pool", pool.Code])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["LEDGER_DB"] = postgres.ConnectionString;
        return ProcessRun.Start(start);
    }

    private async Task Until(string sql)
    {
        await using var command = postgres.DataSource.CreateCommand(sql);
        while (await command.ExecuteScalarAsync(Cancellation) is not true) await Task.Delay(20, Cancellation);
    }

    private async Task Execute(string sql)
    {
        await using var command = postgres.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private static async Task Spoil(PostgresFixture database, TestPool pool)
    {
        await using var command = database.DataSource.CreateCommand($"""
            update ledger.fund_book set balance_fen = balance_fen + 1 where pool = '{pool.Code}' and fund = 'employee'
            """);
        (await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
    }
}
