namespace Ledger.Naive;

/// <summary>Months of capacity, or the reason why there are none.</summary>
public sealed record CapacityAnswer(
    long? Numerator, long? Denominator, int WindowMonths, decimal? Months, string? Reason);

/// <summary>可支付月数 under each built-in policy, month by month.</summary>
public static class NaiveCapacity
{
    public static readonly IReadOnlyList<string> Policies =
    [
        "ytd-average-total", "trailing-12-total", "annual-average-total", "annual-average-benefits",
        "ytd-average-excluding-levels", "ytd-average-total-liquid", "prior-year-pooled",
    ];

    // Personal accounts are in these books, so their pooled part is not known or is none.
    private static readonly string[] _notPooled = ["employee", "employee-personal", "resident-family"];

    public static CapacityAnswer Of(NaiveSums sums, string fund, string policy, DateOnly asOf)
    {
        var window = Window(policy, asOf);
        var at = policy == "prior-year-pooled" ? new DateOnly(asOf.Year - 1, 12, 31) : asOf;
        long? numerator = sums.Balance(fund, at);
        if (policy == "ytd-average-total-liquid") numerator -= sums.Sum(fund, "asset.prepayments", at);
        if (NaiveOpening.IsFlowsOnly(sums.Books, fund)) numerator = null;
        if (policy == "prior-year-pooled" && _notPooled.Contains(fund)) numerator = null;
        long? denominator = window.Count == 0 ? null : window.Sum(month => Spent(sums, fund, policy, month));
        var reason = numerator is null ? "opening-unknown"
            : window.Count == 0 ? "no-complete-month"
            : FirstOfMonth(NaiveOpening.Day(sums.Books, fund)) > window[0] ? "history-shorter-than-window"
            : denominator <= 0 ? "no-expenditure"
            : null;
        decimal? months = reason is null ? (decimal)numerator!.Value * window.Count / denominator!.Value : null;
        return new(numerator, denominator, window.Count, months, reason);
    }

    // Months by their first day.
    private static List<DateOnly> Window(string policy, DateOnly asOf)
    {
        var complete = CompleteMonths(asOf);
        return policy switch
        {
            "ytd-average-total" or "ytd-average-excluding-levels" or "ytd-average-total-liquid" =>
                complete.FindAll(month => month.Year == asOf.Year),
            "trailing-12-total" => complete[^12..],
            "annual-average-total" or "annual-average-benefits" =>
                MonthsOf(complete.Last(month => month.Month == 12).Year),
            "prior-year-pooled" => MonthsOf(asOf.Year - 1),
            _ => throw new InvalidOperationException($"no policy {policy}"),
        };
    }

    private static List<DateOnly> CompleteMonths(DateOnly asOf)
    {
        var months = new List<DateOnly>();
        for (var month = new DateOnly(asOf.Year - 3, 1, 1); month.AddMonths(1).AddDays(-1) <= asOf;
            month = month.AddMonths(1)) months.Add(month);
        return months;
    }

    private static List<DateOnly> MonthsOf(int year) =>
        [.. Enumerable.Range(1, 12).Select(month => new DateOnly(year, month, 1))];

    private static DateOnly FirstOfMonth(DateOnly day) => new(day.Year, day.Month, 1);

    private static long Spent(NaiveSums sums, string fund, string policy, DateOnly month)
    {
        return policy switch
        {
            "annual-average-benefits" => Sum("expenditure.benefits"),
            "ytd-average-excluding-levels" =>
                Sum("expenditure") - Sum("expenditure.to-upper") - Sum("expenditure.to-lower"),
            _ => Sum("expenditure"),
        };

        long Sum(string line) => sums.Sum(fund, line, month, month.AddMonths(1).AddDays(-1));
    }
}
