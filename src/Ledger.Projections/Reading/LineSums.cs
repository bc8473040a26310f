using Ledger.Domain;
using Ledger.Domain.Statements;

namespace Ledger.Projections.Reading;

/// <summary>Sums by fund and most specific line over a span of cash dates.</summary>
public sealed class LineSums
{
    private static readonly Dictionary<string, Money> _nothing = [];

    private readonly Dictionary<FundCode, Dictionary<string, Money>> _funds = [];

    /// <summary>A fund's lines; empty where it has none.</summary>
    public IReadOnlyDictionary<string, Money> Of(FundCode fund) => _funds.GetValueOrDefault(fund, _nothing);

    /// <summary>The sum of a line and all below it.</summary>
    public Money Value(FundCode fund, string line) => Of(fund)
        .Where(row => StatementLines.IsAtOrBelow(row.Key, line))
        .Aggregate(Money.Zero, (sum, row) => sum + row.Value);

    /// <summary>The sum of one side of the statement.</summary>
    public Money Side(FundCode fund, StatementSide side) => Of(fund)
        .Where(row => StatementLines.SideOf(row.Key) == side)
        .Aggregate(Money.Zero, (sum, row) => sum + row.Value);

    /// <summary>What the span did to the fund's balance.</summary>
    public Money Net(FundCode fund) => Of(fund).Aggregate(Money.Zero, (sum, row) => StatementLines.SideOf(row.Key) switch
    {
        StatementSide.Opening or StatementSide.Income => sum + row.Value,
        StatementSide.Expenditure => sum - row.Value,
        _ => sum,
    });

    internal void Add(FundCode fund, string line, Money amount)
    {
        if (!_funds.TryGetValue(fund, out var lines)) _funds[fund] = lines = new(StringComparer.Ordinal);
        var sum = lines.GetValueOrDefault(line) + amount;
        if (sum == Money.Zero) lines.Remove(line);
        else lines[line] = sum;
    }
}
