using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Api.Pages.SigningIn;

namespace Ledger.Api.Pages.Frame;

/// <summary>Errors as pages: who has not signed in is asked to, everyone else reads the one line.</summary>
internal static class ProblemPages
{
    internal static Task Show(HttpContext http, Problem problem)
    {
        if (problem.Status == StatusCodes.Status401Unauthorized && !HttpMethods.IsPost(http.Request.Method))
            return SignInOrDemo(http).ExecuteAsync(http);
        var view = new PageView(http, http.RequestServices.GetRequiredService<LedgerContext>());
        return view.Show<ProblemPage>(problem, problem.Status).ExecuteAsync(http);
    }

    // The demo signs a newcomer in by itself, on this machine.
    private static IResult SignInOrDemo(HttpContext http)
    {
        var here = http.Request.Path + http.Request.QueryString;
        if (http.RequestServices.GetService<DemoCallers>() is not { } demo || !Access.IsHere(http))
            return Results.Redirect($"/sign-in{QueryString.Create("back", here)}");
        http.RequestServices.GetRequiredService<Session>().Begin(http, demo.Keys[Role.Officer]);
        return Results.Redirect(here);
    }
}
