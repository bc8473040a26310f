using Ledger.Api.Identity;
using Ledger.Api.Recording;
using Ledger.Testing;
using Npgsql;

namespace Ledger.Api.Tests.Identity;

[Collection(VerbsCollection.Name)]
public sealed class AccessLogTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_looks_at_an_institution_or_person_or_takes_the_log_is_noted()
    {
        using var pool = await TestPool.Opened(postgres);
        var who = Actor.FromEnvironment();
        string[][] noted =
        [
            ["person", "--person", "P-1"], ["duplicates", "--year", "2027"], ["caps", "--year", "2027"],
            ["institution", "--institution", "H33082500001", "--year", "2027"],
            ["budget", "--institution", "H33082500001", "--year", "2027"], ["ages"], ["events", "--stream", "fund/resident"],
            ["journal"], ["export", "--to", "hledger", "--out", pool.Path("journal")],
        ];
        foreach (var verb in noted) await pool.Run(verb[0], ["--pool", pool.Code, .. verb[1..]]);
        foreach (var verb in (string[])["balance", "capacity", "trial-balance"]) await pool.Run(verb, "--pool", pool.Code);

        var accesses = (await pool.Run("accesses", "--pool", pool.Code, "--json")).Json.GetProperty("accesses").EnumerateArray()
            .Select(one => (one.GetProperty("who").GetString(), one.GetProperty("what").GetString(), one.GetProperty("subject").GetString()));
        accesses.ShouldBe(
        [
            (who, "./ledger person", "P-1"), (who, "./ledger duplicates", null), (who, "./ledger caps", null),
            (who, "./ledger institution", "H33082500001"), (who, "./ledger budget", "H33082500001"), (who, "./ledger ages", null),
            (who, "./ledger events", "fund/resident"), (who, "./ledger journal", null), (who, "./ledger export", "hledger"),
        ]);
    }

    [Theory]
    [InlineData("update ledger.access_log set who = 'nobody'")]
    [InlineData("delete from ledger.access_log")]
    [InlineData("truncate ledger.access_log")]
    public async Task What_is_noted_stays(string sql)
    {
        using var pool = await TestPool.Opened(postgres);
        await new AccessLog(postgres.DataSource).Note("li", Domain.PoolCode.Of(pool.Code), "a test", null, Cancellation);
        await using var command = postgres.DataSource.CreateCommand(sql);
        (await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Cancellation)))
            .MessageText.ShouldContain("what is recorded stays as it is");
    }
}
