using Ledger.Api.Figures;
using Ledger.Api.Identity;
using Ledger.Domain;

namespace Ledger.Api.Http;

/// <summary><c>GET funds</c>, <c>funds/{fund}/balance</c>, <c>funds/{fund}/capacity</c>: the JSON of the verbs, for one fund.</summary>
internal static class FundRoutes
{
    internal static void Map(RouteGroupBuilder pool)
    {
        pool.MapGet("/funds", Funds).WithSummary("The pool's funds, and how far its log is").WithTags("reads")
            .Needs(AccessRight.ReadFigures).Answers<PoolAnswer>(StatusCodes.Status200OK, "The pool");
        pool.MapGet("/funds/{fund}/balance", Balance).WithSummary("What a fund has, year to date").WithTags("reads")
            .Needs(AccessRight.ReadFigures).Answers<BalanceAnswer>(StatusCodes.Status200OK, "The balance");
        pool.MapGet("/funds/{fund}/capacity", Capacity).WithSummary("How many months a fund can still pay, and from what")
            .WithTags("reads").Needs(AccessRight.ReadFigures).Answers<CapacityAnswer>(StatusCodes.Status200OK, "The months");
    }

    private static async Task<IResult> Funds(
        string pool, [AsParameters] KnownQuery known, LedgerContext ledger, CancellationToken cancellationToken)
    {
        var answer = await new PoolFigures(ledger, RequestText.Known(known))
            .Funds(RequestText.Code<PoolCode>("pool", pool), cancellationToken);
        return Tagged.Ok(answer, answer.Position);
    }

    private static async Task<IResult> Balance(string pool, string fund, string? asOf, [AsParameters] KnownQuery known,
        LedgerContext ledger, CancellationToken cancellationToken)
    {
        var answer = await new PoolFigures(ledger, RequestText.Known(known)).Balance(RequestText.Code<PoolCode>("pool", pool),
            RequestText.Code<FundCode>("fund", fund), RequestText.Date("asOf", asOf), cancellationToken);
        return Tagged.Ok(answer, answer.Position);
    }

    private static async Task<IResult> Capacity(string pool, string fund, string? asOf, string? policy,
        [AsParameters] KnownQuery known, LedgerContext ledger, CancellationToken cancellationToken)
    {
        var answer = await new PoolFigures(ledger, RequestText.Known(known)).Capacity(RequestText.Code<PoolCode>("pool", pool),
            RequestText.Code<FundCode>("fund", fund), RequestText.Date("asOf", asOf), policy, cancellationToken);
        return Tagged.Ok(answer, answer.Position);
    }
}
