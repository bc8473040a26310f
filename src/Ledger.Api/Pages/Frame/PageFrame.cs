using Ledger.Api.Http;

namespace Ledger.Api.Pages.Frame;

/// <summary>
/// What every answer of the server says to a browser: run nothing and load nothing that is not this server's, and show it in
/// no frame of another's.
/// </summary>
internal static class PageFrame
{
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    internal static Task Handle(HttpContext http, RequestDelegate next)
    {
        // What stands between speaks TLS; cookies are then for TLS only.
        if (!Access.IsHere(http)) http.Request.Scheme = Uri.UriSchemeHttps;
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        return next(http);
    }
}
