using Ledger.Domain;
using Ledger.Domain.Deciding;
using NodaTime;

namespace Ledger.Projections.Tests.Reading;

/// <summary>Months of capacity recomputed month by month, each policy spelled out.</summary>
internal static class NaiveCapacity
{
    public static (long? Numerator, long? Denominator, int WindowMonths, decimal? Months, string? Reason) Of(
        NaiveLedger naive, FundCode fund, FundBook book, string policy, LocalDate asOf)
    {
        var complete = CompleteMonths(asOf);
        List<YearMonth> window = policy switch
        {
            "trailing-12-total" => complete[^12..],
            "annual-average-total" or "annual-average-benefits"
                => Year(complete.FindLast(month => month.Month == 12).Year),
            "prior-year-pooled" => Year(asOf.Year - 1),
            _ => complete.FindAll(month => month.Year == asOf.Year),
        };
        var numeratorDate = policy == "prior-year-pooled" ? new LocalDate(asOf.Year - 1, 12, 31) : asOf;
        var numerator = naive.Balance(fund, numeratorDate);
        if (policy == "ytd-average-total-liquid")
            numerator -= naive.Sum(fund, "asset.prepayments", LocalDate.MinIsoValue, numeratorDate);
        var known = !book.FlowsOnly && !(policy == "prior-year-pooled" && fund.Text == "employee-personal");
        long? shown = known ? numerator : null;
        if (window.Count == 0)
            return (shown, null, 0, null, known ? "no-complete-month" : "opening-unknown");
        var denominator = window.Sum(month => Spent(naive, fund, policy, month));
        var reason = !known ? "opening-unknown"
            : book.OpenedOn.ToYearMonth() > window[0] ? "history-shorter-than-window"
            : denominator <= 0 ? "no-expenditure" : null;
        decimal? months = reason is null ? (decimal)numerator * window.Count / denominator : null;
        return (shown, denominator, window.Count, months, reason);
    }

    private static long Spent(NaiveLedger naive, FundCode fund, string policy, YearMonth month)
    {
        var (from, to) = (month.OnDayOfMonth(1), month.PlusMonths(1).OnDayOfMonth(1).PlusDays(-1));
        return policy switch
        {
            "annual-average-benefits" => naive.Sum(fund, "expenditure.benefits", from, to),
            "ytd-average-excluding-levels" => naive.Sum(fund, "expenditure", from, to)
                - naive.Sum(fund, "expenditure.to-upper", from, to)
                - naive.Sum(fund, "expenditure.to-lower", from, to),
            _ => naive.Sum(fund, "expenditure", from, to),
        };
    }

    // Every month whose last day has come, of the three years before.
    private static List<YearMonth> CompleteMonths(LocalDate asOf)
    {
        var months = new List<YearMonth>();
        var month = new YearMonth(asOf.Year - 3, 1);
        for (; month.PlusMonths(1).OnDayOfMonth(1).PlusDays(-1) <= asOf; month = month.PlusMonths(1))
            months.Add(month);
        return months;
    }

    private static List<YearMonth> Year(int year) =>
        [.. Enumerable.Range(1, 12).Select(month => new YearMonth(year, month))];
}
