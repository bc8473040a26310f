using Ledger.Domain;
using Ledger.Domain.Corrections;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using NodaTime;

namespace Ledger.Projections.Facts;

/// <summary>
/// The figures that facts state, by category, year and institution; answers "what was the last one?". A fact belongs
/// to its budget year, where it names one, since a year is assessed after its end.
/// </summary>
public sealed class FactCounts : IReadModel
{
    /// <summary>Its table. An empty institution is the pool, an empty fund no fund of its own.</summary>
    public const string Schema = """
        create table ledger.fact_count (
            pool        varchar not null,
            category    varchar not null,
            year        integer not null,
            institution varchar not null,
            cash_date   date not null,
            document    varchar not null,
            fund        varchar not null,
            position    bigint not null,
            count       bigint not null,
            primary key (pool, category, year, institution, cash_date, document, fund)
        );
        """;

    private readonly Dictionary<Key, (long Position, long Count)?> _changes = [];

    public void Fold(FundEvent entry, long position)
    {
        if (entry is FactRecorded fact) _changes[KeyOf(fact)] = (position, fact.Count!.Value);
        if (entry is EntryReversed { Reverses: FactRecorded undone }) _changes[KeyOf(undone)] = null;
    }

    public void Save(Writes writes, PoolCode pool)
    {
        var undone = _changes.Where(row => row.Value is null).Select(row => row.Key).ToList();
        var stated = _changes.Where(row => row.Value is not null).Select(row => row.Key).ToList();
        if (undone.Count > 0)
        {
            writes.Add("""
                delete from ledger.fact_count as t using unnest($2, $3, $4, $5, $6, $7)
                    as c (category, year, institution, cash_date, document, fund)
                where t.pool = $1 and t.category = c.category and t.year = c.year and t.institution = c.institution
                    and t.cash_date = c.cash_date and t.document = c.document and t.fund = c.fund
                """, pool, Columns(undone));
        }
        if (stated.Count > 0)
        {
            writes.Add("""
                insert into ledger.fact_count
                    (pool, category, year, institution, cash_date, document, fund, position, count)
                select $1, c.* from unnest($2, $3, $4, $5, $6, $7, $8, $9)
                    as c (category, year, institution, cash_date, document, fund, position, count)
                """, pool,
                [
                    .. Columns(stated),
                    stated.Select(key => _changes[key]!.Value.Position).ToArray(),
                    stated.Select(key => _changes[key]!.Value.Count).ToArray(),
                ]);
        }
        _changes.Clear();
    }

    private static Array[] Columns(List<Key> keys) =>
    [
        keys.Select(key => key.Category).ToArray(), keys.Select(key => key.Year).ToArray(),
        keys.Select(key => key.Institution).ToArray(), keys.Select(key => key.CashDate.ToSql()).ToArray(),
        keys.Select(key => key.Document).ToArray(), keys.Select(key => key.Fund).ToArray(),
    ];

    private static Key KeyOf(FactRecorded fact) => new(fact.Category!, fact.BudgetYear ?? fact.CashDate.Year,
        fact.Institution?.Text ?? "", fact.CashDate, fact.Document.Text, fact.Fund.Text);

    private readonly record struct Key(
        string Category, int Year, string Institution, LocalDate CashDate, string Document, string Fund);
}
