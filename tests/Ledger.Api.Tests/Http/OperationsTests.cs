using System.Globalization;
using System.Net;
using System.Text.Json;
using Ledger.Api.Tests.Hosting;
using Ledger.Testing;

namespace Ledger.Api.Tests.Http;

/// <summary>What who runs the server sees of it.</summary>
[Collection(VerbsCollection.Name)]
public sealed class OperationsTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Metrics_count_what_is_recorded_and_refused()
    {
        await using var served = new ServedLedger();
        await served.InitializeAsync();
        var officer = await served.Opened("720580");
        for (var payment = 0; payment < 3; payment++) await officer.Post("720580", "reimbursements", Payment($"P-{payment}", "1.00"));
        for (var payment = 0; payment < 2; payment++) await officer.Post("720580", "reimbursements", Payment("P-0", $"2.0{payment}"));

        var metrics = Read(await served.Nobody.GetStringAsync("/metrics", Cancellation));
        // The opening voucher, three payments, two conflicts: a caller waits for the answer, so each was a commit of its own.
        metrics["ledger_append_duration_seconds_count"].ShouldBe(6);
        metrics["ledger_append_batch_size_sum"].ShouldBe(6);
        metrics["ledger_append_batch_size_bucket{le=\"1\"}"].ShouldBe(6);
        metrics["ledger_refused_total{rule=\"DocumentConflict\"}"].ShouldBe(2);
        metrics["ledger_append_waiting{pool=\"720580\"}"].ShouldBe(0);
        metrics.Keys.ShouldContain(name => name.StartsWith("http_server_request_duration_seconds_count{", StringComparison.Ordinal)
            && name.Contains("http_route=\"/api/v1/pools/{pool}/reimbursements\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Metrics_say_how_far_figures_are_behind()
    {
        await using var served = new ServedLedger();
        await served.InitializeAsync();
        await served.Opened("720581");
        await Eventually.True(async () => Read(await served.Nobody.GetStringAsync("/metrics", Cancellation))
            .TryGetValue("ledger_following_lag_events{pool=\"720581\"}", out var behind) && behind == 0, "the pool is followed");
    }

    [Fact]
    public async Task A_line_a_request_says_who_and_how_and_nothing_of_what()
    {
        using var pool = await TestPool.Opened(postgres);
        var key = (await pool.Run("token", "--role", "auditor", "--pool", pool.Code, "--name", "wang")).Output.Trim();
        await using var server = await ServingProcess.Start(postgres);
        server.Client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        (await server.Client.GetAsync($"/api/v1/pools/{pool.Code}/institutions/H33082500001/budget?year=2027", Cancellation))
            .StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var line = await server.NextError();
        var state = JsonDocument.Parse(line).RootElement.GetProperty("State");
        state.GetProperty("route").GetString().ShouldBe("/api/v1/pools/{pool}/institutions/{code}/budget");
        state.GetProperty("status").GetInt32().ShouldBe(404);
        state.GetProperty("caller").GetString()!.ShouldStartWith("wang (key ");
        line.ShouldNotContain("H33082500001");
        line.ShouldNotContain(key);
    }

    private static string Payment(string document, string amount) =>
        $$"""{"document":"{{document}}","fund":"employee","amount":"{{amount}}","date":"2025-03-31","category":"inpatient"}""";

    private static Dictionary<string, double> Read(string text) => text.Split('\n')
        .Where(line => line.Length > 0 && line[0] != '#')
        .ToDictionary(line => line[..line.LastIndexOf(' ')],
            line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
}
