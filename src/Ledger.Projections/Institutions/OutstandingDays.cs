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
    /// Its tables. In the first, a part that is not named and a part that is never due have the day -infinity; its position is
    /// one of the <see cref="KeptPositions"/>, so that it says too what was known then. The second has today's
    /// balances, so that the figure of one institution is a seek, and the third their parts of today, both with the first and
    /// the last day and position on which they moved. What is open now is found by that alone. What was open then is open now,
    /// or was closed since: of what is closed an index has how long it lived, in powers of two, so that what was alive on a
    /// day ended within a time of it that is as long. Parts are found so where payments name them; of other kinds a balance
    /// leads to its newest parts.
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
            position   bigint not null,
            amount_fen bigint not null,
            primary key (pool, holder, kind, fund, opened_on, due_on, cash_date, position)
        ) with (fillfactor = 70);
        create index outstanding_day_cash on ledger.outstanding_day (pool, holder, kind, fund, cash_date) where kind <> 'settlement';
        create table ledger.outstanding_sum (
            pool           varchar not null,
            holder         varchar not null,
            kind           varchar not null,
            fund           varchar not null,
            amount_fen     bigint not null,
            first_on       date not null,
            last_on        date not null,
            first_position bigint not null,
            last_position  bigint not null,
            lived_days     smallint not null generated always as (ceil(log(2, last_on - first_on + 1))) stored,
            lived_events   smallint not null generated always as (ceil(log(2, last_position - first_position + 1))) stored,
            primary key (pool, holder, kind, fund)
        ) with (fillfactor = 70);
        create index outstanding_sum_open on ledger.outstanding_sum (pool, kind) where amount_fen <> 0;
        create index outstanding_sum_days on ledger.outstanding_sum (pool, lived_days, last_on)
            where amount_fen = 0 and kind <> 'settlement';
        create index outstanding_sum_events on ledger.outstanding_sum (pool, lived_events, last_position)
            where amount_fen = 0 and kind <> 'settlement';
        create table ledger.outstanding_lot (
            pool           varchar not null,
            holder         varchar not null,
            kind           varchar not null,
            fund           varchar not null,
            opened_on      date not null,
            due_on         date not null,
            amount_fen     bigint not null,
            first_on       date not null,
            last_on        date not null,
            first_position bigint not null,
            last_position  bigint not null,
            lived_days     smallint not null generated always as (ceil(log(2, last_on - first_on + 1))) stored,
            lived_events   smallint not null generated always as (ceil(log(2, last_position - first_position + 1))) stored,
            primary key (pool, holder, kind, fund, opened_on, due_on)
        ) with (fillfactor = 70);
        create index outstanding_lot_open on ledger.outstanding_lot (pool, kind) where amount_fen <> 0;
        create index outstanding_lot_days on ledger.outstanding_lot (pool, lived_days, last_on)
            where amount_fen = 0 and kind = 'settlement';
        create index outstanding_lot_events on ledger.outstanding_lot (pool, lived_events, last_position)
            where amount_fen = 0 and kind = 'settlement';
        """;

    private readonly Dictionary<
        (string Kind, string Fund, string Holder, LocalDate CashDate, DateOnly OpenedOn, DateOnly DueOn, long Position), long> _days = [];

    private readonly Dictionary<(string Holder, string Kind, string Fund), Life> _sums = [];

    private readonly Dictionary<(string Holder, string Kind, string Fund, DateOnly OpenedOn, DateOnly DueOn), Life> _lots = [];

    private readonly record struct Life(long Fen, LocalDate FirstOn, LocalDate LastOn, long First, long Last)
    {
        public Life With(Life other) => new(Fen + other.Fen, LocalDate.Min(FirstOn, other.FirstOn),
            LocalDate.Max(LastOn, other.LastOn), Math.Min(First, other.First), Math.Max(Last, other.Last));
    }

    public void Fold(FundEvent entry, long position)
    {
        if (OutstandingMoves.Of(entry) is not { } move) return;
        var (opened, due) = (Day(move.OpenedOn), Day(move.DueOn));
        var day = (move.Kind, move.Fund.Text, move.Holder, move.CashDate, opened, due, KeptPositions.RowOf(position));
        _days[day] = _days.GetValueOrDefault(day) + move.Amount.Fen;
        var life = new Life(move.Amount.Fen, move.CashDate, move.CashDate, position, position);
        Add(_sums, (move.Holder, move.Kind, move.Fund.Text), life);
        Add(_lots, (move.Holder, move.Kind, move.Fund.Text, opened, due), life);
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

    private static void Add<TKey>(Dictionary<TKey, Life> lives, TKey key, Life life)
        where TKey : notnull => lives[key] = lives.TryGetValue(key, out var before) ? before.With(life) : life;

    private void SaveDays(Writes writes, PoolCode pool)
    {
        // In the order of the key, so that two batches never wait for each other crosswise.
        var rows = _days.OrderBy(row => row.Key.Holder, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Kind, StringComparer.Ordinal).ThenBy(row => row.Key.Fund, StringComparer.Ordinal)
            .ThenBy(row => row.Key.OpenedOn).ThenBy(row => row.Key.DueOn).ThenBy(row => row.Key.CashDate)
            .ThenBy(row => row.Key.Position).ToList();
        writes.AddRows("outstanding_day", pool,
            ChangedColumn.Key("kind", rows.Select(row => row.Key.Kind)),
            ChangedColumn.Key("fund", rows.Select(row => row.Key.Fund)),
            ChangedColumn.Key("holder", rows.Select(row => row.Key.Holder)),
            ChangedColumn.Key("cash_date", rows.Select(row => row.Key.CashDate.ToSql())),
            ChangedColumn.Key("opened_on", rows.Select(row => row.Key.OpenedOn)),
            ChangedColumn.Key("due_on", rows.Select(row => row.Key.DueOn)),
            ChangedColumn.Key("position", rows.Select(row => row.Key.Position)),
            ChangedColumn.Sum("amount_fen", rows.Select(row => row.Value)));
    }

    private void SaveSums(Writes writes, PoolCode pool)
    {
        var rows = _sums.OrderBy(row => row.Key.Holder, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Kind, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Fund, StringComparer.Ordinal).ToList();
        writes.AddRows("outstanding_sum", pool,
        [
            ChangedColumn.Key("holder", rows.Select(row => row.Key.Holder)),
            ChangedColumn.Key("kind", rows.Select(row => row.Key.Kind)),
            ChangedColumn.Key("fund", rows.Select(row => row.Key.Fund)),
            .. Columns([.. rows.Select(row => row.Value)]),
        ]);
    }

    private void SaveLots(Writes writes, PoolCode pool)
    {
        var rows = _lots.OrderBy(row => row.Key.Holder, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Kind, StringComparer.Ordinal).ThenBy(row => row.Key.Fund, StringComparer.Ordinal)
            .ThenBy(row => row.Key.OpenedOn).ThenBy(row => row.Key.DueOn).ToList();
        writes.AddRows("outstanding_lot", pool,
        [
            ChangedColumn.Key("holder", rows.Select(row => row.Key.Holder)),
            ChangedColumn.Key("kind", rows.Select(row => row.Key.Kind)),
            ChangedColumn.Key("fund", rows.Select(row => row.Key.Fund)),
            ChangedColumn.Key("opened_on", rows.Select(row => row.Key.OpenedOn)),
            ChangedColumn.Key("due_on", rows.Select(row => row.Key.DueOn)),
            .. Columns([.. rows.Select(row => row.Value)]),
        ]);
    }

    private static ChangedColumn[] Columns(IReadOnlyList<Life> lives) =>
    [
        ChangedColumn.Sum("amount_fen", lives.Select(life => life.Fen)),
        ChangedColumn.Lowest("first_on", lives.Select(life => life.FirstOn.ToSql())),
        ChangedColumn.Highest("last_on", lives.Select(life => life.LastOn.ToSql())),
        ChangedColumn.Lowest("first_position", lives.Select(life => life.First)),
        ChangedColumn.Highest("last_position", lives.Select(life => life.Last)),
    ];

    // PostgreSQL's -infinity.
    private static DateOnly Day(LocalDate? date) => date?.ToSql() ?? DateOnly.MinValue;
}
