using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ledger.Api.Pages.Frame;

/// <summary>Answers with pages.</summary>
internal static class PageAnswers
{
    /// <summary>A page made of a component that takes <c>View</c> and <c>Model</c>.</summary>
    internal static IResult Show<TComponent>(this PageView view, object? model = null, int status = StatusCodes.Status200OK)
        where TComponent : IComponent
    {
        // Figures are for who may see them, and must be asked for again.
        view.Http.Response.Headers.CacheControl = "private, no-cache, no-store";
        view.Http.Response.Headers.ContentLanguage = view.Preferences.IsChinese ? "zh-CN" : "en";
        view.Http.Response.Headers.Vary = "Cookie";
        var parameters = new Dictionary<string, object?> { ["View"] = view };
        if (model is not null) parameters["Model"] = model;
        return new RazorComponentResult<TComponent>(parameters) { StatusCode = status, PreventStreamingRendering = true };
    }
}
