using Ledger.Domain;
using Ledger.Testing;
using NodaTime;
using static Ledger.EventStore.Tests.TestLog;

namespace Ledger.EventStore.Tests;

/// <summary>Reading forward, reading a stream, and the instants and ids that an event is given.</summary>
public sealed class ReadTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task A_range_of_positions_includes_both_ends()
    {
        var log = await In(postgres);
        var pool = PoolCode.Of("200001");
        await log.Append(pool, [.. Enumerable.Range(1, 10).Select(number => Event($"D{number}"))]);

        (await log.Read(pool, 3, 5)).Select(one => one.Correlation).ShouldBe(["D3", "D4", "D5"]);
        (await log.Read(pool, 10, 99)).Count.ShouldBe(1);
        (await log.Read(pool, 11, 99)).ShouldBeEmpty();
        (await log.Read(pool, 5, 4)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pool_that_was_never_written_reads_as_empty()
    {
        var log = await In(postgres);
        (await log.Read(PoolCode.Of("299999"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stream_reads_in_the_order_of_its_versions_within_the_positions_asked_for()
    {
        var log = await In(postgres);
        var pool = PoolCode.Of("200002");
        await log.Append(pool, Event("A", "one"), Event("B", "two"), Event("C", "one"), Event("D", "one"));

        (await log.ReadStream(pool, "one")).Select(one => (one.Correlation, one.Version))
            .ShouldBe([("A", 1), ("C", 2), ("D", 3)]);
        (await log.ReadStream(pool, "one", 2, 3)).Select(one => one.Correlation).ShouldBe(["C"]);
        (await log.ReadStream(pool, "three")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_appended_is_read_back_whole()
    {
        var log = await In(postgres);
        var pool = PoolCode.Of("200003");
        var sent = Event("A", "a/stream", fen: 12_345_67) with { Causation = null };
        await log.Append(pool, sent);

        var read = (await log.Read(pool)).Single();
        read.Body.ShouldBe(sent.Body);
        (read.Pool, read.Stream, read.Type, read.Actor, read.Correlation, read.Causation)
            .ShouldBe((pool, "a/stream", "interest_credited", "tester", "A", null));
    }

    [Fact]
    public async Task Recorded_instants_never_go_back()
    {
        var log = await In(postgres);
        var pool = PoolCode.Of("200004");
        for (var number = 0; number < 5; number++) await log.Append(pool, Event($"D{number}"));

        var recorded = (await log.Read(pool)).ConvertAll(one => one.Recorded);
        recorded.ShouldBe(recorded.Order());
    }

    [Fact]
    public async Task A_clock_behind_the_head_does_not_turn_time_back()
    {
        var log = await In(postgres);
        var pool = PoolCode.Of("200005");
        await log.Append(pool, Event("A"));
        await log.Execute("update ledger.pool_head set recorded_at = '2999-01-01 00:00:00.000001Z' where pool = '200005'");

        await log.Append(pool, Event("B"));

        var ahead = Instant.FromUtc(2999, 1, 1, 0, 0) + Duration.FromTicks(10);
        (await log.Read(pool)).ConvertAll(one => one.Recorded)[1].ShouldBe(ahead);
        (await log.Ask("select timestamp = '2999-01-01 00:00:00.000001Z' from ledger.mt_streams "
            + "where tenant_id = '200005'")).ShouldBe(true);
        (await log.Ask("select recorded_at = '2999-01-01 00:00:00.000001Z' from ledger.pool_head "
            + "where pool = '200005'")).ShouldBe(true);
    }

    [Fact]
    public async Task An_id_is_made_of_pool_and_position()
    {
        var log = await In(postgres);
        var pool = PoolCode.Of("330825");
        await log.Append(pool, Event("A"), Event("B"));

        // 330825 is 0x00050C49; then version 8, the variant's two bits, and the position.
        (await log.Read(pool)).Select(one => one.Id.ToString())
            .ShouldBe(["00050c49-0000-8000-8000-000000000001", "00050c49-0000-8000-8000-000000000002"]);
    }

    [Theory]
    [InlineData("000000", 1, "00000000-0000-8000-8000-000000000001")]
    [InlineData("999999", 0x0123456789ABCDEF, "000f423f-0000-8000-8123-456789abcdef")]
    [InlineData("999999", 0x3FFFFFFFFFFFFFFF, "000f423f-0000-8000-bfff-ffffffffffff")]
    public void An_id_has_version_8_and_the_variant_of_the_standard(string pool, long position, string id) =>
        EventIds.Of(PoolCode.Of(pool), position).ToString().ShouldBe(id);
}
