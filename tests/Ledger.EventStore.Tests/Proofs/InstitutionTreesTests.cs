using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.EventStore.Proofs;
using Ledger.Testing;
using static Ledger.EventStore.Tests.TestLog;

namespace Ledger.EventStore.Tests.Proofs;

/// <summary>
/// The trees of institutions follow the log, and what is proved of them is what somebody finds who has the whole log and
/// the definitions.
/// </summary>
public sealed class InstitutionTreesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string X = "H00000000005";
    private const string Nobody = "H00000000006";

    private static int _lastPool = 192_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private InstitutionProofs Proofs => new(postgres.DataSource);

    private InstitutionTrees Trees => new(postgres.DataSource);

    [Fact]
    public async Task At_every_size_the_map_is_that_of_the_definitions_however_the_log_was_followed()
    {
        var (log, pool) = await Recorded(0);
        var random = new Random(7);
        for (var number = 0; number < 400;)
        {
            var some = random.Next(3) switch { 0 => 1, 1 => random.Next(1, 9), _ => random.Next(30, 90) };
            await log.Append(pool, [.. Enumerable.Range(number, some).Select(Entry)]);
            number += some;
            if (random.Next(3) > 0) await Trees.CatchUp(pool, Cancellation);
        }
        var head = await Trees.CatchUp(pool, Cancellation);
        head.ShouldBe(await log.Store.Head(pool, Cancellation));
        var events = await Naive(pool);

        foreach (var size in (long[])[1, 2, 31, 32, 33, 64, 150, head - 1, head])
            (await Proofs.Map(pool, size, Cancellation)).ShouldBe(NaiveMap(events.Where(one => one.Position <= size)), $"{size}");
        (await Verify(pool, new SignedRoot(150, await Root(pool, 150), await Proofs.Map(pool, 150, Cancellation)))).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task All_events_of_an_institution_are_proved_and_one_left_out_or_put_in_is_told()
    {
        var (_, pool) = await Recorded(200);
        await Trees.CatchUp(pool, Cancellation);
        var proof = await Proofs.Completeness(pool, InstitutionCode.Of(X), 150, Cancellation);

        proof.Entry!.IsIn(proof.Map).ShouldBeTrue();
        CompletenessProof.AreAll(proof.Entry.Entry, proof.Events).ShouldBeTrue();
        proof.Events.Select(one => one.Position).ShouldBe(
            (await Naive(pool)).Where(one => one.Institution == X && one.Position <= 150).Select(one => one.Position));

        foreach (var index in (int[])[0, 1, proof.Events.Count - 1])
            CompletenessProof.AreAll(proof.Entry.Entry, [.. proof.Events.Where((_, at) => at != index)]).ShouldBeFalse($"{index}");
        CompletenessProof.AreAll(proof.Entry.Entry, [.. proof.Events, (151, proof.Events[0].Leaf)]).ShouldBeFalse();
        CompletenessProof.AreAll(proof.Entry.Entry, [.. proof.Events.Select(one => (one.Position + 1, one.Leaf))]).ShouldBeFalse();
    }

    [Theory]
    [InlineData(Nobody, true, true)]
    [InlineData("A00000000000", false, true)]
    [InlineData("Z00000000000", true, false)]
    public async Task That_an_institution_has_no_events_is_proved_by_its_neighbours(string institution, bool hasBefore, bool hasAfter)
    {
        var (_, pool) = await Recorded(100);
        await Trees.CatchUp(pool, Cancellation);
        var proof = await Proofs.Completeness(pool, InstitutionCode.Of(institution), 100, Cancellation);

        (proof.Entry is null, proof.Before is not null, proof.After is not null).ShouldBe((true, hasBefore, hasAfter));
        CompletenessProof.IsAbsent(institution, proof.Map, proof.Before, proof.After).ShouldBeTrue();
        // What shows it of one shows it of no other that has events, and half of it shows nothing.
        CompletenessProof.IsAbsent(X, proof.Map, proof.Before, proof.After).ShouldBeFalse();
        if (hasBefore) CompletenessProof.IsAbsent(institution, proof.Map, null, proof.After).ShouldBeFalse();
        if (hasAfter) CompletenessProof.IsAbsent(institution, proof.Map, proof.Before, null).ShouldBeFalse();
    }

    [Fact]
    public async Task Where_no_institution_has_events_none_has()
    {
        var log = await In(postgres);
        var pool = NextPool();
        await log.Append(pool, Event("A"));
        await Trees.CatchUp(pool, Cancellation);
        var proof = await Proofs.Completeness(pool, InstitutionCode.Of(X), 1, Cancellation);
        proof.Map.Count.ShouldBe(0);
        CompletenessProof.IsAbsent(X, proof.Map, null, null).ShouldBeTrue();
        CompletenessProof.IsAbsent(X, proof.Map with { Count = 1 }, null, null).ShouldBeFalse();
    }

    [Fact]
    public async Task Nothing_is_proved_of_a_log_that_was_not_followed_so_far()
    {
        var (log, pool) = await Recorded(50);
        await Trees.CatchUp(pool, Cancellation);
        await log.Append(pool, Entry(50));
        (await Should.ThrowAsync<InstitutionTreesException>(() => Proofs.Map(pool, 51, Cancellation)))
            .Message.ShouldContain("they are at event 50 and not yet at 51");
    }

    [Fact]
    public async Task Several_who_follow_at_once_count_an_event_once()
    {
        var (log, pool) = await Recorded(0);
        for (var round = 0; round < 10; round++)
        {
            await log.Append(pool, [.. Enumerable.Range(round * 37, 37).Select(Entry)]);
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Trees.CatchUp(pool, Cancellation)));
        }
        (await Proofs.Map(pool, 370, Cancellation)).ShouldBe(NaiveMap(await Naive(pool)));
        (await Verify(pool)).Findings.ShouldBeEmpty();
    }

    /// <summary>What is done to what is kept of institutions, and the position that is named.</summary>
    public static TheoryData<string, long> Deeds => new()
    {
        { "update ledger.institution_tree set events = events - 1 where pool = 'POOL' and institution = 'X'", 0 },
        { "update ledger.institution_tree set first = 7 where pool = 'POOL' and institution = 'X'", 6 },
        { "update ledger.institution_tree set last = last - 1 where pool = 'POOL' and institution = 'X'", 6 },
        { "update ledger.institution_tree set edge = overlay(edge placing '\\x00'::bytea from 1) where pool = 'POOL' and institution = 'X'", 6 },
        { "delete from ledger.institution_tree where pool = 'POOL' and institution = 'X'", 6 },
        { "update ledger.institution_run set leaves = overlay(leaves placing '\\x00'::bytea from 40) where pool = 'POOL' and institution = 'X' and number = 0", 6 },
        { "update ledger.institution_run set leaves = substr(leaves, 1, 40) where pool = 'POOL' and institution = 'X' and number = 0", 17 },
        { "update ledger.institution_run set edge = '' where pool = 'POOL' and institution = 'X' and number = 1", 358 },
        { "delete from ledger.institution_run where pool = 'POOL' and institution = 'X' and number = 0", 6 },
        { "update ledger.institution_run set first = first + 1 where pool = 'POOL' and institution = 'X' and number = 0", 6 },
        { "insert into ledger.institution_run select pool, institution, 99, 100, edge, leaves from ledger.institution_run where pool = 'POOL' and institution = 'X' and number = 0", 100 },
    };

    [Theory]
    [MemberData(nameof(Deeds))]
    public async Task What_is_changed_in_the_trees_themselves_is_found(string deed, long position)
    {
        var (log, pool) = await Recorded(700);
        await Trees.CatchUp(pool, Cancellation);
        (await Verify(pool)).Findings.ShouldBeEmpty();

        await log.Execute(deed.Replace("POOL", pool.Text, StringComparison.Ordinal).Replace("'X'", $"'{X}'", StringComparison.Ordinal));

        (await Verify(pool)).Findings.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            it => it.Fault.ShouldBe(LogFault.InstitutionChanged), it => it.Position.ShouldBe(position));
        await Trees.Remake(pool, Cancellation);
        (await Verify(pool)).Findings.ShouldBeEmpty();
    }

    // An operator who means to hide an event signs a map that lacks it: who has the whole log sees it.
    [Fact]
    public async Task A_map_that_was_signed_of_fewer_events_is_told_by_who_reads_the_log()
    {
        var (log, pool) = await Recorded(300);
        await Trees.CatchUp(pool, Cancellation);
        var honest = await Proofs.Map(pool, 300, Cancellation);
        var hidden = NaiveMap((await Naive(pool)).Where(one => one.Position != 6));

        (await Verify(pool, new SignedRoot(300, await Root(pool, 300), honest))).Findings.ShouldBeEmpty();
        (await Verify(pool, new SignedRoot(300, await Root(pool, 300), hidden))).Findings
            .ShouldBe([new(300, LogFault.InstitutionsDiffer, "300")]);

        // Since a checkpoint too, and where the trees are behind it.
        await log.Append(pool, [.. Enumerable.Range(300, 50).Select(Entry)]);
        await Trees.CatchUp(pool, Cancellation);
        (await Since(pool, new SignedRoot(300, await Root(pool, 300), honest))).Findings.ShouldBeEmpty();
        (await Since(pool, new SignedRoot(300, await Root(pool, 300), hidden))).Findings
            .ShouldContain(new LogFinding(300, LogFault.InstitutionsDiffer, "300"));
        await log.Execute($"delete from ledger.institution_head where pool = '{pool}'");
        (await Since(pool, new SignedRoot(300, await Root(pool, 300), honest))).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_an_event_of_an_institution_that_was_changed_nothing_else_is_said()
    {
        var (log, pool) = await Recorded(100);
        await Trees.CatchUp(pool, Cancellation);
        await log.Execute(Tampering.With($"update ledger.mt_events_{pool} set data = jsonb_set(data, '{{Amount}}', '2') where seq_id = 17"));
        (await Verify(pool)).Findings.ShouldBe([new(17, LogFault.EventChanged)]);
    }

    [Theory]
    [InlineData("""{"Institution": "H00000000001"}""", "H00000000001")]
    [InlineData("""{"Answers": {"Year": 2025, "Institution": "H00000000001"}}""", "H00000000001")]
    [InlineData("""{"Answers": {"Institution": "H00000000001"}, "Institution": "H00000000002"}""", "H00000000002")]
    [InlineData("""{"Institution": null, "Answers": {"Institution": "H00000000001"}}""", "H00000000001")]
    [InlineData("""{"Reverses": {"Institution": "H00000000001"}}""", "H00000000001")]
    [InlineData("""{"Reverses": {"Answers": {"Institution": "H00000000001"}}}""", "H00000000001")]
    [InlineData("""{"Answers": {"Year": 2025}, "Withdraws": {"Institution": "H00000000001"}}""", "H00000000001")]
    [InlineData("""{"Reverses": {"Institution": "H00000000001"}, "Institution": "H00000000002"}""", "H00000000002")]
    [InlineData("""{"Reverses": {"Reverses": {"Reverses": {"Institution": "H00000000001"}}}}""", null)]
    [InlineData("""{"Institution": {"Institution": "H00000000001"}}""", null)]
    [InlineData("""{"Note": "Institution", "Answers": {"Care": {"Institution": "H00000000001"}}}""", null)]
    [InlineData("""{"Institution": "h00000000001"}""", null)]
    [InlineData("""{"Answers": [1, {"Institution": "H00000000001"}]}""", null)]
    [InlineData("""["Institution", "H00000000001"]""", null)]
    public void Whose_event_it_is_is_read_from_what_is_stored(string data, string? institution) =>
        InstitutionLeaves.InstitutionOf(System.Text.Encoding.UTF8.GetBytes(data)).ShouldBe(institution);

    [Fact]
    public void A_row_that_somebody_made_deep_is_read_all_the_same()
    {
        var deep = $$"""{"Reverses": {{string.Concat(Enumerable.Repeat("""{"Reverses": """, 1_000))}}1{{new string('}', 1_000)}}, "Institution": "H00000000001"}""";
        InstitutionLeaves.InstitutionOf(System.Text.Encoding.UTF8.GetBytes(deep)).ShouldBe("H00000000001");
    }

    // Every eleventh event is of the fifth institution: that at position 6 first.
    private static NewEvent Entry(int number)
    {
        var entry = Event($"A-{number}", $"s-{number % 7}", number + 1);
        InstitutionCode? institution = number % 11 is > 0 and not 6 and var which ? InstitutionCode.Of($"H000000000{which:00}") : null;
        var body = (FundEvent)entry.Body;
        return entry with
        {
            Body = number % 2 == 0 ? body with { Institution = institution } : body with { Answers = new(2025) { Institution = institution } },
        };
    }

    private async Task<(TestLog Log, PoolCode Pool)> Recorded(int count)
    {
        var log = await In(postgres);
        var pool = NextPool();
        if (count > 0) await log.Append(pool, [.. Enumerable.Range(0, count).Select(Entry)]);
        return (log, pool);
    }

    private static PoolCode NextPool() => PoolCode.Of($"{Interlocked.Increment(ref _lastPool)}");

    // By SQL, as docs/proofs.md has it.
    private async Task<List<(long Position, string? Institution, byte[] Leaf)>> Naive(PoolCode pool)
    {
        await using var command = postgres.DataSource.CreateCommand($"""
            select e.seq_id, coalesce(data->>'Institution', data->'Answers'->>'Institution', data->'Reverses'->>'Institution',
                    data->'Reverses'->'Answers'->>'Institution', data->'Withdraws'->>'Institution'),
                substr(l.hashes, 1 + 32 * (e.seq_id - l.first)::int, 32)
            from ledger.mt_events_{pool} as e
            cross join lateral (
                select first, hashes from ledger.log_leaves where pool = '{pool}' and first <= e.seq_id order by first desc limit 1) as l
            order by 1
            """);
        await using var row = await command.ExecuteReaderAsync(Cancellation);
        var events = new List<(long, string?, byte[])>();
        while (await row.ReadAsync(Cancellation))
            events.Add((row.GetInt64(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetFieldValue<byte[]>(2)));
        return events;
    }

    private static InstitutionMap NaiveMap(IEnumerable<(long Position, string? Institution, byte[] Leaf)> events)
    {
        var entries = events.Where(one => one.Institution is not null).GroupBy(one => one.Institution!)
            .OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => Leaf(
                "ledger-institution-1"u8.ToArray(), Text(group.Key), Text($"{group.Count()}"),
                Text($"{group.First().Position}"), Text($"{group.Last().Position}"),
                NaiveMerkle.Root(group.Select(one => Leaf(
                    "ledger-institution-event-1"u8.ToArray(), Text($"{one.Position}"), one.Leaf)).ToArray()))).ToArray();
        return new(entries.Length, NaiveMerkle.Root(entries));

        static byte[] Text(string text) => System.Text.Encoding.UTF8.GetBytes(text);
    }

    private static byte[] Leaf(params byte[][] fields) => System.Security.Cryptography.SHA256.HashData(
        [0, .. fields.SelectMany(field => (byte[])[0, 0, 0, (byte)field.Length, .. field])]);

    private Task<byte[]> Root(PoolCode pool, long size) => new LogProofs(postgres.DataSource).Root(pool, size, Cancellation);

    private Task<LogVerdict> Verify(PoolCode pool, params SignedRoot[] known) =>
        new LogVerification(postgres.DataSource, pool).Run(known, since: false, _ => { }, Cancellation);

    private Task<LogVerdict> Since(PoolCode pool, SignedRoot known) =>
        new LogVerification(postgres.DataSource, pool).Run([known], since: true, _ => { }, Cancellation);
}
