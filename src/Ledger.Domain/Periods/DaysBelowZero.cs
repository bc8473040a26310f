using NodaTime;

namespace Ledger.Domain.Periods;

/// <summary>Days in a row at whose end a balance was below zero.</summary>
/// <param name="Lowest">The balance of the worst of them.</param>
public readonly record struct DaysBelowZero(LocalDate From, LocalDate To, Money Lowest)
{
    /// <summary>The runs of such days in a month.</summary>
    /// <param name="opening">The balance before the month's first day.</param>
    /// <param name="nets">What each day did to the balance, in the order of days; the others did nothing.</param>
    /// <param name="month">The month.</param>
    public static IReadOnlyList<DaysBelowZero> In(
        YearMonth month, Money opening, IEnumerable<KeyValuePair<LocalDate, Money>> nets)
    {
        var runs = new List<DaysBelowZero>();
        var (balance, since) = (opening, month.OnDayOfMonth(1));
        foreach (var (day, net) in nets)
        {
            if (day > since) Add(runs, new(since, day.PlusDays(-1), balance));
            (balance, since) = (balance + net, day);
        }
        Add(runs, new(since, month.LastDay(), balance));
        return runs;
    }

    // A run goes on while each day begins where the one before it ended.
    private static void Add(List<DaysBelowZero> runs, DaysBelowZero days)
    {
        if (days.Lowest >= Money.Zero) return;
        if (runs.Count > 0 && runs[^1] is var last && last.To.PlusDays(1) == days.From)
            runs[^1] = new(last.From, days.To, last.Lowest < days.Lowest ? last.Lowest : days.Lowest);
        else
            runs.Add(days);
    }
}
