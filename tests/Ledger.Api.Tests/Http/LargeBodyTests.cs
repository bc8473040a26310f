using System.Net;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Api.Tests.Pages;
using Ledger.Domain;

namespace Ledger.Api.Tests.Http;

/// <summary>A body that is too large is told how large it may be, whether or not it said its length.</summary>
public sealed class LargeBodyTests(ServedLedger served) : IClassFixture<ServedLedger>
{
    private const string Pool = "720531";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_is_told_the_limit_of_its_route(bool isChunked)
    {
        var officer = await served.Opened(isChunked ? "720532" : Pool);
        using var content = new ByteArrayContent([.. Enumerable.Repeat((byte)' ', RequestLimits.BodyBytes + 1)]);
        content.Headers.ContentType = new("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/pools/{(isChunked ? "720532" : Pool)}/entries") { Content = content };
        request.Headers.TransferEncodingChunked = isChunked;
        var problem = await ProblemAnswer.Of(officer.SendAsync(request, Cancellation), HttpStatusCode.RequestEntityTooLarge, "too-large");
        problem.Detail.ShouldBe("a body has at most 1024 KiB");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_form_with_files_is_told_the_limit_of_its_page(bool isChunked)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var browser = new HttpClient(handler) { BaseAddress = served.Address };
        var key = await served.Keys.Make("a person", Role.Officer, [PoolCode.Of(ServedLedger.Longyou)], null, Cancellation);
        (await SignInForm.Send(browser, ("key", key.Reveal()))).Dispose();
        var page = $"/pools/{ServedLedger.Longyou}/reconciliations";
        using var form = new MultipartFormDataContent
        {
            { new StringContent(await SignInForm.TokenOf(browser, page)), SignInForm.TokenField },
            { new StringContent("2025-03"), "period" },
            { new ByteArrayContent(new byte[RequestLimits.ReconciliationBytes]), "bank", "bank.csv" },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, page) { Content = form };
        request.Headers.TransferEncodingChunked = isChunked;
        using var answer = await browser.SendAsync(request, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain($"{RequestLimits.ReconciliationBytes / 1024} KiB");
    }
}
