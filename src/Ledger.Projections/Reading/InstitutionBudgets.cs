using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Domain.Institutions;
using Ledger.Projections.Following;

namespace Ledger.Projections.Reading;

/// <summary>What an institution may be paid for a year, was paid, and has to do with the fund beside.</summary>
/// <param name="Paid">What is charged to the year, in categories inside the budget.</param>
/// <param name="Averaged">The care that averages are made of.</param>
/// <param name="Care">All its care.</param>
/// <param name="Outstanding">What is outstanding now, by kind.</param>
/// <param name="ClawbackRecovered">What came back during the year.</param>
public sealed record InstitutionBudget(
    InstitutionCode Institution, int Year, Money Budget, Money Paid, CareFigures Averaged,
    CareFigures AveragedLastYear, CareFigures Care, CareFigures CareLastYear,
    IReadOnlyDictionary<string, Money> Outstanding, Money ClawbackRecovered, IReadOnlyList<BrokenControl> Broken)
{
    public Money Remaining => Budget - Paid;

    /// <summary>Null where there is no budget.</summary>
    public decimal? Executed => Quotient.Share(Paid, Budget);
}

/// <summary>The budget of the pool as a whole.</summary>
public sealed record RegionBudget(Money Budget, Money Paid)
{
    public Money Remaining => Budget - Paid;

    public decimal? Executed => Quotient.Share(Paid, Budget);
}

/// <summary>Answers "how far is each budget used, and who breaks a control rule?".</summary>
/// <param name="rules">Which care is inside a budget, and the control rules.</param>
public sealed class InstitutionBudgets(ControlRules rules)
{
    /// <summary>The region is null where one institution was asked for.</summary>
    public Task<(IReadOnlyList<InstitutionBudget> Institutions, RegionBudget? Region)> Of(
        PoolSnapshot snapshot, int year, InstitutionCode? institution, CancellationToken cancellationToken) =>
        Among(snapshot, year, Only(institution), cancellationToken);

    /// <summary>Those of some institutions, without the region.</summary>
    public async Task<IReadOnlyList<InstitutionBudget>> OfSome(PoolSnapshot snapshot, int year,
        IReadOnlyCollection<InstitutionCode> institutions, CancellationToken cancellationToken) =>
        (await Among(snapshot, year, institutions, cancellationToken)).Institutions;

    /// <summary>The same in one round trip, with the position; null where what follows the log is behind it.</summary>
    public async Task<(PoolSnapshot Look, IReadOnlyList<InstitutionBudget> Institutions, RegionBudget? Region)?> Look(
        PoolLooks looks, PoolCode pool, int year, InstitutionCode? institution, CancellationToken cancellationToken)
    {
        var (reads, rows) = InstitutionRows.Reads(pool, year, Only(institution));
        if (await looks.Followed(pool, FollowedSubject.Institutions, reads, cancellationToken) is not { } look) return null;
        var (institutions, region) = Of(year, institution is null, rows());
        return (look, institutions, region);
    }

    /// <summary>The budgets with nothing in them but these events: what the events add to each figure that is a sum.</summary>
    public (IReadOnlyList<InstitutionBudget> Institutions, RegionBudget? Region) Of(
        IReadOnlyList<FundEvent> entries, int year, InstitutionCode? institution) =>
        Of(year, institution is null, InstitutionRows.Known(entries, year, Only(institution)));

    private async Task<(IReadOnlyList<InstitutionBudget> Institutions, RegionBudget? Region)> Among(PoolSnapshot snapshot, int year,
        IReadOnlyCollection<InstitutionCode>? institutions, CancellationToken cancellationToken) =>
        Of(year, institutions is null, await InstitutionRows.Of(snapshot, year, institutions, cancellationToken));

    private static InstitutionCode[]? Only(InstitutionCode? institution) => institution is { } one ? [one] : null;

    private (IReadOnlyList<InstitutionBudget> Institutions, RegionBudget? Region) Of(
        int year, bool withRegion, InstitutionRows rows)
    {
        var budgets = Known(rows).Select(code => Of(code, year, rows)).ToList();
        if (!withRegion) return (budgets, null);
        var paid = budgets.Aggregate(Money.Zero, (sum, budget) => sum + budget.Paid);
        return (budgets, new(BudgetOf("", rows), paid));
    }

    // The region's budget is under no institution, and what persons are owed is under no code of one.
    private static List<InstitutionCode> Known(InstitutionRows rows)
    {
        var names = rows.Care.Select(row => row.Key)
            .Concat(rows.Budgets.Select(row => row.Key))
            .Concat(rows.Outstanding.Where(row => row.Any(part => part.Amount != Money.Zero)).Select(row => row.Key))
            .Concat(rows.Recovered.Keys);
        var codes = new SortedSet<string>(names, StringComparer.Ordinal);
        return
        [
            .. codes.Select(name => InstitutionCode.TryParse(name, out var code) ? code : (InstitutionCode?)null)
                .OfType<InstitutionCode>(),
        ];
    }

    private InstitutionBudget Of(InstitutionCode institution, int year, InstitutionRows rows)
    {
        var care = rows.Care[institution.Text].ToList();
        return new(institution, year, BudgetOf(institution.Text, rows),
            Sum(care, year, category => !rules.IsOutsideBudget(category)).Paid,
            Sum(care, year, rules.IsAveraged), Sum(care, year - 1, rules.IsAveraged),
            Sum(care, year, _ => true), Sum(care, year - 1, _ => true),
            rows.Outstanding[institution.Text].ToDictionary(row => row.Kind, row => row.Amount),
            rows.Recovered.GetValueOrDefault(institution.Text),
            Controls.Broken(rules, care, year));
    }

    private Money BudgetOf(string institution, InstitutionRows rows) => rows.Budgets[institution]
        .Where(row => !rules.IsOutsideBudget(row.Category))
        .Aggregate(Money.Zero, (sum, row) => sum + row.Amount);

    private static CareFigures Sum(IEnumerable<CareOfYear> care, int year, Func<string, bool> isWanted) => care
        .Where(row => row.PersonClass is null && row.Year == year && isWanted(row.Category))
        .Aggregate(default(CareFigures), (sum, row) => sum + row.Figures);
}
