using Ledger.Domain;
using Ledger.Testing;
using NodaTime;
using static Ledger.EventStore.Tests.TestLog;

namespace Ledger.EventStore.Tests;

/// <summary>A pool becomes a tenant once, when it is first written; and one writer at a time holds it.</summary>
public sealed class RegistrationTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int Writers = 12;

    [Fact]
    public async Task Many_first_writers_at_once_register_a_pool_once()
    {
        var log = await In(postgres);
        var pool = PoolCode.Of("300001");

        var firsts = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer =>
            Task.Run(() => log.Append(pool, Event($"W{writer}")))));

        firsts.Order().ShouldBe(Enumerable.Range(1, Writers).Select(position => (long)position));
        (await log.Ask("select count(*) from ledger.mt_tenant_partitions where partition_value = '300001'"))
            .ShouldBe(1L);
    }

    [Fact]
    public async Task Many_pools_are_registered_at_once_without_a_deadlock()
    {
        var log = await In(postgres);

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer =>
            Task.Run(() => log.Append(PoolCode.Of($"3001{writer:00}"), Event("A")))));

        (await log.Ask("select count(*) from ledger.mt_tenant_partitions where partition_value like '3001%'"))
            .ShouldBe((long)Writers);
    }

    [Fact]
    public async Task A_pool_without_events_is_not_shown()
    {
        var log = await In(postgres);
        var pool = PoolCode.Of("300002");

        await using (await log.Begin(pool)) { }

        (await log.Store.Pools(TestContext.Current.CancellationToken)).ShouldNotContain(head => head.Pool == pool);
    }

    [Fact]
    public async Task A_rehearsal_leaves_nothing_registered()
    {
        var log = await In(postgres);

        await using (var append = await log.Begin(PoolCode.Of("300003"), rehearsal: true))
        {
            (await append.Append([Event("A")], null, TestContext.Current.CancellationToken)).ShouldBe(1);
        }

        (await log.Ask("""
            select (select count(*) from pg_class where relname like '%300003%')
                + (select count(*) from ledger.mt_tenant_partitions where partition_value = '300003')
                + (select count(*) from ledger.pool_head where pool = '300003')
            """)).ShouldBe(0L);
    }

    [Fact]
    public async Task A_rehearsal_of_a_known_pool_sees_its_log_and_leaves_it()
    {
        var log = await In(postgres);
        var pool = PoolCode.Of("300004");
        await log.Append(pool, Event("A"));

        await using (var append = await log.Begin(pool, rehearsal: true))
            (await append.Append([Event("B")], null, TestContext.Current.CancellationToken)).ShouldBe(2);

        (await log.Read(pool)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_writer_that_has_waited_long_enough_is_told_that_the_pool_is_busy()
    {
        var log = await In(postgres);
        var pool = PoolCode.Of("300005");
        var wait = Duration.FromMilliseconds(300);
        await using var held = await log.Begin(pool);

        var waited = System.Diagnostics.Stopwatch.StartNew();
        var busy = await Should.ThrowAsync<PoolBusyException>(() =>
            log.Store.Begin(pool, wait, rehearsal: false, TestContext.Current.CancellationToken));

        waited.Elapsed.ShouldBeGreaterThanOrEqualTo(wait.ToTimeSpan() - TimeSpan.FromMilliseconds(20));
        waited.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        busy.Message.ShouldContain("300005");
    }

    [Fact]
    public async Task A_writer_that_waits_goes_on_when_the_other_is_done()
    {
        var log = await In(postgres);
        var pool = PoolCode.Of("300006");
        Task<long> waiting;
        await using (var held = await log.Begin(pool))
        {
            await held.Append([Event("A")], null, TestContext.Current.CancellationToken);
            waiting = log.Append(pool, Event("B"));
            await held.Commit(TestContext.Current.CancellationToken);
        }

        (await waiting).ShouldBe(2);
    }

    [Fact]
    public async Task A_new_pool_that_is_being_rehearsed_is_busy_for_another_writer_too()
    {
        var log = await In(postgres);
        var pool = PoolCode.Of("300007");
        await using var rehearsal = await log.Begin(pool, rehearsal: true);

        await Should.ThrowAsync<PoolBusyException>(() => log.Store.Begin(
            pool, Duration.FromMilliseconds(200), rehearsal: false, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Others_are_registered_and_read_while_a_new_pool_is_rehearsed()
    {
        var log = await In(postgres);
        var known = PoolCode.Of("300008");
        await log.Append(known, Event("A"));
        await using var rehearsal = await log.Begin(PoolCode.Of("300009"), rehearsal: true);

        (await log.Read(known)).Count.ShouldBe(1);
        (await log.Append(known, Event("B"))).ShouldBe(2);
    }
}
