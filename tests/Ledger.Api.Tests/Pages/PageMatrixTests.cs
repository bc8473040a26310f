using System.Net;
using Ledger.Api.Identity;
using Ledger.Api.Pages.Frame;
using Ledger.Api.Tests.Http;
using Ledger.Testing;
using Microsoft.AspNetCore.Routing;

namespace Ledger.Api.Tests.Pages;

/// <summary>Every page × every role × one's own pool and another's.</summary>
public sealed class PageMatrixTests(ServedLedger served) : IClassFixture<ServedLedger>
{
    private const string Other = "330899";

    private static readonly string[] _open =
        ["GET /", "GET /assets/{hash}/{name}", "GET /preferences", "GET /sign-in", "POST /sign-in", "POST /sign-out"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_page_is_in_the_table() =>
        ((IEndpointRouteBuilder)served.Server).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<Page>() is not null)
            .Select(route => $"{route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]} {route.RoutePattern.RawText}")
            .Order(StringComparer.Ordinal)
            .ShouldBe(PageTable.Rows.Concat(PageTable.Forms).Concat(PageTable.Files).Select(page => page.Route).Concat(_open).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Only_who_may_is_let_in()
    {
        await served.Opened(Other);
        foreach (var role in Enum.GetValues<Role>())
        {
            var client = await served.As(role);
            foreach (var page in PageTable.Rows.Concat(PageTable.Forms).Concat(PageTable.Files))
            {
                var own = await Status(client, page, ServedLedger.Longyou);
                if (page.Roles.Contains(role)) own.ShouldNotBeOneOf(HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized, HttpStatusCode.InternalServerError);
                else own.ShouldBe(HttpStatusCode.Forbidden, $"{role} {page.Route}");
                (await Status(client, page, Other)).ShouldBe(HttpStatusCode.NotFound, $"{role} {page.Route}");
            }
        }
    }

    [Fact]
    public async Task A_pool_that_is_none_is_a_malformed_request_of_every_page()
    {
        var officer = await served.As(Role.Officer);
        foreach (var page in PageTable.Rows.Concat(PageTable.Files).Where(page => page.Roles.Contains(Role.Officer)))
            (await Status(officer, page, "nowhere")).ShouldBe(HttpStatusCode.BadRequest, page.Route);
    }

    [Fact]
    public async Task Who_has_not_signed_in_is_asked_to()
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = served.Address };
        foreach (var page in PageTable.Rows.Concat(PageTable.Files))
        {
            var path = Path(page, ServedLedger.Longyou);
            using var answer = await client.GetAsync(path, Cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
            answer.Headers.Location!.OriginalString.ShouldBe($"/sign-in?back={Uri.EscapeDataString(path)}");
        }
        foreach (var form in PageTable.Forms)
        {
            using var body = new FormUrlEncodedContent([]);
            using var answer = await client.PostAsync($"/pools/{ServedLedger.Longyou}/{form.Example}", body, Cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
    }

    [Fact]
    public async Task A_form_of_another_site_does_nothing()
    {
        foreach (var form in PageTable.Forms)
        {
            var client = await served.As(form.Roles[0]);
            using var body = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", "another's")]);
            using var answer = await client.PostAsync($"/pools/{ServedLedger.Longyou}/{form.Example}", body, Cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, form.Route);
            (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain("表单不属于本页面", customMessage: form.Route);
        }
    }

    // What an example names in braces is in the browser's pool and in no other.
    private static string Path(PageRow page, string pool) =>
        $"/pools/{pool}/{page.Example}".TrimEnd('/').Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);

    private static async Task<HttpStatusCode> Status(HttpClient client, PageRow page, string pool)
    {
        var path = Path(page, pool);
        using var body = new FormUrlEncodedContent([]);
        using var answer = page.Route.StartsWith("POST", StringComparison.Ordinal)
            ? await client.PostAsync(path, body, Cancellation)
            : await client.GetAsync(path, Cancellation);
        return answer.StatusCode;
    }
}
