using Ledger.Testing;

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
        await Spoil(pool);
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
        await Spoil(pool);

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
        using var first = await TestPool.Opened(postgres);
        using var second = await TestPool.Opened(postgres);
        await Spoil(first);
        await Spoil(second);

        (await first.Run("rebuild", "--check")).ExitCode.ShouldBe(1);
        var run = await first.Run("rebuild", "--json");

        run.ExitCode.ShouldBe(0, run.Errors);
        var pools = run.Json.GetProperty("pools").EnumerateArray().Select(one => one.GetProperty("pool").GetString()).ToList();
        pools.ShouldContain(first.Code);
        pools.ShouldContain(second.Code);
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

    private async Task Spoil(TestPool pool)
    {
        await using var command = postgres.DataSource.CreateCommand($"""
            update ledger.fund_book set balance_fen = balance_fen + 1 where pool = '{pool.Code}' and fund = 'employee'
            """);
        (await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
    }
}
