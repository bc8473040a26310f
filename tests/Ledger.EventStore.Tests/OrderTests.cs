using System.Collections.Concurrent;
using Ledger.Domain;
using Ledger.Testing;
using Npgsql;
using static Ledger.EventStore.Tests.TestLog;

namespace Ledger.EventStore.Tests;

/// <summary>
/// Positions are in commit order: whoever has read up to a position has seen all before it, though writers
/// pause between taking a position and committing, give up, or die.
/// </summary>
public sealed class OrderTests(PostgresFixture postgres, ITestOutputHelper output)
    : IClassFixture<PostgresFixture>
{
    private const int Writers = 4;
    private const int AppendsPerWriter = 60;
    private const int PauseMillisecondsMax = 4;
    private const int PollsMax = 1_000_000;

    private static readonly PoolCode _pool = PoolCode.Of("330825");

    private readonly ConcurrentDictionary<string, bool> _committed = new();
    private readonly ConcurrentDictionary<string, bool> _unknown = new();
    private readonly ConcurrentDictionary<string, bool> _abandoned = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reader_that_follows_the_head_never_passes_an_event_that_appears_later()
    {
        var log = await In(postgres);
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        await log.Append(_pool, Event("first"));
        _committed["first"] = true;

        var reading = new CancellationTokenSource();
        var reader = Task.Run(() => Follow(log, reading.Token));
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer =>
            Task.Run(() => Write(log, writer, new Random(seed + writer)))));
        await reading.CancelAsync();
        var seen = await reader;

        var all = (await log.Read(_pool)).ConvertAll(one => (one.Position, Document: one.Correlation!));
        all.Select(one => (int)one.Position).ShouldBe(Enumerable.Range(1, all.Count));
        seen.ShouldBe(all);
        var documents = all.ConvertAll(one => one.Document);
        documents.ShouldBeUnique();
        _committed.Keys.Except(documents).ShouldBeEmpty("committed, and lost");
        documents.Except(_committed.Keys).Except(_unknown.Keys).ShouldBeEmpty("there, and never committed");
        _unknown.ShouldNotBeEmpty();
        _abandoned.ShouldNotBeEmpty();
        (await log.Head(_pool)).ShouldBe(all.Count);
        (await log.Ask("select last_value from ledger.mt_events_sequence_330825")).ShouldBe((long)all.Count);
        output.WriteLine(
            $"{_committed.Count} committed, {_abandoned.Count} given up, {_unknown.Count} killed");
    }

    private async Task Write(TestLog log, int writer, Random random)
    {
        for (var number = 0; number < AppendsPerWriter; number++)
        {
            string[] documents =
                [.. Enumerable.Range(0, 1 + random.Next(3)).Select(row => $"W{writer}-{number}-{row}")];
            await using var append = await log.Begin(_pool);
            var events = documents.Select(document => Event(document, $"stream/{random.Next(5)}")).ToList();
            await append.Append(events, null, Cancellation);
            await Task.Delay(random.Next(PauseMillisecondsMax + 1), Cancellation);
            var fate = random.Next(10) switch
            {
                < 2 => await Die(log, append),
                2 => _abandoned,
                _ => await Commit(append),
            };
            foreach (var document in documents) fate[document] = true;
        }
    }

    private async Task<ConcurrentDictionary<string, bool>> Commit(PoolAppend append)
    {
        await append.Commit(Cancellation);
        return _committed;
    }

    // The server may answer the commit before it obeys: then it is not known, as for any caller whose line
    // breaks.
    private async Task<ConcurrentDictionary<string, bool>> Die(TestLog log, PoolAppend append)
    {
        await log.Execute($"select pg_terminate_backend({append.Connection.ProcessID})");
        try
        {
            await append.Commit(Cancellation);
            return _committed;
        }
        catch (NpgsqlException)
        {
            return _unknown;
        }
    }

    // As a subscription does: what it has seen, then everything after.
    private static async Task<List<(long Position, string Document)>> Follow(
        TestLog log, CancellationToken stop)
    {
        var seen = new List<(long, string)>();
        for (var poll = 0; poll < PollsMax; poll++)
        {
            var last = stop.IsCancellationRequested;
            foreach (var one in await log.Read(_pool, seen.Count + 1))
            {
                one.Position.ShouldBe(seen.Count + 1);
                seen.Add((one.Position, one.Correlation!));
            }
            if (last) break;
        }
        return seen;
    }
}
