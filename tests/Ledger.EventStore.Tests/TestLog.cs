using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.EventStore.Schema;
using Ledger.Testing;
using NodaTime;
using Npgsql;

namespace Ledger.EventStore.Tests;

/// <summary>A store with the event tables and nothing else, and the few steps that most tests of it take.</summary>
internal sealed class TestLog(NpgsqlDataSource database)
{
    public static readonly Duration Wait = Duration.FromSeconds(20);

    public static readonly EventRegistry Registry = new(EventTypes.All.Select(type => new RegisteredEvent(
        type.Name, type.Type, entry => EventJson.WriteUtf8((FundEvent)entry), json => EventJson.Read(type, json))));

    public EventStore Store { get; } = new(database, Registry);

    public static async Task<TestLog> In(PostgresFixture postgres)
    {
        await Migrator.Run(postgres.DataSource,
            [EventStoreSchema.Migration, EventStoreSchema.Kept, ApplicationRole.Migration, EventStoreSchema.Proofs,
                EventStoreSchema.InstitutionProofs],
            TestContext.Current.CancellationToken);
        return new(postgres.DataSource);
    }

    public static NewEvent Event(string document, string stream = "fund/resident", long fen = 1) => new(
        new InterestCredited
        {
            Document = DocumentId.Of(document), Fund = FundCode.Of("resident"), Amount = new(fen),
            CashDate = new(2025, 3, 1),
        },
        stream, document, "test", "tester");

    public Task<PoolAppend> Begin(PoolCode pool, bool rehearsal = false) =>
        Store.Begin(pool, Wait, rehearsal, TestContext.Current.CancellationToken);

    /// <summary>Appends and commits; gives the position of the first.</summary>
    public async Task<long> Append(PoolCode pool, params IReadOnlyList<NewEvent> events)
    {
        await using var append = await Begin(pool);
        var first = await append.Append(events, null, TestContext.Current.CancellationToken);
        await append.Commit(TestContext.Current.CancellationToken);
        return first;
    }

    public async Task<List<RecordedEvent>> Read(PoolCode pool, long from = 1, long to = long.MaxValue)
    {
        var events = new List<RecordedEvent>();
        await foreach (var one in Store.Read(pool, from, to, TestContext.Current.CancellationToken)) events.Add(one);
        return events;
    }

    public async Task<List<RecordedEvent>> ReadStream(
        PoolCode pool, string stream, long from = 1, long to = long.MaxValue)
    {
        var events = new List<RecordedEvent>();
        await foreach (var one in Store.ReadStream(pool, stream, from, to, TestContext.Current.CancellationToken))
            events.Add(one);
        return events;
    }

    public async Task<long> Head(PoolCode pool) =>
        (await Store.Pools(TestContext.Current.CancellationToken)).FirstOrDefault(head => head.Pool == pool)?.Position
            ?? 0;

    public async Task<object?> Ask(string sql)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    public async Task Execute(string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
