using Ledger.Api.Figures;
using Ledger.Api.Identity;
using Ledger.Api.Institutions;
using Ledger.Domain;

namespace Ledger.Api.Http;

/// <summary><c>GET institutions/{code}/budget</c>: the JSON of the verb <c>budget</c>, for one institution.</summary>
internal static class InstitutionRoutes
{
    internal static void Map(RouteGroupBuilder pool) => pool.MapGet("/institutions/{code}/budget", Budget)
        .WithSummary("How far an institution's budget of a year is used").WithTags("reads")
        .Needs(AccessRight.ReadInstitutions).WithMetadata(new Noted()).Answers<BudgetAnswer>(StatusCodes.Status200OK, "The budget");

    // The year is said, or is that of the date, or of the pool's latest cash date.
    private static async Task<IResult> Budget(string pool, string code, string? year, string? asOf,
        [AsParameters] KnownQuery known, LedgerContext ledger, CancellationToken cancellationToken)
    {
        var (poolCode, point) = (RequestText.Code<PoolCode>("pool", pool), RequestText.Known(known));
        var institution = RequestText.Code<InstitutionCode>("code", code);
        var asked = RequestText.Year("year", year) ?? RequestText.Date("asOf", asOf)?.Year
            ?? await new PoolFigures(ledger, point).LatestYear(poolCode, cancellationToken);
        var answer = await new InstitutionFigures(ledger, point).Budget(poolCode, asked, institution, cancellationToken);
        return Tagged.Ok(answer, answer.Position);
    }
}
