using Ledger.Domain;
using Ledger.Testing;
using static Ledger.EventStore.Tests.TestLog;

namespace Ledger.EventStore.Tests;

/// <summary>What one append does to a pool's log, and what it leaves when it does not commit.</summary>
public sealed class AppendTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Positions_start_at_1_and_leave_no_gap()
    {
        var log = await In(postgres);
        var pool = PoolCode.Of("100001");

        (await log.Append(pool, Event("A"), Event("B"))).ShouldBe(1);
        (await log.Append(pool, Event("C"))).ShouldBe(3);

        (await log.Read(pool)).Select(one => one.Position).ShouldBe([1, 2, 3]);
        (await log.Head(pool)).ShouldBe(3);
    }

    [Fact]
    public async Task Several_appends_of_one_transaction_follow_one_another()
    {
        var log = await In(postgres);
        var pool = PoolCode.Of("100002");
        var cancellation = TestContext.Current.CancellationToken;

        await using (var append = await log.Begin(pool))
        {
            (await append.Append([Event("A"), Event("B", "other")], null, cancellation)).ShouldBe(1);
            (await append.Append([Event("C")], null, cancellation)).ShouldBe(3);
            await append.Commit(cancellation);
        }

        (await log.Read(pool)).Select(one => (one.Stream, one.Version, one.Position))
            .ShouldBe([("fund/resident", 1, 1), ("other", 1, 2), ("fund/resident", 2, 3)]);
    }

    [Fact]
    public async Task Each_stream_counts_its_own_versions_from_1()
    {
        var log = await In(postgres);
        var pool = PoolCode.Of("100003");

        await log.Append(pool, Event("A", "one"), Event("B", "two"), Event("C", "one"));
        await log.Append(pool, Event("D", "two"));

        (await log.Read(pool)).Select(one => (one.Stream, one.Version))
            .ShouldBe([("one", 1), ("two", 1), ("one", 2), ("two", 2)]);
        (await log.Ask("select string_agg(id || ':' || version, ' ' order by id) from ledger.mt_streams "
            + "where tenant_id = '100003'")).ShouldBe("one:2 two:2");
    }

    [Fact]
    public async Task A_stream_at_the_expected_version_takes_the_append()
    {
        var log = await In(postgres);
        var pool = PoolCode.Of("100004");
        var cancellation = TestContext.Current.CancellationToken;
        await log.Append(pool, Event("A", "one"));

        await using var append = await log.Begin(pool);
        var expected = new Dictionary<string, long> { ["one"] = 1, ["new"] = 0 };
        (await append.Append([Event("B", "one")], expected, cancellation)).ShouldBe(2);
    }

    [Theory]
    [InlineData("one", 0, 1)]
    [InlineData("one", 2, 1)]
    [InlineData("not there", 1, 0)]
    public async Task Another_version_than_expected_is_refused_and_nothing_is_written(
        string stream, long expected, long found)
    {
        var log = await In(postgres);
        var pool = PoolCode.Of($"10010{expected}");
        var cancellation = TestContext.Current.CancellationToken;
        if (await log.Head(pool) == 0) await log.Append(pool, Event("A", "one"));
        var before = await log.Head(pool);

        await using (var append = await log.Begin(pool))
        {
            var refused = await Should.ThrowAsync<StreamVersionException>(() => append.Append(
                [Event("B", "one"), Event("C", "another")],
                new Dictionary<string, long> { [stream] = expected }, cancellation));
            (refused.Stream, refused.Expected, refused.Found).ShouldBe((stream, expected, found));
            append.Position.ShouldBe(before);
            await append.Commit(cancellation);
        }

        (await log.Head(pool)).ShouldBe(before);
        (await log.Read(pool)).Count.ShouldBe(1);
        (await log.ReadStream(pool, "another")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_append_that_is_not_committed_leaves_no_trace()
    {
        var log = await In(postgres);
        var pool = PoolCode.Of("100005");
        await log.Append(pool, Event("A"));
        var before = await Trace(log, pool);

        await using (var append = await log.Begin(pool))
        {
            await append.Append([Event("B"), Event("C", "other")], null,
                TestContext.Current.CancellationToken);
        }

        (await Trace(log, pool)).ShouldBe(before);
        (await log.Append(pool, Event("D"))).ShouldBe(2);
    }

    [Fact]
    public async Task Two_pools_do_not_see_each_other()
    {
        var log = await In(postgres);
        var (left, right) = (PoolCode.Of("100006"), PoolCode.Of("100007"));

        await log.Append(left, Event("L1", "same"), Event("L2", "same"));
        await log.Append(right, Event("R1", "same"));

        (await log.Read(left)).Select(one => one.Correlation).ShouldBe(["L1", "L2"]);
        (await log.Read(right)).Select(one => (one.Correlation, one.Position, one.Version)).ShouldBe([("R1", 1, 1)]);
        (await log.ReadStream(right, "same")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_append_of_one_pool_does_not_wait_for_that_of_another()
    {
        var log = await In(postgres);
        var (left, right) = (PoolCode.Of("100008"), PoolCode.Of("100009"));
        await log.Append(left, Event("A"));

        await using var held = await log.Begin(left);
        (await log.Append(right, Event("B"))).ShouldBe(1);
    }

    // Everything that the store keeps of a pool, with the instants of its rows.
    private static async Task<object?> Trace(TestLog log, PoolCode pool) => await log.Ask($"""
        select concat(
            (select string_agg(e::text, ' ' order by seq_id) from ledger.mt_events e where tenant_id = '{pool}'),
            (select string_agg(s::text, ' ' order by id) from ledger.mt_streams s where tenant_id = '{pool}'),
            (select h::text from ledger.pool_head h where pool = '{pool}'),
            (select last_value from ledger.mt_events_sequence_{pool}))
        """);
}
