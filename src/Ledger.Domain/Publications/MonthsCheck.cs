using System.Diagnostics;
using System.Numerics;
using Ledger.Domain.PaymentCapacity;
using NodaTime;
using NodaTime.Text;

namespace Ledger.Domain.Publications;

/// <summary>
/// Looks for the policies behind a printed months figure. No official text gives one formula, so a figure is
/// wrong only when every policy that the publications allow to be computed gives another.
/// </summary>
internal static class MonthsCheck
{
    /// <summary>An answer, with a finding or without, or the reason why there is no answer.</summary>
    public sealed record Outcome(MonthsAnswer? Answer, Finding? Finding, string? Reason);

    /// <param name="table">A table that prints months.</param>
    /// <param name="ofFund">All tables of the same pool and fund, by the end of their periods.</param>
    /// <param name="policies">The policies to try, in their order.</param>
    public static Outcome Of(
        PublishedTable table, IReadOnlyList<PublishedTable> ofFund, IReadOnlyList<CapacityPolicy> policies)
    {
        var printed = table.Months!.Amount;
        var attempts = policies.Select(policy => Compute(policy, table, ofFund)).ToList();
        var ratios = attempts.Select(attempt => attempt.Ratio).OfType<CapacityRatio>().ToList();
        if (ratios.Count == 0)
        {
            var reasons = attempts.GroupBy(attempt => attempt.Reason).Select(same => same.Key);
            return new(null, null, $"no policy can be computed: {string.Join("; ", reasons)}");
        }

        var reproducing = ratios.Where(ratio => ratio.Reproduces(printed)).ToList();
        return new(
            new(table.Publication, table.Fund, printed, [.. reproducing.Select(ratio => ratio.PolicyId)]),
            reproducing.Count == 0 ? NotReproduced(table, printed, ratios) : null,
            null);
    }

    // Of several policies that all miss, the finding names the figure that explains most of the printed one.
    private static Finding NotReproduced(
        PublishedTable table, PublishedAmount printed, IReadOnlyList<CapacityRatio> ratios)
    {
        var nearest = ratios
            .OrderByDescending(ratio => ratio.CouldReproduce(printed))
            .ThenBy(ratio => BigInteger.Abs(printed.LastDigits - ratio.Rounded(printed.Digits)))
            .First();
        var computed = printed with { LastDigits = nearest.Rounded(printed.Digits) };
        return new(table.Publication, table.Fund, TieOutCheck.Months, PublishedLine.Months, printed, computed,
            printed with { LastDigits = printed.LastDigits - computed.LastDigits },
            nearest.CouldReproduce(printed) ? FindingClass.Rounding : FindingClass.Mismatch);
    }

    private static (CapacityRatio? Ratio, string? Reason) Compute(
        CapacityPolicy policy, PublishedTable table, IReadOnlyList<PublishedTable> ofFund)
    {
        if (policy.LessPrepayments) return (null, "prepayments are not published");
        if (policy.WindowAt(table.To) is not { } window) return (null, "no month of the year is complete");
        var spent = Latest(table, ofFund, other => other.From == window.From && other.To == window.To);
        if (spent is null)
            return (null, $"no publication covers {Iso(window.From)} to {Iso(window.To)}");
        var balanceDate = policy.NumeratorDate(table.To);
        var balanced = Latest(table, ofFund, other => other.To == balanceDate);
        if (balanced is null)
            return (null, $"no publication ends on {Iso(balanceDate)}");

        var balanceLine = policy.PooledOnly ? PublishedLine.ClosingPooled : PublishedLine.Closing;
        if (balanced[balanceLine] is not { } balance) return (null, $"{balanceLine} is not printed");
        return Expenditure(policy.Scope, spent) switch
        {
            null => (null, $"the expenditure of {policy.Id} is not printed"),
            { Grains.Sign: <= 0 } => (null, "there is no expenditure to divide by"),
            { } expenditure => (new CapacityRatio(policy.Id, balance, expenditure, window.Months), null),
        };
    }

    // Its own figures first; of publications that say the same of one period, the one printed last.
    private static PublishedTable? Latest(
        PublishedTable table, IReadOnlyList<PublishedTable> ofFund, Func<PublishedTable, bool> fits) =>
        fits(table) ? table : ofFund.LastOrDefault(fits);

    private static Figure? Expenditure(CapacityScope scope, PublishedTable table) => scope switch
    {
        CapacityScope.Total => table[PublishedLine.ExpenditureTotal],
        CapacityScope.Benefits => table[PublishedLine.Benefits],
        CapacityScope.ExcludingLevels => ExcludingLevels(table),
        _ => throw new UnreachableException($"No expenditure for {scope}."),
    };

    // Levels that a breakdown does not name are nil; without a breakdown nobody knows them.
    private static Figure? ExcludingLevels(PublishedTable table)
    {
        if (table[PublishedLine.ExpenditureTotal] is not { } total) return null;
        var levels = table.Amounts
            .Where(row => row.Line is PublishedLine.ToLower or PublishedLine.ToUpper)
            .ToList();
        if (levels.Count > 0) return total - Figure.Sum(levels);
        return table.Amounts.Any(IsPartOfExpenditure) ? total : null;
    }

    private static bool IsPartOfExpenditure(PublicationRow row) =>
        row.Relation == LineRelation.Part && PublishedLine.PrefixOf(row.Line) == "expenditure"
        && row.Line != PublishedLine.ExpenditureTotal;

    private static string Iso(LocalDate date) => LocalDatePattern.Iso.Format(date);
}
