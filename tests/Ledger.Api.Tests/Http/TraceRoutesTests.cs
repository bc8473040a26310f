using System.Net;
using System.Text.Json;
using Ledger.Api.CommandLine;
using Ledger.Api.Identity;
using Ledger.Api.Tracing;
using Ledger.Domain;

namespace Ledger.Api.Tests.Http;

/// <summary>Traces and differences over HTTP: page by page they are what the verbs print.</summary>
public sealed class TraceRoutesTests(ServedLedger served) : IClassFixture<ServedLedger>
{
    private const string Closing = "trace?fund=resident&line=closing&from=2025-01-01&to=2025-03-31";
    private const string Moved = "diff?from=2025-01&to=2025-03&between=4&and=18";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_trace_is_the_JSON_of_its_verb()
    {
        var trace = await new TraceFigures(served.Ledger).Of(PoolCode.Of(ServedLedger.Longyou), new()
        {
            Fund = FundCode.Of("resident"), Line = "closing", From = new(2025, 1, 1), To = new(2025, 3, 31),
        }, Cancellation);
        await using var printed = new StringWriter();
        await StreamedJson.Write(printed, () => trace.Answer(isWhole: true, []), "events", trace.Events(served.Ledger, 1, Cancellation), Cancellation);

        var response = await (await served.As(Role.Auditor)).Get($"{ServedLedger.Longyou}/{Closing}");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldBe(printed.ToString().TrimEnd());
        response.Headers.ETag!.Tag.ShouldStartWith("\"18-");
        (await (await served.As(Role.Auditor)).Get($"{ServedLedger.Longyou}/{Closing}", ("If-None-Match", response.Headers.ETag.ToString())))
            .StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("trace?fund=resident&line=closing&asOf=2025-03-31")]
    [InlineData("trace?fund=employee&line=months")]
    [InlineData(Moved)]
    public async Task Pages_are_the_whole_and_only_the_last_of_a_trace_says_whether_it_sums(string path)
    {
        var auditor = await served.As(Role.Auditor);
        var whole = await Json(await auditor.Get($"{ServedLedger.Longyou}/{path}"));
        var (events, cursor, pages) = (new List<string>(), (string?)null, 0);
        JsonElement page;
        do
        {
            page = await Json(await auditor.Get($"{ServedLedger.Longyou}/{path}&limit=2{(cursor is null ? "" : $"&cursor={cursor}")}"));
            events.AddRange(page.GetProperty("events").EnumerateArray().Select(one => one.GetRawText()));
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
            pages++;
            if (cursor is not null && path.StartsWith("trace", StringComparison.Ordinal))
                page.GetProperty("sums")[0].GetProperty("difference").ValueKind.ShouldBe(JsonValueKind.Null);
        }
        while (cursor is not null);

        pages.ShouldBeGreaterThan(2);
        events.ShouldBe(whole.GetProperty("events").EnumerateArray().Select(one => one.GetRawText()));
        page.GetProperty("sums").GetRawText().ShouldBe(whole.GetProperty("sums").GetRawText());
        page.GetProperty("findings").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task All_pages_are_of_one_position_whatever_is_recorded_meanwhile()
    {
        var officer = await served.Opened("720910");
        for (var number = 1; number <= 4; number++) await Interest(number);
        var first = await Json(await officer.Get("720910/trace?fund=employee&line=income.interest&limit=2"));
        await Interest(5);
        var second = await Json(await officer.Get(
            $"720910/trace?fund=employee&line=income.interest&limit=9&cursor={first.GetProperty("next").GetString()}"));

        second.GetProperty("position").GetInt64().ShouldBe(6);
        second.GetProperty("events").GetArrayLength().ShouldBe(2);
        second.GetProperty("sums")[0].GetProperty("sum").GetString().ShouldBe("4.00");
        second.GetProperty("findings").GetArrayLength().ShouldBe(0);

        async Task Interest(int number) => (await officer.Post("720910", "entries",
            $$"""{"kind":"interest_credited","document":"LX-{{number}}","fund":"employee","amount":"1.00","date":"2025-03-{{number:00}}"}""")).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task A_regulator_sees_what_lines_moved_and_no_event_or_institution()
    {
        var regulator = await Json(await (await served.As(Role.Regulator)).Get($"{ServedLedger.Longyou}/{Moved}"));

        regulator.GetProperty("lines").GetArrayLength().ShouldBeGreaterThan(5);
        foreach (var hidden in (string[])["events", "capacity", "institutions"])
            regulator.GetProperty(hidden).ValueKind.ShouldBe(JsonValueKind.Null, hidden);
        await ProblemAnswer.Of((await served.As(Role.Regulator)).Get($"{ServedLedger.Longyou}/{Closing}"), HttpStatusCode.Forbidden, "forbidden");
    }

    [Theory]
    [InlineData("trace")]
    [InlineData("trace?fund=resident&line=closing&to=2025-03-31&asOf=2025-03-31")]
    [InlineData("trace?fund=resident&line=closing&cursor=x")]
    [InlineData("trace?fund=resident&line=closing&cursor=18.3")]
    [InlineData("trace?fund=resident&line=closing&cursor=99.3.1.1")]
    [InlineData("trace?fund=resident&line=closing&cursor=18.3.9223372036854775807.1")]
    [InlineData("trace?fund=resident&line=closing&cursor=18.3.1.3")]
    [InlineData("trace?fund=resident&line=closing&limit=0")]
    [InlineData("trace?year=2025&figure=paid&institution=x")]
    [InlineData("diff?from=2025-01&to=2025-03")]
    [InlineData("diff?from=2025-01&to=2025-03&between=x")]
    [InlineData("diff?from=2025-01&to=2025-03&between=9&and=4")]
    [InlineData("diff?from=2025-01&to=2025-03&between=4&cursor=1")]
    public async Task What_cannot_be_meant_is_400(string path) => await ProblemAnswer.Of(
        (await served.As(Role.Auditor)).Get($"{ServedLedger.Longyou}/{path}"), HttpStatusCode.BadRequest, "bad-request");

    [Theory]
    [InlineData("trace?fund=medical-aid&line=closing")]
    [InlineData("trace?fund=resident&line=closing.x")]
    [InlineData("trace?year=2025&figure=paid&institution=H33082500009")]
    public async Task What_is_not_there_is_404(string path) => await ProblemAnswer.Of(
        (await served.As(Role.Auditor)).Get($"{ServedLedger.Longyou}/{path}"), HttpStatusCode.NotFound, "not-found");

    private static async Task<JsonElement> Json(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement;
    }
}
