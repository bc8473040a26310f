using System.Security.Cryptography;
using Ledger.Api.CommandLine;
using Ledger.Api.Database;
using Ledger.Api.Pages.Frame;
using Microsoft.AspNetCore.DataProtection;

namespace Ledger.Api.Pages.SigningIn;

/// <summary>
/// Who has signed in on the pages: a cookie with the key or token that they gave, sealed by the server. It is looked at
/// anew with each request, so that a revoked key and a token that is over end the session too.
/// </summary>
internal sealed class Session(IDataProtectionProvider protection)
{
    private const string Cookie = "ledger-session";

    private static readonly TimeSpan _lasts = TimeSpan.FromHours(12);

    private readonly ITimeLimitedDataProtector _seal = protection.CreateProtector("ledger session").ToTimeLimitedDataProtector();

    /// <summary>The folder of the keys that cookies are sealed with: whoever has them can seal one.</summary>
    /// <exception cref="UserError">It cannot be made.</exception>
    internal static DirectoryInfo Keys(LedgerHome home)
    {
        home.Create();
        try
        {
            return Directory.CreateDirectory(Path.Combine(home.Path, "sessions"),
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw home.Unusable(problem);
        }
    }

    /// <summary>
    /// What the bearer of a page's request would send as <c>Authorization</c>; null where nobody has signed in. Programs
    /// do not go by cookies: of their routes only those that change nothing take them, so that a page can link to a file.
    /// </summary>
    internal string? Bearer(HttpRequest request)
    {
        if (!PagePath.Is(request.Path) && !HttpMethods.IsGet(request.Method)) return null;
        if (request.Cookies[Cookie] is not { } cookie) return null;
        try
        {
            return _seal.Unprotect(cookie);
        }
        catch (CryptographicException)
        {
            // Of another server, changed, or over.
            return null;
        }
    }

    internal void Begin(HttpContext http, string bearer) =>
        http.Response.Cookies.Append(Cookie, _seal.Protect(bearer, _lasts), Options(http));

    internal static void End(HttpContext http) => http.Response.Cookies.Delete(Cookie, Options(http));

    private static CookieOptions Options(HttpContext http) => new()
    {
        HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Lax, IsEssential = true, Path = "/",
    };
}
