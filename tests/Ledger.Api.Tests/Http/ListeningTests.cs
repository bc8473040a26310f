using Ledger.Api.CommandLine;
using Ledger.Api.Hosting;
using Ledger.Api.Identity;
using Ledger.Domain;
using Ledger.Testing;
using NodaTime;

namespace Ledger.Api.Tests.Http;

public sealed class ListeningTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http://0.0.0.0:5099")]
    [InlineData("http://192.168.1.1:5099")]
    [InlineData("http://*:5099")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("5080")]
    public async Task Without_anybody_to_tell_apart_only_loopback_is_listened_on(string url)
    {
        await using var ledger = new LedgerContext(LedgerContext.DataSource(postgres.ConnectionString));
        await ledger.Prepare(Cancellation);
        (await Should.ThrowAsync<UserError>(() => LedgerServer.Run(ledger, url, _ => { }, Cancellation))).Message.ShouldContain(url);
    }

    [Fact]
    public async Task With_a_live_key_it_is_listened_on_elsewhere()
    {
        await using var ledger = new LedgerContext(LedgerContext.DataSource(postgres.ConnectionString));
        await ledger.Prepare(Cancellation);
        var keys = new ApiKeys(ledger.Database, SystemClock.Instance);
        var key = await keys.Make(null, Role.Auditor, [PoolCode.Of("330825")], null, Cancellation);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        string? listening = null;
        // Any address of this machine, at a free port, for a moment.
        var serving = LedgerServer.Run(ledger, "http://0.0.0.0:0", address =>
        {
            listening = address;
            stop.Cancel();
        }, stop.Token);
        await serving.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        listening.ShouldNotBeNull();
        await keys.Revoke(key.Id, Cancellation);
    }
}
