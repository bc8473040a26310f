using Ledger.Api.CommandLine;
using Ledger.Api.Http;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Ledger.Api.Pages.Frame;

/// <summary>Routes that take a form of a page.</summary>
internal static class FormRoutes
{
    /// <summary>Takes nothing but a form that this server gave to this browser.</summary>
    internal static RouteHandlerBuilder TakesForm(this RouteHandlerBuilder route) => route.AddEndpointFilter(async (context, next) =>
    {
        var http = context.HttpContext;
        if (!http.Request.HasFormContentType
            || !await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http))
        {
            return NotOfThisPage();
        }
        return await next(context);
    });

    /// <summary>The same for a form with files, of which no byte is read before it is known to be ours.</summary>
    /// <param name="route">Takes the files from the feature <see cref="FileForm"/>.</param>
    /// <param name="bytesMax">Of all of the form.</param>
    internal static RouteHandlerBuilder TakesFileForm(this RouteHandlerBuilder route, long bytesMax) => route
        .WithMetadata(new LargeBody(bytesMax), new DisableRequestTimeoutAttribute())
        .AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            return await FileForm.Begin(http) is not null
                && await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http)
                ? await next(context)
                : NotOfThisPage();
        });

    private static IResult NotOfThisPage() => Problems.Of(ProblemType.BadRequest, UserLanguage.Say(
        "this form is not of this page, or is too old; go back and send it again", "表单不属于本页面或已过期,请返回后重新提交"));
}
