using System.Net.Http.Headers;
using System.Text;
using Ledger.Api.Hosting;
using Ledger.Api.Identity;
using Ledger.Api.Importing;
using Ledger.Domain;
using Ledger.Testing;
using Microsoft.AspNetCore.Builder;
using NodaTime;
using Npgsql;

namespace Ledger.Api.Tests.Http;

/// <summary>
/// The real host on a free loopback port, over a database that holds the Longyou sample, with callers of every role.
/// </summary>
public sealed class ServedLedger : IAsyncLifetime
{
    public const string Longyou = "330825";

    private readonly PostgresFixture _postgres = new();
    private readonly List<HttpClient> _clients = [];
    private LedgerContext? _ledger;

    public LedgerContext Ledger => _ledger!;

    /// <summary>For what the program's own role may not see or do.</summary>
    public NpgsqlDataSource Owner => _postgres.DataSource;

    public WebApplication Server { get; private set; } = null!;

    public ApiKeys Keys { get; private set; } = null!;

    public Uri Address => new(Server.Urls.First());

    /// <summary>Sends no key.</summary>
    public HttpClient Nobody { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await _postgres.InitializeAsync();
        _ledger = await LedgerContext.Open(new(_postgres.ConnectionString, false, "a test's"), CancellationToken.None);
        Keys = new(_ledger.Database, SystemClock.Instance);
        var sample = EventsFile.Open(Repository.Path("samples", "longyou-2025q1", "events.csv"), encoding: null);
        await new Importer(_ledger, "tester", new NoProgress())
            .Run([sample], PoolCode.Of(Longyou), new(), CancellationToken.None);
        Server = LedgerServer.Build(_ledger, "http://127.0.0.1:0");
        await Server.StartAsync();
        Nobody = Client(null);
    }

    /// <summary>Someone with a key for these pools; for Longyou where none is named.</summary>
    public async Task<HttpClient> As(Role role, params string[] pools)
    {
        var codes = (pools.Length == 0 ? [Longyou] : pools).Select(PoolCode.Of).ToList();
        return Client((await Keys.Make($"a test's {role}", role, codes, null, CancellationToken.None)).Reveal());
    }

    /// <summary>Someone with this key or token.</summary>
    public HttpClient Client(string? token)
    {
        // Not decompressed, so that tests see what is sent.
        var client = new HttpClient { BaseAddress = Address };
        if (token is not null) client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        _clients.Add(client);
        return client;
    }

    /// <summary>A pool of its own with the fund employee opened and 1,000.00 yuan in it: positions 1 and 2.</summary>
    public async Task<HttpClient> Opened(string pool)
    {
        var officer = await As(Role.Officer, pool);
        (await officer.Post(pool, "entries", """
            [{"kind":"fund_opened","document":"O-1","fund":"employee","date":"2025-01-01","voucher":"V"},
             {"kind":"opening_balance_recorded","document":"O-2","fund":"employee","date":"2025-01-01","amount":"1000.00","voucher":"V"}]
            """)).EnsureSuccessStatusCode();
        return officer;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) client.Dispose();
        await Server.DisposeAsync();
        if (_ledger is not null) await _ledger.DisposeAsync();
        await _postgres.DisposeAsync();
    }
}

internal static class Requests
{
    internal static Task<HttpResponseMessage> Post(this HttpClient client, string pool, string path, string json,
        Action<HttpRequestMessage>? change = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/pools/{pool}/{path}")
        {
            Content = new StringContent(json, Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json")),
        };
        change?.Invoke(request);
        return client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    internal static async Task<HttpResponseMessage> Get(
        this HttpClient client, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/pools/{path}");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
