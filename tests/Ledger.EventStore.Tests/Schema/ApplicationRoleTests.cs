using Ledger.Api;
using Ledger.Domain;
using Ledger.EventStore.Schema;
using Ledger.Projections.Rebuilding;
using Ledger.Testing;
using Npgsql;
using static Ledger.EventStore.Tests.TestLog;

namespace Ledger.EventStore.Tests.Schema;

/// <summary>The role that the program works in adds to the log, and PostgreSQL itself refuses it everything else.</summary>
public sealed class ApplicationRoleTests(ApplicationRoleTests.Ledger ledger) : IClassFixture<ApplicationRoleTests.Ledger>
{
    private const int MoreThanOneInsert = 400;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("update ledger.mt_events set version = version + 1")]
    [InlineData("delete from ledger.mt_events")]
    [InlineData("truncate ledger.mt_events")]
    [InlineData("update ledger.mt_events_400041 set data = '{}'")]
    [InlineData("delete from ledger.mt_events_400041")]
    [InlineData("truncate ledger.mt_events_400041")]
    [InlineData("merge into ledger.mt_events_400041 e using (select 1) s on true when matched then delete")]
    [InlineData("insert into ledger.mt_events select * from ledger.mt_events on conflict (seq_id, tenant_id) do update set version = 7")]
    [InlineData("alter table ledger.mt_events disable trigger keep")]
    [InlineData("alter table ledger.mt_events_400041 disable trigger all")]
    [InlineData("alter table ledger.mt_events detach partition ledger.mt_events_400041")]
    [InlineData("drop trigger keep on ledger.mt_events")]
    [InlineData("create trigger later before insert on ledger.mt_events for each row execute function ledger.keep()")]
    [InlineData("drop table ledger.mt_events_400041")]
    [InlineData("drop table ledger.mt_events cascade")]
    [InlineData("drop schema ledger cascade")]
    [InlineData("create or replace function ledger.keep() returns trigger language plpgsql as 'begin return new; end'")]
    [InlineData("set session_replication_role = replica")]
    [InlineData("delete from ledger.mt_streams")]
    [InlineData("delete from ledger.pool_head")]
    [InlineData("update ledger.log_leaves set hashes = ''")]
    [InlineData("delete from ledger.log_leaves")]
    [InlineData("truncate ledger.log_nodes")]
    [InlineData("drop sequence ledger.mt_events_sequence_400041")]
    [InlineData("update ledger.access_log set who = 'nobody'")]
    [InlineData("delete from ledger.access_log")]
    [InlineData("truncate ledger.access_log")]
    [InlineData("alter table ledger.access_log disable trigger all")]
    [InlineData("delete from ledger.api_key")]
    [InlineData("update ledger.api_key set role = 'operator'")]
    [InlineData("update ledger.schema_version set version = 1")]
    [InlineData("create table ledger.mine (a int)")]
    [InlineData("select ledger.grant_pool('400041')")]
    public async Task What_is_recorded_is_not_its_to_change(string sql)
    {
        var before = await ledger.Log.Read(Ledger.Pool);

        (await Should.ThrowAsync<PostgresException>(() => ledger.Log.Execute(sql)))
            .SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);

        before.Count.ShouldBe(MoreThanOneInsert + 1);
        (await ledger.Log.Read(Ledger.Pool)).ShouldBe(before);
    }

    [Theory]
    [InlineData("42")]
    [InlineData("400042; drop schema ledger cascade")]
    [InlineData("400042'); drop table ledger.mt_events cascade; --")]
    public async Task A_pool_is_registered_by_its_six_digits_only(string code) =>
        (await Should.ThrowAsync<PostgresException>(() => ledger.Log.Execute(
            $"select ledger.register_pool('{code.Replace("'", "''", StringComparison.Ordinal)}')")))
        .SqlState.ShouldBe(PostgresErrorCodes.InvalidParameterValue);

    [Fact]
    public async Task A_new_pool_is_rehearsed_and_leaves_nothing()
    {
        var pool = PoolCode.Of("400043");
        await using (var append = await ledger.Log.Begin(pool, rehearsal: true))
            (await append.Append([Event("A")], null, Cancellation)).ShouldBe(1);

        (await ledger.Log.Ask("select count(*) from pg_class where relname like '%400043%'")).ShouldBe(0L);
    }

    // The whole of it, so that a table which somebody adds is granted what it needs and no more.
    [Fact]
    public async Task It_may_do_with_each_table_what_is_listed_and_no_more()
    {
        string[] partitions = ["mt_events_400041", "mt_streams_400041"];
        string[] trees = ["institution_head", "institution_tree", "institution_run"];
        var readModels = ReadModels.Tables;
        (await Granted("select")).ShouldBe(await All(), ignoreOrder: true);
        (await Granted("insert")).ShouldBe(
            ["mt_events", "mt_streams", "log_leaves", "log_nodes", "access_log", "api_key", "person_vault", .. partitions, .. readModels, .. trees], ignoreOrder: true);
        (await Granted("update")).ShouldBe(["mt_streams", "mt_streams_400041", "pool_head", .. readModels, .. trees], ignoreOrder: true);
        (await Granted("delete")).ShouldBe([.. readModels, .. trees, "person_vault"], ignoreOrder: true);
        (await Granted("truncate, references, trigger")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reset_of_the_session_does_not_lead_out_of_it()
    {
        // Not one of those that are kept: its prepared statements go too.
        await using var connection = new NpgsqlConnection(ledger.Postgres.ApplicationConnectionString + ";Pooling=false;Max Auto Prepare=0");
        await connection.OpenAsync(Cancellation);
        foreach (var reset in (string[])["reset role", "reset all", "discard all", "set session authorization default"])
        {
            await using var command = new NpgsqlCommand(reset, connection);
            await command.ExecuteNonQueryAsync(Cancellation);
            await using var role = new NpgsqlCommand("select current_user::text", connection);
            (await role.ExecuteScalarAsync(Cancellation)).ShouldBe(ApplicationRole.Name, reset);
        }
    }

    private async Task<IReadOnlyList<string>> All() => await Names("true");

    private async Task<IReadOnlyList<string>> Granted(string privileges) =>
        await Names($"has_table_privilege('ledger_app', oid, '{privileges}')");

    private async Task<IReadOnlyList<string>> Names(string condition) => (string[])(await ledger.Log.Ask($"""
        select array_agg(relname::text) filter (where {condition}) from pg_class
        where relnamespace = 'ledger'::regnamespace and relkind in ('r', 'p')
        """) is string[] names ? names : [])!;

    /// <summary>A database as the program makes it, opened as the program opens it, with a pool registered there.</summary>
    public sealed class Ledger : IAsyncLifetime
    {
        internal static readonly PoolCode Pool = PoolCode.Of("400041");

        internal PostgresFixture Postgres { get; } = new();

        internal NpgsqlDataSource Database { get; private set; } = null!;

        internal TestLog Log => new(Database);

        public async ValueTask InitializeAsync()
        {
            await Postgres.InitializeAsync();
            await new LedgerContext(Postgres.DataSource).Prepare(CancellationToken.None);
            Database = LedgerContext.DataSource(Postgres.ApplicationConnectionString);
            // A few are inserted, many are copied into the partition.
            await Log.Append(Pool, Event("A"));
            await Log.Append(Pool, [.. Enumerable.Range(0, MoreThanOneInsert).Select(number => Event($"B{number}"))]);
        }

        public async ValueTask DisposeAsync()
        {
            await Database.DisposeAsync();
            await Postgres.DisposeAsync();
        }
    }
}
