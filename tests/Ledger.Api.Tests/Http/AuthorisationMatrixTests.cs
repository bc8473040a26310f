using System.Net;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Api.Pages.Frame;
using Ledger.Domain;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Ledger.Api.Tests.Http;

/// <summary>
/// Every route × every role × one's own pool, another's that exists, one that does not. Who may do what stands here a
/// second time, by hand; a route that is not in this table fails.
/// </summary>
public sealed class AuthorisationMatrixTests(ServedLedger served) : IClassFixture<ServedLedger>
{
    private const string Other = "330899";
    private const string Nowhere = "999999";

    private static readonly Role[] _readers = [Role.Officer, Role.Reviewer, Role.Auditor];
    private static readonly Role[] _officers = [Role.Officer];
    private static readonly Role[] _withRegulators = [Role.Officer, Role.Reviewer, Role.Auditor, Role.Regulator];

    private static readonly IReadOnlyDictionary<string, Role[]> _matrix = new Dictionary<string, Role[]>
    {
        ["GET /api/v1/pools/{pool}/funds"] = _readers,
        ["GET /api/v1/pools/{pool}/funds/{fund}/balance"] = _readers,
        ["GET /api/v1/pools/{pool}/funds/{fund}/capacity"] = _readers,
        ["GET /api/v1/pools/{pool}/institutions/{code}/budget"] = _readers,
        ["GET /api/v1/pools/{pool}/statements"] = _withRegulators,
        ["GET /api/v1/pools/{pool}/balance-sheet"] = _withRegulators,
        ["GET /api/v1/pools/{pool}/capacity"] = _readers,
        ["GET /api/v1/pools/{pool}/trial-balance"] = _readers,
        ["GET /api/v1/pools/{pool}/budgets"] = _readers,
        ["GET /api/v1/pools/{pool}/ages"] = _readers,
        ["GET /api/v1/pools/{pool}/institutions/{code}/statement"] = _readers,
        ["GET /api/v1/pools/{pool}/exports/{format}"] = _readers,
        ["GET /api/v1/pools/{pool}/events"] = _readers,
        ["GET /api/v1/pools/{pool}/trace"] = _readers,
        ["GET /api/v1/pools/{pool}/diff"] = _withRegulators,
        ["POST /api/v1/pools/{pool}/entries"] = _officers,
        ["POST /api/v1/pools/{pool}/premiums"] = _officers,
        ["POST /api/v1/pools/{pool}/reimbursements"] = _officers,
        ["POST /api/v1/pools/{pool}/settlements"] = _officers,
        ["POST /api/v1/pools/{pool}/prepayments"] = _officers,
        ["POST /api/v1/pools/{pool}/clawbacks"] = _officers,
        ["POST /api/v1/pools/{pool}/deposits"] = _officers,
        ["POST /api/v1/pools/{pool}/transfers"] = _officers,
        ["POST /api/v1/pools/{pool}/budgets"] = _officers,
        ["POST /api/v1/pools/{pool}/periods/{month}/close"] = _officers,
        ["POST /api/v1/pools/{pool}/periods/{month}/reopen"] = _officers,
        ["GET /api/v1/pools/{pool}/approvals"] = _readers,
        ["GET /api/v1/pools/{pool}/approvals/{id}"] = _readers,
        ["POST /api/v1/pools/{pool}/approvals/{id}/approve"] = [Role.Reviewer],
        ["POST /api/v1/pools/{pool}/approvals/{id}/reject"] = [Role.Reviewer],
        ["GET /api/v1/pools/{pool}/checkpoints"] = _withRegulators,
        ["GET /api/v1/pools/{pool}/proofs/{position}"] = _withRegulators,
        ["GET /api/v1/pools/{pool}/consistency"] = _withRegulators,
        ["POST /api/v1/pools/{pool}/imports"] = _officers,
        ["GET /api/v1/pools/{pool}/imports/{id}"] = _officers,
        ["GET /api/v1/pools/{pool}/imports/{id}/bad-rows"] = _officers,
    };

