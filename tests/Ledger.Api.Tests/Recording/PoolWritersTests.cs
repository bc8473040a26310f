using Ledger.Api.Recording;
using Ledger.Domain;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Premiums;
using Ledger.EventStore;
using Ledger.Testing;

namespace Ledger.Api.Tests.Recording;

/// <summary>Commands of many callers at once: each is answered for itself, and all of them are in the log once.</summary>
public sealed class PoolWritersTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int Callers = 200;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commands_of_many_callers_are_recorded_once_each_without_a_gap()
    {
        await using var ledger = await Ledger();
        var pool = PoolCode.Of("710001");
        await using (var writers = new PoolWriters(ledger))
        {
            await Open(writers, pool);
            var answers = await Task.WhenAll(Enumerable.Range(1, Callers).Select(number => Task.Run(
                () => writers.Submit(pool, [Premium($"P-{number}", number)], $"caller-{number}", null, Cancellation))));
            answers.ShouldAllBe(answer => answer.Accepted.Count == 1 && answer.Refused.Count == 0);
        }
        var log = await Log(ledger, pool);
        log.Select(one => one.Position).ShouldBe(Enumerable.Range(1, Callers + 1).Select(position => (long)position));
        // Who sent a command is recorded with it, whoever's commands went with it.
        log.Skip(1).ShouldAllBe(one => "P-" + one.Actor!.Split('-')[1] == ((FundEvent)one.Body).Document.Text);
        log.Skip(1).Select(one => ((FundEvent)one.Body).Amount.Fen).Order().ShouldBe(Enumerable.Range(1, Callers).Select(fen => (long)fen));
    }

    [Fact]
    public async Task A_refused_command_leaves_its_neighbours_alone()
    {
        await using var ledger = await Ledger();
        var pool = PoolCode.Of("710002");
        await using var writers = new PoolWriters(ledger);
        await Open(writers, pool);

        var answers = await Task.WhenAll(Enumerable.Range(1, Callers).Select(number => Task.Run(() => writers.Submit(
            pool, [number % 2 == 0 ? Premium($"P-{number}", 1) : Premium($"P-{number}", 1) with { Fund = FundCode.Of("employee") }],
            "caller", null, Cancellation))));

        answers.Count(answer => answer.Accepted.Count == 1).ShouldBe(Callers / 2);
        answers.Where(answer => answer.Accepted.Count == 0)
            .ShouldAllBe(answer => answer.Refused[0].Refusal == Refusal.FundNotOpened);
        (await Log(ledger, pool)).Count.ShouldBe(Callers / 2 + 1);
    }

    [Fact]
    public async Task The_same_command_of_many_callers_is_one_event_and_all_hear_of_its_position()
    {
        await using var ledger = await Ledger();
        var pool = PoolCode.Of("710003");
        await using var writers = new PoolWriters(ledger);
        await Open(writers, pool);

        var answers = await Task.WhenAll(Enumerable.Range(1, Callers).Select(_ => Task.Run(
            () => writers.Submit(pool, [Premium("P-1", 5)], "caller", null, Cancellation))));

        answers.Count(answer => answer.Accepted.Count == 1).ShouldBe(1);
        answers.Where(answer => answer.Accepted.Count == 0).ShouldAllBe(answer => answer.RepeatOf == 2);
        (await Log(ledger, pool)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_waits_when_the_program_ends_is_finished()
    {
        await using var ledger = await Ledger();
        var pool = PoolCode.Of("710004");
        var writers = new PoolWriters(ledger);
        await Open(writers, pool);
        var sent = Enumerable.Range(1, Callers)
            .Select(number => writers.Submit(pool, [Premium($"P-{number}", 1)], "caller", null, Cancellation)).ToList();

        await writers.DisposeAsync();

        (await Task.WhenAll(sent)).ShouldAllBe(answer => answer.Accepted.Count == 1);
        (await Log(ledger, pool)).Count.ShouldBe(Callers + 1);
    }

    private async Task<LedgerContext> Ledger()
    {
        var ledger = new LedgerContext(LedgerContext.DataSource(postgres.ConnectionString));
        await ledger.Prepare(Cancellation);
        return ledger;
    }

    private static Task<SubmissionDecision> Open(PoolWriters writers, PoolCode pool) => writers.Submit(
        pool,
        [new FundOpened { Document = DocumentId.Of("O-1"), Fund = FundCode.Of("resident"), CashDate = new(2027, 1, 1) }],
        "caller", null, Cancellation);

    private static PremiumReceived Premium(string document, long fen) => new()
    {
        Document = DocumentId.Of(document), Fund = FundCode.Of("resident"), Amount = new(fen), CashDate = new(2027, 1, 5),
        Payer = "individual",
    };

    private static async Task<List<RecordedEvent>> Log(LedgerContext ledger, PoolCode pool)
    {
        var log = new List<RecordedEvent>();
        await foreach (var one in ledger.Store.Read(pool, 1, long.MaxValue, Cancellation)) log.Add(one);
        return log;
    }
}
