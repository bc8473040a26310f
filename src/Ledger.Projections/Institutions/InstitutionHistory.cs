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
    /// <summary>An item of the sums: budgets, by category.</summary>
    internal const string Budget = "budget";

    /// <summary>
    /// Its tables. Each row is what all events up to the position come to; the row of the positions that are being filled is
    /// there already, and is not read before they are. An empty class of person is everybody; of a class there are costs
    /// alone. What is outstanding, one of its kinds, is of no year, 0, its holder stands for the institution, and its fund
    /// for the category.
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
        create table ledger.institution_sum_kept (
            pool        varchar not null,
            year        integer not null,
            item        varchar not null,
            institution varchar not null,
            category    varchar not null,
            position    bigint not null,
            amount_fen  bigint not null,
            primary key (pool, year, item, institution, category, position)
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

    private readonly Dictionary<(int Year, string Institution, string Category, string Class, long Position), CareFigures> _years = [];
    private readonly Dictionary<(int Year, string Item, string Institution, string Category, long Position), long> _sums = [];
    private readonly Dictionary<(string Institution, DateOnly Month, string Fund, string Item, long Position), long> _months = [];

    public void Fold(FundEvent entry, long position)
    {
        var row = KeptPositions.RowOf(position);
        if (InstitutionEffects.Of(entry) is { } effect)
        {
            AddYear((effect.Year, effect.Institution.Text, effect.Category, "", row), effect.Figures);
            if (effect.PersonClass is { } people)
                AddYear((effect.Year, effect.Institution.Text, effect.Category, people, row), effect.Figures.OfClass());
        }
        if (BudgetEffects.Of(entry) is { } budget)
            AddSum(budget.Year, Budget, budget.Institution?.Text ?? "", budget.Category, row, budget.Allotted + budget.Adjusted);
        // What is settled with persons is asked for by its age alone, and its parts are closed one by one.
        if (OutstandingMoves.Of(entry) is { } move
            && (move.Kind != OutstandingKinds.Settlement || InstitutionCode.TryParse(move.Holder, out _)))
        {
            AddSum(0, move.Kind, move.Holder, move.Fund.Text, row, move.Amount);
        }
        foreach (var item in InstitutionItems.Of(entry))
        {
            var key = (item.Institution.Text, item.Month.OnDayOfMonth(1).ToSql(), item.Fund.Text, item.Item, row);
            _months[key] = _months.GetValueOrDefault(key) + item.Amount.Fen;
        }
    }

    public void Save(Writes writes, PoolCode pool)
    {
        if (_years.Count > 0) SaveYears(writes, pool);
        if (_sums.Count > 0) SaveSums(writes, pool);
        if (_months.Count > 0) SaveMonths(writes, pool);
        _years.Clear();
        _sums.Clear();
        _months.Clear();
    }

    private void AddYear((int Year, string Institution, string Category, string Class, long Position) key, CareFigures more) =>
        _years[key] = _years.GetValueOrDefault(key) + more;

    private void AddSum(int year, string item, string institution, string category, long position, Money more)
    {
        var key = (year, item, institution, category, position);
        _sums[key] = _sums.GetValueOrDefault(key) + more.Fen;
    }

    private void SaveYears(Writes writes, PoolCode pool)
    {
        var rows = _years.ToList();
        writes.AddRows("institution_year_kept", pool,
            ChangedColumn.Key("year", rows.Select(row => row.Key.Year)),
            ChangedColumn.Key("institution", rows.Select(row => row.Key.Institution)),
            ChangedColumn.Key("category", rows.Select(row => row.Key.Category)),
            ChangedColumn.Key("person_class", rows.Select(row => row.Key.Class)),
            ChangedColumn.KeyOfRun("position", rows.Select(row => row.Key.Position)),
            ChangedColumn.Running("paid_fen", rows.Select(row => row.Value.Paid.Fen)),
            ChangedColumn.Running("settled_fen", rows.Select(row => row.Value.Settled.Fen)),
            ChangedColumn.Running("visits", rows.Select(row => row.Value.Visits)),
            ChangedColumn.Running("medical_cost_fen", rows.Select(row => row.Value.MedicalCost.Fen)),
            ChangedColumn.Running("in_scope_fen", rows.Select(row => row.Value.InScopeCost.Fen)),
            ChangedColumn.Running("out_of_scope_fen", rows.Select(row => row.Value.OutOfScopeCost.Fen)),
            ChangedColumn.Running("self_paid_fen", rows.Select(row => row.Value.SelfPaid.Fen)),
            ChangedColumn.Running("exam_cost_fen", rows.Select(row => row.Value.ExamCost.Fen)),
            ChangedColumn.Running("points", rows.Select(row => row.Value.Points)));
    }

    private void SaveSums(Writes writes, PoolCode pool)
    {
        var rows = _sums.ToList();
        writes.AddRows("institution_sum_kept", pool,
            ChangedColumn.Key("year", rows.Select(row => row.Key.Year)),
            ChangedColumn.Key("item", rows.Select(row => row.Key.Item)),
            ChangedColumn.Key("institution", rows.Select(row => row.Key.Institution)),
            ChangedColumn.Key("category", rows.Select(row => row.Key.Category)),
            ChangedColumn.KeyOfRun("position", rows.Select(row => row.Key.Position)),
            ChangedColumn.Running("amount_fen", rows.Select(row => row.Value)));
    }

    private void SaveMonths(Writes writes, PoolCode pool)
    {
        var rows = _months.ToList();
        writes.AddRows("institution_month_kept", pool,
            ChangedColumn.Key("institution", rows.Select(row => row.Key.Institution)),
            ChangedColumn.Key("month", rows.Select(row => row.Key.Month)),
            ChangedColumn.Key("fund", rows.Select(row => row.Key.Fund)),
            ChangedColumn.Key("item", rows.Select(row => row.Key.Item)),
            ChangedColumn.KeyOfRun("position", rows.Select(row => row.Key.Position)),
            ChangedColumn.Running("amount_fen", rows.Select(row => row.Value)));
    }
}
