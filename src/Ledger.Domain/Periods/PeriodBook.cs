using Ledger.Domain.Events;
using NodaTime;

namespace Ledger.Domain.Periods;

/// <summary>How far a pool's books are closed: a month is closed with every month before it.</summary>
/// <param name="ClosedThrough">The last closed month; null where none was ever closed.</param>
/// <param name="HardThrough">The last month that is closed hard, never after <paramref name="ClosedThrough"/>.</param>
public sealed record PeriodBook(YearMonth? ClosedThrough, YearMonth? HardThrough)
{
    /// <summary>Nothing is closed.</summary>
    public static readonly PeriodBook Open = new(null, null);

    /// <summary>The first day on which an entry may be dated; null where any day is open.</summary>
    public LocalDate? FirstOpenDate => ClosedThrough?.PlusMonths(1).OnDayOfMonth(1);

    public bool IsClosed(YearMonth month) => month <= ClosedThrough;

    public bool IsClosed(LocalDate date) => date < FirstOpenDate;

    public bool IsHardClosed(YearMonth month) => month <= HardThrough;

    /// <summary>The book after an event; one that neither closes nor reopens changes nothing.</summary>
    public PeriodBook After(FundEvent entry) => entry switch
    {
        PeriodClosed { IsHard: true } => new(Later(ClosedThrough, MonthOf(entry)), Later(HardThrough, MonthOf(entry))),
        PeriodClosed => this with { ClosedThrough = Later(ClosedThrough, MonthOf(entry)) },
        PeriodReopened => new(MonthOf(entry).PlusMonths(-1), HardThrough is { } hard ? Earlier(hard, MonthOf(entry).PlusMonths(-1)) : null),
        _ => this,
    };

    /// <summary>The month that a closing or reopening is of: it is dated on that month's last day.</summary>
    public static YearMonth MonthOf(FundEvent entry) => entry.CashDate.ToYearMonth();

    private static YearMonth Earlier(YearMonth one, YearMonth other) => one < other ? one : other;

    private static YearMonth Later(YearMonth? one, YearMonth other) => one > other ? one.Value : other;
}