    private static readonly string[] _open = ["GET /health/live", "GET /health/ready", "GET /metrics", "GET /openapi/{documentName}.json"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_route_is_in_the_matrix_or_open_on_loopback() =>
        Routes().Where(route => route.Route.Metadata.GetMetadata<Page>() is null)
            .Select(route => route.Name).Order(StringComparer.Ordinal)
            .ShouldBe(_matrix.Keys.Concat(_open).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Only_who_may_is_let_in()
    {
        await served.Opened(Other);
        foreach (var role in Enum.GetValues<Role>())
        {
            var client = await served.As(role);
            foreach (var (name, allowed) in _matrix)
            {
                var own = await Send(client, name, ServedLedger.Longyou);
                if (allowed.Contains(role)) await WasLetIn(own, $"{role} {name}");
                else await ProblemAnswer.Of(Task.FromResult(own), HttpStatusCode.Forbidden, "forbidden");
                var (other, nowhere) = (await Send(client, name, Other), await Send(client, name, Nowhere));
                var hidden = await ProblemAnswer.Of(Task.FromResult(other), HttpStatusCode.NotFound, "not-found");
                // Whether it exists is a secret: the answer is that of a pool that does not.
                var none = await ProblemAnswer.Of(Task.FromResult(nowhere), HttpStatusCode.NotFound, "not-found");
                hidden.Detail.Replace(Other, Nowhere, StringComparison.Ordinal).ShouldBe(none.Detail);
            }
        }
    }

    [Fact]
    public async Task Nobody_is_let_in_without_a_live_key()
    {
        var revoked = await served.Keys.Make(null, Role.Officer, [PoolCode.Of(ServedLedger.Longyou)], null, Cancellation);
        (await served.Keys.Revoke(revoked.Id, Cancellation)).ShouldBeTrue();
        var over = await served.Keys.Make(null, Role.Officer, [PoolCode.Of(ServedLedger.Longyou)],
            SystemClock.Instance.GetCurrentInstant() - Duration.FromSeconds(1), Cancellation);
        var live = await served.Keys.Make(null, Role.Officer, [PoolCode.Of(ServedLedger.Longyou)], null, Cancellation);
        var guessed = live.Reveal()[..^4] + "AAAA";
        foreach (var token in (string?[])[null, "", "no key", revoked.Reveal(), over.Reveal(), guessed, $"ledger_{live.Id}_", "a.b.c"])
        {
            var client = served.Client(token);
            foreach (var name in _matrix.Keys)
                await ProblemAnswer.Of(Send(client, name, ServedLedger.Longyou), HttpStatusCode.Unauthorized, "unauthenticated");
        }
        await ProblemAnswer.Of(served.Nobody.GetAsync("/api/v1/nothing", Cancellation), HttpStatusCode.Unauthorized, "unauthenticated");
        (await served.Client(live.Reveal()).Get($"{ServedLedger.Longyou}/funds")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/metrics")]
    [InlineData("/openapi/v1.json")]
    public async Task What_is_open_on_loopback_is_for_operators_where_somebody_stands_between(string path)
    {
        (await served.Nobody.GetAsync(path, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var role in Enum.GetValues<Role>())
        {
            var client = await served.As(role);
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "X-Forwarded-For", "203.0.113.7" } } };
            (await client.SendAsync(request, Cancellation)).StatusCode
                .ShouldBe(role == Role.Operator ? HttpStatusCode.OK : HttpStatusCode.Forbidden, $"{role}");
        }
    }

    [Fact]
    public async Task What_a_route_does_not_say_is_not_allowed()
    {
        // A route that somebody adds and forgets to give a permission.
        var forgotten = new RouteEndpoint(_ => Task.CompletedTask, Microsoft.AspNetCore.Routing.Patterns.RoutePatternFactory.Parse("/x"),
            0, new EndpointMetadataCollection(), "x");
        var client = await served.Keys.Make(null, Role.Officer, [PoolCode.Of(ServedLedger.Longyou)], null, Cancellation);
        var http = new DefaultHttpContext { RequestServices = served.Server.Services };
        http.Request.Headers.Authorization = $"Bearer {client.Reveal()}";
        http.Request.Path = "/api/v1/x";
        http.SetEndpoint(forgotten);
        var reached = false;
        await Access.Check(http, _ =>
        {
            reached = true;
            return Task.CompletedTask;
        });
        reached.ShouldBeFalse();
        http.Response.StatusCode.ShouldBe(403);
    }

    private static async Task WasLetIn(HttpResponseMessage response, string cell)
    {
        response.StatusCode.ShouldNotBe(HttpStatusCode.Unauthorized, cell);
        response.StatusCode.ShouldNotBe(HttpStatusCode.Forbidden, cell);
        ((int)response.StatusCode).ShouldBeLessThan(500, cell);
        if (response.StatusCode != HttpStatusCode.NotFound) return;
        (await ProblemAnswer.Of(response)).Detail.ShouldNotContain("has no entries", customMessage: cell);
    }

    private static async Task<HttpResponseMessage> Send(HttpClient client, string name, string pool)
    {
        var (method, path) = (name.Split(' ')[0], name.Split(' ')[1].Replace("/api/v1/pools/{pool}/", "", StringComparison.Ordinal)
            .Replace("{fund}", "employee", StringComparison.Ordinal).Replace("{code}", "H33082500001", StringComparison.Ordinal)
            .Replace("{month}", "2025-03", StringComparison.Ordinal).Replace("{position}", "1", StringComparison.Ordinal).Replace("{id}", "none", StringComparison.Ordinal)
            .Replace("{format}", "jsonl", StringComparison.Ordinal));
        if (method == "POST")
        {
            return await client.Post(pool, $"{path}?dryRun=true", "{}", request =>
                request.Content!.Headers.ContentType = new(path == "imports" ? "text/csv" : "application/json"));
        }
        return await client.Get($"{pool}/{path}{path switch
        {
            "statements" => "?from=2025-01&to=2025-03",
            "trace" => "?fund=employee&line=closing",
            "diff" => "?from=2025-01&to=2025-03&between=1",
            _ => "",
        }}");
    }

    private IEnumerable<(string Name, RouteEndpoint Route)> Routes() => ((IEndpointRouteBuilder)served.Server).DataSources
        .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        .Select(route => ($"{route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]} {route.RoutePattern.RawText}", route));
}
