using Ledger.Api;
using Ledger.Domain;
using Ledger.EventStore.Schema;
using Ledger.Testing;
using Npgsql;
using static Ledger.EventStore.Tests.TestLog;

namespace Ledger.EventStore.Tests.Schema;

/// <summary>Bringing a database up to date: once, whoever asks, however often, and never backwards.</summary>
public sealed class MigratorTests : IAsyncLifetime
{
    private const int Programs = 8;

    private readonly PostgresFixture _postgres = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _postgres.InitializeAsync();

    public ValueTask DisposeAsync() => _postgres.DisposeAsync();

    [Fact]
    public async Task An_empty_database_gets_every_step_in_order()
    {
        (await Version()).ShouldBe(0);
        var run = await Migrator.Run(_postgres.DataSource, LedgerContext.Schema, Cancellation);
        run.Select(step => step.Version).ShouldBe(Enumerable.Range(1, LedgerContext.Schema.Count));
        (await Version()).ShouldBe(LedgerContext.Schema.Count);
    }

    [Fact]
    public async Task A_second_run_does_nothing()
    {
        await Migrator.Run(_postgres.DataSource, LedgerContext.Schema, Cancellation);
        var before = await Applied();

        (await Migrator.Run(_postgres.DataSource, LedgerContext.Schema, Cancellation)).ShouldBeEmpty();

        (await Applied()).ShouldBe(before);
    }

    [Fact]
    public async Task Of_many_programs_at_once_one_migrates_and_the_others_find_it_done()
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, Programs).Select(_ =>
            Task.Run(() => Migrator.Run(_postgres.DataSource, LedgerContext.Schema, Cancellation))));

        runs.Count(run => run.Count > 0).ShouldBe(1);
        (await Version()).ShouldBe(LedgerContext.Schema.Count);
    }

    [Fact]
    public async Task A_later_step_is_added_to_a_database_that_holds_events()
    {
        await Migrator.Run(_postgres.DataSource, [EventStoreSchema.Migration], Cancellation);
        (await Version()).ShouldBe(1);
        // As the first release registered a pool and recorded in it.
        await Execute(MartenLayout.Pool(position: 1));
        await Execute("""
            insert into ledger.pool_head values ('330825', 1, now());
            insert into ledger.mt_events (seq_id, id, stream_id, version, data, type, tenant_id)
            values (1, gen_random_uuid(), 'fund/resident', 1, '{}', 'interest_credited', '330825')
            """);

        var run = await Migrator.Run(_postgres.DataSource, LedgerContext.Schema, Cancellation);

        run.Select(step => step.Version).ShouldBe(Enumerable.Range(2, LedgerContext.Schema.Count - 1));
        foreach (var change in (string[])["delete from ledger.mt_events", "truncate ledger.mt_events_330825"])
            await Should.ThrowAsync<PostgresException>(() => Execute(change));
        await using var application = LedgerContext.DataSource(_postgres.ApplicationConnectionString);
        var log = new TestLog(application);
        foreach (var change in (string[])["delete from ledger.mt_events", "truncate ledger.mt_events_330825"])
            (await Should.ThrowAsync<PostgresException>(() => log.Execute(change))).SqlState.ShouldBe("42501");
        (await log.Ask("select count(*) from ledger.mt_events_330825")).ShouldBe(1L);
        await log.Append(PoolCode.Of("330825"), Event("A", "another"));
        (await log.Ask("select count(*) from ledger.mt_events_330825")).ShouldBe(2L);
    }

    [Fact]
    public async Task A_step_that_fails_leaves_none_of_its_run()
    {
        var database = _postgres.DataSource;
        Migration broken = new(2, "broken", "create table ledger.t (a int); select 1/0");

        await Should.ThrowAsync<PostgresException>(
            () => Migrator.Run(database, [EventStoreSchema.Migration, broken], Cancellation));

        (await Version()).ShouldBe(0);
        (await Migrator.Run(_postgres.DataSource, LedgerContext.Schema, Cancellation)).Count
            .ShouldBe(LedgerContext.Schema.Count);
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused_and_left_alone()
    {
        var version = LedgerContext.Schema.Count + 1;
        Migration newer = new(version, "of a later release", "create table ledger.later ()");
        await Migrator.Run(_postgres.DataSource, [.. LedgerContext.Schema, newer], Cancellation);
        var before = await Applied();

        var refused = await Should.ThrowAsync<SchemaIsNewerException>(
            () => Migrator.Run(_postgres.DataSource, LedgerContext.Schema, Cancellation));

        refused.Message.ShouldContain($"version {version}");
        (await Applied()).ShouldBe(before);
    }

    [Fact]
    public void Steps_are_numbered_from_1_without_gaps() =>
        LedgerContext.Schema.Select(step => step.Version)
            .ShouldBe(Enumerable.Range(1, LedgerContext.Schema.Count));

    private async Task<int> Version()
    {
        await using var connection = await _postgres.DataSource.OpenConnectionAsync(Cancellation);
        return await Migrator.CurrentVersion(connection, Cancellation);
    }

    private Task<object?> Applied() => new TestLog(_postgres.DataSource)
        .Ask("select string_agg(v::text, ' ' order by version) from ledger.schema_version v");

    private async Task Execute(string sql)
    {
        await using var command = _postgres.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
