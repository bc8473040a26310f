using Ledger.Domain;
using Ledger.EventStore.Proofs;
using Ledger.Testing;
using static Ledger.EventStore.Tests.TestLog;

namespace Ledger.EventStore.Tests.Proofs;

/// <summary>
/// The detection matrix: whatever somebody who owns the database does to a log of 700 events, verifying names it at its
/// position. Some rows are the ways in which the chains of other ledgers fail, by name.
/// </summary>
public sealed class DetectionTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int Events = 700;
    private const int Touched = 300;

    private static int _lastPool = 191_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What is done to the pool, what must be found and where, and whether the root over the events is another.</summary>
    public static TheoryData<string, string, LogFault, long, bool> Deeds => new()
    {
        // Payload not hashed: the amount could be edited.
        { "an amount", "update EVENTS set data = jsonb_set(data, '{Amount}', '2') where seq_id = 300", LogFault.EventChanged, Touched, true },
        { "a date", "update EVENTS set data = jsonb_set(data, '{CashDate}', '\"2025-03-02\"') where seq_id = 300", LogFault.EventChanged, Touched, true },
        { "a property that nobody knows", "update EVENTS set data = data || '{\"X\": 1}' where seq_id = 300", LogFault.EventChanged, Touched, true },
        { "a property taken out", "update EVENTS set data = data - 'Fund' where seq_id = 300", LogFault.EventChanged, Touched, true },
        { "the actor", "update EVENTS set user_name = 'another' where seq_id = 300", LogFault.EventChanged, Touched, true },
        { "the actor to nobody", "update EVENTS set user_name = null where seq_id = 300", LogFault.EventChanged, Touched, true },
        { "the instant by a microsecond", "update EVENTS set timestamp = timestamp + interval '1 microsecond' where seq_id = 300", LogFault.EventChanged, Touched, true },
        { "the type", "update EVENTS set type = 'premium_received' where seq_id = 300", LogFault.EventChanged, Touched, true },
        { "the type of .NET", "update EVENTS set mt_dotnet_type = 'X' where seq_id = 300", LogFault.EventChanged, Touched, true },
        { "the id", "update EVENTS set id = gen_random_uuid() where seq_id = 300", LogFault.EventChanged, Touched, true },
        { "headers", "update EVENTS set headers = '{}' where seq_id = 300", LogFault.EventChanged, Touched, true },
        { "binary data", "update EVENTS set bdata = '' where seq_id = 300", LogFault.EventChanged, Touched, true },
        { "archived", "update EVENTS set is_archived = true where seq_id = 300", LogFault.EventChanged, Touched, true },
        { "archived to unknown", "update EVENTS set is_archived = null where seq_id = 300", LogFault.EventChanged, Touched, true },
        { "the version", "update EVENTS set version = 1000 where seq_id = 300", LogFault.EventChanged, Touched, true },
        { "the stream", "update EVENTS set stream_id = 'other' where seq_id = 300", LogFault.EventChanged, Touched, true },
        { "the stream, as its stream sees it", "update EVENTS set stream_id = 'other', version = 1 where seq_id = 300", LogFault.StreamChanged, Touched, true },
        // Fields not delimited: a letter could be moved from one to the next.
        { "a letter moved over the edge of a field", "update EVENTS set causation_id = right(correlation_id, 1) || causation_id, correlation_id = left(correlation_id, -1) where seq_id = 300", LogFault.EventChanged, Touched, true },
        { "two bodies swapped", "update EVENTS as e set data = o.data from EVENTS as o where o.seq_id = 601 - e.seq_id and e.seq_id in (300, 301)", LogFault.EventChanged, Touched, true },
        { "an event deleted", "delete from EVENTS where seq_id = 300", LogFault.EventMissing, Touched, true },
        { "the tail deleted", "delete from EVENTS where seq_id > 690", LogFault.EventMissing, 691, true },
        { "a stream deleted", "delete from EVENTS where stream_id = 's-3'; delete from ledger.mt_streams where tenant_id = 'POOL' and id = 's-3'", LogFault.EventMissing, 4, true },
        { "an event moved", "update EVENTS set seq_id = 900 where seq_id = 300", LogFault.EventMissing, Touched, true },
        { "an event moved, where it is now", "update EVENTS set seq_id = 900 where seq_id = 300", LogFault.EventBeyondHead, 900, true },
        { "an event inserted", "insert into EVENTS select 701, gen_random_uuid(), stream_id, 900, data, bdata, type, timestamp, tenant_id from EVENTS where seq_id = 700", LogFault.EventBeyondHead, 701, false },
        { "an event inserted before the first", "insert into EVENTS select 0, gen_random_uuid(), stream_id, 900, data, bdata, type, timestamp, tenant_id from EVENTS where seq_id = 700", LogFault.EventBeyondHead, 0, false },
        { "a leaf", "update ledger.log_leaves set hashes = overlay(hashes placing '\\x00'::bytea from 1) where pool = 'POOL' and first = 301", LogFault.EventChanged, 301, false },
        { "leaves deleted", "delete from ledger.log_leaves where pool = 'POOL' and first = 301", LogFault.LeafMissing, 301, false },
        { "leaves added", "insert into ledger.log_leaves values ('POOL', 5000, decode(repeat('00', 32), 'hex'))", LogFault.LeafBeyondHead, 5000, false },
        { "a node", "update ledger.log_nodes set hash = decode(repeat('00', 32), 'hex') where pool = 'POOL' and index = 1", LogFault.NodeChanged, 257, false },
        { "a node deleted", "delete from ledger.log_nodes where pool = 'POOL' and index = 1", LogFault.NodeChanged, 257, false },
        { "a node added", "insert into ledger.log_nodes values ('POOL', 1, 2, decode(repeat('00', 32), 'hex'))", LogFault.NodeBeyondHead, 513, false },
        { "the head's edge", "update ledger.pool_head set tree_edge = set_byte(tree_edge, 0, 255 - get_byte(tree_edge, 0)) where pool = 'POOL'", LogFault.HeadChanged, Events, false },
        { "the head's position", "update ledger.pool_head set position = 690 where pool = 'POOL'", LogFault.EventBeyondHead, 691, true },
        { "the head's position forward", "update ledger.pool_head set position = 701 where pool = 'POOL'", LogFault.EventMissing, 701, true },
        { "the head's position far away", "update ledger.pool_head set position = 1000000000000000 where pool = 'POOL'", LogFault.HeadChanged, 1_000_000_000_000_000, true },
        { "an edge of another size", "update ledger.pool_head set tree_size = 1 where pool = 'POOL'", LogFault.HeadChanged, Events, false },
        { "a stream's version", "update ledger.mt_streams set version = version + 1 where tenant_id = 'POOL' and id = 's-3'", LogFault.StreamChanged, 4, false },
        { "a stream's row", "delete from ledger.mt_streams where tenant_id = 'POOL' and id = 's-3'", LogFault.StreamChanged, 4, false },
        { "a stream that never was", "insert into ledger.mt_streams values ('POOL', 'ghost', null, 1)", LogFault.StreamChanged, Events, false },
    };

    [Theory]
    [MemberData(nameof(Deeds))]
    public async Task It_is_found_at_its_position(string what, string deed, LogFault fault, long position, bool isAnotherRoot)
    {
        var (log, pool) = await Recorded();
        var before = await Verify(pool);
        before.Findings.ShouldBeEmpty();

        await Do(log, pool, deed);

        var verdict = await Verify(pool);
        verdict.Findings.Select(one => (one.Position, one.Fault)).ShouldContain((position, fault), what);
        verdict.Root.AsSpan().SequenceEqual(before.Root).ShouldBe(!isAnotherRoot, what);
    }

    [Theory]
    [InlineData("update EVENTS set data = jsonb_set(data, '{Amount}', '2') where seq_id = 300")]
    [InlineData("update EVENTS set user_name = null where seq_id = 300")]
    public async Task Of_an_event_that_was_changed_nothing_else_is_said(string deed)
    {
        var (log, pool) = await Recorded();
        await Do(log, pool, deed);
        (await Verify(pool)).Findings.ShouldBe([new(Touched, LogFault.EventChanged)]);
    }

    [Fact]
    public async Task A_head_that_is_none_stops_the_log_and_says_so()
    {
        var (log, pool) = await Recorded();
        await Do(log, pool, "update ledger.pool_head set tree_size = 1 where pool = 'POOL'");
        (await Should.ThrowAsync<LogTreeException>(() => log.Append(pool, Event("B")))).Message.ShouldContain("run ./ledger verify");
        await Should.ThrowAsync<LogTreeException>(() => new LogProofs(postgres.DataSource).Head(pool, Cancellation));
    }

    // Head kept in the same database only: whoever owns it makes all hashes again.
    [Fact]
    public async Task What_was_rewritten_with_fresh_hashes_is_caught_by_a_root_that_was_kept_outside()
    {
        var (log, pool) = await Recorded();
        var kept = await Kept(pool, 500);
        await Rewritten(log, pool, $"update {EventsOf(pool)} set data = jsonb_set(data, '{{Amount}}', '2') where seq_id = 300");

        (await Verify(pool)).Findings.ShouldBeEmpty();
        (await Verify(pool, kept)).Findings.ShouldBe([new(500, LogFault.CheckpointDiffers, "500")]);
    }

    [Fact]
    public async Task What_was_cut_off_with_fresh_hashes_is_caught_by_a_root_that_was_kept_outside()
    {
        var (log, pool) = await Recorded();
        var kept = await Kept(pool, Events);
        await Rewritten(log, pool, $"""
            delete from {EventsOf(pool)} where seq_id > 690; update ledger.pool_head set position = 690 where pool = '{pool}';
            update ledger.mt_streams as s set version = e.last from (
                select stream_id, max(version) as last from {EventsOf(pool)} group by stream_id) as e
            where s.tenant_id = '{pool}' and s.id = e.stream_id
            """);

        (await Verify(pool)).Findings.ShouldBeEmpty();
        (await Verify(pool, kept)).Findings.ShouldBe([new(690, LogFault.CheckpointBeyondHead, "700")]);
    }

    [Fact]
    public async Task Since_a_checkpoint_only_what_is_after_it_is_read_and_what_is_before_it_is_held_to_its_root()
    {
        var (log, pool) = await Recorded();
        var kept = await Kept(pool, 512);
        var since = await Verify(pool, since: true, kept);
        (since.Events, since.Findings.Count).ShouldBe((Events - 512, 0));
        since.Root.ShouldBe((await Verify(pool)).Root);

        await Do(log, pool, "update EVENTS set data = jsonb_set(data, '{Amount}', '2') where seq_id = 600");
        (await Verify(pool, since: true, kept)).Findings.ShouldContain(new LogFinding(600, LogFault.EventChanged));
        (await Verify(pool, since: true, kept with { Root = new byte[32] })).Findings
            .ShouldContain(new LogFinding(512, LogFault.CheckpointDiffers, "512"));
        await Do(log, pool, "update ledger.log_nodes set hash = decode(repeat('00', 32), 'hex') where pool = 'POOL' and index = 0");
        (await Verify(pool, since: true, kept)).Findings.ShouldContain(new LogFinding(512, LogFault.CheckpointDiffers, "512"));
    }

    [Fact]
    public async Task More_findings_than_are_listed_are_counted()
    {
        var log = await In(postgres);
        var pool = NextPool();
        await log.Append(pool, [.. Enumerable.Range(0, 1_500).Select(number => Event($"A-{number}"))]);
        await Do(log, pool, "update EVENTS set user_name = 'another'");
        var verdict = await Verify(pool);
        verdict.Findings.Select(one => one.Position).ShouldBe(Enumerable.Range(1, LogVerification.FindingsMax).Select(one => (long)one));
        verdict.Count.ShouldBe(1_500);

        // What is wrong with the whole is never crowded out.
        await Do(log, pool, "update ledger.pool_head set tree_edge = set_byte(tree_edge, 0, 255 - get_byte(tree_edge, 0)) where pool = 'POOL'");
        var worse = await Verify(pool);
        worse.Findings.Count.ShouldBe(LogVerification.FindingsMax);
        worse.Findings.ShouldContain(new LogFinding(1_500, LogFault.HeadChanged));
    }

    private static PoolCode NextPool() => PoolCode.Of($"{Interlocked.Increment(ref _lastPool)}");

    private static string EventsOf(PoolCode pool) => $"ledger.mt_events_{pool}";

    private async Task<(TestLog Log, PoolCode Pool)> Recorded()
    {
        var log = await In(postgres);
        var pool = NextPool();
        // As single commands and batches make it.
        for (var number = 0; number < 4; number++) await log.Append(pool, Event($"A-{number}", $"s-{number % 7}"));
        await log.Append(pool, [.. Enumerable.Range(4, 296).Select(number => Event($"A-{number}", $"s-{number % 7}", fen: number))]);
        await log.Append(pool, [.. Enumerable.Range(300, Events - 300).Select(number => Event($"A-{number}", $"s-{number % 7}"))]);
        return (log, pool);
    }

    private static Task Do(TestLog log, PoolCode pool, string deed) => log.Execute(Tampering.With(deed
        .Replace("EVENTS", EventsOf(pool), StringComparison.Ordinal).Replace("POOL", pool.Text, StringComparison.Ordinal)));

    // The insider has this program.
    private static async Task Rewritten(TestLog log, PoolCode pool, string deed)
    {
        await log.Execute(Tampering.With($"""
            {deed}; delete from ledger.log_leaves where pool = '{pool}'; delete from ledger.log_nodes where pool = '{pool}';
            update ledger.pool_head set tree_size = 0, tree_edge = '' where pool = '{pool}'
            """));
        await log.Store.GrowTrees(Wait, Cancellation);
    }

    private async Task<SignedRoot> Kept(PoolCode pool, long size) =>
        new(size, await new LogProofs(postgres.DataSource).Root(pool, size, Cancellation));

    private Task<LogVerdict> Verify(PoolCode pool, params SignedRoot[] known) => Verify(pool, since: false, known);

    private Task<LogVerdict> Verify(PoolCode pool, bool since, params SignedRoot[] known) =>
        new LogVerification(postgres.DataSource, pool).Run(known, since, _ => { }, Cancellation);
}
