using NodaTime;

namespace Ledger.Api.Statements;

/// <summary>Whole months, both included.</summary>
public readonly record struct StatementSpan(YearMonth First, YearMonth Last)
{
    public LocalDate From => First.OnDayOfMonth(1);

    public LocalDate To => Last.OnDayOfMonth(1).With(DateAdjusters.EndOfMonth);

    /// <summary>The same months of an earlier year.</summary>
    public StatementSpan YearsBefore(int years) => new(First.PlusMonths(-12 * years), Last.PlusMonths(-12 * years));

    public override string ToString() => First == Last ? $"{First:yyyy-MM}" : $"{First:yyyy-MM}..{Last:yyyy-MM}";
}
