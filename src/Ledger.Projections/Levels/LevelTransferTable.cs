using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Domain.Levels;
using NodaTime;

namespace Ledger.Projections.Levels;

/// <summary>What a pool moved with each other level on each cash date; answers what cancels on consolidation.</summary>
public sealed class LevelTransferTable : IReadModel
{
    /// <summary>Its table: a handful of rows a month.</summary>
    public const string Schema = """
        create table ledger.level_transfer (
            pool         varchar not null,
            fund         varchar not null,
            line         varchar not null,
            counterparty varchar not null,
            cash_date    date not null,
            amount_fen   bigint not null,
            primary key (pool, fund, line, counterparty, cash_date)
        );
        """;

    private readonly Dictionary<(string Fund, string Line, string Counterparty, LocalDate CashDate), long> _changes = [];

    public void Fold(FundEvent entry, long position)
    {
        foreach (var transfer in LevelTransfers.Of(entry))
        {
            var key = (transfer.Fund.Text, transfer.Line, transfer.Counterparty, transfer.CashDate);
            _changes[key] = _changes.GetValueOrDefault(key) + transfer.Amount.Fen;
        }
    }

    public void Save(Writes writes, PoolCode pool)
    {
        if (_changes.Count == 0) return;
        var rows = _changes.ToList();
        writes.Add("""
            insert into ledger.level_transfer as t (pool, fund, line, counterparty, cash_date, amount_fen)
            select $1, c.fund, c.line, c.counterparty, c.cash_date, c.amount_fen
            from unnest($2, $3, $4, $5, $6) as c (fund, line, counterparty, cash_date, amount_fen)
            on conflict (pool, fund, line, counterparty, cash_date)
            do update set amount_fen = t.amount_fen + excluded.amount_fen
            """, pool,
            rows.Select(row => row.Key.Fund).ToArray(),
            rows.Select(row => row.Key.Line).ToArray(),
            rows.Select(row => row.Key.Counterparty).ToArray(),
            rows.Select(row => row.Key.CashDate.ToSql()).ToArray(),
            rows.Select(row => row.Value).ToArray());
        _changes.Clear();
    }
}
