using Ledger.Domain;
using Ledger.Projections.Institutions;

namespace Ledger.Projections.Reading;

public sealed partial class PoolSnapshot
{
    /// <summary>The lines of a fund's own budget (基金预算) for a year, as they were set; empty where none is.</summary>
    public async Task<IReadOnlyDictionary<string, Money>> FundBudget(
        FundCode fund, int year, CancellationToken cancellationToken)
    {
        if (IsPast) return await FundBudgets.Known(PastEvents(["budget/fund/%"], cancellationToken), fund, year);
        await using var command = Ask(
            "select line, amount_fen from ledger.fund_budget where pool = $1 and year = $2 and fund = $3", year, fund.Text);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var lines = new Dictionary<string, Money>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken)) lines.Add(reader.GetString(0), new(reader.GetInt64(1)));
        return lines;
    }
}
