using Ledger.Projections.Following;
using Ledger.Testing;
using Npgsql;

namespace Ledger.Projections.Tests.Following;

/// <summary>What follows the log counts each event once, whoever follows and however they come between each other.</summary>
public sealed class FollowerTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    private const int Rows = 600;
    private const int Followers = 4;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Several_followers_of_a_growing_log_count_each_event_once()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var pool = await FollowedPool.With(postgres, "620001", seed, Rows);

        var followers = Enumerable.Range(0, Followers).Select(each => Task.Run(() => Follow(pool, turn: 5 + each))).ToList();
        for (var more = 0; more < 20; more++)
            await pool.Send([[Entries.Pay($"MORE-{more}", "2025-03-01", 1)]]);
        await Task.WhenAll(followers);
        await pool.Follow();

        (await pool.Differing()).ShouldBe(0);
        (await pool.Number("select position from ledger.followed where pool = '620001'")).ShouldBe(await pool.Head());
        (await pool.Number("select count(*) from ledger.person_entry where pool = '620001'")).ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task The_position_that_a_reader_is_given_is_that_of_the_figures()
    {
        var pool = await FollowedPool.With(postgres, "620002", seed: 1, rows: 100);
        var head = await pool.Head();

        (await pool.Follow(eventsPerTurn: 7)).ShouldBe(head);
        (await pool.Follow(eventsPerTurn: 7)).ShouldBe(head);
    }

    [Fact]
    public async Task A_turn_takes_no_more_than_its_share_and_says_whether_there_was_something()
    {
        var pool = await FollowedPool.With(postgres, "620003", seed: 1, rows: 100);
        var follower = pool.Follower(eventsPerTurn: 60);
        var head = await pool.Head();
        head.ShouldBeInRange(61, 119);

        (await follower.TakeTurn(pool.Recorded.Pool, Cancellation)).ShouldBeTrue();
        (await pool.Number("select position from ledger.followed where pool = '620003'")).ShouldBe(60);
        (await follower.TakeTurn(pool.Recorded.Pool, Cancellation)).ShouldBeTrue();
        (await pool.Number("select position from ledger.followed where pool = '620003'")).ShouldBe(head);
        (await follower.TakeTurn(pool.Recorded.Pool, Cancellation)).ShouldBeFalse();
    }

    [Fact]
    public async Task The_lag_of_a_pool_is_its_events_and_the_age_of_the_oldest_that_waits()
    {
        var pool = await FollowedPool.With(postgres, "620004", seed: 1, rows: 50);
        var head = await pool.Head();
        await pool.Execute(Tampering.With("update ledger.mt_events set timestamp = now() - interval '90 s' where tenant_id = '620004'"));

        var lag = await Lag(pool);
        (lag.Position, lag.Followed, lag.EventsBehind, lag.Parked, lag.HasWork).ShouldBe((head, 0, head, 0, true));
        lag.SecondsBehind.ShouldBeInRange(90, 900);

        await pool.Follow();
        (await Lag(pool)).ShouldSatisfyAllConditions(it => it.TreesBehind.ShouldBe(head), it => it.HasWork.ShouldBeTrue());
        await new EventStore.Proofs.InstitutionTrees(pool.Recorded.Ledger.Database).CatchUp(pool.Recorded.Pool, Cancellation);
        lag = await Lag(pool);
        (lag.Followed, lag.EventsBehind, lag.SecondsBehind, lag.HasWork).ShouldBe((head, 0, 0, false));
    }

    [Fact]
    public async Task A_follower_that_was_stopped_while_it_held_the_position_is_ended_and_the_work_goes_on()
    {
        var pool = await FollowedPool.With(postgres, "620008", seed: 1, rows: 50);
        await using var stopped = await Holding("620008", "ledger follower");

        (await pool.Follow(eventsPerTurn: 20)).ShouldBe(await pool.Head());

        await Should.ThrowAsync<NpgsqlException>(stopped.Execute("select 1"));
        (await pool.Differing()).ShouldBe(0);
    }

    [Fact]
    public async Task Another_that_holds_the_position_such_as_a_rebuild_is_waited_for()
    {
        var pool = await FollowedPool.With(postgres, "620009", seed: 1, rows: 50);
        await using var holding = await Holding("620009", "ledger");

        var following = pool.Follow();
        // Its third try to have the row: by then it would have ended one that was stopped.
        var tries = new HashSet<DateTime>();
        while (tries.Count < 3) tries.UnionWith(await Tries());
        following.IsCompleted.ShouldBeFalse();
        await holding.Execute("commit");

        (await following).ShouldBe(await pool.Head());
    }

    [Fact]
    public async Task A_pool_is_leased_to_one_at_a_time_and_goes_with_its_session()
    {
        var (pool, other) = (Domain.PoolCode.Of("620005"), Domain.PoolCode.Of("620006"));
        await using var first = await FollowerLease.Open(postgres.DataSource, Cancellation);
        await using var second = await FollowerLease.Open(postgres.DataSource, Cancellation);

        (await first.TryTake(pool, Cancellation)).ShouldBeTrue();
        (await second.TryTake(pool, Cancellation)).ShouldBeFalse();
        (await second.TryTake(other, Cancellation)).ShouldBeTrue();
        await first.Release(pool, Cancellation);
        (await second.TryTake(pool, Cancellation)).ShouldBeTrue();

        await using (var end = postgres.DataSource.CreateCommand($"select pg_terminate_backend({second.Connection.ProcessID}, 5000)"))
            (await end.ExecuteScalarAsync(Cancellation)).ShouldBe(true);
        (await first.TryTake(pool, Cancellation)).ShouldBeTrue();
        (await first.TryTake(other, Cancellation)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_lease_that_is_given_up_leaves_a_session_like_any_other()
    {
        await using var database = Api.LedgerContext.DataSource(postgres.ConnectionString + ";Maximum Pool Size=1");
        await using (var lease = await FollowerLease.Open(database, Cancellation))
            (await lease.TryTake(Domain.PoolCode.Of("620007"), Cancellation)).ShouldBeTrue();

        await using var same = await database.OpenConnectionAsync(Cancellation);
        await using var command = new NpgsqlCommand("""
            select current_setting('idle_session_timeout') || ' ' || current_setting('application_name') || ' '
                || (select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid())
            """, same);
        (await command.ExecuteScalarAsync(Cancellation)).ShouldBe("0 ledger 0");
    }

    // A session that is not ended by itself, since the server ends those of followers that are idle.
    private async Task<Session> Holding(string pool, string name)
    {
        var session = new Session(await postgres.DataSource.OpenConnectionAsync(Cancellation));
        await session.Execute($"insert into ledger.followed (pool, position) values ('{pool}', 0)");
        await session.Execute($"""
            begin;
            set local application_name = '{name}';
            select position from ledger.followed where pool = '{pool}' for update
            """);
        return session;
    }

    private sealed record Session(NpgsqlConnection Connection) : IAsyncDisposable
    {
        public async Task Execute(string sql)
        {
            await using var command = new NpgsqlCommand(sql, Connection);
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        public ValueTask DisposeAsync() => Connection.DisposeAsync();
    }

    // When what waits for a lock now began to wait.
    private async Task<IReadOnlyList<DateTime>> Tries()
    {
        await using var command = postgres.DataSource.CreateCommand("""
            select query_start from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
            """);
        return await command.ExecuteScalarAsync(Cancellation) is DateTime start ? [start] : [];
    }

    private static async Task Follow(FollowedPool pool, int turn)
    {
        var follower = pool.Follower(turn);
        while (await follower.TakeTurn(pool.Recorded.Pool, Cancellation)) { }
    }

    private async Task<FollowingLag> Lag(FollowedPool pool)
    {
        await using var connection = await postgres.DataSource.OpenConnectionAsync(Cancellation);
        return (await FollowingLag.All(connection, Cancellation)).Single(lag => lag.Pool == pool.Recorded.Pool);
    }
}
