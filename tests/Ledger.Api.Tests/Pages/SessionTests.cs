using System.Net;
using Ledger.Api.Identity;
using Ledger.Api.Tests.Http;
using Ledger.Domain;

namespace Ledger.Api.Tests.Pages;

/// <summary>Signing in on the pages, and what the cookie is good for.</summary>
public sealed class SessionTests(ServedLedger served) : IClassFixture<ServedLedger>, IDisposable
{
    private readonly HttpClientHandler _browser = new() { AllowAutoRedirect = false };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_gives_a_live_key_is_signed_in_until_it_is_revoked()
    {
        using var client = Client();
        var key = await served.Keys.Make("a person", Role.Officer, [PoolCode.Of(ServedLedger.Longyou)], null, Cancellation);
        using var wrong = await SignIn(client, key.Reveal()[..^4] + "AAAA");
        wrong.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var right = await SignIn(client, key.Reveal());
        right.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var cookie = right.Headers.GetValues("Set-Cookie").Single(one => one.StartsWith("ledger-session=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
        cookie.ShouldNotContain(key.Reveal());

        (await Status(client, $"/pools/{ServedLedger.Longyou}")).ShouldBe(HttpStatusCode.OK);
        await served.Keys.Revoke(key.Id, Cancellation);
        await Task.Delay(ApiKeys.RememberedFor, Cancellation);
        (await Status(client, $"/pools/{ServedLedger.Longyou}")).ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_cookie_reads_from_the_API_and_records_nothing()
    {
        using var client = Client();
        (await SignIn(client, (await Key()).Reveal())).Dispose();
        (await Status(client, $"/api/v1/pools/{ServedLedger.Longyou}/funds")).ShouldBe(HttpStatusCode.OK);
        using var posted = await client.Post(ServedLedger.Longyou, "entries", "{}");
        posted.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_form_without_its_token_signs_nobody_in()
    {
        using var client = Client();
        using var body = new FormUrlEncodedContent([KeyValuePair.Create("key", (await Key()).Reveal())]);
        using var answer = await client.PostAsync("/sign-in", body, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task Behind_what_speaks_TLS_cookies_are_for_TLS_only()
    {
        using var client = Client();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        using var form = await client.GetAsync("/sign-in", Cancellation);
        form.Headers.GetValues("Set-Cookie").ShouldAllBe(cookie => cookie.Contains("secure"));
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example")]
    public async Task One_is_led_back_to_this_server_only(string back)
    {
        using var client = Client();
        using var answer = await client.GetAsync($"/preferences?set=en&back={Uri.EscapeDataString(back)}", Cancellation);
        answer.Headers.Location!.OriginalString.ShouldBe("/");
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/nothing-here")]
    [InlineData("/api/v1/pools/330825/funds")]
    public async Task Every_answer_says_that_a_browser_may_load_nothing_of_others(string path)
    {
        using var client = Client();
        using var answer = await client.GetAsync(path, Cancellation);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldNotContain("unsafe");
        answer.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
    }

    public void Dispose() => _browser.Dispose();

    private HttpClient Client() => new(_browser, disposeHandler: false) { BaseAddress = served.Address };

    private Task<ApiKeyText> Key() =>
        served.Keys.Make("a person", Role.Officer, [PoolCode.Of(ServedLedger.Longyou)], null, Cancellation);

    private static Task<HttpResponseMessage> SignIn(HttpClient client, string key) => SignInForm.Send(client, ("key", key));

    private static async Task<HttpStatusCode> Status(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, Cancellation);
        return answer.StatusCode;
    }
}
