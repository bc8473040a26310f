using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Hosting;
using Ledger.Api.Identity;
using Ledger.Api.Institutions;
using Ledger.Domain;
using NodaTime;

namespace Ledger.Api.Tests.Http;

public sealed class ReadRoutesTests(ServedLedger served) : IClassFixture<ServedLedger>
{
    private static readonly PoolCode _pool = PoolCode.Of(ServedLedger.Longyou);
    private static readonly FundCode _employee = FundCode.Of("employee");

    private static readonly JsonSerializerOptions _oneLine = new(JsonOutput.Options) { WriteIndented = false };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Each route beside the answer that its verb prints.</summary>
    private static readonly IReadOnlyDictionary<string, Func<LedgerContext, Task<object>>> _sameAsVerbs =
        new Dictionary<string, Func<LedgerContext, Task<object>>>
        {
            ["funds"] = async ledger => (await new PoolFigures(ledger).Pools(Cancellation)).Pools.Single(one => one.Pool == "330825"),
            ["funds/employee/balance"] = async ledger => await new PoolFigures(ledger).Balance(_pool, _employee, null, Cancellation),
            ["funds/employee/balance?asOf=2025-02-28"] = async ledger =>
                await new PoolFigures(ledger).Balance(_pool, _employee, new LocalDate(2025, 2, 28), Cancellation),
            ["funds/employee/balance?position=6"] = async ledger =>
                await new PoolFigures(ledger, new(6, null)).Balance(_pool, _employee, null, Cancellation),
            ["funds/employee/capacity"] = async ledger =>
                await new PoolFigures(ledger).Capacity(_pool, _employee, null, null, Cancellation),
            ["funds/employee/capacity?policy=trailing-12-total"] = async ledger =>
                await new PoolFigures(ledger).Capacity(_pool, _employee, null, "trailing-12-total", Cancellation),
            ["statements?from=2025-01&to=2025-03"] = async ledger => await new PoolFigures(ledger).Statement(
                _pool, null, new LocalDate(2025, 1, 1), new LocalDate(2025, 3, 31), Cancellation),
            ["statements?from=2025-01&to=2025-02&fund=resident"] = async ledger => await new PoolFigures(ledger).Statement(
                _pool, FundCode.Of("resident"), new LocalDate(2025, 1, 1), new LocalDate(2025, 2, 28), Cancellation),
        };

    public static IEnumerable<TheoryDataRow<string>> Routes => _sameAsVerbs.Keys.Select(route => new TheoryDataRow<string>(route));

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_route_is_the_JSON_of_its_verb(string route)
    {
        var auditor = await served.As(Role.Auditor);
        var response = await auditor.Get($"330825/{route}");
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        text.ShouldBe(JsonSerializer.Serialize(await _sameAsVerbs[route](served.Ledger), JsonOutput.Options));
    }

    [Fact]
    public async Task Capacity_says_34_72_months() =>
        (await (await (await served.As(Role.Auditor)).Get("330825/funds/employee/capacity")).Content
            .ReadAsStringAsync(Cancellation)).ShouldContain("\"months\": \"34.72\"");

