using System.Diagnostics;
using System.Numerics;

namespace Ledger.Domain.Institutions;

/// <summary>Care of one category in one year.</summary>
/// <param name="PersonClass">Null: of everybody.</param>
public sealed record CareOfYear(int Year, string Category, string? PersonClass, CareFigures Figures);

/// <summary>A control rule that an institution breaks.</summary>
/// <param name="Figure">Rounded to four digits, as it is judged and shown.</param>
public sealed record BrokenControl(string Policy, decimal Figure, decimal Limit);

/// <summary>
/// Judges an institution's year by the control rules. A figure is judged as it is shown, at four digits; where it has
/// no divisor, this year or last, there is nothing to judge.
/// </summary>
public static class Controls
{
    /// <param name="rules">The rules and which care they are about.</param>
    /// <param name="care">The care of one institution, of the year and the one before, by category and class.</param>
    /// <param name="year">The year to judge.</param>
    public static IReadOnlyList<BrokenControl> Broken(
        ControlRules rules, IReadOnlyList<CareOfYear> care, int year) =>
        [.. rules.All.Select(rule => Judge(rule, rules, care, year)).OfType<BrokenControl>()];

    private static BrokenControl? Judge(ControlRule rule, ControlRules rules, IReadOnlyList<CareOfYear> care, int year)
    {
        var (now, before) = (Sum(rule, rules, care, year), Sum(rule, rules, care, year - 1));
        var figure = rule.Measure switch
        {
            Measure.AverageCost => Ratio(now.MedicalCost, now.Visits, before.MedicalCost, before.Visits),
            Measure.AverageExamCost => Ratio(now.ExamCost, now.Visits, before.ExamCost, before.Visits),
            var share => ShareOf(share, now),
        };
        var limit = rule is { AgainstLastYear: true, Measure: Measure.OutOfScopeShare or Measure.SelfPaidShare }
            ? Rounded(rule.Limit * ShareOf(rule.Measure, before))
            : rule.Limit;
        return figure > limit ? new(rule.Policy, figure.Value, limit.Value) : null;
    }

    private static CareFigures Sum(ControlRule rule, ControlRules rules, IReadOnlyList<CareOfYear> care, int year) => care
        .Where(row => row.Year == year && rule.Categories.Contains(row.Category))
        .Where(row => rule.Hardship ? row.PersonClass is { } people && rules.IsHardship(people) : row.PersonClass is null)
        .Aggregate(default(CareFigures), (sum, row) => sum + row.Figures);

    private static decimal? ShareOf(Measure share, CareFigures care) => share switch
    {
        Measure.OutOfScopeShare => Quotient.Share(care.OutOfScopeCost, care.MedicalCost),
        Measure.SelfPaidShare => Quotient.Share(care.SelfPaid, care.InScopeCost),
        _ => throw new UnreachableException($"{share} is no share."),
    };

    // This year's average over last year's, without rounding either.
    private static decimal? Ratio(Money cost, long visits, Money costBefore, long visitsBefore) =>
        visitsBefore == 0
            ? null
            : Quotient.Of((BigInteger)cost.Fen * visitsBefore, (BigInteger)costBefore.Fen * visits, Quotient.ShareDigits);

    private static decimal? Rounded(decimal? share) =>
        share is { } figure ? Math.Round(figure, Quotient.ShareDigits, MidpointRounding.AwayFromZero) : null;
}
