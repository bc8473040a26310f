using Ledger.Api.CommandLine;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Api.Pages.Frame;

namespace Ledger.Api.Pages.SigningIn;

/// <summary><c>/sign-in</c>, <c>/sign-out</c>: with an API key, or a token of the issuer.</summary>
internal static class SignInRoutes
{
    internal static void Map(IEndpointRouteBuilder server)
    {
        server.MapGet("/sign-in", (HttpContext http, LedgerContext ledger, string? back) =>
            Form(http, ledger, back, error: null)).IsPublicPage();
        server.MapPost("/sign-in", SignIn).IsPublicPage().TakesForm();
        server.MapPost("/sign-out", (HttpContext http) =>
        {
            Session.End(http);
            return Results.Redirect("/sign-in");
        }).IsPublicPage().TakesForm();
    }

    private static async Task<IResult> SignIn(HttpContext http, LedgerContext ledger, Callers callers, Session session,
        CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var (back, demo) = ((string?)form["back"], http.RequestServices.GetService<DemoCallers>());
        var bearer = demo is not null && Access.IsHere(http) && Roles.TryParse((string?)form["role"] ?? "", out var role)
            ? demo.Keys[role]
            : ((string?)form["key"] ?? "").Trim();
        if (await callers.Of(bearer, cancellationToken) is null)
        {
            return Form(http, ledger, back, UserLanguage.Say("That is no live key or token. Ask who runs this ledger for one.",
                "密钥或令牌无效或已过期,请向系统管理员索取。"), StatusCodes.Status401Unauthorized);
        }
        session.Begin(http, bearer);
        return Results.Redirect(PagePath.Own(back));
    }

    private static IResult Form(HttpContext http, LedgerContext ledger, string? back, string? error, int status = StatusCodes.Status200OK)
    {
        var roles = Access.IsHere(http) ? http.RequestServices.GetService<DemoCallers>()?.Keys.Keys.ToList() : null;
        return new PageView(http, ledger).Show<SignIn>(new SignInModel(PagePath.Own(back), error, roles ?? []), status);
    }
}

/// <param name="Back">Where to go once it is known who comes.</param>
/// <param name="Error">Why nobody was let in; null at first.</param>
/// <param name="DemoRoles">The roles that the demo offers; none elsewhere.</param>
public sealed record SignInModel(string Back, string? Error, IReadOnlyList<Role> DemoRoles);
