using Microsoft.AspNetCore.Http.Features;

namespace Ledger.Api.Http;

/// <summary>A route whose body is a file.</summary>
/// <param name="Bytes">It has at most so many.</param>
public sealed record LargeBody(long Bytes);

/// <summary>
/// Answers a body that says that it is too large before it is read. Left to itself the server would cut the connection, and
/// a client that is still sending would never read why.
/// </summary>
internal static class BodyLimit
{
    internal static Task Check(HttpContext http, RequestDelegate next)
    {
        var most = http.GetEndpoint()?.Metadata.GetMetadata<LargeBody>()?.Bytes ?? RequestLimits.BodyBytes;
        if (http.Request.ContentLength is null || http.Request.ContentLength <= most) return next(http);
        // What is still on its way is thrown away, for some seconds.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
        return Problems.TooLarge(most).ExecuteAsync(http);
    }
}
