using Ledger.Api.Hosting;
using Ledger.Api.Importing;
using Ledger.Domain;
using Ledger.Testing;
using Microsoft.AspNetCore.Builder;

namespace Ledger.Api.Tests.Hosting;

/// <summary>The real host on a free loopback port, over a database that holds the Longyou sample.</summary>
public sealed class ServedLongyou : IAsyncLifetime
{
    private readonly PostgresFixture _postgres = new();
    private LedgerContext? _ledger;
    private WebApplication? _server;

    public HttpClient Client { get; } = new();

    public LedgerContext Ledger => _ledger!;

    public async ValueTask InitializeAsync()
    {
        await _postgres.InitializeAsync();
        _ledger = new LedgerContext(LedgerContext.DataSource(_postgres.ConnectionString));
        await _ledger.Prepare(CancellationToken.None);
        var sample = EventsFile.Open(Repository.Path("samples", "longyou-2025q1", "events.csv"), encoding: null);
        await new Importer(_ledger, "tester", new NoProgress())
            .Run([sample], PoolCode.Of("330825"), new(), CancellationToken.None);
        _server = LedgerServer.Build(_ledger, "http://127.0.0.1:0");
        await _server.StartAsync();
        Client.BaseAddress = new Uri(_server.Urls.First());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_server is not null) await _server.DisposeAsync();
        if (_ledger is not null) await _ledger.DisposeAsync();
        await _postgres.DisposeAsync();
    }
}
