using Ledger.Domain;
using Ledger.Testing;
using Npgsql;
using static Ledger.EventStore.Tests.TestLog;

namespace Ledger.EventStore.Tests.Schema;

/// <summary>What is recorded stays, though its owner slips.</summary>
public sealed class KeptTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Theory]
    [InlineData("update ledger.mt_events set version = version + 1 where tenant_id = '400031'")]
    [InlineData("delete from ledger.mt_events where tenant_id = '400031'")]
    [InlineData("update ledger.mt_events_400031 set data = '{}'")]
    [InlineData("delete from ledger.mt_events_400031")]
    [InlineData("truncate ledger.mt_events")]
    [InlineData("truncate ledger.mt_events_400031")]
    [InlineData("insert into ledger.mt_events select * from ledger.mt_events on conflict (seq_id, tenant_id) do update set version = 7")]
    public async Task An_event_is_neither_changed_nor_deleted(string sql)
    {
        var log = await In(postgres);
        var pool = PoolCode.Of("400031");
        if ((await log.Read(pool)).Count == 0) await log.Append(pool, Event("A"), Event("B"));
        var before = await log.Read(pool);

        (await Should.ThrowAsync<PostgresException>(() => log.Execute(sql))).MessageText.ShouldContain("what is recorded stays as it is");

        (await log.Read(pool)).ShouldBe(before);
    }
}
