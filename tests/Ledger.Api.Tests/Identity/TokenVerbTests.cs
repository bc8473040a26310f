using System.Text.Json;
using Ledger.Api.CommandLine;
using Ledger.Api.Identity;
using Ledger.Domain;
using Ledger.Testing;
using NodaTime;

namespace Ledger.Api.Tests.Identity;

[Collection(VerbsCollection.Name)]
public sealed class TokenVerbTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_is_printed_alone_and_kept_as_a_hash()
    {
        using var pool = new TestPool(postgres);
        var run = await pool.Run("token", "--role", "officer", "--pool", "720540", "--pool", "720541", "--name", "core platform");
        run.ExitCode.ShouldBe(0, run.Errors);
        var text = run.Output.TrimEnd('\n');
        ApiKeyText.TryParse(text, out var key).ShouldBeTrue(text);
        var caller = (await new ApiKeys(postgres.DataSource, SystemClock.Instance).Find(key, Cancellation))!;
        caller.Name.ShouldBe($"core platform (key {key.Id})");
        caller.Roles.ShouldBe([Role.Officer]);
        caller.Pools.ShouldBe([PoolCode.Of("720540"), PoolCode.Of("720541")], ignoreOrder: true);

        await using var stored = postgres.DataSource.CreateCommand("select to_jsonb(k)::text from ledger.api_key as k where id = $1");
        stored.Parameters.AddWithValue(key.Id);
        ((string)(await stored.ExecuteScalarAsync(Cancellation))!).ShouldNotContain(text.Split('_', 3)[2]);
        (await pool.Run("tokens", "--json")).Output.ShouldNotContain(text.Split('_', 3)[2]);
    }

    [Fact]
    public async Task A_key_is_listed_and_ended()
    {
        using var pool = new TestPool(postgres);
        ApiKeyText.TryParse((await pool.Run("token", "--role", "auditor", "--pool", "720542")).Output.Trim(), out var key).ShouldBeTrue();
        var listed = await Listed(pool, key.Id);
        (listed.GetProperty("role").GetString(), listed.GetProperty("live").GetBoolean()).ShouldBe(("auditor", true));

        (await pool.Run("tokens", "--revoke", key.Id)).ExitCode.ShouldBe(0);
        (await Listed(pool, key.Id)).GetProperty("live").GetBoolean().ShouldBeFalse();
        (await new ApiKeys(postgres.DataSource, SystemClock.Instance).Find(key, Cancellation)).ShouldBeNull();
        var unknown = await pool.Run("tokens", "--revoke", "nosuchkey");
        (unknown.ExitCode, unknown.Errors.Contains("nosuchkey", StringComparison.Ordinal)).ShouldBe((2, true));
    }

    [Fact]
    public async Task A_key_is_taken_until_the_end_of_its_last_day_in_China()
    {
        var clock = new SetClock { Now = Instant.FromUtc(2026, 12, 31, 15, 59, 59) };
        using var pool = new TestPool(postgres);
        await pool.Run("migrate");
        var end = ChinaTime.EndOf(new(2026, 12, 31));
        var keys = new ApiKeys(postgres.DataSource, clock);
        var key = await keys.Make(null, Role.Auditor, [PoolCode.Of("720543")], end, Cancellation);
        (await keys.Find(key, Cancellation)).ShouldNotBeNull();
        clock.Now += Duration.FromSeconds(1);
        (await keys.Find(key, Cancellation)).ShouldBeNull();
    }

    [Theory]
    [InlineData("--role", "boss", "--pool", "330825")]
    [InlineData("--role", "auditor", "--pool", "33082")]
    [InlineData("--role", "auditor")]
    [InlineData("--role", "auditor", "--pool", "330825", "--expires", "2020-01-01")]
    [InlineData("--role", "auditor", "--pool", "330825", "--name", " ")]
    public async Task What_is_no_key_to_make_is_refused_in_one_line(params string[] options)
    {
        using var pool = new TestPool(postgres);
        var run = await pool.Run("token", options);
        run.ExitCode.ShouldBe(2);
        run.Output.ShouldBeEmpty();
        run.Errors.TrimEnd().ShouldNotContain('\n');
    }

    private static async Task<JsonElement> Listed(TestPool pool, string id) => (await pool.Run("tokens", "--json")).Json
        .GetProperty("keys").EnumerateArray().Single(key => key.GetProperty("id").GetString() == id);

    private sealed class SetClock : IClock
    {
        internal Instant Now { get; set; }

        public Instant GetCurrentInstant() => Now;
    }
}
