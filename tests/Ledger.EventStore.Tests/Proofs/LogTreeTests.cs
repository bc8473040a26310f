using System.Security.Cryptography;
using Ledger.Domain;
using Ledger.Domain.Corrections;
using Ledger.Domain.Events;
using Ledger.EventStore.Proofs;
using Ledger.Testing;
using static Ledger.EventStore.Tests.TestLog;

namespace Ledger.EventStore.Tests.Proofs;

/// <summary>The tree grows with the log, whoever writes it in whatever batches, and proofs come out of it.</summary>
public sealed class LogTreeTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_is_recorded_in_whatever_batches_verifies_and_the_root_depends_on_the_events_alone()
    {
        var random = Seeded();
        var log = await In(postgres);
        var pool = PoolCode.Of("190001");
        var events = GeneratedHistory.Of(5, 1_500).SelectMany(rows => rows)
            .Where(entry => entry is not EntryReversed).Select(Sent).ToList();
        for (var at = 0; at < events.Count;)
        {
            var size = Math.Min(events.Count - at, random.Next(5) switch { 0 => 1, 1 => random.Next(1, 20), 2 => 700, _ => random.Next(1, 80) });
            await log.Append(pool, events.GetRange(at, size));
            at += size;
        }

        var verdict = await Verify(pool);
        verdict.Findings.ShouldBeEmpty();
        (verdict.Events, verdict.Size).ShouldBe((events.Count, events.Count));
        var leaves = await Leaves(pool);
        verdict.Root.ShouldBe(NaiveMerkle.Root(leaves));
        var (size2, root) = await new LogProofs(postgres.DataSource).Head(pool, Cancellation);
        (size2, Convert.ToHexStringLower(root)).ShouldBe((events.Count, Convert.ToHexStringLower(verdict.Root)));
    }

    [Fact]
    public async Task What_was_rehearsed_or_broken_off_leaves_no_leaf()
    {
        var log = await In(postgres);
        var pool = PoolCode.Of("190002");
        await log.Append(pool, Event("A"));
        foreach (var rehearsal in (bool[])[true, false])
        {
            await using var append = await log.Begin(pool, rehearsal);
            await append.Append([.. Enumerable.Range(0, 400).Select(number => Event($"B-{number}"))], null, Cancellation);
            await append.Write(Cancellation);
        }
        await log.Append(pool, Event("C"));
        (await Verify(pool)).ShouldSatisfyAllConditions(it => it.Findings.ShouldBeEmpty(), it => it.Size.ShouldBe(2));
    }

    [Fact]
    public async Task A_log_that_is_older_than_its_tree_gets_the_one_that_it_would_have_had()
    {
        var log = await In(postgres);
        var (grown, whole) = (PoolCode.Of("190003"), PoolCode.Of("190004"));
        List<NewEvent> events = [.. Enumerable.Range(0, 700).Select(number => Event($"A-{number}", $"s-{number % 7}"))];
        await log.Append(grown, events);
        // As an older program left it, and one that goes on without a tree.
        await log.Execute(Tampering.With($"""
            delete from ledger.log_leaves where pool = '{grown}'; delete from ledger.log_nodes where pool = '{grown}';
            update ledger.pool_head set tree_size = 0, tree_edge = '' where pool = '{grown}'
            """));
        (await Verify(grown)).Findings.ShouldNotBeEmpty();

        await log.Store.GrowTrees(Wait, Cancellation);

        (await Verify(grown)).Findings.ShouldBeEmpty();
        await log.Append(grown, Event("later"));
        (await Verify(grown)).ShouldSatisfyAllConditions(it => it.Findings.ShouldBeEmpty(), it => it.Size.ShouldBe(701));
    }

    [Fact]
    public async Task An_append_to_a_log_that_is_not_as_it_was_recorded_is_refused()
    {
        var log = await In(postgres);
        var pool = PoolCode.Of("190005");
        await log.Append(pool, Event("A"), Event("B"), Event("C"));
        await log.Execute(Tampering.With($"""
            delete from ledger.mt_events where tenant_id = '{pool}' and seq_id = 3;
            update ledger.pool_head set position = 2 where pool = '{pool}'
            """));
        (await Should.ThrowAsync<LogTreeException>(() => log.Append(pool, Event("D"))))
            .Message.ShouldContain("its head is at 2 and its tree at 3");
        (await log.Head(pool)).ShouldBe(2);
    }

    [Fact]
    public async Task Proofs_of_any_event_and_any_two_sizes_of_a_log_of_three_levels_are_those_of_the_definition()
    {
        const int size = 66_500;
        var random = Seeded();
        var log = await In(postgres);
        var pool = PoolCode.Of("190006");
        await log.Append(pool, Event("A"));
        var leaves = Enumerable.Range(0, size).Select(index => SHA256.HashData(BitConverter.GetBytes(index))).ToArray();
        await Grown(pool, leaves);
        List<int> sizes = [1, 255, 256, 257, 511, 65_535, 65_536, 65_537, size, .. Enumerable.Range(0, 6).Select(_ => random.Next(1, size))];
        foreach (var to in sizes)
        {
            var root = NaiveMerkle.Root(leaves.AsSpan(0, to));
            foreach (var index in (int[])[0, to - 1, random.Next(to)])
            {
                var view = await TreeView.Load(postgres.DataSource, pool, to, [index], Cancellation);
                view.Root().ShouldBe(root);
                view.Leaf(index).ShouldBe(leaves[index]);
                view.Inclusion(index).ShouldBe(NaiveMerkle.Path(index, leaves.AsSpan(0, to)));
            }
            var from = random.Next(1, to + 1);
            var proof = await new LogProofs(postgres.DataSource).Consistency(pool, from, to, Cancellation);
            proof.Path.ShouldBe(from == to ? [] : NaiveMerkle.Proof(from, leaves.AsSpan(0, to)));
            MerkleProof.Extends(from, proof.FromRoot, to, proof.ToRoot, proof.Path).ShouldBeTrue();
        }
    }

    private Random Seeded()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        return new(seed);
    }

    private static NewEvent Sent(FundEvent entry) =>
        new(entry, Streams.Of(entry), entry.Voucher ?? entry.Document.Text, entry.Document.Text.Length % 3 == 0 ? null : "test", "张三");

    private Task<LogVerdict> Verify(PoolCode pool) =>
        new LogVerification(postgres.DataSource, pool).Run([], since: false, _ => { }, Cancellation);

    private async Task<byte[][]> Leaves(PoolCode pool)
    {
        var leaves = new List<byte[]>();
        await foreach (var span in StoredLeaves.Read(postgres.DataSource, pool, 1, long.MaxValue / 2, int.MaxValue, Cancellation))
        {
            leaves.AddRange(span.Rows.Select(row => row.Hash));
            if (span.Rows.Count == 0) break;
        }
        return [.. leaves];
    }

    // A tree without its events: what is asked of it is in the tree alone.
    private async Task Grown(PoolCode pool, byte[][] leaves)
    {
        var tree = new LogTree(pool, 0, []);
        await using var connection = await postgres.DataSource.OpenConnectionAsync(Cancellation);
        await postgres.DataSource.Execute(Tampering.With($"delete from ledger.log_leaves where pool = '{pool}'"), Cancellation);
        foreach (var leaf in leaves) tree.Append(leaf);
        await tree.Take().Send(connection, Cancellation);
    }
}
