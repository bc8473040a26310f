using Ledger.Api.Hosting;
using Ledger.Api.Pages;

namespace Ledger.Api.Http;

/// <summary>The table of contents of HTTP.</summary>
internal static class Routes
{
    internal const string Pool = "/api/v1/pools/{pool}";

    internal static void Map(IEndpointRouteBuilder server)
    {
        HealthEndpoints.Map(server);
        ApiDescription.Map(server);
        var pool = server.MapGroup(Pool).AddEndpointFilterFactory(QueryFilters.RefuseUnknown)
            .AddEndpointFilter(QueryFilters.WaitForPosition).AddEndpointFilter(QueryFilters.Note);
        FundRoutes.Map(pool);
        InstitutionRoutes.Map(pool);
        StatementRoutes.Map(pool);
        BookRoutes.Map(pool);
        ExportRoutes.Map(pool);
        EventRoutes.Map(pool);
        TraceRoutes.Map(pool);
        DiffRoutes.Map(pool);
        EntryRoutes.Map(pool);
        PeriodRoutes.Map(pool);
        ApprovalRoutes.Map(pool);
        ProofRoutes.Map(pool);
        ImportRoutes.Map(pool);
        PageRoutes.Map(server);
    }
}
