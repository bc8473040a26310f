using Ledger.Domain;
using Ledger.Domain.Ageing;
using Ledger.Domain.Events;
using NodaTime;

namespace Ledger.Projections.Institutions;

/// <summary>
/// What is outstanding between a fund and somebody, by the day on which it came up; answers "who owes us, and since
/// when?".
/// </summary>
public sealed class OutstandingDays : IReadModel
{
    /// <summary>
    /// Its tables. In the first, a part that is not named and a part that is never due have the day -infinity. The
    /// second has today's sums, so that the figure of one institution is a seek.
    /// </summary>
    public const string Schema = """
        create table ledger.outstanding_day (
            pool       varchar not null,
            kind       varchar not null,
            fund       varchar not null,
            holder     varchar not null,
            cash_date  date not null,
            opened_on  date not null,
            due_on     date not null,
            amount_fen bigint not null,
            primary key (pool, kind, fund, holder, cash_date, opened_on, due_on)
        ) with (fillfactor = 70);
        create table ledger.outstanding_sum (
            pool       varchar not null,
            holder     varchar not null,
            kind       varchar not null,
            fund       varchar not null,
            amount_fen bigint not null,
            primary key (pool, holder, kind, fund)
        ) with (fillfactor = 70);
        """;

    private readonly Dictionary<
        (string Kind, string Fund, string Holder, LocalDate CashDate, DateOnly OpenedOn, DateOnly DueOn), long> _days = [];

    private readonly Dictionary<(string Holder, string Kind, string Fund), long> _sums = [];

    public void Fold(FundEvent entry, long position)
    {
        if (OutstandingMoves.Of(entry) is not { } move) return;
        var day = (move.Kind, move.Fund.Text, move.Holder, move.CashDate, Day(move.OpenedOn), Day(move.DueOn));
        _days[day] = _days.GetValueOrDefault(day) + move.Amount.Fen;
        var sum = (move.Holder, move.Kind, move.Fund.Text);
        _sums[sum] = _sums.GetValueOrDefault(sum) + move.Amount.Fen;
    }

    public void Save(Writes writes, PoolCode pool)
    {
        if (_days.Count == 0) return;
        SaveDays(writes, pool);
        SaveSums(writes, pool);
        _days.Clear();
        _sums.Clear();
    }

    private void SaveDays(Writes writes, PoolCode pool)
    {
        // In the order of the key, so that two batches never wait for each other crosswise.
        var rows = _days.OrderBy(row => row.Key.Kind, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Fund, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Holder, StringComparer.Ordinal).ThenBy(row => row.Key.CashDate)
            .ThenBy(row => row.Key.OpenedOn).ThenBy(row => row.Key.DueOn).ToList();
        writes.Add("""
            insert into ledger.outstanding_day as t
                (pool, kind, fund, holder, cash_date, opened_on, due_on, amount_fen)
            select $1, c.* from unnest($2, $3, $4, $5, $6, $7, $8)
                as c (kind, fund, holder, cash_date, opened_on, due_on, amount_fen)
            on conflict (pool, kind, fund, holder, cash_date, opened_on, due_on)
                do update set amount_fen = t.amount_fen + excluded.amount_fen
            """, pool,
            rows.Select(row => row.Key.Kind).ToArray(),
            rows.Select(row => row.Key.Fund).ToArray(),
            rows.Select(row => row.Key.Holder).ToArray(),
            rows.Select(row => row.Key.CashDate.ToSql()).ToArray(),
            rows.Select(row => row.Key.OpenedOn).ToArray(),
            rows.Select(row => row.Key.DueOn).ToArray(),
            rows.Select(row => row.Value).ToArray());
    }

    private void SaveSums(Writes writes, PoolCode pool)
    {
        var rows = _sums.OrderBy(row => row.Key.Holder, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Kind, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Fund, StringComparer.Ordinal).ToList();
        writes.Add("""
            insert into ledger.outstanding_sum as t (pool, holder, kind, fund, amount_fen)
            select $1, c.* from unnest($2, $3, $4, $5) as c (holder, kind, fund, amount_fen)
            on conflict (pool, holder, kind, fund) do update set amount_fen = t.amount_fen + excluded.amount_fen
            """, pool,
            rows.Select(row => row.Key.Holder).ToArray(),
            rows.Select(row => row.Key.Kind).ToArray(),
            rows.Select(row => row.Key.Fund).ToArray(),
            rows.Select(row => row.Value).ToArray());
    }

    // PostgreSQL's -infinity.
    private static DateOnly Day(LocalDate? date) => date?.ToSql() ?? DateOnly.MinValue;
}
