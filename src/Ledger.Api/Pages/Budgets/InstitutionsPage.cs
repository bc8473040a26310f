using Ledger.Api.Figures;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Api.Institutions;
using Ledger.Api.Pages.Frame;

namespace Ledger.Api.Pages.Budgets;

/// <summary>
/// <c>/pools/{pool}/institutions</c>: how far each institution's budget of a year is used (预算执行), those that need a look
/// first.
/// </summary>
internal static class InstitutionsPage
{
    internal static void Map(IEndpointRouteBuilder pool) =>
        pool.MapGet("/institutions", Show).IsPage(AccessRight.ReadInstitutions).WithMetadata(new Noted());

    private static async Task<IResult> Show(HttpContext http, LedgerContext ledger, CancellationToken cancellationToken)
    {
        var view = new PageView(http, ledger);
        return view.Show<InstitutionsView>(await InstitutionsFigures.Of(ledger, view, cancellationToken));
    }
}

/// <summary>What the page shows.</summary>
/// <param name="Budgets">Of all institutions.</param>
/// <param name="Years">Those to choose from, the latest first.</param>
/// <param name="Search">A part of a code; null for all.</param>
/// <param name="Broken">The control rules that are broken, by institution.</param>
/// <param name="Shown">The institutions of this page of the list.</param>
/// <param name="MostExecuted">Those that used the largest share of their budget.</param>
public sealed record InstitutionsFigures(BudgetAnswer Budgets, IReadOnlyList<int> Years, string? Search, InstitutionOrder Order,
    ILookup<string, BrokenControlAnswer> Broken, ListPage<InstitutionBudgetAnswer> Shown,
    IReadOnlyList<InstitutionBudgetAnswer> MostExecuted)
{
    private const int ChartMax = 12;

    internal static async Task<InstitutionsFigures> Of(LedgerContext ledger, PageView view, CancellationToken cancellationToken)
    {
        var (pool, order) = (view.Pool!.Value, InstitutionOrder.Of(view.Asked("sort"), view.Asked("dir")));
        var (first, latest) = await new PoolFigures(ledger, view.Known).Years(pool, cancellationToken);
        var year = RequestText.Year("year", view.Asked("year")) ?? view.AsOf?.Year ?? latest;
        var budgets = await new InstitutionFigures(ledger, view.Known).Budget(pool, year, null, cancellationToken);
        var broken = budgets.Controls.ToLookup(rule => rule.Institution, StringComparer.Ordinal);
        var search = view.Asked("q")?.Trim();
        var found = budgets.Institutions.Where(row => search is null || row.Institution.Contains(search, StringComparison.OrdinalIgnoreCase));
        return new(budgets, YearsOf(first, latest, year), search, order, broken,
            ListPage<InstitutionBudgetAnswer>.Of(
                [.. order.Sorted(found, broken.Select(rules => rules.Key).ToHashSet(StringComparer.Ordinal))], view.Asked("page")),
            [
                .. new InstitutionOrder("executed", true).Sorted(budgets.Institutions, new HashSet<string>())
                    .Where(row => row.Executed is not null).Take(ChartMax),
            ]);
    }

    /// <summary>The years to choose from, the latest first, with the one that is shown.</summary>
    internal static IReadOnlyList<int> YearsOf(int first, int latest, int shown) =>
        [.. Enumerable.Range(first, latest - first + 1).Append(shown).ToHashSet().OrderDescending()];
}
