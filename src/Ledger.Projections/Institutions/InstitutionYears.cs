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
    /// control rules that are about some people.
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
            primary key (pool, year, institution, category, person_class)
        ) with (fillfactor = 70);
        """;

    private readonly Dictionary<(int Year, string Institution, string Fund, string Category), CareFigures> _years = [];
    private readonly Dictionary<(int Year, string Institution, string Category, string Class), CareFigures> _classes = [];

    public void Fold(FundEvent entry, long position)
    {
        if (InstitutionEffects.Of(entry) is not { } effect) return;
        var (year, institution) = (effect.Year, effect.Institution.Text);
        Add(_years, (year, institution, effect.Fund.Text, effect.Category), effect.Figures);
        if (effect.PersonClass is { } people)
            Add(_classes, (year, institution, effect.Category, people), effect.Figures);
    }

    public void Save(Writes writes, PoolCode pool)
    {
        if (_years.Count > 0) SaveYears(writes, pool);
        if (_classes.Count > 0) SaveClasses(writes, pool);
        _years.Clear();
        _classes.Clear();
    }

    private static void Add<TKey>(Dictionary<TKey, CareFigures> figures, TKey key, CareFigures more)
        where TKey : notnull => figures[key] = figures.GetValueOrDefault(key) + more;

    private void SaveYears(Writes writes, PoolCode pool)
    {
        // In the order of the key, so that two batches never wait for each other crosswise.
        var rows = _years.OrderBy(row => row.Key.Year).ThenBy(row => row.Key.Institution, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Fund, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Category, StringComparer.Ordinal).ToList();
        writes.Add("""
            insert into ledger.institution_year as t (pool, year, institution, fund, category, paid_fen, settled_fen,
                visits, medical_cost_fen, in_scope_fen, out_of_scope_fen, self_paid_fen, exam_cost_fen, points)
            select $1, c.* from unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
                as c (year, institution, fund, category, paid_fen, settled_fen, visits, medical_cost_fen,
                    in_scope_fen, out_of_scope_fen, self_paid_fen, exam_cost_fen, points)
            on conflict (pool, year, institution, fund, category) do update set
                paid_fen = t.paid_fen + excluded.paid_fen,
                settled_fen = t.settled_fen + excluded.settled_fen,
                visits = t.visits + excluded.visits,
                medical_cost_fen = t.medical_cost_fen + excluded.medical_cost_fen,
                in_scope_fen = t.in_scope_fen + excluded.in_scope_fen,
                out_of_scope_fen = t.out_of_scope_fen + excluded.out_of_scope_fen,
                self_paid_fen = t.self_paid_fen + excluded.self_paid_fen,
                exam_cost_fen = t.exam_cost_fen + excluded.exam_cost_fen,
                points = t.points + excluded.points
            """, pool,
            rows.Select(row => row.Key.Year).ToArray(),
            rows.Select(row => row.Key.Institution).ToArray(),
            rows.Select(row => row.Key.Fund).ToArray(),
            rows.Select(row => row.Key.Category).ToArray(),
            rows.Select(row => row.Value.Paid.Fen).ToArray(),
            rows.Select(row => row.Value.Settled.Fen).ToArray(),
            rows.Select(row => row.Value.Visits).ToArray(),
            rows.Select(row => row.Value.MedicalCost.Fen).ToArray(),
            rows.Select(row => row.Value.InScopeCost.Fen).ToArray(),
            rows.Select(row => row.Value.OutOfScopeCost.Fen).ToArray(),
            rows.Select(row => row.Value.SelfPaid.Fen).ToArray(),
            rows.Select(row => row.Value.ExamCost.Fen).ToArray(),
            rows.Select(row => row.Value.Points).ToArray());
    }

    private void SaveClasses(Writes writes, PoolCode pool)
    {
        var rows = _classes.OrderBy(row => row.Key.Year).ThenBy(row => row.Key.Institution, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Category, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Class, StringComparer.Ordinal).ToList();
        writes.Add("""
            insert into ledger.institution_class_year as t (pool, year, institution, category, person_class,
                medical_cost_fen, in_scope_fen, out_of_scope_fen, self_paid_fen)
            select $1, c.* from unnest($2, $3, $4, $5, $6, $7, $8, $9)
                as c (year, institution, category, person_class, medical_cost_fen, in_scope_fen, out_of_scope_fen,
                    self_paid_fen)
            on conflict (pool, year, institution, category, person_class) do update set
                medical_cost_fen = t.medical_cost_fen + excluded.medical_cost_fen,
                in_scope_fen = t.in_scope_fen + excluded.in_scope_fen,
                out_of_scope_fen = t.out_of_scope_fen + excluded.out_of_scope_fen,
                self_paid_fen = t.self_paid_fen + excluded.self_paid_fen
            """, pool,
            rows.Select(row => row.Key.Year).ToArray(),
            rows.Select(row => row.Key.Institution).ToArray(),
            rows.Select(row => row.Key.Category).ToArray(),
            rows.Select(row => row.Key.Class).ToArray(),
            rows.Select(row => row.Value.MedicalCost.Fen).ToArray(),
            rows.Select(row => row.Value.InScopeCost.Fen).ToArray(),
            rows.Select(row => row.Value.OutOfScopeCost.Fen).ToArray(),
            rows.Select(row => row.Value.SelfPaid.Fen).ToArray());
    }
}
