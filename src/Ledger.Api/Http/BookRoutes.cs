using Ledger.Api.Accounting;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Identity;
using Ledger.Api.Institutions;
using Ledger.Domain;
using Ledger.Domain.Ageing;

namespace Ledger.Api.Http;

/// <summary>
/// <c>GET capacity</c>, <c>trial-balance</c>, <c>budgets</c>, <c>ages</c>, <c>institutions/{code}/statement</c>: what the verbs
/// of these names answer, of all funds or institutions at once.
/// </summary>
internal static class BookRoutes
{
    internal static void Map(RouteGroupBuilder pool)
    {
        pool.MapGet("/capacity", Capacity).WithSummary("How many months each fund can still pay, and from what").WithTags("reads")
            .Needs(AccessRight.ReadFigures).Answers<CapacityAnswer>(StatusCodes.Status200OK, "The months of each fund");
        pool.MapGet("/trial-balance", TrialBalance).WithSummary("What each account holds, at a date or over a month").WithTags("reads")
            .Needs(AccessRight.ReadFigures).Answers<TrialBalanceAnswer>(StatusCodes.Status200OK, "The accounts");
        pool.MapGet("/budgets", Budgets).WithSummary("How far the budgets of all institutions of a year are used").WithTags("reads")
            .Needs(AccessRight.ReadInstitutions).WithMetadata(new Noted())
            .Answers<BudgetAnswer>(StatusCodes.Status200OK, "The budgets");
        pool.MapGet("/ages", Ages).WithSummary("What is owed, advanced, withheld and to be given back, by age").WithTags("reads")
            .Needs(AccessRight.ReadInstitutions).WithMetadata(new Noted())
            .Answers<AgesAnswer>(StatusCodes.Status200OK, "What is outstanding");
        pool.MapGet("/institutions/{code}/statement", Institution).WithSummary("What an institution and the pool had with each other in a year")
            .WithTags("reads").Needs(AccessRight.ReadInstitutions).WithMetadata(new Noted())
            .Answers<InstitutionStatementAnswer>(StatusCodes.Status200OK, "The statement of each fund");
    }

    private static Task<IResult> Capacity(string pool, string? asOf, string? policy, string? fund,
        [AsParameters] HandedOutQuery query, LedgerContext ledger, CancellationToken cancellationToken)
    {
        var (code, one) = (RequestText.Code<PoolCode>("pool", pool), RequestText.CodeOrNone<FundCode>("fund", fund));
        var date = RequestText.Date("asOf", asOf);
        return HandedOut.Of(query, ledger, $"capacity-{code}", async known => CapacityReport.Of(
            await new PoolFigures(ledger, known).Capacity(code, one, date, policy, cancellationToken)), cancellationToken);
    }

    private static Task<IResult> TrialBalance(string pool, string? asOf, string? period, string? fund,
        [AsParameters] HandedOutQuery query, LedgerContext ledger, CancellationToken cancellationToken)
    {
        var (code, one) = (RequestText.Code<PoolCode>("pool", pool), RequestText.CodeOrNone<FundCode>("fund", fund));
        var (date, month) = (RequestText.Date("asOf", asOf), RequestText.MonthOrNone("period", period));
        if (date is not null && month is not null)
            throw new UserError(UserLanguage.Say("give asOf or period, not both", "asOf 与 period 只能给出一个"));
        return HandedOut.Of(query, ledger, $"trial-balance-{code}", async known =>
        {
            var figures = new PoolFigures(ledger, known);
            return TrialBalanceReport.Of(month is { } whole
                ? await figures.TrialBalance(code, one, whole, cancellationToken)
                : await figures.TrialBalance(code, one, date, cancellationToken));
        }, cancellationToken);
    }

    private static Task<IResult> Budgets(string pool, string? year, [AsParameters] HandedOutQuery query, LedgerContext ledger,
        CancellationToken cancellationToken)
    {
        var (code, asked) = (RequestText.Code<PoolCode>("pool", pool), RequestText.Year("year", year));
        return HandedOut.Of(query, ledger, $"budgets-{code}", async known => BudgetExecutionReport.Of(
            await new InstitutionFigures(ledger, known).Budget(code, await Year(ledger, code, asked, known, cancellationToken),
                institution: null, cancellationToken)), cancellationToken);
    }

    private static Task<IResult> Ages(string pool, string? asOf, string? kind, string? institution,
        [AsParameters] HandedOutQuery query, LedgerContext ledger, CancellationToken cancellationToken)
    {
        var (code, one) = (RequestText.Code<PoolCode>("pool", pool), RequestText.CodeOrNone<InstitutionCode>("institution", institution));
        var date = RequestText.Date("asOf", asOf);
        if (kind is not null && !OutstandingKinds.All.Contains(kind))
            throw RequestText.Malformed("kind", kind, new(string.Join(", ", OutstandingKinds.All), " " + string.Join("、", OutstandingKinds.All)));
        return HandedOut.Of(query, ledger, $"ages-{code}", async known => AgesReport.Of(
            await new InstitutionFigures(ledger, known).Ages(code, kind, one, date, cancellationToken), ledger.Ages.Names), cancellationToken);
    }

    private static Task<IResult> Institution(string pool, string code, string? year, [AsParameters] HandedOutQuery query,
        LedgerContext ledger, CancellationToken cancellationToken)
    {
        var (of, institution) = (RequestText.Code<PoolCode>("pool", pool), RequestText.Code<InstitutionCode>("code", code));
        var asked = RequestText.Year("year", year);
        return HandedOut.Of(query, ledger, $"institution-{institution}", async known => InstitutionReport.Of(
            await new InstitutionFigures(ledger, known).Statement(of, institution,
                await Year(ledger, of, asked, known, cancellationToken), cancellationToken)), cancellationToken);
    }

    // The year is said, or is that of the pool's latest cash date.
    private static async Task<int> Year(LedgerContext ledger, PoolCode pool, int? asked, KnownPoint known, CancellationToken cancellationToken) =>
        asked ?? await new PoolFigures(ledger, known).LatestYear(pool, cancellationToken);
}
