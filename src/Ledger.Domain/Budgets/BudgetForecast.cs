using Ledger.Domain.Institutions;
using NodaTime;

namespace Ledger.Domain.Budgets;

/// <summary>
/// How a year's budget is used up, and what will be left of it at the year's end if every month that is not over takes what
/// the complete ones took on average: a straight line, which knows no seasons. Pure. Amounts are whole fen; each is rounded
/// half away from zero by itself, so that no rounding is carried on.
/// </summary>
public sealed class BudgetForecast
{
    /// <summary>Months of a budget's year.</summary>
    public const int Months = 12;

    private readonly Money _budget;
    private readonly IReadOnlyList<Money> _paid;

    /// <param name="budget">What may be paid in the year.</param>
    /// <param name="paid">What was paid in each complete month, from January on; less than nothing where more came back.</param>
    public BudgetForecast(Money budget, IReadOnlyList<Money> paid)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(paid.Count, Months);
        (_budget, _paid) = (budget, paid);
    }

    /// <summary>How many months are complete.</summary>
    public int Complete => _paid.Count;

    /// <summary>How many months of a year are over at the end of a day.</summary>
    public static int CompleteAt(int year, LocalDate date) => date.Year.CompareTo(year) switch
    {
        < 0 => 0,
        > 0 => Months,
        _ => date.PlusDays(1).Day == 1 ? date.Month : date.Month - 1,
    };

    /// <summary>What was left at the end of a complete month; of month 0 the budget itself.</summary>
    public Money Remaining(int month) => _budget - Paid(month);

    /// <summary>What would be left then if each month took a twelfth.</summary>
    public Money Even(int month) => Part(_budget, Months - month, Months);

    /// <summary>What will be left at the end of a month that is not over, by the mean of the complete ones; null where none is.</summary>
    public Money? Forecast(int month) => Complete == 0 ? null : _budget - Part(Paid(Complete), month, Complete);

    /// <summary>What will have been paid at the year's end; null where no month is complete.</summary>
    public Money? YearPaid => _budget - Forecast(Months);

    private Money Paid(int month) => _paid.Take(month).Aggregate(Money.Zero, (sum, paid) => sum + paid);

    private static Money Part(Money whole, int part, int of) =>
        new((long)Quotient.Of(new System.Numerics.BigInteger(whole.Fen) * part, of, 0)!.Value);
}
