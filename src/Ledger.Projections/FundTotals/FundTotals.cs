using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Domain.Events;
using NodaTime;

namespace Ledger.Projections.FundTotals;

/// <summary>
/// What each line of a fund moved in each day, ten days, month, quarter and year; answers balance, statement, capacity
/// and trial balance as they are now, as of any date.
/// </summary>
/// <param name="journal">Says which bank account an entry moves.</param>
public sealed class FundTotals(Journal journal) : IReadModel
{
    /// <summary>
    /// Its table. All lines of a span stand together, since they are read together; the rows are updated often, and
    /// keep room on their page for it.
    /// </summary>
    public const string Schema = """
        create table ledger.fund_total (
            pool       varchar not null,
            fund       varchar not null,
            grain      varchar not null,
            start      date not null,
            line       varchar not null,
            amount_fen bigint not null,
            primary key (pool, fund, grain, start, line)
        ) with (fillfactor = 70);
        """;

    private readonly Dictionary<(string Fund, string Line, LocalDate CashDate), long> _changes = [];

    public void Fold(FundEvent entry, long position)
    {
        foreach (var effect in journal.Movements(entry))
        {
            var key = (effect.Fund.Text, effect.Line, effect.CashDate);
            _changes[key] = _changes.GetValueOrDefault(key) + effect.Amount.Fen;
        }
    }

    public void Save(Writes writes, PoolCode pool)
    {
        if (_changes.Count == 0) return;
        // In the order of the key, so that the index is written in order.
        var rows = _changes
            .SelectMany(change => DaySpan.Around(change.Key.CashDate), (change, span) => (change, span))
            .GroupBy(one => (one.change.Key.Fund, Grain: one.span.GrainName, one.span.Start, one.change.Key.Line))
            .Select(group => (group.Key, Fen: group.Sum(one => one.change.Value)))
            .OrderBy(row => row.Key.Fund, StringComparer.Ordinal).ThenBy(row => row.Key.Grain, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Start).ThenBy(row => row.Key.Line, StringComparer.Ordinal)
            .ToList();
        writes.Add("""
            insert into ledger.fund_total as t (pool, fund, grain, start, line, amount_fen)
            select $1, c.* from unnest($2, $3, $4, $5, $6) as c (fund, grain, start, line, amount_fen)
            on conflict (pool, fund, grain, start, line) do update set amount_fen = t.amount_fen + excluded.amount_fen
            """, pool,
            rows.Select(row => row.Key.Fund).ToArray(),
            rows.Select(row => row.Key.Grain).ToArray(),
            rows.Select(row => row.Key.Start.ToSql()).ToArray(),
            rows.Select(row => row.Key.Line).ToArray(),
            rows.Select(row => row.Fen).ToArray());
        _changes.Clear();
    }
}
