using Ledger.Domain;
using Ledger.Domain.Ageing;
using Ledger.Domain.Events;
using Ledger.Domain.Institutions;
using Ledger.Projections.Reading;

namespace Ledger.Projections.Tracing;

/// <summary>A figure of an institution's year that is a sum over events.</summary>
/// <param name="Formula">What is added up, in words that are names.</param>
public sealed record InstitutionSum(string Name, FigureUnit Unit, string Formula, Func<InstitutionBudget, long> Of);

/// <summary>A figure of an institution's year that divides two sums.</summary>
public sealed record InstitutionQuotient(string Name, FigureUnit Unit, string Dividend, string Divisor);

/// <summary>
/// The figures of an institution's budget report under their names there, and what an event adds to those that are sums:
/// the report with nothing in it but that event.
/// </summary>
public sealed class InstitutionTerms(ControlRules rules)
{
    private readonly InstitutionBudgets _budgets = new(rules);
    private (FundEvent? Entry, int Year, IReadOnlyList<InstitutionBudget> Budgets, RegionBudget Region) _last;

    public static readonly IReadOnlyList<InstitutionSum> Sums =
    [
        Yuan("budget", "allotted + adjusted", row => row.Budget),
        Yuan("paid", "payments inside the budget - what came back", row => row.Paid),
        Yuan("remaining", "budget - paid", row => row.Remaining),
        Yuan("prepaymentOutstanding", "prepaid - offset - returned", row => Outstanding(row, OutstandingKinds.Prepayment)),
        Yuan("depositHeld", "withheld - released - forfeited", row => Outstanding(row, OutstandingKinds.Deposit)),
        Yuan("clawbackOutstanding", "ordered - recovered - waived", row => Outstanding(row, OutstandingKinds.Clawback)),
        Yuan("clawbackRecovered", "recovered in the year", row => row.ClawbackRecovered),
        Yuan("settledUnpaid", "settled - withdrawn - refused - paid", row => Outstanding(row, OutstandingKinds.Settlement)),
        Count("visits", "visits that are averaged", row => row.Averaged.Visits),
        Count("visitsLastYear", "visits that are averaged, of the year before", row => row.AveragedLastYear.Visits),
        Yuan("averaged.medicalCost", "bills of the visits", row => row.Averaged.MedicalCost),
        Yuan("averaged.medicalCostLastYear", "bills of the visits, of the year before", row => row.AveragedLastYear.MedicalCost),
        Yuan("averaged.examCost", "examinations of the visits", row => row.Averaged.ExamCost),
        Yuan("averaged.examCostLastYear", "examinations of the visits, of the year before", row => row.AveragedLastYear.ExamCost),
        Yuan("care.medicalCost", "bills of all care", row => row.Care.MedicalCost),
        Yuan("care.medicalCostLastYear", "bills of all care, of the year before", row => row.CareLastYear.MedicalCost),
        Yuan("care.outOfScopeCost", "out of scope, of all care", row => row.Care.OutOfScopeCost),
        Yuan("care.outOfScopeCostLastYear", "out of scope, of all care of the year before", row => row.CareLastYear.OutOfScopeCost),
        Yuan("care.inScopeCost", "in scope, of all care", row => row.Care.InScopeCost),
        Yuan("care.selfPaid", "self-paid, of all care", row => row.Care.SelfPaid),
    ];

    public static readonly IReadOnlyList<InstitutionQuotient> Quotients =
    [
        new("executed", FigureUnit.Share, "paid", "budget"),
        new("averageCost", FigureUnit.Yuan, "averaged.medicalCost", "visits"),
        new("averageCostLastYear", FigureUnit.Yuan, "averaged.medicalCostLastYear", "visitsLastYear"),
        new("averageExamCost", FigureUnit.Yuan, "averaged.examCost", "visits"),
        new("averageExamCostLastYear", FigureUnit.Yuan, "averaged.examCostLastYear", "visitsLastYear"),
        new("outOfScopeShare", FigureUnit.Share, "care.outOfScopeCost", "care.medicalCost"),
        new("outOfScopeShareLastYear", FigureUnit.Share, "care.outOfScopeCostLastYear", "care.medicalCostLastYear"),
        new("selfPaidShare", FigureUnit.Share, "care.selfPaid", "care.inScopeCost"),
    ];

    /// <summary>The figures of the region that are sums.</summary>
    public static readonly IReadOnlyDictionary<string, Func<RegionBudget, Money>> RegionSums =
        new Dictionary<string, Func<RegionBudget, Money>>(StringComparer.Ordinal)
        {
            ["budget"] = region => region.Budget, ["paid"] = region => region.Paid, ["remaining"] = region => region.Remaining,
        };

    public static InstitutionSum SumOf(string name) => Sums.First(sum => sum.Name == name);

    /// <summary>A sum of one institution as a term.</summary>
    /// <param name="name">What the term is called.</param>
    /// <param name="sum">The sum.</param>
    /// <param name="budget">The institution's year, as the read models have it.</param>
    public Term Term(string name, InstitutionSum sum, InstitutionBudget budget) =>
        new(name, sum.Unit, sum.Of(budget), entry => Touched(entry, budget.Year)
            .FirstOrDefault(one => one.Institution == budget.Institution) is { } part ? sum.Of(part) : 0);

    /// <summary>A sum of the region as a term.</summary>
    public Term RegionTerm(string name, int year, RegionBudget region) =>
        new(name, FigureUnit.Yuan, RegionSums[name](region).Fen, entry => RegionSums[name](With(entry, year).Region).Fen);

    /// <summary>What an event adds to the year of each institution that it concerns.</summary>
    public IReadOnlyList<InstitutionBudget> Touched(FundEvent entry, int year) => With(entry, year).Budgets;

    // Each figure of an institution asks for it, one after the other.
    private (IReadOnlyList<InstitutionBudget> Budgets, RegionBudget Region) With(FundEvent entry, int year)
    {
        if (!ReferenceEquals(_last.Entry, entry) || _last.Year != year)
        {
            var (budgets, region) = _budgets.Of([entry], year, null);
            _last = (entry, year, budgets, region!);
        }
        return (_last.Budgets, _last.Region);
    }

    private static Money Outstanding(InstitutionBudget row, string kind) => row.Outstanding.GetValueOrDefault(kind);

    private static InstitutionSum Yuan(string name, string formula, Func<InstitutionBudget, Money> of) =>
        new(name, FigureUnit.Yuan, formula, row => of(row).Fen);

    private static InstitutionSum Count(string name, string formula, Func<InstitutionBudget, long> of) =>
        new(name, FigureUnit.Count, formula, of);
}
