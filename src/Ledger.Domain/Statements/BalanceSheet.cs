using Ledger.Domain.Accounting;

namespace Ledger.Domain.Statements;

/// <summary>What an account holds, on the side of the sheet on which it stands.</summary>
public sealed record BalanceSheetRow(Account Account, Money Amount);

/// <summary>
/// The balance sheet (资产负债表) of one fund or of several: what they have and who owes them, against what they owe and
/// what is theirs. Money at the bank is only a part of it.
/// </summary>
/// <param name="Net">基金结余 of each fund.</param>
public sealed record BalanceSheet(
    IReadOnlyList<BalanceSheetRow> Assets, IReadOnlyList<BalanceSheetRow> Liabilities,
    IReadOnlyList<KeyValuePair<FundCode, Money>> Net)
{
    public Money TotalAssets => Sum(Assets);

    public Money TotalLiabilities => Sum(Liabilities);

    public Money TotalNet => Net.Aggregate(Money.Zero, (sum, fund) => sum + fund.Value);

    /// <summary>What is in the bank accounts.</summary>
    public Money Cash => Sum(Assets.Where(row => StatementLines.IsAtOrBelow(row.Account.Line, StatementLines.Bank)));

    /// <param name="chart">Names the accounts, and says which of them holds a line.</param>
    /// <param name="books">Each fund's sums by line, over all cash dates to that of the sheet.</param>
    public static BalanceSheet Of(
        ChartOfAccounts chart, IReadOnlyList<(FundCode Fund, IReadOnlyDictionary<string, Money> Cells)> books)
    {
        var amounts = books.SelectMany(book => book.Cells)
            .Where(cell => StatementLines.SideOf(cell.Key) is StatementSide.Asset or StatementSide.Liability)
            .ToLookup(cell => chart.Of(cell.Key), cell => cell.Value);
        return new(Rows(AccountSide.Asset), Rows(AccountSide.Liability),
            [.. books.Select(book => new KeyValuePair<FundCode, Money>(book.Fund, NetOf(book.Cells)))]);

        IReadOnlyList<BalanceSheetRow> Rows(AccountSide side) =>
        [
            .. chart.All.Where(account => account.Side == side).Select(account => new BalanceSheetRow(account,
                amounts[account].Aggregate(Money.Zero, (sum, amount) => sum + amount))),
        ];
    }

    // Of the statement alone, so that both sides are equal only if every entry was posted on both.
    private static Money NetOf(IReadOnlyDictionary<string, Money> cells) => cells.Aggregate(Money.Zero, (sum, cell) =>
        StatementLines.SideOf(cell.Key) switch
        {
            StatementSide.Opening or StatementSide.Income => sum + cell.Value,
            StatementSide.Expenditure => sum - cell.Value,
            _ => sum,
        });

    private static Money Sum(IEnumerable<BalanceSheetRow> rows) =>
        rows.Aggregate(Money.Zero, (sum, row) => sum + row.Amount);
}
