using System.Net;
using System.Text.Json;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Hosting;
using Ledger.Domain;
using NodaTime;

namespace Ledger.Api.Tests.Hosting;

public sealed class RoutesTests(ServedLongyou served) : IClassFixture<ServedLongyou>
{
    private static readonly PoolCode _pool = PoolCode.Of("330825");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Live_and_ready_answer_200()
    {
        (await served.Client.GetAsync("/health/live", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await served.Client.GetAsync("/health/ready", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Ready_answers_503_when_the_database_is_gone()
    {
        await using var gone = new LedgerContext(LedgerContext.DataSource(
            "Host=127.0.0.1;Port=1;Username=nobody;Database=nothing;Timeout=2"));
        await using var server = LedgerServer.Build(gone, "http://127.0.0.1:0");
        await server.StartAsync(Cancel);
        using var client = new HttpClient { BaseAddress = new Uri(server.Urls.First()) };

        (await client.GetAsync("/health/live", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Problem(await client.GetAsync("/health/ready", Cancel), HttpStatusCode.ServiceUnavailable,
            "urn:ledger:problem:database-unavailable");
        await Problem(await client.GetAsync("/api/v1/pools/330825/funds/employee/balance", Cancel),
            HttpStatusCode.ServiceUnavailable, "urn:ledger:problem:database-unavailable");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("2025-02-28")]
    public async Task Balance_is_the_JSON_of_the_verb(string? asOf)
    {
        var expected = await new PoolFigures(served.Ledger).Balance(
            _pool, FundCode.Of("employee"), Date(asOf), Cancel);

        var text = await served.Client.GetStringAsync(
            $"/api/v1/pools/330825/funds/employee/balance{(asOf is null ? "" : $"?asOf={asOf}")}", Cancel);

        text.ShouldBe(JsonSerializer.Serialize(expected, JsonOutput.Options));
    }

    [Fact]
    public async Task Capacity_is_the_JSON_of_the_verb_and_says_34_72_months()
    {
        var expected = await new PoolFigures(served.Ledger).Capacity(
            _pool, FundCode.Of("employee"), null, null, Cancel);

        var text = await served.Client.GetStringAsync("/api/v1/pools/330825/funds/employee/capacity", Cancel);

        text.ShouldBe(JsonSerializer.Serialize(expected, JsonOutput.Options));
        expected.Funds.ShouldHaveSingleItem().Months.ShouldBe("34.72");
    }

    [Fact]
    public async Task A_policy_can_be_named()
    {
        var text = await served.Client.GetStringAsync(
            "/api/v1/pools/330825/funds/employee/capacity?policy=trailing-12-total", Cancel);

        text.ShouldContain("history-shorter-than-window");
    }

    [Theory]
    [InlineData("33082/funds/employee/balance")]
    [InlineData("330825/funds/Employee!/balance")]
    [InlineData("330825/funds/employee/balance?asOf=2025-02-30")]
    [InlineData("330825/funds/employee/capacity?policy=nope")]
    public async Task A_malformed_request_is_400_with_problem_details(string path) =>
        await Problem(await served.Client.GetAsync($"/api/v1/pools/{path}", Cancel), HttpStatusCode.BadRequest,
            "urn:ledger:problem:bad-request");

    [Theory]
    [InlineData("999999/funds/employee/balance")]
    [InlineData("330825/funds/medical-aid/capacity")]
    public async Task What_is_not_there_is_404_with_problem_details(string path) =>
        await Problem(await served.Client.GetAsync($"/api/v1/pools/{path}", Cancel), HttpStatusCode.NotFound,
            "urn:ledger:problem:not-found");

    [Theory]
    [InlineData("http://0.0.0.0:5099")]
    [InlineData("http://192.168.1.1:5099")]
    [InlineData("http://*:5099")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("5080")]
    public void Only_loopback_is_listened_on(string url) =>
        Should.Throw<UserError>(() => LedgerServer.Build(served.Ledger, url)).Message.ShouldContain(url);

    private static LocalDate? Date(string? text) =>
        text is null ? null : CashDates.TryParse(text, out var date) ? date : throw new FormatException(text);

    private static async Task Problem(HttpResponseMessage response, HttpStatusCode status, string type)
    {
        response.StatusCode.ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var text = await response.Content.ReadAsStringAsync(Cancel);
        JsonDocument.Parse(text).RootElement.GetProperty("type").GetString().ShouldBe(type);
        text.ShouldNotContain("   at ");
    }
}
