using Ledger.Api;
using Ledger.Domain;
using Ledger.EventStore.Schema;
using Ledger.Testing;
using Npgsql;
using static Ledger.EventStore.Tests.TestLog;

namespace Ledger.EventStore.Tests.Schema;

/// <summary>
/// The database is a Marten event store: its event tables equal a listing by other hands, names of
/// constraints and indexes included, since Marten compares those too.
/// </summary>
public sealed class LayoutContractTests : IAsyncLifetime
{
    private static readonly PoolCode _pool = PoolCode.Of("330825");

    private readonly PostgresFixture _made = new();
    private readonly PostgresFixture _listed = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _made.InitializeAsync();
        await _listed.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _made.DisposeAsync();
        await _listed.DisposeAsync();
    }

    [Fact]
    public async Task A_new_database_has_the_listed_tables()
    {
        await Execute(_listed.DataSource, MartenLayout.Tables);
        await Execute(_listed.DataSource, MartenLayout.Kept);
        await Migrator.Run(_made.DataSource, LedgerContext.Schema, Cancellation);

        await SameEventTables();
    }

    [Fact]
    public async Task A_registered_pool_has_the_listed_partitions_and_its_sequence_is_at_the_last_position()
    {
        await Execute(_listed.DataSource, MartenLayout.Tables);
        await Execute(_listed.DataSource, MartenLayout.Kept);
        await Execute(_listed.DataSource, MartenLayout.Pool(position: 3));
        await Execute(_listed.DataSource, MartenLayout.KeptPool);
        await Migrator.Run(_made.DataSource, LedgerContext.Schema, Cancellation);
        var log = new TestLog(_made.DataSource);

        await log.Append(_pool, Event("A"), Event("B"));
        await log.Append(_pool, Event("C"));

        await SameEventTables();
    }

    [Fact]
    public async Task Events_and_streams_lie_in_the_partition_of_their_pool()
    {
        var log = await In(_made);
        await log.Append(_pool, Event("A", "one"), Event("B", "two"));

        (await log.Ask("select count(*) from only ledger.mt_events_330825")).ShouldBe(2L);
        (await log.Ask("select count(*) from only ledger.mt_streams_330825")).ShouldBe(2L);
    }

    [Fact]
    public async Task Our_own_tables_stand_beside_and_of_theirs_only_events_are_kept_from_change()
    {
        await Migrator.Run(_made.DataSource, LedgerContext.Schema, Cancellation);

        (await Catalogue.OwnTables(_made.DataSource)).ShouldContain("pool_head");
        (await Catalogue.Intrusions(_made.DataSource)).ShouldBe(["keep on mt_events", "keep_all on mt_events"], ignoreOrder: true);
    }

    private async Task SameEventTables()
    {
        var listed = await Catalogue.OfEventTables(_listed.DataSource);
        var made = await Catalogue.OfEventTables(_made.DataSource);
        listed.Count.ShouldBeGreaterThan(30);
        made.Except(listed).ShouldBeEmpty("made, and not listed");
        listed.Except(made).ShouldBeEmpty("listed, and not made");
        made.Count.ShouldBe(listed.Count);
    }

    private static async Task Execute(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
