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
        writes.AddRows("outstanding_day", pool,
            ChangedColumn.Key("kind", rows.Select(row => row.Key.Kind)),
            ChangedColumn.Key("fund", rows.Select(row => row.Key.Fund)),
            ChangedColumn.Key("holder", rows.Select(row => row.Key.Holder)),
            ChangedColumn.Key("cash_date", rows.Select(row => row.Key.CashDate.ToSql())),
            ChangedColumn.Key("opened_on", rows.Select(row => row.Key.OpenedOn)),
            ChangedColumn.Key("due_on", rows.Select(row => row.Key.DueOn)),
            ChangedColumn.Sum("amount_fen", rows.Select(row => row.Value)));
    }

    private void SaveSums(Writes writes, PoolCode pool)
    {
        var rows = _sums.OrderBy(row => row.Key.Holder, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Kind, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Fund, StringComparer.Ordinal).ToList();
        writes.AddRows("outstanding_sum", pool,
            ChangedColumn.Key("holder", rows.Select(row => row.Key.Holder)),
            ChangedColumn.Key("kind", rows.Select(row => row.Key.Kind)),
            ChangedColumn.Key("fund", rows.Select(row => row.Key.Fund)),
            ChangedColumn.Sum("amount_fen", rows.Select(row => row.Value)));
    }

    // PostgreSQL's -infinity.
    private static DateOnly Day(LocalDate? date) => date?.ToSql() ?? DateOnly.MinValue;
}
