using Microsoft.AspNetCore.Http.Features;

namespace Ledger.Api.Http;

/// <summary>A route whose body is a file.</summary>
/// <param name="Bytes">It has at most so many.</param>
public sealed record LargeBody(long Bytes);

/// <summary>
/// Answers a body that says that it is too large before it is read. Left to itself the server would cut the connection, and
/// a client that is still sending would never read why. One that does not say how long it is ends where it is too long.
/// </summary>
internal static class BodyLimit
{
    /// <summary>In bytes, of the route that the request goes to.</summary>
    internal static long Of(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<LargeBody>()?.Bytes ?? RequestLimits.BodyBytes;

    internal static Task Check(HttpContext http, RequestDelegate next)
    {
        var most = Of(http);
        var fits = http.Request.ContentLength is null || http.Request.ContentLength <= most;
        // Of one that does not fit, what is still on its way is thrown away, for some seconds.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = fits ? most : null;
        return fits ? next(http) : Problems.TooLarge(most).ExecuteAsync(http);
    }
}
