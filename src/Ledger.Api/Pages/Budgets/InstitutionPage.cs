using System.Text.Json;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Api.Institutions;
using Ledger.Api.Pages.Frame;
using Ledger.Api.Proofs;
using Ledger.Domain;

namespace Ledger.Api.Pages.Budgets;

/// <summary>
/// <c>/pools/{pool}/institutions/{code}</c>: an institution's year: how its budget is used up, what it was paid and owes; and
/// below it <c>completeness</c>, the file that proves which events are all of it.
/// </summary>
internal static class InstitutionPage
{
    internal static void Map(IEndpointRouteBuilder pool)
    {
        pool.MapGet("/institutions/{code}", Show).IsPage(AccessRight.ReadInstitutions).WithMetadata(new Noted());
        pool.MapGet("/institutions/{code}/completeness", Completeness).IsPage(AccessRight.ReadInstitutions).WithMetadata(new Noted());
    }

    private static async Task<IResult> Show(string code, HttpContext http, LedgerContext ledger, CancellationToken cancellationToken)
    {
        var view = new PageView(http, ledger);
        var (pool, institution) = (view.Pool!.Value, RequestText.Code<InstitutionCode>("code", code));
        var year = await new InstitutionYearFigures(ledger, view.Known)
            .Of(pool, institution, RequestText.Year("year", view.Asked("year")), view.AsOf, cancellationToken);
        var (first, latest) = await new PoolFigures(ledger, view.Known).Years(pool, cancellationToken);
        return view.Show<InstitutionView>(new InstitutionModel(year, InstitutionsFigures.YearsOf(first, latest, year.Budget.Year),
            ledger.Ages.Names, await new InstitutionCompleteness(ledger).Of(pool, institution, cancellationToken)));
    }

    private static async Task<IResult> Completeness(
        string code, HttpContext http, LedgerContext ledger, CancellationToken cancellationToken)
    {
        var view = new PageView(http, ledger);
        var (pool, institution) = (view.Pool!.Value, RequestText.Code<InstitutionCode>("code", code));
        await ledger.NeedEntries(pool, cancellationToken);
        var proof = await new InstitutionCompleteness(ledger)
            .File(pool, institution, hashesOnly: !view.May(AccessRight.ReadEvents), cancellationToken);
        return Results.Stream(body => JsonSerializer.SerializeAsync(body, proof, JsonOutput.Options, cancellationToken),
            "application/json", $"{proof.Kind}-{pool}-{institution}-{proof.Size}.json");
    }
}

/// <param name="Years">Those to choose from, the latest first.</param>
/// <param name="Buckets">The names of the ages, in order.</param>
public sealed record InstitutionModel(InstitutionYearAnswer Figures, IReadOnlyList<int> Years, IReadOnlyList<string> Buckets,
    CompletenessAnswer Completeness);
