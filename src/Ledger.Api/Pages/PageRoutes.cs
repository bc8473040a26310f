using Ledger.Api.Http;
using Ledger.Api.Pages.Ageing;
using Ledger.Api.Pages.Approvals;
using Ledger.Api.Pages.Assets;
using Ledger.Api.Pages.Budgets;
using Ledger.Api.Pages.Changes;
using Ledger.Api.Pages.Frame;
using Ledger.Api.Pages.Funds;
using Ledger.Api.Pages.Imports;
using Ledger.Api.Pages.Log;
using Ledger.Api.Pages.Overview;
using Ledger.Api.Pages.Reconciliations;
using Ledger.Api.Pages.Replays;
using Ledger.Api.Pages.SigningIn;
using Ledger.Api.Pages.Statements;
using Ledger.Api.Pages.Traces;
using Ledger.Api.Pages.Verification;
using Ledger.Domain;

namespace Ledger.Api.Pages;

/// <summary>The table of contents of the pages.</summary>
internal static class PageRoutes
{
    internal const string Pool = "/pools/{pool}";

    internal static void Map(IEndpointRouteBuilder server)
    {
        AssetRoutes.Map(server);
        PagePreferences.Map(server);
        SignInRoutes.Map(server);
        PoolsPage.Map(server);
        var pool = server.MapGroup(Pool).AddEndpointFilter(NeedPool).AddEndpointFilter(QueryFilters.Note);
        OverviewPage.Map(pool);
        FundsPages.Map(pool);
        InstitutionsPage.Map(pool);
        InstitutionPage.Map(pool);
        OutstandingPage.Map(pool);
        ChainPage.Map(pool);
        StatementsPages.Map(pool);
        ImportsPage.Map(pool);
        ReconciliationsPages.Map(pool);
        ApprovalsPage.Map(pool);
        LogPage.Map(pool);
        EventPage.Map(pool);
        ReplayPage.Map(pool);
        ChangesPage.Map(pool);
        VerificationPage.Map(pool);
        TracePage.Map(pool);
    }

    // Pages take the pool of their view for granted.
    private static ValueTask<object?> NeedPool(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        RequestText.Code<PoolCode>("pool", (string)context.HttpContext.GetRouteValue("pool")!);
        return next(context);
    }
}