    [Fact]
    public async Task A_budget_is_that_of_the_year_that_is_said_or_of_the_date_or_of_the_latest()
    {
        var officer = await served.Opened("720520");
        await officer.Post("720520", "budgets", """
            {"document":"B-1","fund":"employee","amount":"80.00","date":"2025-01-02","institution":"H33082500001","budgetYear":"2025"}
            """);
        var expected = JsonSerializer.Serialize(await new InstitutionFigures(served.Ledger).Budget(
            PoolCode.Of("720520"), 2025, InstitutionCode.Of("H33082500001"), Cancellation), JsonOutput.Options);
        foreach (var query in (string[])["", "?year=2025", "?asOf=2025-06-30"])
        {
            var response = await officer.Get($"720520/institutions/H33082500001/budget{query}");
            (await response.Content.ReadAsStringAsync(Cancellation)).ShouldBe(expected, query);
        }
        await ProblemAnswer.Of(officer.Get("720520/institutions/H33082500001/budget?year=2024"), HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task An_answer_is_304_until_the_log_goes_on()
    {
        var officer = await served.Opened("720521");
        var first = await officer.Get("720521/funds/employee/balance");
        var tag = first.Headers.ETag!.ToString();
        tag.ShouldStartWith("W/\"2-");
        var again = await officer.Get("720521/funds/employee/balance", ("If-None-Match", tag));
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await again.Content.ReadAsByteArrayAsync(Cancellation)).ShouldBeEmpty();
        (await officer.Get("720521/funds/employee/balance", ("If-None-Match", "\"else\""))).StatusCode.ShouldBe(HttpStatusCode.OK);

        await officer.Post("720521", "entries",
            """{"kind":"interest_credited","document":"I-1","fund":"employee","amount":"1.00","date":"2025-03-31"}""");
        (await officer.Get("720521/funds/employee/balance", ("If-None-Match", tag))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_reader_waits_for_the_position_that_it_names()
    {
        var officer = await served.Opened("720522");
        (await officer.Get("720522/funds/employee/balance?atLeast=2")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var waiting = officer.Get("720522/funds/employee/balance?atLeast=3");
        (await Task.WhenAny(waiting, Task.Delay(200, Cancellation))).ShouldNotBe(waiting);
        await officer.Post("720522", "entries",
            """{"kind":"interest_credited","document":"I-1","fund":"employee","amount":"1.00","date":"2025-03-31"}""");
        (await (await waiting).Content.ReadAsStringAsync(Cancellation)).ShouldContain("\"position\": 3");
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task An_answer_is_compressed_for_who_can_read_that(string encoding)
    {
        var auditor = await served.As(Role.Auditor);
        var plain = await (await auditor.Get("330825/events?limit=50")).Content.ReadAsStringAsync(Cancellation);
        var response = await auditor.Get("330825/events?limit=50", ("Accept-Encoding", encoding));
        response.Content.Headers.ContentEncoding.ShouldBe([encoding]);
        await using var body = await response.Content.ReadAsStreamAsync(Cancellation);
        await using Stream read = encoding == "br"
            ? new BrotliStream(body, CompressionMode.Decompress)
            : new GZipStream(body, CompressionMode.Decompress);
        using var reader = new StreamReader(read, Encoding.UTF8);
        (await reader.ReadToEndAsync(Cancellation)).ShouldBe(plain);
    }

    [Theory]
    [InlineData("")]
    [InlineData("&stream=fund/employee")]
    [InlineData("&from=5&to=40")]
    [InlineData("&position=20")]
    public async Task Pages_of_events_put_together_are_the_lines(string query)
    {
        var auditor = await served.As(Role.Auditor);
        var lines = await (await auditor.Get($"330825/events?{query.TrimStart('&')}", ("Accept", "application/x-ndjson")))
            .Content.ReadAsStringAsync(Cancellation);
        var paged = new StringBuilder();
        var cursor = "";
        var pages = 0;
        do
        {
            var page = JsonDocument.Parse(await (await auditor.Get($"330825/events?limit=7{query}{cursor}"))
                .Content.ReadAsStringAsync(Cancellation)).RootElement;
            foreach (var one in page.GetProperty("events").EnumerateArray())
                paged.Append(JsonSerializer.Serialize(one, _oneLine)).Append('\n');
            cursor = page.GetProperty("next").GetString() is { } next ? $"&cursor={next}" : "";
            pages++;
        }
        while (cursor.Length > 0);
        paged.ToString().ShouldBe(lines);
        pages.ShouldBeGreaterThan(1);
    }

    [Theory]
    [InlineData("33082/funds/employee/balance")]
    [InlineData("330825/funds/Employee!/balance")]
    [InlineData("330825/funds/employee/balance?asOf=2025-02-30")]
    [InlineData("330825/funds/employee/balance?asof=2025-02-28&x=1")]
    [InlineData("330825/funds/employee/balance?AsOff=2025-02-28")]
    [InlineData("330825/funds/employee/balance?asOf=2025-02-28&asOf=2025-02-27")]
    [InlineData("330825/funds/employee/balance?position=1&knownAt=2025-02-28")]
    [InlineData("330825/funds/employee/balance?position=-1")]
    [InlineData("330825/funds/employee/balance?knownAt=yesterday")]
    [InlineData("330825/funds/employee/balance?atLeast=soon")]
    [InlineData("330825/funds/employee/capacity?policy=nope")]
    [InlineData("330825/institutions/H33082500001/budget?year=20255")]
    [InlineData("330825/statements")]
    [InlineData("330825/statements?from=2025-03&to=2025-01")]
    [InlineData("330825/events?limit=0")]
    [InlineData("330825/events?limit=1001")]
    [InlineData("330825/events?cursor=next")]
    public async Task A_malformed_request_is_400(string path) => await ProblemAnswer.Of(
        (await served.As(Role.Auditor, ServedLedger.Longyou)).Get(path), HttpStatusCode.BadRequest, "bad-request");

    [Theory]
    [InlineData("999999/funds/employee/balance")]
    [InlineData("330825/funds/medical-aid/capacity")]
    [InlineData("330825/nothing")]
    public async Task What_is_not_there_is_404(string path) => await ProblemAnswer.Of(
        (await served.As(Role.Auditor, ServedLedger.Longyou, "999999")).Get(path), HttpStatusCode.NotFound, "not-found");

    [Fact]
    public async Task Who_looks_at_an_institution_or_takes_the_log_is_noted_and_who_is_turned_away_is_not()
    {
        await served.Opened("720523");
        var auditor = await served.As(Role.Auditor, "720523");
        await auditor.Get("720523/institutions/H33082500001/budget");
        await auditor.Get("720523/events?stream=fund/employee");
        await auditor.Get("720523/funds/employee/balance");
        await (await served.As(Role.Regulator, "720523")).Get("720523/events");

        var noted = new List<NotedAccess>();
        await foreach (var one in new AccessLog(served.Ledger.Database).Of(
            PoolCode.Of("720523"), Instant.FromUnixTimeSeconds(0), Instant.FromUtc(9999, 1, 1, 0, 0), Cancellation)) noted.Add(one);
        noted.Select(one => (one.What, one.Subject)).ShouldBe(
            [("GET institutions/{code}/budget", "H33082500001"), ("GET events", "fund/employee")]);
        noted.ShouldAllBe(one => one.Who.StartsWith("a test's Auditor (key ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_pool_without_entries_names_no_other() => (await ProblemAnswer.Of(
        (await served.As(Role.Auditor, "999999")).Get("999999/funds"), HttpStatusCode.NotFound, "not-found"))
        .Detail.ShouldBe("pool 999999 has no entries");

    [Fact]
    public async Task A_method_that_a_path_does_not_know_is_405()
    {
        var officer = await served.As(Role.Officer);
        await ProblemAnswer.Of(officer.DeleteAsync("/api/v1/pools/330825/events", Cancellation),
            HttpStatusCode.MethodNotAllowed, "method-not-allowed");
    }

    [Fact]
    public async Task Nobody_is_told_figures_when_the_database_is_gone_but_that_it_is()
    {
        await using var gone = new LedgerContext(LedgerContext.DataSource(
            "Host=127.0.0.1;Port=1;Username=nobody;Database=nothing;Timeout=2"));
        await using var server = LedgerServer.Build(gone, "http://127.0.0.1:0");
        await server.StartAsync(Cancellation);
        using var client = new HttpClient { BaseAddress = new Uri(server.Urls.First()) };

        (await client.GetAsync("/health/live", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await ProblemAnswer.Of(client.GetAsync("/health/ready", Cancellation),
            HttpStatusCode.ServiceUnavailable, "database-unavailable");
        client.DefaultRequestHeaders.Authorization = new("Bearer", ApiKeyText.New().Reveal());
        await ProblemAnswer.Of(client.Get("330825/funds"), HttpStatusCode.ServiceUnavailable, "database-unavailable");
    }
}
