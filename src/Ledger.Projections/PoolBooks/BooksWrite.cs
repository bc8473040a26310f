using Ledger.Domain;
using Ledger.Domain.Approvals;
using Ledger.Domain.Deciding;
using Ledger.Domain.Periods;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Projections.PoolBooks;

/// <summary>The set-wise writes of the books: absolute values, since the pool's head lock is held.</summary>
internal static class BooksWrite
{
    internal static void Add(Writes writes, PoolCode pool, Books books)
    {
        // In the order of the key, so that the index is written in order where documents are numbered.
        var added = books.NewEntries.ToList();
        var entries = added.Select(entry => (Document: entry.Entry.Document.Text, entry.Position)).Concat(DocumentsHeld(added))
            .OrderBy(entry => entry.Document, StringComparer.Ordinal).ThenBy(entry => entry.Position).ToList();
        if (entries.Count > 0)
        {
            writes.AddNewRows("booked_entry", pool,
                ChangedColumn.Key("document", entries.Select(entry => entry.Document)),
                ChangedColumn.New("position", entries.Select(entry => entry.Position)));
        }
        foreach (var command in Commands(pool, books)) writes.Add(command);
    }

    // Who sends a document again finds the request that holds it.
    private static IEnumerable<(string Document, long Position)> DocumentsHeld(List<BookedEntry> added) =>
        from entry in added
        where entry.Entry is ApprovalRequested
        from held in ((ApprovalRequested)entry.Entry).Held.Select(held => held.Document.Text).ToHashSet(StringComparer.Ordinal)
        select (held, entry.Position);

    private static IEnumerable<NpgsqlBatchCommand> Commands(PoolCode pool, Books books)
    {
        if (books.ChangedUses.ToList() is { Count: > 0 } uses) yield return Uses(pool, uses);
        if (books.AddedToYears.Any()) yield return Years(pool, [.. books.AddedToYears]);
        if (books.ChangedVouchers.Any()) yield return Vouchers(pool, [.. books.ChangedVouchers]);
        if (books.ChangedFunds.Any()) yield return Funds(pool, [.. books.ChangedFunds]);
        if (books.ChangedOutstanding.Any()) yield return Outstandings(pool, [.. books.ChangedOutstanding]);
        if (books.ChangedClawbacks.Any()) yield return Clawbacks(pool, [.. books.ChangedClawbacks]);
        foreach (var periods in books.ChangedPeriods) yield return Periods(pool, periods);
        foreach (var request in books.ChangedApprovals) yield return ApprovalBooks.Update(pool, request);
        if (books.ChangedAccounts.Any()) yield return AccountBooks.Update(pool, [.. books.ChangedAccounts]);
    }

    // A month is kept as its last day.
    private static NpgsqlBatchCommand Periods(PoolCode pool, PeriodBook periods) =>
        Command("""
            insert into ledger.period_book (pool, closed_through, hard_through) values ($1, $2, $3)
            on conflict (pool) do update
                set closed_through = excluded.closed_through, hard_through = excluded.hard_through
            """,
            pool.Text, periods.ClosedThrough!.Value.LastDay().ToSql(),
            (object?)periods.HardThrough?.LastDay().ToSql() ?? DBNull.Value);

    // Added to what is there, so that a batch need not know it.
    private static NpgsqlBatchCommand Years(
        PoolCode pool, IReadOnlyList<KeyValuePair<(FundCode Fund, int Year), FundYear>> rows) =>
        Command("""
            insert into ledger.fund_year_book as y (pool, fund, year, net_fen, income_fen, expenditure_fen, premium_fen,
                reserved_fen)
            select $1, c.* from unnest($2, $3, $4, $5, $6, $7, $8)
                as c (fund, year, net_fen, income_fen, expenditure_fen, premium_fen, reserved_fen)
            on conflict (pool, fund, year) do update set net_fen = y.net_fen + excluded.net_fen,
                income_fen = y.income_fen + excluded.income_fen,
                expenditure_fen = y.expenditure_fen + excluded.expenditure_fen,
                premium_fen = y.premium_fen + excluded.premium_fen,
                reserved_fen = y.reserved_fen + excluded.reserved_fen
            """,
            pool.Text,
            rows.Select(row => row.Key.Fund.Text).ToArray(),
            rows.Select(row => row.Key.Year).ToArray(),
            rows.Select(row => row.Value.Net.Fen).ToArray(),
            rows.Select(row => row.Value.Income.Fen).ToArray(),
            rows.Select(row => row.Value.Expenditure.Fen).ToArray(),
            rows.Select(row => row.Value.Premium.Fen).ToArray(),
            rows.Select(row => row.Value.Reserved.Fen).ToArray());

