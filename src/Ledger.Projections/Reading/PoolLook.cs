using Ledger.Domain;
using Ledger.Domain.Deciding;
using Ledger.Domain.Periods;
using Ledger.EventStore;
using Ledger.Projections.PoolBooks;

namespace Ledger.Projections.Reading;

/// <summary>What every look at a pool begins with: how far its log goes, and its funds.</summary>
internal sealed class PoolLook(PoolCode pool)
{
    /// <summary>The last position; 0 when the pool has no events.</summary>
    internal long Position { get; private set; }

    internal SortedDictionary<FundCode, FundBook> Funds { get; } = Sorted();

    /// <summary>How far the books are closed; null where it was not asked.</summary>
    internal PeriodBook? Periods { get; private set; }

    /// <summary>One statement, so that it is one seek of each table and sees one moment by itself.</summary>
    internal BatchedRead Read => new(new("""
        select f.fund, f.opened_on, f.flows_only, f.balance_fen, f.turnover_fen, f.last_cash_date, f.kept_by_person,
            h.position
        from ledger.pool_head as h left join ledger.fund_book as f on f.pool = h.pool
        where h.pool = $1
        """)
    {
        Parameters = { new() { Value = pool.Text } },
    }, row =>
    {
        Position = row.GetInt64(7);
        // A pool that has no fund yet is one row without it.
        if (!row.IsDBNull(0)) Funds.Add(FundCode.Of(row.GetString(0)), BooksQuery.FundBookOf(row));
    });

    /// <summary>The same, and how far the books are closed.</summary>
    internal IReadOnlyList<BatchedRead> ReadWithPeriods()
    {
        Periods = PeriodBook.Open;
        return [Read, new(BooksQuery.Periods(pool), row => Periods = BooksQuery.PeriodBookOf(row))];
    }

    internal static SortedDictionary<FundCode, FundBook> Sorted() =>
        new(Comparer<FundCode>.Create((left, right) => string.CompareOrdinal(left.Text, right.Text)));
}
