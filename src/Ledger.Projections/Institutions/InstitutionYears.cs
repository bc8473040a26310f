using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Domain.Institutions;

namespace Ledger.Projections.Institutions;

/// <summary>
/// What each institution was paid and is owed in a budget year, for how much care; answers "how far is its budget
/// used, and what does a visit cost?".
/// </summary>
public sealed class InstitutionYears : IReadModel
{
    /// <summary>
    /// Its tables. Points are in ten-thousandths. The second has only care whose class of person is known, for the
    /// control rules that are about some people. The position is the last at which a row moved: from there on it is what
    /// it was.
    /// </summary>
    public const string Schema = """
        create table ledger.institution_year (
            pool             varchar not null,
            year             integer not null,
            institution      varchar not null,
            fund             varchar not null,
            category         varchar not null,
            paid_fen         bigint not null default 0,
            settled_fen      bigint not null default 0,
            visits           bigint not null default 0,
            medical_cost_fen bigint not null default 0,
            in_scope_fen     bigint not null default 0,
            out_of_scope_fen bigint not null default 0,
            self_paid_fen    bigint not null default 0,
            exam_cost_fen    bigint not null default 0,
            points           bigint not null default 0,
            last_position    bigint not null,
            primary key (pool, year, institution, fund, category)
        ) with (fillfactor = 70);
        create table ledger.institution_class_year (
            pool             varchar not null,
            year             integer not null,
            institution      varchar not null,
            category         varchar not null,
            person_class     varchar not null,
            medical_cost_fen bigint not null default 0,
            in_scope_fen     bigint not null default 0,
            out_of_scope_fen bigint not null default 0,
            self_paid_fen    bigint not null default 0,
            last_position    bigint not null,
            primary key (pool, year, institution, category, person_class)
        ) with (fillfactor = 70);
        """;

    private readonly Dictionary<(int Year, string Institution, string Fund, string Category), Care> _years = [];
    private readonly Dictionary<(int Year, string Institution, string Category, string Class), Care> _classes = [];

    private readonly record struct Care(CareFigures Figures, long Last);

    public void Fold(FundEvent entry, long position)
    {
        if (InstitutionEffects.Of(entry) is not { } effect) return;
        var (year, institution) = (effect.Year, effect.Institution.Text);
        var care = new Care(effect.Figures, position);
        Add(_years, (year, institution, effect.Fund.Text, effect.Category), care);
        if (effect.PersonClass is { } people) Add(_classes, (year, institution, effect.Category, people), care);
    }

    public void Save(Writes writes, PoolCode pool)
    {
        if (_years.Count > 0) SaveYears(writes, pool);
        if (_classes.Count > 0) SaveClasses(writes, pool);
        _years.Clear();
        _classes.Clear();
    }

    private static void Add<TKey>(Dictionary<TKey, Care> sums, TKey key, Care more)
        where TKey : notnull => sums[key] = sums.TryGetValue(key, out var care)
            ? new(care.Figures + more.Figures, Math.Max(care.Last, more.Last))
            : more;

    private void SaveYears(Writes writes, PoolCode pool)
    {
        // In the order of the key, so that two batches never wait for each other crosswise.
        var rows = _years.OrderBy(row => row.Key.Year).ThenBy(row => row.Key.Institution, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Fund, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Category, StringComparer.Ordinal).ToList();
        writes.AddRows("institution_year", pool,
        [
            ChangedColumn.Key("year", rows.Select(row => row.Key.Year)),
            ChangedColumn.Key("institution", rows.Select(row => row.Key.Institution)),
            ChangedColumn.Key("fund", rows.Select(row => row.Key.Fund)),
            ChangedColumn.Key("category", rows.Select(row => row.Key.Category)),
            .. CareColumns.Of([.. rows.Select(row => row.Value.Figures)], ChangedColumn.Sum),
            ChangedColumn.Highest("last_position", rows.Select(row => row.Value.Last)),
        ]);
    }

    private void SaveClasses(Writes writes, PoolCode pool)
    {
        var rows = _classes.OrderBy(row => row.Key.Year).ThenBy(row => row.Key.Institution, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Category, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Class, StringComparer.Ordinal).ToList();
        writes.AddRows("institution_class_year", pool,
            ChangedColumn.Key("year", rows.Select(row => row.Key.Year)),
            ChangedColumn.Key("institution", rows.Select(row => row.Key.Institution)),
            ChangedColumn.Key("category", rows.Select(row => row.Key.Category)),
            ChangedColumn.Key("person_class", rows.Select(row => row.Key.Class)),
            ChangedColumn.Sum("medical_cost_fen", rows.Select(row => row.Value.Figures.MedicalCost.Fen)),
            ChangedColumn.Sum("in_scope_fen", rows.Select(row => row.Value.Figures.InScopeCost.Fen)),
            ChangedColumn.Sum("out_of_scope_fen", rows.Select(row => row.Value.Figures.OutOfScopeCost.Fen)),
            ChangedColumn.Sum("self_paid_fen", rows.Select(row => row.Value.Figures.SelfPaid.Fen)),
            ChangedColumn.Highest("last_position", rows.Select(row => row.Value.Last)));
    }
}
