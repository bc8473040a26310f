using System.Diagnostics;

namespace Ledger.Api.Http;

/// <summary>
/// A line a request, in JSON on standard error: who, which route, how it ended, how long it took. The path itself, queries
/// and bodies are not in it, since they may name institutions and persons.
/// </summary>
internal sealed partial class RequestLog(ILogger<RequestLog> log)
{
    internal async Task Note(HttpContext http, RequestDelegate next)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            await next(http);
        }
        finally
        {
            Activity.Current?.SetTag("http.route", (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText);
            // Whoever watches health asks often.
            if (http.GetEndpoint()?.Metadata.GetMetadata<OpenOnLoopback>() is null)
            {
                Answered(http.Request.Method, (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText,
                    http.Response.StatusCode, Stopwatch.GetElapsedTime(began).TotalMilliseconds,
                    Access.CallerOrNobody(http)?.Name, Activity.Current?.TraceId.ToHexString());
            }
        }
    }

    /// <summary>What nobody thought of: the only place where an error is told whole, and to the operator only.</summary>
    [LoggerMessage(Level = LogLevel.Error, Message = "request failed")]
    internal partial void Failed(Exception error);

    [LoggerMessage(Level = LogLevel.Information, Message = "{method} {route} {status} {milliseconds} {caller} {trace}")]
    private partial void Answered(
        string method, string? route, int status, double milliseconds, string? caller, string? trace);
}
