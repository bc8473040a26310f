using System.Net;
using Ledger.Api.Hosting;
using Ledger.Api.Pages.SigningIn;
using Ledger.Api.Tests.Http;
using Ledger.Domain;
using Microsoft.AspNetCore.Builder;

namespace Ledger.Api.Tests.Pages;

/// <summary>The demo lets a newcomer in without a key: on this machine, to its own pools, and nowhere else.</summary>
public sealed class DemoSignInTests(ServedLedger served) : IClassFixture<ServedLedger>, IAsyncLifetime
{
    private const string Page = $"/pools/{ServedLedger.Longyou}";

    private WebApplication? _demo;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var callers = await DemoCallers.Make(served.Ledger, [PoolCode.Of(ServedLedger.Longyou)], Cancellation);
        _demo = LedgerServer.Build(served.Ledger, "http://127.0.0.1:0", demo: callers);
        await _demo.StartAsync(Cancellation);
    }

    [Fact]
    public async Task Who_comes_from_this_machine_is_an_officer_at_once()
    {
        using var browser = Browser();
        (await browser.GetAsync(Page, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.GetStringAsync(Page, Cancellation)).ShouldContain("demo officer");
    }

    [Fact]
    public async Task One_may_look_as_another_role()
    {
        using var browser = Browser();
        (await SignIn(browser, "auditor")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.GetStringAsync(Page, Cancellation)).ShouldContain("demo auditor");
    }

    [Fact]
    public async Task Who_comes_through_something_else_is_nobody()
    {
        using var browser = Browser();
        browser.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        var asked = await browser.GetAsync(Page, Cancellation);
        asked.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/sign-in");
        (await asked.Content.ReadAsStringAsync(Cancellation)).ShouldNotContain("name=\"role\"");
        (await SignIn(browser, "auditor")).StatusCode.ShouldNotBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_server_that_is_no_demo_lets_nobody_in_by_a_role()
    {
        using var browser = Browser(served.Address);
        (await SignIn(browser, "auditor")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    public ValueTask DisposeAsync() => _demo!.DisposeAsync();

    private HttpClient Browser(Uri? address = null) => new() { BaseAddress = address ?? new(_demo!.Urls.First()) };

    private static Task<HttpResponseMessage> SignIn(HttpClient browser, string role) =>
        SignInForm.Send(browser, ("role", role), ("back", Page));
}
