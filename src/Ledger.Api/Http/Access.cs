using System.Net;
using Ledger.Api.CommandLine;
using Ledger.Api.Identity;
using Ledger.Domain;

namespace Ledger.Api.Http;

/// <summary>What a route needs of its caller. A route that says nothing lets nobody in.</summary>
/// <param name="Right">What it lets be done.</param>
public sealed record Needs(AccessRight Right);

/// <summary>A route of what concerns single institutions or persons, or of the log: who asks is noted.</summary>
public sealed record Noted;

/// <summary>Open to whoever is on this machine; from elsewhere it is for operators.</summary>
public sealed record OpenOnLoopback;

/// <summary>For whoever comes by: what says nothing of any pool.</summary>
public sealed record OpenToAll;

/// <summary>For every caller, whatever their role.</summary>
public sealed record OpenToCallers;

/// <summary>Lets a request in or turns it away, before anything of it is read.</summary>
public static class Access
{
    private static readonly object _callerKey = new();

    public static TBuilder Needs<TBuilder>(this TBuilder route, AccessRight right) where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new Needs(right));

    /// <summary>Who sends the request; it was let in.</summary>
    public static Caller Caller(this HttpContext http) => (Caller)http.Items[_callerKey]!;

    internal static Caller? CallerOrNobody(HttpContext http) => http.Items[_callerKey] as Caller;

    /// <summary>The middleware.</summary>
    internal static async Task Check(HttpContext http, RequestDelegate next)
    {
        var endpoint = http.GetEndpoint();
        var isOpen = endpoint?.Metadata.GetMetadata<OpenOnLoopback>() is not null;
        if (isOpen && IsHere(http))
        {
            await next(http);
            return;
        }
        var caller = await http.RequestServices.GetRequiredService<Callers>().Of(http.Request, http.RequestAborted);
        http.Items[_callerKey] = caller;
        if (endpoint?.Metadata.GetMetadata<OpenToAll>() is not null)
        {
            await next(http);
            return;
        }
        if (caller is null)
        {
            await Problems.Of(ProblemType.Unauthenticated, UserLanguage.Say(
                "send Authorization: Bearer with a live API key or token; ./ledger token makes a key",
                "请在 Authorization: Bearer 中提供有效的 API 密钥或令牌;./ledger token 可生成密钥")).ExecuteAsync(http);
            return;
        }
        // What nobody serves is no secret, and is answered as such further on; so is a method that a path does not know, for
        // which routing has an endpoint of its own.
        if (endpoint is RouteEndpoint && TurnedAway(http, endpoint, caller, isOpen) is { } problem) await problem.ExecuteAsync(http);
        else await next(http);
    }

    private static IResult? TurnedAway(HttpContext http, Endpoint endpoint, Caller caller, bool isOpen)
    {
        // Whether another's pool exists is a secret: it is answered as one without entries is.
        if (http.GetRouteValue("pool") is string text && PoolCode.TryParse(text, out var pool) && !caller.Sees(pool))
            return Problems.Of(ProblemType.NotFound, PoolText.WithoutEntries(pool));
        if (endpoint.Metadata.GetMetadata<OpenToCallers>() is not null) return null;
        var right = isOpen ? AccessRight.Manage : endpoint.Metadata.GetMetadata<Needs>()?.Right;
        if (right is { } needed && caller.May(needed)) return null;
        return Problems.Of(ProblemType.Forbidden, UserLanguage.Say(
            $"the role {RolesOf(caller)} may not do this", $"角色 {RolesOf(caller)} 无此权限"));
    }

    private static string RolesOf(Caller caller) => caller.Roles.Count == 0
        ? UserLanguage.Say("(none)", "(无)")
        : string.Join(", ", caller.Roles.Order().Select(Roles.NameOf));

    // Somebody in between speaks for others, wherever it stands.
    internal static bool IsHere(HttpContext http) => http.Connection.RemoteIpAddress is { } address
        && IPAddress.IsLoopback(address) && !http.Request.Headers.ContainsKey("X-Forwarded-For")
        && !http.Request.Headers.ContainsKey("Forwarded");
}
