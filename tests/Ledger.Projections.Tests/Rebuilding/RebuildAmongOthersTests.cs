using Ledger.EventStore;
using Ledger.Projections.Rebuilding;
using Ledger.Testing;
using NodaTime;
using Npgsql;

namespace Ledger.Projections.Tests.Rebuilding;

/// <summary>A rebuild among others who read and write: it holds nobody up but to mend, and is all or nothing.</summary>
public sealed class RebuildAmongOthersTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly RebuiltPools _pools = new(postgres);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task While_it_runs_readers_go_on_and_when_it_is_broken_off_nothing_is_left(bool isKilled)
    {
        var code = isKilled ? "330911" : "330910";
        var pool = await _pools.Written(code);
        await _pools.Execute($"update ledger.fund_total set amount_fen = amount_fen + 1 where pool = '{code}'");
        var before = await _pools.Rows(code);

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
            var running = RebuiltPools.Rebuild(pool, keep: true, stop.Token);
            var waiting = await _pools.Waiting();

            (await _pools.Rows(code)).ShouldBe(before);
            await using (var snapshot = await pool.Snapshot()) snapshot.Position.ShouldBe((await pool.Log()).Count);

            if (isKilled) await _pools.Execute($"select pg_terminate_backend({waiting})");
            else await stop.CancelAsync();
            await Should.ThrowAsync<Exception>(running);
        }

        (await _pools.Rows(code)).ShouldBe(before);
        await _pools.NoShadowIsLeft();
        (await RebuiltPools.Rebuild(pool, keep: true)).Differing.ShouldBeGreaterThan(0);
        (await RebuiltPools.Rebuild(pool, keep: false)).Differing.ShouldBe(0);
    }

    [Fact]
    public async Task A_look_that_began_before_sees_the_old_rows_to_its_end()
    {
        var pool = await _pools.Written("330912");
        await _pools.Execute("update ledger.fund_book set balance_fen = balance_fen + 1 where pool = '330912'");
        const string sum = "select sum(balance_fen)::bigint from ledger.fund_book where pool = '330912'";
        var wrong = await _pools.Number(sum);
        await using var look = await postgres.DataSource.OpenConnectionAsync(Cancellation);
        await using var transaction = await look.BeginTransactionAsync(
            System.Data.IsolationLevel.RepeatableRead, Cancellation);
        await using var command = new NpgsqlCommand(sum, look);
        (await command.ExecuteScalarAsync(Cancellation)).ShouldBe(wrong);

        (await RebuiltPools.Rebuild(pool, keep: true)).Differing.ShouldBeGreaterThan(0);

        (await command.ExecuteScalarAsync(Cancellation)).ShouldBe(wrong);
        (await _pools.Number(sum)).ShouldBeLessThan(wrong);
    }

    [Fact]
    public async Task A_check_does_not_wait_for_who_writes_to_the_pool()
    {
        var pool = await _pools.Written("330913");
        await _pools.Execute("update ledger.fund_book set balance_fen = balance_fen + 1 where pool = '330913' and fund = 'resident'");
        var head = (await pool.Log()).Count;
        await using var append = await pool.Ledger.Store.Begin(pool.Pool, RecordedPool.Wait, rehearsal: false, Cancellation);
        await pool.Record(append, [[Entries.Premium("unseen", "2026-01-05", 10)]]);
        await append.Write(Cancellation);

        var check = await RebuiltPools.Rebuild(pool, keep: false);

        check.Differing.ShouldBe(1);
        check.Position.ShouldBe(head);
    }

    [Fact]
    public async Task A_pool_that_is_to_be_mended_and_that_others_write_to_for_too_long_is_busy()
    {
        var pool = await _pools.Written("330914");
        await _pools.Execute("update ledger.fund_book set balance_fen = balance_fen + 1 where pool = '330914'");
        await using var append = await pool.Ledger.Store.Begin(pool.Pool, RecordedPool.Wait, rehearsal: false, Cancellation);

        await Should.ThrowAsync<PoolBusyException>(
            RebuiltPools.Of(pool).Run(pool.Pool, RebuildWay.Fold, Duration.FromMilliseconds(50), keep: true, Cancellation));
        await _pools.NoShadowIsLeft();
    }

    [Fact]
    public async Task What_is_recorded_between_the_replay_and_the_mending_is_in_both()
    {
        var pool = await RecordedPool.In(postgres, "330915");
        var history = GeneratedHistory.Of(7, 3 * RebuiltPools.SomeRows);
        await pool.Record([.. history.Take(RebuiltPools.SomeRows / 2)], batch: 70);
        await _pools.Execute("update ledger.fund_book set balance_fen = balance_fen + 1 where pool = '330915' and fund = 'resident'");
        await _pools.Execute("delete from ledger.institution_year where pool = '330915'");
        Task<RebuiltPool> running;
        await using (var append = await pool.Ledger.Store.Begin(pool.Pool, RecordedPool.Wait, rehearsal: false, Cancellation))
        {
            running = RebuiltPools.Rebuild(pool, keep: true);
            await _pools.Waiting();
            // More than a block of history, and originals that were replayed before.
            await pool.Record(append, [.. history.Skip(RebuiltPools.SomeRows / 2)]);
            await append.Commit(Cancellation);
        }

        var rebuilt = await running;

        rebuilt.Position.ShouldBe((await pool.Log()).Count);
        rebuilt.Differences.Select(one => one.Table).ToHashSet().ShouldBe(["fund_book", "institution_year"], ignoreOrder: true);
        (await RebuiltPools.Rebuild(pool, keep: false)).Differing.ShouldBe(0);
    }
}
