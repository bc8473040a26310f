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
    /// Its tables. In the first, a part that is not named and a part that is never due have the day -infinity; the holder
    /// leads, so that one holder's are beside each other. The second has today's sums, so that the figure of one institution
    /// is a seek. The third has the parts of today, and the last day on which each moved: what is outstanding now is read
    /// without its history, which grows by every day that had anything.
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
            primary key (pool, kind, holder, fund, cash_date, opened_on, due_on)
        ) with (fillfactor = 70);
        create table ledger.outstanding_sum (
            pool       varchar not null,
            holder     varchar not null,
            kind       varchar not null,
            fund       varchar not null,
            amount_fen bigint not null,
            primary key (pool, holder, kind, fund)
        ) with (fillfactor = 70);
        create table ledger.outstanding_lot (
            pool       varchar not null,
            holder     varchar not null,
            kind       varchar not null,
            fund       varchar not null,
            opened_on  date not null,
            due_on     date not null,
            amount_fen bigint not null,
            last_on    date not null,
            primary key (pool, holder, kind, fund, opened_on, due_on)
        ) with (fillfactor = 70);
        create index outstanding_lot_open on ledger.outstanding_lot (pool, kind) where amount_fen <> 0;
        create index outstanding_lot_last on ledger.outstanding_lot (pool, last_on);
        """;

    private readonly Dictionary<
        (string Kind, string Fund, string Holder, LocalDate CashDate, DateOnly OpenedOn, DateOnly DueOn), long> _days = [];

    private readonly Dictionary<(string Holder, string Kind, string Fund), long> _sums = [];

    private readonly Dictionary<(string Holder, string Kind, string Fund, DateOnly OpenedOn, DateOnly DueOn),
        (long Fen, LocalDate LastOn)> _lots = [];

    public void Fold(FundEvent entry, long position)
    {
        if (OutstandingMoves.Of(entry) is not { } move) return;
        var (opened, due) = (Day(move.OpenedOn), Day(move.DueOn));
        var day = (move.Kind, move.Fund.Text, move.Holder, move.CashDate, opened, due);
        _days[day] = _days.GetValueOrDefault(day) + move.Amount.Fen;
        var sum = (move.Holder, move.Kind, move.Fund.Text);
        _sums[sum] = _sums.GetValueOrDefault(sum) + move.Amount.Fen;
        var lot = (move.Holder, move.Kind, move.Fund.Text, opened, due);
        _lots[lot] = _lots.TryGetValue(lot, out var part)
            ? (part.Fen + move.Amount.Fen, LocalDate.Max(part.LastOn, move.CashDate))
            : (move.Amount.Fen, move.CashDate);
    }

    public void Save(Writes writes, PoolCode pool)
    {
        if (_days.Count == 0) return;
        SaveDays(writes, pool);
        SaveSums(writes, pool);
        SaveLots(writes, pool);
        _days.Clear();
        _sums.Clear();
        _lots.Clear();
    }

    private void SaveDays(Writes writes, PoolCode pool)
    {
        // In the order of the key, so that two batches never wait for each other crosswise.
        var rows = _days.OrderBy(row => row.Key.Kind, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Holder, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Fund, StringComparer.Ordinal).ThenBy(row => row.Key.CashDate)
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

    private void SaveLots(Writes writes, PoolCode pool)
    {
        var rows = _lots.OrderBy(row => row.Key.Holder, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Kind, StringComparer.Ordinal).ThenBy(row => row.Key.Fund, StringComparer.Ordinal)
            .ThenBy(row => row.Key.OpenedOn).ThenBy(row => row.Key.DueOn).ToList();
        writes.AddRows("outstanding_lot", pool,
            ChangedColumn.Key("holder", rows.Select(row => row.Key.Holder)),
            ChangedColumn.Key("kind", rows.Select(row => row.Key.Kind)),
            ChangedColumn.Key("fund", rows.Select(row => row.Key.Fund)),
            ChangedColumn.Key("opened_on", rows.Select(row => row.Key.OpenedOn)),
            ChangedColumn.Key("due_on", rows.Select(row => row.Key.DueOn)),
            ChangedColumn.Sum("amount_fen", rows.Select(row => row.Value.Fen)),
            ChangedColumn.Highest("last_on", rows.Select(row => row.Value.LastOn.ToSql())));
    }

    // PostgreSQL's -infinity.
    private static DateOnly Day(LocalDate? date) => date?.ToSql() ?? DateOnly.MinValue;
}
