using Ledger.Domain;
using Ledger.Domain.Budgets;
using Ledger.Domain.Clearing;
using Ledger.Domain.Corrections;
using Ledger.Domain.Events;

namespace Ledger.Projections.Clearing;

/// <summary>
/// What was decided when years were cleared, special cases and interim clearings too, and what of it was paid; answers
/// "what is cleared already?". A decision that was reversed stands at zero.
/// </summary>
public sealed class ClearingBook : IReadModel
{
    /// <summary>Its tables. An empty method is no payment method of its own.</summary>
    public const string Schema = """
        create table ledger.clearing_book (
            pool        varchar not null,
            year        integer not null,
            fund        varchar not null,
            method      varchar not null,
            institution varchar not null,
            document    varchar not null,
            category    varchar not null,
            cash_date   date not null,
            position    bigint not null,
            decided_fen bigint not null,
            primary key (pool, year, fund, method, institution, document)
        ) with (fillfactor = 70);
        create table ledger.clearing_payment (
            pool        varchar not null,
            year        integer not null,
            fund        varchar not null,
            institution varchar not null,
            category    varchar not null,
            paid_fen    bigint not null,
            primary key (pool, year, fund, institution, category)
        ) with (fillfactor = 70);
        """;

    private readonly List<(YearEndCleared Entry, long Position, long Fen)> _decided = [];
    private readonly Dictionary<(int Year, string Fund, string Institution, string Category), long> _paid = [];

    public void Fold(FundEvent entry, long position)
    {
        if (entry is YearEndCleared cleared) _decided.Add((cleared, position, Signed(cleared)));
        if (entry is EntryReversed { Reverses: YearEndCleared undone }) _decided.Add((undone, position, -Signed(undone)));
        if (ClearingPayments.Of(entry) is not { } payment) return;
        var key = (payment.Year, payment.Fund.Text, payment.Institution.Text, payment.Category);
        _paid[key] = _paid.GetValueOrDefault(key) + payment.Figures.Paid.Fen;
    }

    public void Save(Writes writes, PoolCode pool)
    {
        if (_decided.Count > 0) SaveDecided(writes, pool);
        if (_paid.Count > 0) SavePaid(writes, pool);
        _decided.Clear();
        _paid.Clear();
    }

    // A decision and its reversal may come in one batch, and a statement may not meet a row twice: they are one row.
    private void SaveDecided(Writes writes, PoolCode pool)
    {
        var rows = _decided
            .GroupBy(row => (row.Entry.Document, row.Entry.Fund))
            .Select(same => same.First() with { Fen = same.Sum(row => row.Fen) })
            .OrderBy(row => row.Position).ToList();
        writes.Add("""
            insert into ledger.clearing_book as t
                (pool, year, fund, method, institution, document, category, cash_date, position, decided_fen)
            select $1, c.* from unnest($2, $3, $4, $5, $6, $7, $8, $9, $10)
                as c (year, fund, method, institution, document, category, cash_date, position, decided_fen)
            on conflict (pool, year, fund, method, institution, document)
                do update set decided_fen = t.decided_fen + excluded.decided_fen
            """, pool,
            rows.Select(row => row.Entry.BudgetYear!.Value).ToArray(),
            rows.Select(row => row.Entry.Fund.Text).ToArray(),
            rows.Select(row => row.Entry.Method ?? "").ToArray(),
            rows.Select(row => row.Entry.Institution!.Value.Text).ToArray(),
            rows.Select(row => row.Entry.Document.Text).ToArray(),
            rows.Select(row => row.Entry.Category ?? "annual").ToArray(),
            rows.Select(row => row.Entry.CashDate.ToSql()).ToArray(),
            rows.Select(row => row.Position).ToArray(),
            rows.Select(row => row.Fen).ToArray());
    }

    private void SavePaid(Writes writes, PoolCode pool)
    {
        var rows = _paid.OrderBy(row => row.Key.Year).ThenBy(row => row.Key.Fund, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Institution, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Category, StringComparer.Ordinal).ToList();
        writes.Add("""
            insert into ledger.clearing_payment as t (pool, year, fund, institution, category, paid_fen)
            select $1, c.* from unnest($2, $3, $4, $5, $6) as c (year, fund, institution, category, paid_fen)
            on conflict (pool, year, fund, institution, category) do update set paid_fen = t.paid_fen + excluded.paid_fen
            """, pool,
            rows.Select(row => row.Key.Year).ToArray(),
            rows.Select(row => row.Key.Fund).ToArray(),
            rows.Select(row => row.Key.Institution).ToArray(),
            rows.Select(row => row.Key.Category).ToArray(),
            rows.Select(row => row.Value).ToArray());
    }

    private static long Signed(YearEndCleared entry) => entry.Direction == "up" ? entry.Amount.Fen : -entry.Amount.Fen;
}
