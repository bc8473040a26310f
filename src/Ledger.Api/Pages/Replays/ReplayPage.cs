using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Api.Pages.Frame;

namespace Ledger.Api.Pages.Replays;

/// <summary><c>/pools/{pool}/replay</c>: every figure of the page as it was known at a past position, chosen by a slider.</summary>
internal static class ReplayPage
{
    internal static void Map(IEndpointRouteBuilder pool) =>
        pool.MapGet("/replay", Show).IsPage(AccessRight.ReadFigures).WithMetadata(new Noted());

    private static async Task<IResult> Show(HttpContext http, LedgerContext ledger, CancellationToken cancellationToken)
    {
        var view = new PageView(http, ledger);
        var pool = view.Pool!.Value;
        var head = await ledger.NeedEntries(pool, cancellationToken);
        // A point beyond the log, or before it, is its nearest end: a slider has no other.
        var asked = await view.Known.PositionIn(ledger, pool, cancellationToken) ?? head;
        return view.Show<Replay>(await ReplayFigures.Of(ledger, pool, Math.Clamp(asked, 1, head), head, cancellationToken));
    }
}
