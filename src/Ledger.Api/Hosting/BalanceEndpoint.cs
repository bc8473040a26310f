using Ledger.Api.Figures;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ledger.Api.Hosting;

/// <summary><c>GET /api/v1/pools/{pool}/funds/{fund}/balance?asOf=</c>: the JSON of the verb, for one fund.</summary>
public static class BalanceEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/funds/{fund}/balance", Handle);

    private static async Task<Results<Ok<BalanceAnswer>, ProblemHttpResult>> Handle(
        string pool, string fund, string? asOf, LedgerContext ledger, CancellationToken cancellationToken)
    {
        var query = FundQuery.Read(pool, fund, asOf);
        return query.Problem is { } problem
            ? problem
            : TypedResults.Ok(await new PoolFigures(ledger).Balance(
                query.Pool, query.Fund, query.AsOf, cancellationToken));
    }
}
