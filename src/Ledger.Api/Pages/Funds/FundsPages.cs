using Ledger.Api.Figures;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Api.Pages.Frame;
using Ledger.Domain;

namespace Ledger.Api.Pages.Funds;

/// <summary><c>/pools/{pool}/funds</c> and <c>funds/{fund}</c>: what each fund has, and one fund's year.</summary>
internal static class FundsPages
{
    internal static void Map(IEndpointRouteBuilder pool)
    {
        pool.MapGet("/funds", All).IsPage(AccessRight.ReadFigures);
        pool.MapGet("/funds/{fund}", One).IsPage(AccessRight.ReadFigures);
    }

    private static async Task<IResult> All(HttpContext http, LedgerContext ledger, CancellationToken cancellationToken)
    {
        var view = new PageView(http, ledger);
        var capacity = await new PoolFigures(ledger, view.Known).Capacity(view.Pool!.Value, null, view.AsOf, null, cancellationToken);
        // Of the position at which the first figures were read, whatever is recorded meanwhile.
        var balance = await new PoolFigures(ledger, new(capacity.Position, null)).Balance(view.Pool.Value, null, view.AsOf, cancellationToken);
        return view.Show<FundsList>(new FundsModel(capacity.AsOf,
            [.. balance.Funds.Select(fund => (fund, capacity.Funds.Single(one => one.Fund == fund.Fund)))]));
    }

    private static async Task<IResult> One(string fund, HttpContext http, LedgerContext ledger, CancellationToken cancellationToken)
    {
        var view = new PageView(http, ledger);
        return view.Show<FundSheet>(await FundDetails.Of(ledger, view.Pool!.Value, RequestText.Code<FundCode>("fund", fund),
            view.AsOf, view.Known, cancellationToken));
    }
}

/// <param name="Funds">What each has, and how long it lasts.</param>
public sealed record FundsModel(string AsOf, IReadOnlyList<(FundBalanceAnswer Balance, FundCapacityAnswer Capacity)> Funds);
