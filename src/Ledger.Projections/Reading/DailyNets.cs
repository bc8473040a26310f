using Ledger.Domain;
using Ledger.Domain.Statements;
using NodaTime;

namespace Ledger.Projections.Reading;

/// <summary>Answers "what did each day do to the balance of each fund?".</summary>
public static class DailyNets
{
    /// <summary>Fund → day → change of the balance, over cash dates with both ends included; days without any left out.</summary>
    public static async Task<IReadOnlyDictionary<FundCode, SortedDictionary<LocalDate, Money>>> Over(
        PoolSnapshot snapshot, LocalDate from, LocalDate to, CancellationToken cancellationToken)
    {
        await using var command = snapshot.Ask("""
            select fund, line, start, amount_fen from ledger.fund_total
            where pool = $1 and fund = any($2) and grain = 'd' and start between $3 and $4
            """, snapshot.Funds.Keys.Select(fund => fund.Text).ToArray(), from.ToSql(), to.ToSql());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var funds = new Dictionary<FundCode, SortedDictionary<LocalDate, Money>>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var effect = new LineEffect(FundCode.Of(reader.GetString(0)), reader.GetString(1),
                reader.GetFieldValue<DateOnly>(2).ToLocalDate(), new(reader.GetInt64(3)));
            if (effect.OnBalance == Money.Zero) continue;
            if (!funds.TryGetValue(effect.Fund, out var days)) funds[effect.Fund] = days = [];
            days[effect.CashDate] = days.GetValueOrDefault(effect.CashDate) + effect.OnBalance;
        }
        return funds;
    }
}
