using System.Net;
using System.Text.Json;
using Ledger.Api.Identity;
using Ledger.Domain;
using Ledger.Domain.Events;

namespace Ledger.Api.Tests.Http;

/// <summary>
/// A client that hears nothing sends again, through connections that are cut at random moments. Whatever it has heard is in
/// the log, where it was told; nothing is there twice, and nothing is missing.
/// </summary>
public sealed class CutConnectionsTests(ServedLedger served, ITestOutputHelper output) : IClassFixture<ServedLedger>
{
    private const int Commands = 10_000;
    private const int Clients = 16;
    private const string Pool = "720550";

    // Shorter than some answers take, so that some are given up while they are being recorded.
    private static readonly TimeSpan[] _patience = [TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(5)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_thousand_commands_are_each_recorded_once()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        await served.Opened(Pool);
        var token = (await served.Keys.Make(null, Role.Officer, [PoolCode.Of(Pool)], null, Cancellation)).Reveal();
        await using var proxy = new CuttingProxy(served.Address, new Random(seed));
        var answers = new long[Commands];
        var (next, tries) = (-1, 0);
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async client =>
        {
            var random = new Random(HashCode.Combine(seed, client));
            using var http = new HttpClient { BaseAddress = proxy.Address, Timeout = Timeout.InfiniteTimeSpan };
            http.DefaultRequestHeaders.Authorization = new("Bearer", token);
            for (var command = Interlocked.Increment(ref next); command < Commands; command = Interlocked.Increment(ref next))
            {
                while (true)
                {
                    Interlocked.Increment(ref tries);
                    if (await Send(http, command, _patience[random.Next(_patience.Length)]) is not { } position) continue;
                    answers[command] = position;
                    break;
                }
            }
        }));
        output.WriteLine($"{tries} tries, {proxy.Cuts} connections cut");
        tries.ShouldBeGreaterThan(Commands);
        proxy.Cuts.ShouldBeGreaterThan(100);

        var recorded = new Dictionary<string, long>();
        await foreach (var one in served.Ledger.Store.Read(PoolCode.Of(Pool), 3, long.MaxValue, Cancellation))
            recorded.Add(((FundEvent)one.Body).Document.Text, one.Position);
        recorded.Count.ShouldBe(Commands);
        for (var command = 0; command < Commands; command++) answers[command].ShouldBe(recorded[$"C-{command}"]);
    }

    // Null where nothing was heard; anything else than a yes is wrong.
    private static async Task<long?> Send(HttpClient http, int command, TimeSpan patience)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(patience);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/pools/{Pool}/reimbursements")
        {
            Content = new StringContent($$"""
                {"document":"C-{{command}}","fund":"employee","amount":"0.01","date":"2025-03-31","category":"outpatient"}
                """, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")),
        };
        try
        {
            using var response = await http.SendAsync(request, limit.Token);
            var text = await response.Content.ReadAsStringAsync(limit.Token);
            response.StatusCode.ShouldBeOneOf(HttpStatusCode.Created, HttpStatusCode.OK);
            return JsonDocument.Parse(text).RootElement.GetProperty("position").GetInt64();
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or IOException)
        {
            Cancellation.ThrowIfCancellationRequested();
            return null;
        }
    }
}
