namespace Ledger.Api.Http;

/// <summary>The body of the routes that record; described in the OpenAPI file by the columns of the events file.</summary>
public sealed record PostedEntry;

/// <summary>An answer of a route that is no error.</summary>
public sealed record Answered(int Status, string What);

internal static class Described
{
    /// <summary>Says what a route answers when all is well.</summary>
    internal static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder route, int status, string what) =>
        route.Produces<T>(status).WithMetadata(new Answered(status, what));
}
