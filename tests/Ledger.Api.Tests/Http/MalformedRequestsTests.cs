using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Ledger.Api.Http;
using Ledger.Domain;

namespace Ledger.Api.Tests.Http;

/// <summary>A thousand requests that are wrong in many ways: each is told so, and nothing is recorded.</summary>
public sealed class MalformedRequestsTests(ServedLedger served, ITestOutputHelper output) : IClassFixture<ServedLedger>
{
    private const int Requests = 1_000;
    private const string Pool = "720530";

    private static readonly string[] _texts =
    [
        "", " ", "\0", "\u202E", "\uD800", "12,50", "1e3", "NaN", "-1", "00", "99999999999999999999.99", "0.001", "2025-02-30", "今天",
        "=1+1", "<b>", "'; drop table ledger.mt_events; --", "%00", "../..", new string('x', 5_000), "1.00\n", "true", "null",
    ];

    private static readonly string[] _values = ["1.5", "true", "[]", "{}", "[[[[[[1]]]]]]", "1e999", "-0", "\"\\ud800\"", "{\"a\":1}"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_is_4xx_with_problem_details_and_never_5xx()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var officer = await served.Opened(Pool);
        var statuses = new Dictionary<int, int>();
        for (var index = 0; index < Requests; index++)
        {
            using var request = Next(random);
            var said = $"seed {seed}, request {index}: {request.Method} {request.RequestUri} "
                + (request.Content is null ? "" : await request.Content.ReadAsStringAsync(Cancellation));
            using var response = await officer.SendAsync(request, Cancellation);
            ((int)response.StatusCode).ShouldBeInRange(400, 499, said.Length > 2_000 ? said[..2_000] : said);
            await ProblemAnswer.Of(response);
            statuses[(int)response.StatusCode] = statuses.GetValueOrDefault((int)response.StatusCode) + 1;
        }
        output.WriteLine(string.Join(", ", statuses.Select(row => $"{row.Key}: {row.Value}")));
        statuses.Keys.Count.ShouldBeGreaterThanOrEqualTo(5);
        (await served.Ledger.Store.Pools(Cancellation)).Single(one => one.Pool == PoolCode.Of(Pool)).Position.ShouldBe(2);
    }

    private static HttpRequestMessage Next(Random random) => random.Next(10) switch
    {
        0 => Get(random),
        1 => Body(random, Bytes(random)),
        2 => Body(random, Encoding.UTF8.GetBytes(Cut(random, Valid()))),
        3 => Body(random, Encoding.UTF8.GetBytes(Changed(random, $"{{{Field(random)},{Field(random)}}}"))),
        4 => Body(random, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("[", random.Next(1, 5_000))))),
        5 => Body(random, Encoding.UTF8.GetBytes(Valid()), media: Pick(random, "text/plain", "application/xml", "multipart/form-data; boundary=x", "")),
        6 => Body(random, Encoding.UTF8.GetBytes(Valid()), query: $"?{Pick(random, "dryRun", "dryrun2", "%00", "x")}={Uri.EscapeDataString(Text(random))}"),
        7 => Body(random, new byte[random.Next(RequestLimits.BodyBytes + 1, RequestLimits.BodyBytes + 100_000)]),
        8 => Wrong(random),
        _ => Body(random, Encoding.UTF8.GetBytes($"[{string.Join(",", Enumerable.Repeat(Changed(random, Valid()), random.Next(2, 5)))}]")),
    };

    private static string Valid() =>
        """{"document":"M-1","kind":"reimbursement_paid","fund":"employee","amount":"1.00","date":"2025-03-31","category":"inpatient"}""";

    // One field of a good entry spoilt, so that most of the way is gone.
    private static string Changed(Random random, string json)
    {
        var field = Pick(random, "document", "kind", "fund", "amount", "date", "category");
        var value = random.Next(2) == 0 ? Pick(random, _values) : JsonSerializer.Serialize(Spoilt(random, field));
        return json.Contains($"\"{field}\":", StringComparison.Ordinal)
            ? System.Text.RegularExpressions.Regex.Replace(json, $"\"{field}\":\"[^\"]*\"", $"\"{field}\":{value}".Replace("$", "$$", StringComparison.Ordinal))
            : json;
    }

    // A number's text may be a good document.
    private static string Spoilt(Random random, string field) =>
        field is "document" ? Pick(random, "", " ", "\0", "x ", "\u202E", new string('x', 5_000)) : Text(random);

    private static string Field(Random random) => $"{JsonSerializer.Serialize(Text(random))}:{Pick(random, _values)}";

    private static HttpRequestMessage Get(Random random)
    {
        var path = Pick(random, "funds/employee/balance", "funds/employee/capacity", "statements", "events", "institutions/H33082500001/budget");
        var name = Pick(random, "asOf", "knownAt", "position", "policy", "from", "to", "cursor", "limit", "atLeast", "year", "fund", "x");
        // An empty answer is no malformed request, so what is said is never well formed.
        return new(HttpMethod.Get, $"/api/v1/pools/{Pool}/{path}?{name}={Uri.EscapeDataString($"?{Text(random)}")}&{Pick(random, "zz", "asOf2")}=1");
    }

    private static HttpRequestMessage Wrong(Random random) => new(
        Pick(random, HttpMethod.Put, HttpMethod.Delete, HttpMethod.Patch, HttpMethod.Options),
        $"/api/v1/pools/{Pool}/{Pick(random, "events", "entries", "funds", "%2e%2e/x", "periods/2025-13/close", "nothing")}");

    private static HttpRequestMessage Body(Random random, byte[] body, string media = "application/json", string query = "")
    {
        var path = query.Length > 0 || media != "application/json"
            ? Pick(random, "entries", "reimbursements")
            : Pick(random, "entries", "reimbursements", "premiums", "budgets", "periods/2025-03/close");
        var request = new HttpRequestMessage(HttpMethod.Post,
            $"/api/v1/pools/{Pool}/{path}{(query.StartsWith("?dryRun=true", StringComparison.Ordinal) ? "?dryRun=TRUE" : query)}")
        {
            Content = new ByteArrayContent(body),
        };
        if (media.Length > 0) request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(media);
        return request;
    }

    private static string Cut(Random random, string json) => json[..random.Next(json.Length)];

    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[random.Next(1, 300)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Text(Random random) => Pick(random, _texts);

    private static T Pick<T>(Random random, params T[] choices) => choices[random.Next(choices.Length)];
}