    private static NpgsqlBatchCommand Uses(PoolCode pool, List<(BookedEntry Entry, EntryUses Uses)> rows) =>
        Command("""
            insert into ledger.entry_use (pool, position, answered_fen, reversed, offset_fen, deposit_fen, not_owed_fen,
                ordered_fen, held_by)
            select $1, c.* from unnest($2, $3, $4, $5, $6, $7, $8, $9)
                as c (position, answered_fen, reversed, offset_fen, deposit_fen, not_owed_fen, ordered_fen, held_by)
            on conflict (pool, position) do update set answered_fen = excluded.answered_fen,
                reversed = excluded.reversed, offset_fen = excluded.offset_fen, deposit_fen = excluded.deposit_fen,
                not_owed_fen = excluded.not_owed_fen, ordered_fen = excluded.ordered_fen, held_by = excluded.held_by
            """,
            pool.Text,
            rows.Select(row => row.Entry.Position).ToArray(),
            rows.Select(row => row.Entry.Answered.Fen).ToArray(),
            rows.Select(row => row.Entry.Reversed).ToArray(),
            rows.Select(row => row.Uses.Offset.Fen).ToArray(),
            rows.Select(row => row.Uses.Deposit.Fen).ToArray(),
            rows.Select(row => row.Uses.NotOwed.Fen).ToArray(),
            rows.Select(row => row.Uses.Ordered.Fen).ToArray(),
            rows.Select(row => row.Uses.HeldBy?.Text).ToArray());

    private static NpgsqlBatchCommand Vouchers(PoolCode pool, IReadOnlyList<KeyValuePair<string, int>> rows) =>
        Command("""
            insert into ledger.booked_voucher (pool, voucher, entries)
            select $1, c.* from unnest($2, $3) as c (voucher, entries)
            on conflict (pool, voucher) do update set entries = excluded.entries
            """,
            pool.Text, rows.Select(row => row.Key).ToArray(), rows.Select(row => row.Value).ToArray());

    private static NpgsqlBatchCommand Funds(PoolCode pool, IReadOnlyList<KeyValuePair<FundCode, FundBook>> rows) =>
        Command("""
            insert into ledger.fund_book
                (pool, fund, opened_on, flows_only, balance_fen, turnover_fen, last_cash_date, kept_by_person)
            select $1, c.* from unnest($2, $3, $4, $5, $6, $7, $8)
                as c (fund, opened_on, flows_only, balance_fen, turnover_fen, last_cash_date, kept_by_person)
            on conflict (pool, fund) do update set balance_fen = excluded.balance_fen,
                turnover_fen = excluded.turnover_fen, last_cash_date = excluded.last_cash_date
            """,
            pool.Text,
            rows.Select(row => row.Key.Text).ToArray(),
            rows.Select(row => row.Value.OpenedOn.ToSql()).ToArray(),
            rows.Select(row => row.Value.FlowsOnly).ToArray(),
            rows.Select(row => row.Value.Balance.Fen).ToArray(),
            rows.Select(row => row.Value.Turnover.Fen).ToArray(),
            rows.Select(row => row.Value.LastCashDate.ToSql()).ToArray(),
            rows.Select(row => row.Value.KeptByPerson).ToArray());

    private static NpgsqlBatchCommand Outstandings(
        PoolCode pool, IReadOnlyList<KeyValuePair<OutstandingKey, Money>> rows) =>
        Command("""
            insert into ledger.outstanding_book (pool, kind, fund, holder, outstanding_fen)
            select $1, c.* from unnest($2, $3, $4, $5) as c (kind, fund, holder, outstanding_fen)
            on conflict (pool, kind, fund, holder) do update set outstanding_fen = excluded.outstanding_fen
            """,
            pool.Text,
            rows.Select(row => Outstanding.NameOf(row.Key.Kind)).ToArray(),
            rows.Select(row => row.Key.Fund.Text).ToArray(),
            rows.Select(row => row.Key.Holder).ToArray(),
            rows.Select(row => row.Value.Fen).ToArray());

    private static NpgsqlBatchCommand Clawbacks(
        PoolCode pool, IReadOnlyList<KeyValuePair<(string CaseNo, FundCode Fund), ClawbackBook>> rows) =>
        Command("""
            insert into ledger.clawback_book (pool, case_no, fund, institution, person, ordered_fen, recovered_fen,
                waived_fen, booking_year, booking_category)
            select $1, c.* from unnest($2, $3, $4, $5, $6, $7, $8, $9, $10)
                as c (case_no, fund, institution, person, ordered_fen, recovered_fen, waived_fen, booking_year,
                    booking_category)
            on conflict (pool, case_no, fund) do update set institution = excluded.institution,
                person = excluded.person, ordered_fen = excluded.ordered_fen,
                recovered_fen = excluded.recovered_fen, waived_fen = excluded.waived_fen,
                booking_year = excluded.booking_year, booking_category = excluded.booking_category
            """,
            pool.Text,
            rows.Select(row => row.Key.CaseNo).ToArray(),
            rows.Select(row => row.Key.Fund.Text).ToArray(),
            rows.Select(row => row.Value.Institution?.Text).ToArray(),
            rows.Select(row => row.Value.Person?.Text).ToArray(),
            rows.Select(row => row.Value.Ordered.Fen).ToArray(),
            rows.Select(row => row.Value.Recovered.Fen).ToArray(),
            rows.Select(row => row.Value.Waived.Fen).ToArray(),
            rows.Select(row => row.Value.Of?.Year).ToArray(),
            rows.Select(row => row.Value.Of?.Category).ToArray());

    private static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            // An array of nulls and strings says nothing of its type, so it is named.
            command.Parameters.Add(value is string?[]
                ? new() { Value = value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar }
                : new() { Value = value });
        }
        return command;
    }
}
