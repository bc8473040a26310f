namespace Ledger.Domain.Statements;

/// <summary>A line of the fund's own budget beside what became of it.</summary>
public sealed record BudgetLine(string Line, Money Budget, Money Actual)
{
    /// <summary>Above zero where more came in or went out than was planned.</summary>
    public Money Difference => Actual - Budget;

    /// <summary>执行率 in per cent; null where nothing was planned.</summary>
    public decimal? Executed => StatementComparison.Share(Actual, Budget);
}

/// <summary>The fund's own budget (预算) beside the actual figures (执行). Pure.</summary>
public static class BudgetExecution
{
    /// <summary>
    /// The lines that the budget sets, in the order of the statement. Nothing is added up: a total that was not set was
    /// not approved either. A line that the statement lacks stands last, and is zero there.
    /// </summary>
    public static IReadOnlyList<BudgetLine> Of(FundStatement statement, IReadOnlyDictionary<string, Money> budget)
    {
        var order = statement.Lines.Select(row => row.Key).ToList();
        return
        [
            .. budget
                .OrderBy(row => order.IndexOf(row.Key) is >= 0 and var place ? place : order.Count)
                .ThenBy(row => row.Key, StringComparer.Ordinal)
                .Select(row => new BudgetLine(row.Key, row.Value, statement[row.Key])),
        ];
    }
}
