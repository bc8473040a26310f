using Ledger.Api.CommandLine;
using Ledger.Api.Http;
using Microsoft.AspNetCore.Antiforgery;

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
            return Problems.Of(ProblemType.BadRequest, UserLanguage.Say(
                "this form is not of this page, or is too old; go back and send it again", "表单不属于本页面或已过期,请返回后重新提交"));
        }
        return await next(context);
    });
}
