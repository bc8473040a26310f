using Ledger.Domain;
using Ledger.Domain.Budgets;
using Ledger.Domain.Events;

namespace Ledger.Projections.Institutions;

/// <summary>What institutions and the region may be paid for a year; answers "what is the budget?".</summary>
public sealed class BudgetBook : IReadModel
{
    /// <summary>Its table. An empty institution is the region, an empty category no category of its own.</summary>
    public const string Schema = """
        create table ledger.budget_book (
            pool         varchar not null,
            year         integer not null,
            institution  varchar not null,
            fund         varchar not null,
            category     varchar not null,
            allotted_fen bigint not null default 0,
            adjusted_fen bigint not null default 0,
            primary key (pool, year, institution, fund, category)
        ) with (fillfactor = 70);
        """;

    private readonly Dictionary<(int Year, string Institution, string Fund, string Category),
        (Money Allotted, Money Adjusted)> _changes = [];

    public void Fold(FundEvent entry, long position)
    {
        if (BudgetEffects.Of(entry) is not { } effect) return;
        var key = (effect.Year, effect.Institution?.Text ?? "", effect.Fund.Text, effect.Category);
        var sum = _changes.GetValueOrDefault(key);
        _changes[key] = (sum.Allotted + effect.Allotted, sum.Adjusted + effect.Adjusted);
    }

    public void Save(Writes writes, PoolCode pool)
    {
        if (_changes.Count == 0) return;
        var rows = _changes.OrderBy(row => row.Key.Year).ThenBy(row => row.Key.Institution, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Fund, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Category, StringComparer.Ordinal).ToList();
        writes.Add("""
            insert into ledger.budget_book as t (pool, year, institution, fund, category, allotted_fen, adjusted_fen)
            select $1, c.* from unnest($2, $3, $4, $5, $6, $7)
                as c (year, institution, fund, category, allotted_fen, adjusted_fen)
            on conflict (pool, year, institution, fund, category) do update set
                allotted_fen = t.allotted_fen + excluded.allotted_fen,
                adjusted_fen = t.adjusted_fen + excluded.adjusted_fen
            """, pool,
            rows.Select(row => row.Key.Year).ToArray(),
            rows.Select(row => row.Key.Institution).ToArray(),
            rows.Select(row => row.Key.Fund).ToArray(),
            rows.Select(row => row.Key.Category).ToArray(),
            rows.Select(row => row.Value.Allotted.Fen).ToArray(),
            rows.Select(row => row.Value.Adjusted.Fen).ToArray());
        _changes.Clear();
    }
}
