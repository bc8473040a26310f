using Ledger.Api.Approvals;
using Ledger.Api.Identity;
using Ledger.Api.Pages.Frame;

namespace Ledger.Api.Pages.Overview;

/// <summary><c>/pools/{pool}</c>: how long the money lasts, at a glance.</summary>
internal static class OverviewPage
{
    internal static void Map(IEndpointRouteBuilder pool) => pool.MapGet("", Show).IsPage(AccessRight.ReadFigures);

    private static async Task<IResult> Show(HttpContext http, LedgerContext ledger, CancellationToken cancellationToken)
    {
        var view = new PageView(http, ledger);
        var figures = await OverviewFigures.Of(ledger, view.Pool!.Value, view.AsOf, view.Known, cancellationToken);
        return view.Show<Overview>(figures with
        {
            Approvals = view.May(AccessRight.Approve)
                ? await new ApprovalDesk(ledger, view.Pool!.Value).CountFor(view.Caller!.Name, cancellationToken)
                : 0,
        });
    }
}
