using Ledger.Domain;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Prepayments;
using Ledger.Domain.Periods;
using NodaTime;
using Ledger.EventStore;
using Npgsql;

namespace Ledger.Projections.PoolBooks;

/// <summary>
/// The set-wise reads of the books, in one round trip. "offset 0" keeps each look-up a seek by its key, whatever
/// the statistics say.
/// </summary>
internal static class BooksQuery
{
    /// <summary>What the keys of the entries ask about.</summary>
    internal static IEnumerable<BatchedRead> Reads(PoolCode pool, IReadOnlyList<FundEvent> entries, Books books)
    {
        yield return new(Funds(pool), row => books.LoadFund(FundCode.Of(row.GetString(0)), FundBookOf(row)));
        yield return new(Periods(pool), row => books.LoadPeriods(PeriodBookOf(row)));
        if (Outstandings(pool, entries) is { } outstandings)
        {
            yield return new(outstandings, row => books.LoadOutstanding(
                new(Outstanding.KindOf(row.GetString(0)), FundCode.Of(row.GetString(1)), row.GetString(2)),
                new(row.GetInt64(3))));
        }
        if (Clawbacks(pool, entries) is { } clawbacks)
        {
            yield return new(clawbacks,
                row => books.LoadClawback(row.GetString(0), FundCode.Of(row.GetString(1)), ClawbackBookOf(row)));
        }
        if (Vouchers(pool, entries) is { } vouchers)
            yield return new(vouchers, row => books.LoadVoucher(row.GetString(0), row.GetInt32(1)));
        if (AccountBooks.Query(pool, entries) is { } accounts) yield return new(accounts, row => AccountBooks.Load(row, books));
        if (Years(pool, entries) is { } years)
        {
            yield return new(years, row => books.LoadYear(FundCode.Of(row.GetString(0)), row.GetInt32(1),
                new(new(row.GetInt64(2)), new(row.GetInt64(3)), new(row.GetInt64(4)), new(row.GetInt64(5)),
                    new(row.GetInt64(6)))));
        }
    }

    internal static NpgsqlBatchCommand Periods(PoolCode pool) =>
        new("select closed_through, hard_through from ledger.period_book where pool = $1")
        {
            Parameters = { new() { Value = pool.Text } },
        };

    // The years of the funds that rules of the year judge; a fund has a few dozen at most.
    private static NpgsqlBatchCommand? Years(PoolCode pool, IReadOnlyList<FundEvent> entries)
    {
        var funds = entries.Where(entry => entry is PrepaymentPaid or FundsMoved).Select(entry => entry.Fund.Text)
            .ToHashSet().ToArray();
        return funds.Length == 0
            ? null
            : new("""
                select fund, year, net_fen, income_fen, expenditure_fen, premium_fen, reserved_fen
                from ledger.fund_year_book where pool = $1 and fund = any($2)
                """)
            {
                Parameters = { new() { Value = pool.Text }, new() { Value = funds } },
            };
    }

    // A pool has a few dozen funds at most, so all of them are read.
    private static NpgsqlBatchCommand Funds(PoolCode pool) => new("""
        select fund, opened_on, flows_only, balance_fen, turnover_fen, last_cash_date, kept_by_person
        from ledger.fund_book where pool = $1
        """)
    {
        Parameters = { new() { Value = pool.Text } },
    };

    private static NpgsqlBatchCommand? Outstandings(PoolCode pool, IReadOnlyList<FundEvent> entries)
    {
        var keys = entries.Select(Outstanding.MovedBy).Where(moved => moved is not null)
            .Select(moved => moved!.Value.Key).ToHashSet();
        keys.UnionWith(entries.Select(Outstanding.YearOf).OfType<OutstandingKey>());
        if (keys.Count == 0) return null;
        return new("""
            select o.kind, o.fund, o.holder, o.outstanding_fen
            from unnest($2, $3, $4) as wanted (kind, fund, holder)
            cross join lateral (
                select kind, fund, holder, outstanding_fen from ledger.outstanding_book
                where pool = $1 and kind = wanted.kind and fund = wanted.fund and holder = wanted.holder offset 0) as o
            """)
        {
            Parameters =
            {
                new() { Value = pool.Text },
                new() { Value = keys.Select(key => Outstanding.NameOf(key.Kind)).ToArray() },
                new() { Value = keys.Select(key => key.Fund.Text).ToArray() },
                new() { Value = keys.Select(key => key.Holder).ToArray() },
            },
        };
    }

    private static NpgsqlBatchCommand? Clawbacks(PoolCode pool, IReadOnlyList<FundEvent> entries)
    {
        var keys = entries.Select(entry => entry.CaseNo).OfType<string>().ToHashSet().ToArray();
        return keys.Length == 0
            ? null
            : new("""
                select c.case_no, fund, institution, person, ordered_fen, recovered_fen, waived_fen, booking_year,
                    booking_category
                from unnest($2) as wanted (case_no)
                cross join lateral (
                    select * from ledger.clawback_book where pool = $1 and case_no = wanted.case_no offset 0) as c
                """)
            {
                Parameters = { new() { Value = pool.Text }, new() { Value = keys } },
            };
    }

    private static NpgsqlBatchCommand? Vouchers(PoolCode pool, IReadOnlyList<FundEvent> entries)
    {
        var keys = entries.Select(entry => entry.Voucher).OfType<string>().ToHashSet().ToArray();
        return keys.Length == 0
            ? null
            : new("""
                select v.voucher, v.entries
                from unnest($2) as wanted (voucher)
                cross join lateral (
                    select voucher, entries from ledger.booked_voucher
                    where pool = $1 and voucher = wanted.voucher offset 0) as v
                """)
            {
                Parameters = { new() { Value = pool.Text }, new() { Value = keys } },
            };
    }

    internal static FundBook FundBookOf(NpgsqlDataReader reader) =>
        new(reader.GetFieldValue<DateOnly>(1).ToLocalDate(), reader.GetBoolean(2), new(reader.GetInt64(3)),
            new(reader.GetInt64(4)), reader.GetFieldValue<DateOnly>(5).ToLocalDate())
        {
            KeptByPerson = reader.GetBoolean(6),
        };

    internal static PeriodBook PeriodBookOf(NpgsqlDataReader reader) =>
        new(MonthOf(reader, 0), reader.IsDBNull(1) ? null : MonthOf(reader, 1));

    private static YearMonth MonthOf(NpgsqlDataReader reader, int column) =>
        reader.GetFieldValue<DateOnly>(column).ToLocalDate().ToYearMonth();

    private static ClawbackBook ClawbackBookOf(NpgsqlDataReader reader) =>
        new(reader.IsDBNull(2) ? null : InstitutionCode.Of(reader.GetString(2)),
            reader.IsDBNull(3) ? null : PersonRef.Of(reader.GetString(3)),
            new(reader.GetInt64(4)), new(reader.GetInt64(5)), new(reader.GetInt64(6)),
            reader.IsDBNull(7)
                ? null
                : new(reader.GetInt32(7), reader.IsDBNull(8) ? null : reader.GetString(8)));
}
