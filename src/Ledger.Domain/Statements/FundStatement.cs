using static Ledger.Domain.Statements.StatementLines;

namespace Ledger.Domain.Statements;

/// <summary>
/// A fund's statement over a period: every line that has a figure, with subtotals and totals. Closing = opening +
/// opening.adjusted + surplus.
/// </summary>
/// <param name="OpeningKnown">False for flows-only books: opening and closing are then left out.</param>
/// <param name="Lines">Line → amount, in the order of the statutory form.</param>
public sealed record FundStatement(
    FundCode Fund, bool OpeningKnown, IReadOnlyList<KeyValuePair<string, Money>> Lines)
{
    private static readonly string[] _income =
        [Premium, Subsidy, Interest, TransferIncome, OtherIncome, IncomeSubtotal, FromUpper, FromLower, IncomeTotal];

    private static readonly string[] _expenditure =
    [
        Benefits, CriticalIllness, TransferExpenditure, OtherExpenditure, ExpenditureSubtotal, ToLower, ToUpper,
        ExpenditureTotal,
    ];

    /// <summary>The figure of a line; zero where the statement has none.</summary>
    public Money this[string line] => Lines.FirstOrDefault(row => row.Key == line).Value;

    /// <param name="fund">The fund.</param>
    /// <param name="openingKnown">Whether the fund's books have an opening balance.</param>
    /// <param name="before">The balance at the end of the day before the period.</param>
    /// <param name="cells">Sums of the period by most specific line, opening events included.</param>
    public static FundStatement Of(
        FundCode fund, bool openingKnown, Money before, IReadOnlyDictionary<string, Money> cells)
    {
        var lines = new List<KeyValuePair<string, Money>>();
        var opening = before + Value(Opening) - Value(OpeningAdjusted);
        var incomeSubtotal = Sum(IncomeSubtotalParts);
        var incomeTotal = incomeSubtotal + Value(FromUpper) + Value(FromLower);
        var expenditureSubtotal = Sum(ExpenditureSubtotalParts);
        var expenditureTotal = expenditureSubtotal + Value(ToLower) + Value(ToUpper);
        if (openingKnown)
        {
            lines.Add(new(Opening, opening));
            lines.Add(new(OpeningAdjusted, Value(OpeningAdjusted)));
        }
        foreach (var line in _income)
        {
            if (line == IncomeSubtotal) lines.Add(new(line, incomeSubtotal));
            else if (line == IncomeTotal) lines.Add(new(line, incomeTotal));
            else AddWithDetails(line);
        }
        foreach (var line in _expenditure)
        {
            if (line == ExpenditureSubtotal) lines.Add(new(line, expenditureSubtotal));
            else if (line == ExpenditureTotal) lines.Add(new(line, expenditureTotal));
            else AddWithDetails(line);
        }
        lines.Add(new(Surplus, incomeTotal - expenditureTotal));
        if (openingKnown)
        {
            var available = opening + Value(OpeningAdjusted) + incomeTotal;
            lines.Add(new(Closing, available - expenditureTotal));
            lines.Add(new(Total, available));
        }
        return new(fund, openingKnown, lines);

        // opening.adjusted stands below opening by its name, and beside it in the statement.
        Money Value(string parent) => cells
            .Where(cell => IsAtOrBelow(cell.Key, parent))
            .Aggregate(Money.Zero, (sum, cell) => sum + cell.Value);

        Money Sum(IEnumerable<string> parts) => parts.Aggregate(Money.Zero, (sum, line) => sum + Value(line));

        void AddWithDetails(string parent)
        {
            lines.Add(new(parent, Value(parent)));
            foreach (var cell in cells.Where(cell => cell.Key != parent && IsAtOrBelow(cell.Key, parent))
                .OrderBy(cell => cell.Key, StringComparer.Ordinal))
                lines.Add(new(cell.Key, cell.Value));
        }
    }
}
