using Ledger.Domain;
using Ledger.Domain.Ageing;
using Ledger.Domain.Budgets;
using Ledger.Domain.Events;
using Ledger.Domain.Institutions;

namespace Ledger.Projections.Institutions;

/// <summary>
/// What the figures of institutions were at positions of the past; answers "what was known of all of them then?". The
/// sums of each key are kept at the <see cref="KeptPositions"/> up to which it moved.
/// </summary>
public sealed class InstitutionHistory : IReadModel
{
    /// <summary>
    /// Its tables. Each row is what all events up to the position come to; the row of the positions that are being filled is
    /// there already, and is not read before they are. An empty class of person is everybody; of a class there are costs
    /// alone. An empty institution is the region. Of what is outstanding there is the balance, and what moved in a year up to
    /// the end of each of its months: the balance of an earlier day is that of the position without what moved after the day.
    /// </summary>
    public const string Schema = """
        create table ledger.institution_year_kept (
            pool             varchar not null,
            year             integer not null,
            institution      varchar not null,
            category         varchar not null,
            person_class     varchar not null,
            position         bigint not null,
            paid_fen         bigint not null,
            settled_fen      bigint not null,
            visits           bigint not null,
            medical_cost_fen bigint not null,
            in_scope_fen     bigint not null,
            out_of_scope_fen bigint not null,
            self_paid_fen    bigint not null,
            exam_cost_fen    bigint not null,
            points           bigint not null,
            primary key (pool, year, institution, category, person_class, position)
        ) with (fillfactor = 90);
        create index institution_year_kept_position on ledger.institution_year_kept (pool, position);
        create table ledger.budget_kept (
            pool        varchar not null,
            year        integer not null,
            institution varchar not null,
            category    varchar not null,
            position    bigint not null,
            amount_fen  bigint not null,
            primary key (pool, year, institution, category, position)
        ) with (fillfactor = 90);
        create table ledger.outstanding_kept (
            pool       varchar not null,
            holder     varchar not null,
            kind       varchar not null,
            fund       varchar not null,
            position   bigint not null,
            amount_fen bigint not null,
            primary key (pool, holder, kind, fund, position)
        ) with (fillfactor = 90);
        create table ledger.outstanding_year_kept (
            pool     varchar not null,
            holder   varchar not null,
            kind     varchar not null,
            fund     varchar not null,
            year     integer not null,
            position bigint not null,
            by_01    bigint not null,
            by_02    bigint not null,
            by_03    bigint not null,
            by_04    bigint not null,
            by_05    bigint not null,
            by_06    bigint not null,
            by_07    bigint not null,
            by_08    bigint not null,
            by_09    bigint not null,
            by_10    bigint not null,
            by_11    bigint not null,
            by_12    bigint not null,
            primary key (pool, holder, kind, fund, year, position)
        ) with (fillfactor = 90);
        create table ledger.institution_month_kept (
            pool        varchar not null,
            institution varchar not null,
            month       date not null,
            fund        varchar not null,
            item        varchar not null,
            position    bigint not null,
            amount_fen  bigint not null,
            primary key (pool, institution, month, fund, item, position)
        ) with (fillfactor = 90);
        """;

    private const int Months = 12;

    /// <summary>What moved in a year up to the end of each month, January first.</summary>
    internal static readonly string ByMonth = string.Join(", ", Enumerable.Range(1, Months).Select(ColumnOf));

    private readonly Dictionary<(long Position, int Year, string Institution, string Category, string Class), CareFigures> _years = [];
    private readonly Dictionary<(long Position, int Year, string Institution, string Category), long> _budgets = [];
    private readonly Dictionary<(long Position, string Holder, string Kind, string Fund), long> _outstanding = [];
    private readonly Dictionary<(long Position, string Holder, string Kind, string Fund, int Year), long[]> _outstandingYears = [];
    private readonly Dictionary<(long Position, string Institution, DateOnly Month, string Fund, string Item), long> _months = [];

    public void Fold(FundEvent entry, long position)
    {
        var row = KeptPositions.RowOf(position);
        if (InstitutionEffects.Of(entry) is { } effect)
        {
            var (year, institution, category) = (effect.Year, effect.Institution.Text, effect.Category);
            AddYear((row, year, institution, category, ""), effect.Figures);
            if (effect.PersonClass is { } people) AddYear((row, year, institution, category, people), effect.Figures.OfClass());
        }
        if (BudgetEffects.Of(entry) is { } budget)
            Add(_budgets, (row, budget.Year, budget.Institution?.Text ?? "", budget.Category), budget.Allotted + budget.Adjusted);
        // What is settled with persons is asked for by its age alone, and its parts are closed one by one.
        if (OutstandingMoves.Of(entry) is { } move
            && (move.Kind != OutstandingKinds.Settlement || InstitutionCode.TryParse(move.Holder, out _)))
        {
            Add(_outstanding, (row, move.Holder, move.Kind, move.Fund.Text), move.Amount);
            AddMonths((row, move.Holder, move.Kind, move.Fund.Text, move.CashDate.Year), move.CashDate.Month, move.Amount);
        }
        foreach (var item in InstitutionItems.Of(entry))
            Add(_months, (row, item.Institution.Text, item.Month.OnDayOfMonth(1).ToSql(), item.Fund.Text, item.Item), item.Amount);
    }

