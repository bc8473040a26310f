using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Domain.Institutions;

namespace Ledger.Projections.Institutions;

/// <summary>What happened between each institution and each fund in a month; answers "what did we agree on and pay?".</summary>
public sealed class InstitutionMonths : IReadModel
{
    /// <summary>
    /// Its table. The month is its first day. What came back of clawbacks is asked for of all institutions at once, and is
    /// little of it.
    /// </summary>
    public const string Schema = $"""
        create table ledger.institution_month (
            pool        varchar not null,
            institution varchar not null,
            month       date not null,
            fund        varchar not null,
            item        varchar not null,
            amount_fen  bigint not null,
            primary key (pool, institution, month, fund, item)
        ) with (fillfactor = 70);
        create index institution_month_recovered on ledger.institution_month (pool, month)
            where item in ('{InstitutionItems.RecoveredInCash}', '{InstitutionItems.RecoveredByOffset}');
        """;

    private readonly Dictionary<(string Institution, DateOnly Month, string Fund, string Item), long> _changes = [];

    public void Fold(FundEvent entry, long position)
    {
        foreach (var item in InstitutionItems.Of(entry))
        {
            var key = (item.Institution.Text, item.Month.OnDayOfMonth(1).ToSql(), item.Fund.Text, item.Item);
            _changes[key] = _changes.GetValueOrDefault(key) + item.Amount.Fen;
        }
    }

    public void Save(Writes writes, PoolCode pool)
    {
        if (_changes.Count == 0) return;
        // In the order of the key, so that two batches never wait for each other crosswise.
        var rows = _changes.OrderBy(row => row.Key.Institution, StringComparer.Ordinal).ThenBy(row => row.Key.Month)
            .ThenBy(row => row.Key.Fund, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Item, StringComparer.Ordinal).ToList();
        writes.AddRows("institution_month", pool,
            ChangedColumn.Key("institution", rows.Select(row => row.Key.Institution)),
            ChangedColumn.Key("month", rows.Select(row => row.Key.Month)),
            ChangedColumn.Key("fund", rows.Select(row => row.Key.Fund)),
            ChangedColumn.Key("item", rows.Select(row => row.Key.Item)),
            ChangedColumn.Sum("amount_fen", rows.Select(row => row.Value)));
        _changes.Clear();
    }
}
