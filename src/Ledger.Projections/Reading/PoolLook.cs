using Ledger.Domain;
using Ledger.Domain.Deciding;
using Ledger.Domain.Periods;
using Ledger.EventStore;
using Ledger.Projections.PoolBooks;
using Npgsql;

namespace Ledger.Projections.Reading;

/// <summary>What every look at a pool begins with: how far its log goes, and its funds.</summary>
internal sealed class PoolLook(PoolCode pool)
{
    /// <summary>The last position; 0 when the pool has no events.</summary>
    internal long Position { get; private set; }

    internal SortedDictionary<FundCode, FundBook> Funds { get; } = Sorted();

    /// <summary>How far the books are closed; null where it was not asked.</summary>
    internal PeriodBook? Periods { get; private set; }

    internal IEnumerable<BatchedRead> Reads =>
    [
        new(Of("select position from ledger.pool_head where pool = $1"), row => Position = row.GetInt64(0)),
        new(Of("""
            select fund, opened_on, flows_only, balance_fen, turnover_fen, last_cash_date, kept_by_person
            from ledger.fund_book where pool = $1
            """), row => Funds.Add(FundCode.Of(row.GetString(0)), BooksQuery.FundBookOf(row))),
    ];

    /// <summary>The same, and how far the books are closed.</summary>
    internal IEnumerable<BatchedRead> ReadsWithPeriods()
    {
        Periods = PeriodBook.Open;
        return Reads.Append(new(BooksQuery.Periods(pool), row => Periods = BooksQuery.PeriodBookOf(row)));
    }

    internal static SortedDictionary<FundCode, FundBook> Sorted() =>
        new(Comparer<FundCode>.Create((left, right) => string.CompareOrdinal(left.Text, right.Text)));

    private NpgsqlBatchCommand Of(string sql) => new(sql) { Parameters = { new() { Value = pool.Text } } };
}
