using Ledger.Api.Http;
using Ledger.Api.Pages.Frame;

namespace Ledger.Api.Pages.Overview;

/// <summary><c>/</c>: the pools that the reader sees; with one alone, that.</summary>
internal static class PoolsPage
{
    internal static void Map(IEndpointRouteBuilder server) =>
        server.MapGet("/", (HttpContext http, LedgerContext ledger) =>
        {
            var view = new PageView(http, ledger);
            var pools = view.Caller!.Pools.OrderBy(pool => pool.Text, StringComparer.Ordinal).ToList();
            return pools is [var only] ? Results.Redirect($"/pools/{only}{PageMenu.FirstOf(view)}") : view.Show<PoolsList>(pools);
        }).WithMetadata(new Page(), new OpenToCallers()).ExcludeFromDescription();
}
