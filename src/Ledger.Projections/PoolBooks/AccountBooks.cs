using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Domain.People;
using Ledger.Domain.Deciding;
using Npgsql;

namespace Ledger.Projections.PoolBooks;

/// <summary>
/// Personal accounts as deciding reads them: a batch loads the accounts of the persons whom it names, however many
/// others the pool has.
/// </summary>
internal static class AccountBooks
{
    /// <summary>Its table. A balance moves for decades, and its row keeps room on its page for it.</summary>
    internal const string Schema = """
        create table ledger.account_book (
            pool           varchar not null,
            fund           varchar not null,
            person         varchar not null,
            balance_fen    bigint not null,
            since_position bigint not null,
            primary key (pool, fund, person)
        ) with (fillfactor = 70);
        """;

    /// <summary>Only in funds that are kept by person is there an account to seek.</summary>
    internal static NpgsqlBatchCommand? Query(PoolCode pool, IReadOnlyList<FundEvent> entries)
    {
        var keys = entries.SelectMany(PersonalAccounts.AskedBy).ToHashSet();
        if (keys.Count == 0) return null;
        return new("""
            select a.fund, a.person, a.balance_fen, a.since_position
            from (select fund from ledger.fund_book where pool = $1 and kept_by_person offset 0) as kept
            join unnest($2, $3) as wanted (fund, person) on wanted.fund = kept.fund
            cross join lateral (
                select fund, person, balance_fen, since_position from ledger.account_book
                where pool = $1 and fund = wanted.fund and person = wanted.person offset 0) as a
            """)
        {
            Parameters =
            {
                new() { Value = pool.Text },
                new() { Value = keys.Select(key => key.Fund.Text).ToArray() },
                new() { Value = keys.Select(key => key.Person.Text).ToArray() },
            },
        };
    }

    internal static void Load(NpgsqlDataReader row, Books books) => books.LoadAccount(
        new(FundCode.Of(row.GetString(0)), PersonRef.Of(row.GetString(1))), new(new(row.GetInt64(2)), row.GetInt64(3)));

    internal static NpgsqlBatchCommand Update(
        PoolCode pool, IReadOnlyList<KeyValuePair<AccountKey, AccountBook>> accounts)
    {
        var rows = accounts.OrderBy(row => row.Key.Fund.Text, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Person.Text, StringComparer.Ordinal).ToList();
        return new("""
            insert into ledger.account_book (pool, fund, person, balance_fen, since_position)
            select $1, c.* from unnest($2, $3, $4, $5) as c (fund, person, balance_fen, since_position)
            on conflict (pool, fund, person) do update set balance_fen = excluded.balance_fen
            """)
        {
            Parameters =
            {
                new() { Value = pool.Text },
                new() { Value = rows.Select(row => row.Key.Fund.Text).ToArray() },
                new() { Value = rows.Select(row => row.Key.Person.Text).ToArray() },
                new() { Value = rows.Select(row => row.Value.Balance.Fen).ToArray() },
                new() { Value = rows.Select(row => row.Value.Since).ToArray() },
            },
        };
    }
}
