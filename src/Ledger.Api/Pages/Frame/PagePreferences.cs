namespace Ledger.Api.Pages.Frame;

/// <summary>How a reader wants the pages, kept in a cookie that says nothing of who they are.</summary>
/// <param name="IsChinese">Chinese unless the reader says otherwise.</param>
/// <param name="InWan">Amounts in 万元.</param>
/// <param name="Theme"><c>light</c>, <c>dark</c>, or null for what the reader's system says.</param>
public sealed record PagePreferences(bool IsChinese, bool InWan, string? Theme)
{
    private const string Cookie = "ledger-view";

    private static readonly TimeSpan _kept = TimeSpan.FromDays(365);

    internal static PagePreferences Of(HttpRequest request)
    {
        var words = (request.Cookies[Cookie] ?? "").Split('.');
        return new(!words.Contains("en"), words.Contains("wan"), words.FirstOrDefault(word => word is "light" or "dark"));
    }

    /// <summary><c>GET /preferences?set=WORD&amp;back=PATH</c>: a switch is a link, which works without scripts.</summary>
    internal static void Map(IEndpointRouteBuilder server) => server.MapGet("/preferences", (string? set, string? back, HttpContext http) =>
    {
        http.Response.Cookies.Append(Cookie, Of(http.Request).With(set).Text, new()
        {
            HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, MaxAge = _kept, IsEssential = true,
        });
        return Results.Redirect(PagePath.Own(back));
    }).IsPublicPage();

    private string Text => string.Join('.', ((string?[])[IsChinese ? "zh" : "en", InWan ? "wan" : "yuan", Theme]).OfType<string>());

    private PagePreferences With(string? word) => word switch
    {
        "zh" or "en" => this with { IsChinese = word == "zh" },
        "wan" or "yuan" => this with { InWan = word == "wan" },
        "light" or "dark" => this with { Theme = word },
        "system" => this with { Theme = null },
        _ => this,
    };
}
