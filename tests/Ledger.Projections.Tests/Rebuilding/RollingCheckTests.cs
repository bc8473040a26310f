using Ledger.Projections.Following;
using Ledger.Projections.Rebuilding;
using Ledger.Testing;

namespace Ledger.Projections.Tests.Rebuilding;

/// <summary>The read models are compared with the log a few events at a time, and a row that somebody edited is named.</summary>
public sealed class RollingCheckTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int EventsPerStep = 50;

    private readonly RebuiltPools _pools = new(postgres);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_row_that_was_edited_is_named_after_a_full_round_of_small_steps()
    {
        var pool = await _pools.Written("330951");
        await _pools.Execute("""
            update ledger.fund_total set amount_fen = amount_fen + 1
            where ctid = (select min(ctid) from ledger.fund_total where pool = '330951')
            """);
        var expected = (await RebuiltPools.Rebuild(pool, keep: false)).Differences.ShouldHaveSingleItem();
        var head = (await pool.Log()).Count;

        var (found, steps) = await Round(pool);

        found.Differences.ShouldBe([expected]);
        steps.ShouldBe(1 + (head - 1) / EventsPerStep);
        var lag = (await Lags()).Single(one => one.Pool == pool.Pool);
        (lag.Verified, lag.Differing, lag.FirstDifferent).ShouldBe((head, 1, ModelCheck.Name(expected)));

        // Mended, the next round takes the alert back.
        (await RebuiltPools.Rebuild(pool, keep: true)).Differing.ShouldBe(1);
        (await Round(pool)).Found.Differing.ShouldBe(0);
        lag = (await Lags()).Single(one => one.Pool == pool.Pool);
        (lag.Verified, lag.Differing, lag.FirstDifferent).ShouldBe((head, 0, null));
        await _pools.NoShadowIsLeft();
    }

    [Fact]
    public async Task A_wrong_row_of_any_table_is_found()
    {
        var pool = await _pools.Written("330952", 4_500);
        var expected = new List<(string, string)>();
        foreach (var table in (await TamperedTable.All(postgres.DataSource)).Where(table => !table.IsKeyAlone))
        {
            if (await table.ChangeRow(postgres.DataSource, "330952") is { } key) expected.Add((table.Name, key));
        }
        expected.Count.ShouldBeGreaterThan(15);
        (await Round(pool, 700)).Found.Differences.Select(one => (one.Table, one.Key)).ShouldBe(expected, ignoreOrder: true);
    }

    [Fact]
    public async Task Who_records_meanwhile_is_not_wrong_and_two_do_not_check_the_same_pool()
    {
        var pool = await _pools.Written("330953");
        var number = 0;
        await using var check = await Begin(pool);
        check.ShouldNotBeNull();
        (await Begin(pool)).ShouldBeNull();
        RebuiltPool? found;
        while ((found = await check.Step(100, Cancellation)) is null)
        {
            await using var append = await pool.Ledger.Store.Begin(pool.Pool, RecordedPool.Wait, rehearsal: false, Cancellation);
            await pool.Record(append, [[Entries.Premium($"late-{++number}", "2026-01-05", 10)]]);
            await append.Commit(Cancellation);
            if (number % 2 == 0) await pool.Ledger.Follower.CatchUp(pool.Pool, Cancellation);
        }
        number.ShouldBeGreaterThan(2);
        found.Differing.ShouldBe(0, string.Join(' ', found.Differences));
        found.Position.ShouldBe((await pool.Log()).Count);
    }

    private static Task<RollingCheck?> Begin(RecordedPool pool) => RollingCheck.Begin(
        pool.Ledger.Database, pool.Ledger.Store, new(pool.Ledger.Chart), pool.Pool, Cancellation);

    private static async Task<(RebuiltPool Found, int Steps)> Round(RecordedPool pool, int events = EventsPerStep)
    {
        await using var check = await Begin(pool);
        RebuiltPool? found;
        var steps = 1;
        for (; (found = await check!.Step(events, Cancellation)) is null; steps++)
        {
        }
        return (found, steps);
    }

    private async Task<IReadOnlyList<FollowingLag>> Lags()
    {
        await using var connection = await postgres.DataSource.OpenConnectionAsync(Cancellation);
        return await FollowingLag.All(connection, Cancellation);
    }
}
