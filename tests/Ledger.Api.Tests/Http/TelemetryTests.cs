using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Ledger.Api.Tests.Hosting;
using Ledger.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ledger.Api.Tests.Http;

/// <summary>A collector that is named hears of requests and of what they recorded.</summary>
[Collection(VerbsCollection.Name)]
public sealed class TelemetryTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Spans_and_metrics_are_sent_to_the_collector_without_what_a_body_says()
    {
        using var pool = await TestPool.Opened(postgres);
        var key = (await pool.Run("token", "--role", "officer", "--pool", pool.Code)).Output.Trim();
        var heard = new ConcurrentDictionary<string, string>();
        await using var collector = await Collector(heard);
        await using (var server = await ServingProcess.Start(postgres, new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.First(), ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        }))
        {
            server.Client.DefaultRequestHeaders.Authorization = new("Bearer", key);
            (await server.Client.Post(pool.Code, "entries", """
                {"kind":"interest_credited","document":"SECRET-1","fund":"resident","amount":"1.00","date":"2027-01-31"}
                """)).StatusCode.ShouldBe(HttpStatusCode.Created);
            // What is left is sent at the end.
            await server.End();
        }
        heard["/v1/traces"].ShouldContain("/api/v1/pools/{pool}/entries");
        heard["/v1/traces"].ShouldContain("ledger.batch.size");
        heard["/v1/metrics"].ShouldContain("ledger.append.duration");
        foreach (var text in heard.Values)
        {
            text.ShouldNotContain("SECRET-1");
            text.ShouldNotContain(key);
        }
    }

    // Texts stand in protobuf as they are.
    private static async Task<WebApplication> Collector(ConcurrentDictionary<string, string> heard)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var collector = builder.Build();
        collector.MapPost("/v1/{kind}", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, Cancellation);
            heard.AddOrUpdate(request.Path, _ => Encoding.UTF8.GetString(body.ToArray()),
                (_, before) => before + Encoding.UTF8.GetString(body.ToArray()));
            return Results.Ok();
        });
        await collector.StartAsync(Cancellation);
        return collector;
    }
}
