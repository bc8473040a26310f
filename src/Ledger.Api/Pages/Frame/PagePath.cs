using Ledger.Api.Identity;
using Ledger.Api.Http;

namespace Ledger.Api.Pages.Frame;

/// <summary>A route that answers with a page, for people.</summary>
public sealed record Page;

/// <summary>Which paths are pages, and how their routes are marked.</summary>
internal static class PagePath
{
    private static readonly string[] _programs = ["/api", "/openapi", "/health", "/metrics"];

    /// <summary>Whatever is not for programs is answered as a page, also where there is none.</summary>
    internal static bool Is(PathString path) => !_programs.Any(program => path.StartsWithSegments(program));

    /// <summary>A path of this server to go back to; the first page where it is none.</summary>
    internal static string Own(string? back) =>
        back is ['/', not ('/' or '\\'), ..] && !back.Any(char.IsControl) ? back : "/";

    /// <summary>A page for who may do this.</summary>
    internal static RouteHandlerBuilder IsPage(this RouteHandlerBuilder route, AccessRight right) =>
        route.Needs(right).WithMetadata(new Page()).ExcludeFromDescription();

    /// <summary>A page for whoever comes by.</summary>
    internal static RouteHandlerBuilder IsPublicPage(this RouteHandlerBuilder route) =>
        route.WithMetadata(new Page(), new OpenToAll()).ExcludeFromDescription();
}
