using System.Net.Http.Headers;
using Ledger.Api.CommandLine;
using Ledger.Api.Pages.Frame;

namespace Ledger.Api.Http;

/// <summary>
/// What every request is in: its language, and an answer in problem details to whatever goes wrong. Nothing of an error but
/// its one line leaves the server.
/// </summary>
internal static class RequestFrame
{
    private const int TooLarge = StatusCodes.Status413PayloadTooLarge;

    internal static async Task Handle(HttpContext http, RequestDelegate next)
    {
        if (PagePath.Is(http.Request.Path)) UserLanguage.Speak(PagePreferences.Of(http.Request).IsChinese);
        else if (LanguageOf(http.Request) is { } chinese) UserLanguage.Speak(chinese);
        http.Response.Headers.Vary = "Accept-Language";
        try
        {
            await next(http);
            if (http.Response is { StatusCode: >= 400, HasStarted: false, ContentType: null })
                await OfStatus(http, http.Response.StatusCode).ExecuteAsync(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested && !TimedOut(http))
        {
            // Nobody is there to be answered.
        }
        catch (OperationCanceledException) when (!http.Response.HasStarted)
        {
            await Answer(http, Problems.OfStatus(StatusCodes.Status504GatewayTimeout));
        }
        catch (Exception error) when (!http.Response.HasStarted)
        {
            await Answer(http, error is BadHttpRequestException { StatusCode: TooLarge } ? OfStatus(http, TooLarge) : Problems.Of(error));
            if (http.Response.StatusCode == StatusCodes.Status500InternalServerError)
                http.RequestServices.GetRequiredService<RequestLog>().Failed(error);
        }
    }

    // How large a body may be is the route's.
    private static IResult OfStatus(HttpContext http, int status) =>
        status == TooLarge ? Problems.TooLarge(BodyLimit.Of(http)) : Problems.OfStatus(status);

    private static Task Answer(HttpContext http, IResult problem)
    {
        http.Response.Clear();
        http.Response.Headers.Vary = "Accept-Language";
        return problem.ExecuteAsync(http);
    }

    private static bool TimedOut(HttpContext http) =>
        http.Features.Get<Microsoft.AspNetCore.Http.Timeouts.IHttpRequestTimeoutFeature>()?.RequestTimeoutToken
            .IsCancellationRequested is true;

    // The first of the two that the reader wants; null where it says neither.
    private static bool? LanguageOf(HttpRequest request)
    {
        var wanted = request.Headers.AcceptLanguage.SelectMany(header => (header ?? "").Split(','))
            .Select(part => StringWithQualityHeaderValue.TryParse(part, out var one) ? one : null)
            .OfType<StringWithQualityHeaderValue>().Where(one => one.Quality is not 0)
            .OrderByDescending(one => one.Quality ?? 1)
            .Select(one => one.Value.Split('-')[0].ToLowerInvariant());
        return wanted.FirstOrDefault(language => language is "zh" or "en") is { } first ? first == "zh" : null;
    }
}
