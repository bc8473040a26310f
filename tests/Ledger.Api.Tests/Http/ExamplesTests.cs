using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Testing;

namespace Ledger.Api.Tests.Http;

/// <summary>The examples of the OpenAPI file are requests that were sent and what they were answered.</summary>
public sealed partial class ExamplesTests(ServedLedger served) : IClassFixture<ServedLedger>
{
    private const string File = "src/Ledger.Api/Http/examples.json";
    private const string Received = "src/Ledger.Api/Http/examples.received.json";
    private const string Pool = "720801";

    private const string Paid = """{"document":"ZF-1","fund":"employee","amount":"120.50","date":"2025-03-31","category":"inpatient","institution":"H33082500001"}""";

    private const string Ordered = """
        {"kind":"clawback_ordered","document":"ZH-1","fund":"employee","amount":"20.50","date":"2025-04-10","caseNo":"C-1","institution":"H33082500001",
         "dueDate":"2025-12-31","reason":"beds counted twice","channel":"agency","original":"ZF-1"}
        """;

    private const string Waived = """{"kind":"clawback_waived","document":"ZH-2","fund":"employee","amount":"0.50","date":"2025-04-20","caseNo":"C-1","institution":"H33082500001"}""";

    private static readonly JsonSerializerOptions _readable =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonArray _examples = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task They_are_what_the_routes_answer()
    {
        var auditor = await served.As(Role.Auditor);
        await Get(auditor, "funds", "funds", ServedLedger.Longyou);
        await Get(auditor, "funds/{fund}/balance", "funds/employee/balance?asOf=2025-03-31", ServedLedger.Longyou);
        await Get(auditor, "funds/{fund}/capacity", "funds/employee/capacity", ServedLedger.Longyou);
        await Get(auditor, "statements", "statements?from=2025-01&to=2025-03&fund=resident", ServedLedger.Longyou);
        await Get(auditor, "balance-sheet", "balance-sheet?asOf=2025-03-31&fund=resident", ServedLedger.Longyou);
        await Get(auditor, "capacity", "capacity?fund=resident", ServedLedger.Longyou);
        await Get(auditor, "trial-balance", "trial-balance?period=2025-03&fund=resident", ServedLedger.Longyou);
        await Get(auditor, "events", "events?limit=1", ServedLedger.Longyou);
        await Get(auditor, "trace", "trace?fund=resident&line=surplus&from=2025-01-01&to=2025-03-31&limit=1", ServedLedger.Longyou);
        await Get(auditor, "diff", "diff?fund=resident&from=2025-01&to=2025-03&between=17&and=18", ServedLedger.Longyou);
        await Get(auditor, "consistency", "consistency?from=4", ServedLedger.Longyou, keepHashes: false);

        var officer = await served.Opened(Pool);
        await Post(officer, "reimbursements", "reimbursements", Paid);
        await Post(officer, "entries", "entries", """{"kind":"interest_credited","document":"LX-1","fund":"employee","amount":"3.20","date":"2025-03-31"}""");
        await Post(officer, "premiums", "premiums", """{"document":"BF-1","fund":"employee","amount":"200.00","date":"2025-03-31","payer":"employer"}""");
        await Post(officer, "settlements", "settlements", """{"document":"JS-1","fund":"employee","amount":"80.00","date":"2025-04-02","category":"outpatient","institution":"H33082500001"}""");
        await Post(officer, "deposits", "deposits", """{"document":"BZ-1","fund":"employee","amount":"6.00","date":"2025-04-02","institution":"H33082500001","original":"ZF-1"}""");
        await Post(officer, "prepayments", "prepayments", """{"document":"YF-1","fund":"employee","amount":"50.00","date":"2025-04-05","institution":"H33082500001"}""");
        await Post(officer, "transfers", "transfers", """{"document":"ZY-1","fund":"employee","amount":"15.00","date":"2025-04-06"}""");
        await Post(officer, "budgets", "budgets", """{"document":"YS-1","fund":"employee","amount":"900.00","date":"2025-01-05","institution":"H33082500001","budgetYear":"2025"}""");
        await Get(officer, "institutions/{code}/budget", "institutions/H33082500001/budget?year=2025", Pool);
        await Get(officer, "budgets", "budgets?year=2025", Pool);
        await Get(officer, "ages", "ages?asOf=2025-04-30&kind=prepayment", Pool);
        await Post(officer, "clawbacks", "clawbacks", Ordered);
        await Post(officer, "clawbacks", "clawbacks", Waived);
        await Get(officer, "approvals", "approvals", Pool);
        var request = _examples[^1]!["answer"]!["requests"]![0]!["request"]!.GetValue<string>();
        await Post(await served.As(Role.Reviewer, Pool), "approvals/{id}/approve", $"approvals/{request}/approve", """{"reason":"the case was read"}""");
        await Post(await served.As(Role.Reviewer, Pool), "approvals/{id}/reject", $"approvals/{request}/reject", """{"reason":"no grounds are given"}""");
        await Get(officer, "approvals/{id}", $"approvals/{request}", Pool);
        await Post(officer, "periods/{month}/close", "periods/2025-02/close", """{"hard":false,"reason":"the month is over"}""");
        await Post(officer, "periods/{month}/reopen", "periods/2025-02/reopen", """{"reason":"the bank's statement came late"}""");
        await Post(officer, "imports", "imports", "kind,document,fund,amount,date\ninterest_credited,LX-2,employee,1.10,2025-04-30\n", "text/csv");

        var made = JsonSerializer.Serialize(_examples, _readable) + "\n";
        var received = Repository.Path(Received.Split('/'));
        if (made == await System.IO.File.ReadAllTextAsync(Repository.Path(File.Split('/')), Cancellation))
        {
            System.IO.File.Delete(received);
            return;
        }
        await System.IO.File.WriteAllTextAsync(received, made, Cancellation);
        Assert.Fail($"{File} is out of date: compare it with {Received}, and if that is right, mv {Received} {File}");
    }

    private async Task Get(HttpClient client, string route, string path, string pool, bool keepHashes = true) =>
        await Add("GET", route, path, null, await client.Get($"{pool}/{path}"), keepHashes);

    private async Task Post(HttpClient client, string route, string path, string body, string type = "application/json") =>
        await Add("POST", route, path, body, await client.Post(Pool, path, body,
            sent => sent.Content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse(type))), keepHashes: true);

    private async Task Add(string method, string route, string path, string? body, HttpResponseMessage response, bool keepHashes)
    {
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        response.IsSuccessStatusCode.ShouldBeTrue($"{path}: {text}");
        // What is another at every run.
        text = Keys().Replace(Instants().Replace(text, "2025-05-03T10:00:00.000000Z"), "(key 5d0c71a9e4b2)");
        text = Due().Replace(text, "$1\"2025-05-20\"").Replace("a test's ", "", StringComparison.Ordinal);
        if (!keepHashes) text = Hashes().Replace(text, new string('0', 56) + "5a1e5a1e");
        var isJson = body?.TrimStart().StartsWith('{') == true;
        _examples.Add(new JsonObject
        {
            ["route"] = $"{method} {Routes.Pool}/{route}", ["path"] = path,
            ["body"] = body is null ? null : isJson ? JsonNode.Parse(body) : body,
            ["status"] = (int)response.StatusCode, ["answer"] = JsonNode.Parse(text),
        });
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT[0-9:.]+Z")]
    private static partial Regex Instants();

    [GeneratedRegex(@"\(key [a-z0-9]+\)")]
    private static partial Regex Keys();

    [GeneratedRegex(@"(""due"": )""[0-9-]+""")]
    private static partial Regex Due();

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex Hashes();
}
