using System.Reflection;
using Ledger.Api.CommandLine;
using Ledger.Api.Identity;
using Ledger.Domain;
using NodaTime;

namespace Ledger.Api.Http;

/// <summary>What holds for the query of every route.</summary>
internal static class QueryFilters
{
    private const int SubjectLengthMax = 200;

    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Refuses a parameter that the route does not have: somebody who misspells <c>asOf</c> must not be told today's figure.
    /// </summary>
    internal static EndpointFilterDelegate RefuseUnknown(EndpointFilterFactoryContext route, EndpointFilterDelegate next)
    {
        var names = route.MethodInfo.GetParameters().SelectMany(NamesOf).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return async context =>
        {
            foreach (var (name, values) in context.HttpContext.Request.Query)
            {
                if (!names.Contains(name)) throw Unknown(name);
                if (values.Count > 1) throw new UserError(UserLanguage.Say($"{name} stands twice", $"{name} 出现两次"));
            }
            return await next(context);
        };
    }

    /// <summary>Notes who looks at what, where the route says so; an answer that cannot be noted is not given.</summary>
    internal static async ValueTask<object?> Note(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.GetEndpoint()?.Metadata.GetMetadata<Noted>() is not null
            && http.GetRouteValue("pool") is string text && PoolCode.TryParse(text, out var pool))
        {
            var route = (RouteEndpoint)http.GetEndpoint()!;
            await http.RequestServices.GetRequiredService<AccessLog>().Note(http.Caller().Name, pool,
                NameOf(route.RoutePattern.RawText!),
                Subject(http), http.RequestAborted);
        }
        return await next(context);
    }

    // A page by the words "page", else as the route is called below the pool.
    private static string NameOf(string route) => route.StartsWith(Routes.Pool, StringComparison.Ordinal)
        ? $"GET {route[(Routes.Pool.Length + 1)..]}"
        : $"page {route[Pages.PageRoutes.Pool.Length..].TrimStart('/')}";

    // What was asked for, as it was asked for: it may be anything, so it is kept short and on one line.
    private static string? Subject(HttpContext http)
    {
        var subject = http.GetRouteValue("code") as string ?? http.GetRouteValue("id") as string
            ?? http.GetRouteValue("format") as string ?? http.GetRouteValue("position") as string
            ?? (string?)http.Request.Query["stream"] ?? (string?)http.Request.Query["institution"]
            ?? (string?)http.Request.Query["document"] ?? (string?)http.Request.Query["case"];
        return subject is null ? null : PlainLine.Of(subject.Length <= SubjectLengthMax ? subject : subject[..SubjectLengthMax]);
    }

    /// <summary>Waits for the position that the reader has seen already, where it names one.</summary>
    internal static async ValueTask<object?> WaitForPosition(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var wanted = RequestText.Number("atLeast", (string?)http.Request.Query["atLeast"]);
        if (wanted is { } position && http.GetRouteValue("pool") is string text && PoolCode.TryParse(text, out var pool))
            await Reached(http.RequestServices.GetRequiredService<LedgerContext>(), pool, position, http.RequestAborted);
        return await next(context);
    }

    private static async Task Reached(LedgerContext ledger, PoolCode pool, long position, CancellationToken cancellationToken)
    {
        var until = SystemClock.Instance.GetCurrentInstant() + Duration.FromTimeSpan(RequestLimits.WaitForPosition);
        while (true)
        {
            var head = await ledger.Store.Head(pool, cancellationToken);
            if (head >= position) return;
            if (SystemClock.Instance.GetCurrentInstant() >= until) throw new NotReachedError(head, position);
            await Task.Delay(_look, cancellationToken);
        }
    }

    private static IEnumerable<string> NamesOf(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<AsParametersAttribute>() is null
            ? [parameter.Name!]
            : parameter.ParameterType.GetProperties().Select(property => property.Name);

    private static UserError Unknown(string name)
    {
        var shown = PlainLine.Beginning(name);
        return new(UserLanguage.Say($"there is no query parameter '{shown}'", $"没有查询参数“{shown}”"));
    }
}

/// <summary>The log is not as far as the reader wants it. Over HTTP it is a 503.</summary>
internal sealed class NotReachedError(long head, long wanted) : UserError(UserLanguage.Say(
    $"the log is at position {head} and not at {wanted} yet; try again", $"日志位于 {head},尚未到达 {wanted},请重试"));
