using Ledger.EventStore.Schema;

namespace Ledger.Projections;

/// <summary>The tables of the read models. All of them can be dropped and made again from the log.</summary>
public static class ReadModelSchema
{
    // Rows that are updated for years keep room on their page, so that an update stays HOT.
    public static readonly Migration Migration = new(2, "read models: books and statement lines", """
        create table ledger.booked_entry (
            pool         varchar not null,
            document     varchar not null,
            kind         varchar not null,
            fund         varchar not null,
            position     bigint not null,
            answered_fen bigint not null default 0,
            reversed     boolean not null default false,
            held         boolean not null default false,
            primary key (pool, document, kind, fund)
        );
        create table ledger.booked_voucher (
            pool    varchar not null,
            voucher varchar not null,
            entries integer not null,
            primary key (pool, voucher)
        );
        create table ledger.fund_book (
            pool           varchar not null,
            fund           varchar not null,
            opened_on      date not null,
            flows_only     boolean not null,
            balance_fen    bigint not null,
            turnover_fen   bigint not null,
            last_cash_date date not null,
            primary key (pool, fund)
        ) with (fillfactor = 50);
        create table ledger.outstanding_book (
            pool            varchar not null,
            kind            varchar not null,
            fund            varchar not null,
            holder          varchar not null,
            outstanding_fen bigint not null,
            primary key (pool, kind, fund, holder)
        ) with (fillfactor = 70);
        create table ledger.clawback_book (
            pool             varchar not null,
            case_no          varchar not null,
            fund             varchar not null,
            institution      varchar,
            person           varchar,
            ordered_fen      bigint not null,
            recovered_fen    bigint not null,
            waived_fen       bigint not null,
            booking_year     integer,
            booking_category varchar,
            primary key (pool, case_no, fund)
        ) with (fillfactor = 70);
        create table ledger.fund_line (
            pool       varchar not null,
            fund       varchar not null,
            line       varchar not null,
            cash_date  date not null,
            amount_fen bigint not null,
            primary key (pool, fund, line, cash_date)
        ) with (fillfactor = 70);
        """);
}
