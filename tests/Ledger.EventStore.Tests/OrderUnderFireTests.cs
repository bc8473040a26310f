using Ledger.Api;
using Ledger.Api.Recording;
using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Projections.Rebuilding;
using Ledger.Testing;
using NodaTime;

namespace Ledger.EventStore.Tests;

/// <summary>
/// Processes append to the same pools, pause between taking positions and committing, and are killed in between: positions
/// are without gaps and in the order of commits, so that nothing ever appears where a reader has been.
/// </summary>
public sealed class OrderUnderFireTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    private const int Appends = 40;
    private const int Kills = 3;
    private const int BreaksBetweenKills = 3;
    private const int LinesBetweenBreaks = 13;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Readers_that_tail_the_logs_see_each_event_once_in_order_while_processes_append_and_are_killed()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var ledger = await Ledger();
        // Most of the appends are to one pool.
        string[] pools = ["730001", "730002", "730003"];
        string[] chosen = ["730001", "730001", "730001", "730002", "730003"];
        foreach (var pool in pools) await Open(ledger, pool);
        using var end = new CancellationTokenSource();
        var tails = pools.Select(pool => new LogTail(ledger.Store, PoolCode.Of(pool))).ToList();
        var reading = tails.ConvertAll(tail => Task.Run(() => tail.Follow(end.Token)));

        var processes = new List<AppenderProcess>();
        var lines = 0;
        try
        {
            Start();
            var two = Start();
            for (var kill = 0; kill < Kills; kill++)
            {
                for (var breaks = 0; breaks < BreaksBetweenKills; breaks++)
                {
                    var next = Volatile.Read(ref lines) + LinesBetweenBreaks;
                    await Eventually.True(() => Volatile.Read(ref lines) >= next, "they append");
                    await BreakOne();
                }
                await Eventually.True(() => two.IsHolding || two.HasEnded, "it has taken positions");
                await two.Kill();
                two = Start();
            }
            foreach (var process in new[] { processes[0], two }) await process.Finish(Cancellation);
            await end.CancelAsync();
            await Task.WhenAll(reading);

            var said = processes.SelectMany(process => process.Documents).ToDictionary();
            output.WriteLine(
                string.Join(", ", said.GroupBy(row => row.Value.Word).Select(group => $"{group.Count()} {group.Key}")));
            said.Values.Count(row => row.Word == "kept").ShouldBeGreaterThan(Appends);
            foreach (var tail in tails) await IsRight(ledger, tail, said);
        }
        finally
        {
            foreach (var process in processes) await process.DisposeAsync();
        }

        AppenderProcess Start()
        {
            var name = $"W{processes.Count}";
            var process = AppenderProcess.Start(
                postgres, name, seed + processes.Count, Appends, _ => Interlocked.Increment(ref lines), chosen);
            processes.Add(process);
            return process;
        }
    }

    [Theory]
    [InlineData("the process is killed", "730004", "730005")]
    [InlineData("the connection is broken", "730006", "730007")]
    public async Task A_position_that_was_taken_and_not_committed_is_seen_by_nobody_and_is_the_next_ones(
        string end, string held, string other)
    {
        var ledger = await Ledger();
        await Open(ledger, held);
        await Open(ledger, other);
        var took = new TaskCompletionSource<string>();
        await using var process = AppenderProcess.Start(postgres, "HELD", 1, appends: 0, took.SetResult, held);
        (await took.Task.WaitAsync(Cancellation)).ShouldBe($"took {held} 2 HELD-0");

        var waiting = Record(ledger, held, "NEXT");
        await Eventually.True(async () => await Number("""
            select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
            """) == 1, "the next waits for it");
        (await Record(ledger, other, "ELSEWHERE")).ShouldBe(2);
        (await Documents(ledger, held)).ShouldBe(["O-1"]);
        (await Documents(ledger, other)).ShouldBe(["O-1", "ELSEWHERE"]);
        waiting.IsCompleted.ShouldBeFalse();

        if (end == "the process is killed") await process.Kill();
        else await BreakOne();

        (await waiting).ShouldBe(2);
        (await Documents(ledger, held)).ShouldBe(["O-1", "NEXT"]);
    }

    private async Task IsRight(
        LedgerContext ledger, LogTail tail, Dictionary<string, (string Word, string Pool, long Position)> said)
    {
        var log = tail.Seen.Skip(1).ToList();
        (await Documents(ledger, tail.Pool.Text)).ShouldBe(tail.Seen.Select(one => one.Document));
        tail.Seen.Select(one => one.Position).ShouldBe(Enumerable.Range(1, tail.Seen.Count).Select(one => (long)one));
        (await Number($"select position from ledger.pool_head where pool = '{tail.Pool}'")).ShouldBe(tail.Seen.Count);
        log.Select(one => one.Document).ShouldBeUnique();
        foreach (var (position, document) in log)
        {
            var row = said[document];
            row.Word.ShouldNotBe("left", document);
            (row.Pool, row.Position).ShouldBe((tail.Pool.Text, position), document);
        }
        said.Where(row => row.Value.Word == "kept" && row.Value.Pool == tail.Pool.Text).Select(row => row.Key)
            .Except(log.Select(one => one.Document)).ShouldBeEmpty("committed, and lost");
        await ledger.Follower.CatchUp(tail.Pool, Cancellation);
        (await new PoolRebuild(ledger.Database, ledger.Store, new(ledger.Chart))
            .Run(tail.Pool, RebuildWay.Fold, Duration.FromSeconds(30), keep: false, Cancellation)).Differences.ShouldBeEmpty();
    }

    private async Task<LedgerContext> Ledger()
    {
        var ledger = new LedgerContext(postgres.DataSource);
        await ledger.Prepare(Cancellation);
        return ledger;
    }

    private static async Task Open(LedgerContext ledger, string pool) => (await Record(ledger, pool, new FundOpened
    {
        Document = DocumentId.Of("O-1"), Fund = FundCode.Of("resident"), CashDate = new(2027, 1, 1),
    })).ShouldBe(1);

    private static Task<long> Record(LedgerContext ledger, string pool, string document) => Record(ledger, pool,
        new InterestCredited
        {
            Document = DocumentId.Of(document), Fund = FundCode.Of("resident"), Amount = new(1), CashDate = new(2027, 1, 5),
        });

    private static async Task<long> Record(LedgerContext ledger, string pool, FundEvent entry)
    {
        await using var append = await ledger.Store.Begin(
            PoolCode.Of(pool), Duration.FromSeconds(30), rehearsal: false, Cancellation);
        var writer = new LedgerWriter(append, ledger.Rules, new(ledger.Chart));
        (await writer.Record([new([entry], "tester", "test")], Cancellation))[0].Refused.ShouldBeEmpty();
        await append.Commit(Cancellation);
        return append.Position;
    }

    // One that has taken positions and not committed yet, if there is one just now.
    private Task<long> BreakOne() => Number("""
        select count(pg_terminate_backend(pid)) from (
            select pid from pg_stat_activity
            where datname = current_database() and application_name = 'ledger' and state = 'idle in transaction'
            order by random() limit 1) as one
        """);

    private static async Task<List<string>> Documents(LedgerContext ledger, string pool)
    {
        var documents = new List<string>();
        await foreach (var one in ledger.Store.Read(PoolCode.Of(pool), 1, long.MaxValue, Cancellation))
            documents.Add(((FundEvent)one.Body).Document.Text);
        return documents;
    }

    private async Task<long> Number(string sql)
    {
        await using var command = postgres.DataSource.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    /// <summary>As a subscription does: what it has seen, then everything after.</summary>
    private sealed class LogTail(EventStore store, PoolCode pool)
    {
        private Instant _lastRecorded = Instant.MinValue;

        public PoolCode Pool { get; } = pool;

        public List<(long Position, string Document)> Seen { get; } = [];

        public async Task Follow(CancellationToken stop)
        {
            while (true)
            {
                var isLast = stop.IsCancellationRequested;
                await foreach (var one in store.Read(Pool, Seen.Count + 1, long.MaxValue, Cancellation))
                {
                    one.Position.ShouldBe(Seen.Count + 1);
                    one.Recorded.ShouldBeGreaterThanOrEqualTo(_lastRecorded);
                    _lastRecorded = one.Recorded;
                    Seen.Add((one.Position, ((FundEvent)one.Body).Document.Text));
                }
                if (isLast) return;
                await Task.Delay(1, Cancellation);
            }
        }
    }
}