    public void Save(Writes writes, PoolCode pool)
    {
        // A statement for each position, since that of a later one begins with the row of an earlier one.
        foreach (var years in _years.GroupBy(row => row.Key.Position)) SaveYears(writes, pool, [.. years]);
        foreach (var budgets in _budgets.GroupBy(row => row.Key.Position)) SaveBudgets(writes, pool, [.. budgets]);
        foreach (var outstanding in _outstanding.GroupBy(row => row.Key.Position)) SaveOutstanding(writes, pool, [.. outstanding]);
        foreach (var years in _outstandingYears.GroupBy(row => row.Key.Position)) SaveOutstandingYears(writes, pool, [.. years]);
        foreach (var months in _months.GroupBy(row => row.Key.Position)) SaveMonths(writes, pool, [.. months]);
        _years.Clear();
        _budgets.Clear();
        _outstanding.Clear();
        _outstandingYears.Clear();
        _months.Clear();
    }

    private void AddYear((long Position, int Year, string Institution, string Category, string Class) key, CareFigures more) =>
        _years[key] = _years.GetValueOrDefault(key) + more;

    // From its month to the end of the year.
    private void AddMonths((long Position, string Holder, string Kind, string Fund, int Year) key, int month, Money more)
    {
        if (!_outstandingYears.TryGetValue(key, out var months)) _outstandingYears[key] = months = new long[Months];
        for (var index = month - 1; index < Months; index++) months[index] += more.Fen;
    }

    private static void Add<TKey>(Dictionary<TKey, long> sums, TKey key, Money more)
        where TKey : notnull => sums[key] = sums.GetValueOrDefault(key) + more.Fen;

    private static void SaveYears(Writes writes, PoolCode pool, KeyValuePair<
        (long Position, int Year, string Institution, string Category, string Class), CareFigures>[] rows) =>
        writes.AddRows("institution_year_kept", pool,
        [
            ChangedColumn.Key("year", rows.Select(row => row.Key.Year)),
            ChangedColumn.Key("institution", rows.Select(row => row.Key.Institution)),
            ChangedColumn.Key("category", rows.Select(row => row.Key.Category)),
            ChangedColumn.Key("person_class", rows.Select(row => row.Key.Class)),
            ChangedColumn.KeyOfRun("position", rows.Select(row => row.Key.Position)),
            .. CareColumns.Of([.. rows.Select(row => row.Value)], ChangedColumn.Running),
        ]);

    private static void SaveBudgets(
        Writes writes, PoolCode pool, KeyValuePair<(long Position, int Year, string Institution, string Category), long>[] rows) =>
        writes.AddRows("budget_kept", pool,
            ChangedColumn.Key("year", rows.Select(row => row.Key.Year)),
            ChangedColumn.Key("institution", rows.Select(row => row.Key.Institution)),
            ChangedColumn.Key("category", rows.Select(row => row.Key.Category)),
            ChangedColumn.KeyOfRun("position", rows.Select(row => row.Key.Position)),
            ChangedColumn.Running("amount_fen", rows.Select(row => row.Value)));

    private static void SaveOutstanding(
        Writes writes, PoolCode pool, KeyValuePair<(long Position, string Holder, string Kind, string Fund), long>[] rows) =>
        writes.AddRows("outstanding_kept", pool,
            ChangedColumn.Key("holder", rows.Select(row => row.Key.Holder)),
            ChangedColumn.Key("kind", rows.Select(row => row.Key.Kind)),
            ChangedColumn.Key("fund", rows.Select(row => row.Key.Fund)),
            ChangedColumn.KeyOfRun("position", rows.Select(row => row.Key.Position)),
            ChangedColumn.Running("amount_fen", rows.Select(row => row.Value)));

    private static void SaveOutstandingYears(Writes writes, PoolCode pool,
        KeyValuePair<(long Position, string Holder, string Kind, string Fund, int Year), long[]>[] rows) =>
        writes.AddRows("outstanding_year_kept", pool,
        [
            ChangedColumn.Key("holder", rows.Select(row => row.Key.Holder)),
            ChangedColumn.Key("kind", rows.Select(row => row.Key.Kind)),
            ChangedColumn.Key("fund", rows.Select(row => row.Key.Fund)),
            ChangedColumn.Key("year", rows.Select(row => row.Key.Year)),
            ChangedColumn.KeyOfRun("position", rows.Select(row => row.Key.Position)),
            .. Enumerable.Range(1, Months).Select(month =>
                ChangedColumn.Running(ColumnOf(month), rows.Select(row => row.Value[month - 1]))),
        ]);

    private static string ColumnOf(int month) => $"by_{month:00}";

    private static void SaveMonths(Writes writes, PoolCode pool, KeyValuePair<
        (long Position, string Institution, DateOnly Month, string Fund, string Item), long>[] rows) =>
        writes.AddRows("institution_month_kept", pool,
            ChangedColumn.Key("institution", rows.Select(row => row.Key.Institution)),
            ChangedColumn.Key("month", rows.Select(row => row.Key.Month)),
            ChangedColumn.Key("fund", rows.Select(row => row.Key.Fund)),
            ChangedColumn.Key("item", rows.Select(row => row.Key.Item)),
            ChangedColumn.KeyOfRun("position", rows.Select(row => row.Key.Position)),
            ChangedColumn.Running("amount_fen", rows.Select(row => row.Value)));
}
