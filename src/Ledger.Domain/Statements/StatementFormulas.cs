using static Ledger.Domain.Statements.StatementLines;

namespace Ledger.Domain.Statements;

/// <summary>A line that a formula adds or, not <paramref name="IsAdded"/>, takes off.</summary>
public readonly record struct FormulaLine(string Line, bool IsAdded = true);

/// <summary>
/// How a line of the statement follows from others, for who wants to go through it; the statement itself is made by <see
/// cref="FundStatement"/>, and a test holds the two to each other. Pure.
/// </summary>
public static class StatementFormulas
{
    /// <summary>The lines that it is made of; none where it is what events are booked at it and below it.</summary>
    public static IReadOnlyList<FormulaLine> Of(string line) => line switch
    {
        IncomeSubtotal => Sum(IncomeSubtotalParts),
        IncomeTotal => Sum([IncomeSubtotal, FromUpper, FromLower]),
        ExpenditureSubtotal => Sum(ExpenditureSubtotalParts),
        ExpenditureTotal => Sum([ExpenditureSubtotal, ToLower, ToUpper]),
        Surplus => [new(IncomeTotal), new(ExpenditureTotal, IsAdded: false)],
        Closing or ClosingPooled or ClosingPersonal => Sum([Opening, OpeningAdjusted, Surplus]),
        Total => Sum([Opening, OpeningAdjusted, IncomeTotal]),
        _ => [],
    };

    private static IReadOnlyList<FormulaLine> Sum(IEnumerable<string> lines) => [.. lines.Select(line => new FormulaLine(line))];
}
