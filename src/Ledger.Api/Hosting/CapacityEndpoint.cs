using Ledger.Api.Figures;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ledger.Api.Hosting;

/// <summary><c>GET /api/v1/pools/{pool}/funds/{fund}/capacity?asOf=&amp;policy=</c>: the JSON of the verb.</summary>
public static class CapacityEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/funds/{fund}/capacity", Handle);

    private static async Task<Results<Ok<CapacityAnswer>, ProblemHttpResult>> Handle(string pool, string fund,
        string? asOf, string? policy, LedgerContext ledger, CancellationToken cancellationToken)
    {
        var query = FundQuery.Read(pool, fund, asOf);
        return query.Problem is { } problem
            ? problem
            : TypedResults.Ok(await new PoolFigures(ledger).Capacity(
                query.Pool, query.Fund, query.AsOf, policy, cancellationToken));
    }
}
