using System.Globalization;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Domain;
using Ledger.Domain.Ageing;
using Ledger.Domain.Institutions;
using Ledger.Projections.Following;
using Ledger.Projections.Reading;
using NodaTime;

namespace Ledger.Api.Institutions;

/// <summary>The figures of institutions as verbs and routes give them: one place, so that both say the same.</summary>
/// <param name="ledger">The program's parts.</param>
/// <param name="known">As it was known then; now where it says nothing.</param>
public sealed class InstitutionFigures(LedgerContext ledger, KnownPoint known = default)
{
    /// <exception cref="NotThereError">The pool has no events, or nothing is known of the institution.</exception>
    public async Task<BudgetAnswer> Budget(
        PoolCode pool, int year, InstitutionCode? institution, CancellationToken cancellationToken)
    {
        var budgets = new InstitutionBudgets(ledger.Controls);
        if (known == default
            && await budgets.Look(ledger.Looks, pool, year, institution, cancellationToken) is { } now)
            return Answer(pool, year, institution, now.Look.Position, now.Institutions, now.Region);
        await using var snapshot = await new PoolFigures(ledger, known)
            .OpenFollowed(pool, FollowedSubject.Institutions, cancellationToken);
        var (institutions, region) = await budgets.Of(snapshot, year, institution, cancellationToken);
        return Answer(pool, year, institution, snapshot.Position, institutions, region);
    }

    /// <exception cref="NotThereError">Nothing is known of the institution.</exception>
    internal static BudgetAnswer Answer(PoolCode pool, int year, InstitutionCode? institution, long position,
        IReadOnlyList<InstitutionBudget> institutions, RegionBudget? region)
    {
        if (institution is { } asked && institutions.Count == 0) throw NothingOf(asked, pool, year);
        return new(pool.Text, year, position, [.. institutions.Select(Of)],
            region is null ? null : Of(region),
            [
                .. institutions.SelectMany(row => row.Broken.Select(broken => new BrokenControlAnswer(
                    row.Institution.Text, broken.Policy, Quotient.Display(broken.Figure),
                    Quotient.Display(broken.Limit)))),
            ]);
    }

    /// <exception cref="NotThereError">The pool has no events.</exception>
    public async Task<AgesAnswer> Ages(PoolCode pool, string? kind, InstitutionCode? institution, LocalDate? asOf,
        CancellationToken cancellationToken)
    {
        await using var snapshot = await new PoolFigures(ledger, known)
            .OpenFollowed(pool, FollowedSubject.Institutions, cancellationToken);
        var date = asOf ?? snapshot.LastCashDate!.Value;
        var ages = await OutstandingAges.At(snapshot, kind, institution, date, ledger.Ages, cancellationToken);
        return Answer(pool, date, snapshot.Position, ledger.Ages, ages);
    }

    /// <summary>Ages as they are shown.</summary>
    internal static AgesAnswer Answer(
        PoolCode pool, LocalDate date, long position, AgeBuckets buckets, IReadOnlyList<OutstandingAge> ages) => new(
        pool.Text, date.Iso(), position, buckets.Policy,
        [
            .. ages.Select(row => new OutstandingAgeAnswer(row.Kind, row.Fund.Text, row.Holder,
                row.Age.Outstanding.ToString(), row.Age.Oldest?.Iso(), row.Age.Days, row.Age.Overdue.ToString(),
                buckets.Names.Zip(row.Age.Buckets).ToDictionary(
                    bucket => bucket.First, bucket => bucket.Second.ToString()))),
        ]);

    /// <exception cref="NotThereError">The pool has no events, or nothing is known of the institution.</exception>
    public async Task<InstitutionStatementAnswer> Statement(
        PoolCode pool, InstitutionCode institution, int year, CancellationToken cancellationToken)
    {
        await using var snapshot = await new PoolFigures(ledger, known)
            .OpenFollowed(pool, FollowedSubject.Institutions, cancellationToken);
        var statements = await InstitutionStatements.Of(snapshot, institution, year, cancellationToken);
        if (statements.Count == 0) throw NothingOf(institution, pool, year);
        return new(pool.Text, institution.Text, year, snapshot.Position, [.. statements.Select(Of)]);
    }

    /// <summary>A budget as it is shown.</summary>
    internal static InstitutionBudgetAnswer Of(InstitutionBudget row) => new(
        row.Institution.Text, row.Year, row.Budget.ToString(), row.Paid.ToString(), row.Remaining.ToString(),
        Share(row.Executed), Outstanding(row, OutstandingKinds.Prepayment), Outstanding(row, OutstandingKinds.Deposit),
        Outstanding(row, OutstandingKinds.Clawback), row.ClawbackRecovered.ToString(),
        Outstanding(row, OutstandingKinds.Settlement), row.Averaged.Visits,
        Each(row.Averaged.MedicalCost, row.Averaged), Each(row.AveragedLastYear.MedicalCost, row.AveragedLastYear),
        Each(row.Averaged.ExamCost, row.Averaged), Each(row.AveragedLastYear.ExamCost, row.AveragedLastYear),
        Share(Quotient.Share(row.Care.OutOfScopeCost, row.Care.MedicalCost)),
        Share(Quotient.Share(row.CareLastYear.OutOfScopeCost, row.CareLastYear.MedicalCost)),
        Share(Quotient.Share(row.Care.SelfPaid, row.Care.InScopeCost)));

    /// <summary>The region's budget as it is shown.</summary>
    internal static RegionBudgetAnswer Of(RegionBudget region) => new(
        region.Budget.ToString(), region.Paid.ToString(), region.Remaining.ToString(), Share(region.Executed));

    /// <summary>A fund's part of a statement as it is shown.</summary>
    internal static InstitutionFundAnswer Of(InstitutionStatement statement) => new(statement.Fund.Text,
        Text(statement.Opening),
        [
            .. statement.Months.Select(month => new InstitutionMonthAnswer(
                month.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture), Text(month.Items), Text(month.Outstanding))),
        ],
        InstitutionItems.All.ToDictionary(item => item, item => statement.Months
            .Aggregate(Money.Zero, (sum, month) => sum + month.Items[item]).ToString()));

    private static Dictionary<string, string> Text(IReadOnlyDictionary<string, Money> amounts) =>
        amounts.ToDictionary(row => row.Key, row => row.Value.ToString());

    private static string Outstanding(InstitutionBudget row, string kind) =>
        row.Outstanding.GetValueOrDefault(kind).ToString();

    private static string? Each(Money cost, CareFigures care) => Quotient.Each(cost, care.Visits)?.ToString();

    private static string? Share(decimal? share) => share is { } figure ? Quotient.Display(figure) : null;

    /// <summary>The error where nothing is recorded of an institution for a year.</summary>
    internal static NotThereError NothingOf(InstitutionCode institution, PoolCode pool, int year) => new(
        $"nothing is recorded of institution {institution} in pool {pool} for {year}; "
        + $"./ledger budget --pool {pool} --year {year} lists the institutions of that year");
}
