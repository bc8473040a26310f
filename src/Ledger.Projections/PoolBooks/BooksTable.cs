using Ledger.Domain;
using Ledger.Domain.Approvals;
using Ledger.Domain.Clawbacks;
using Ledger.Domain.Corrections;
using Ledger.Domain.Deciding;
using Ledger.Domain.Deposits;
using Ledger.Domain.Events;
using Ledger.Domain.Prepayments;
using Ledger.EventStore;
using Npgsql;

namespace Ledger.Projections.PoolBooks;

/// <summary>
/// The books that deciding reads, as tables. A batch loads what its entries ask about in a few set-wise reads, and
/// saves what its events changed.
/// </summary>
public static class BooksTable
{
    /// <summary>Its tables. Rows that are updated for years keep room on their page, so that an update stays HOT.</summary>
    public const string Schema = """
        create table ledger.booked_entry (
            pool     varchar not null,
            document varchar not null,
            position bigint not null,
            primary key (pool, document, position)
        );
        create table ledger.entry_use (
            pool         varchar not null,
            position     bigint not null,
            answered_fen bigint not null,
            reversed     boolean not null,
            offset_fen   bigint not null,
            deposit_fen  bigint not null,
            not_owed_fen bigint not null,
            ordered_fen  bigint not null,
            held_by      varchar,
            primary key (pool, position)
        ) with (fillfactor = 70);
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
            kept_by_person boolean not null,
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
        create table ledger.fund_year_book (
            pool            varchar not null,
            fund            varchar not null,
            year            integer not null,
            net_fen         bigint not null,
            income_fen      bigint not null,
            expenditure_fen bigint not null,
            premium_fen     bigint not null,
            reserved_fen    bigint not null,
            primary key (pool, fund, year)
        ) with (fillfactor = 50);
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
        create table ledger.period_book (
            pool           varchar not null,
            closed_through date not null,
            hard_through   date,
            primary key (pool)
        );
        """;

    /// <summary>Loads into <paramref name="books"/> all that deciding these entries can ask about.</summary>
    public static Task Load(NpgsqlConnection connection, PoolCode pool, IReadOnlyList<FundEvent> entries, Books books,
        CancellationToken cancellationToken) =>
        Load(reads => BatchedRead.Run(connection, reads, cancellationToken), pool, entries, books);

    /// <summary>
    /// The same, with reads that travel as the caller lets them: one round trip, and a few more where an entry builds
    /// upon what is recorded.
    /// </summary>
    public static Task Load(Func<IReadOnlyList<BatchedRead>, Task> ask, PoolCode pool,
        IReadOnlyList<FundEvent> entries, Books books) => Load(ask, pool, entries, Documents(entries), books);

    /// <summary>
    /// All that applying recorded events can ask about: beside their keys only the originals that they name, since
    /// nobody asks whether they were sent before.
    /// </summary>
    internal static Task LoadNamed(Func<IReadOnlyList<BatchedRead>, Task> ask, PoolCode pool,
        IReadOnlyList<FundEvent> entries, Books books) =>
        Load(ask, pool, entries, entries.Select(entry => entry.Original).OfType<DocumentId>(), books);

    private static async Task Load(Func<IReadOnlyList<BatchedRead>, Task> ask, PoolCode pool,
        IReadOnlyList<FundEvent> entries, IEnumerable<DocumentId> named, Books books)
    {
        var asked = new HashSet<DocumentId>();
        var documents = named.Where(asked.Add).ToList();
        await ask([.. ReadDocuments(pool, documents, books), .. BooksQuery.Reads(pool, entries, books)]);
        // What a reversed entry had answered itself is given back to its own original, and what an offset or deposit
        // uses up is the settlement that its payment pays.
        for (var depth = DepthOf(entries); depth > 0; depth--)
        {
            documents = [.. Documents(Known(documents, books)).Where(asked.Add)];
            if (documents.Count > 0) await ask([.. ReadDocuments(pool, documents, books)]);
        }
        if (ApprovalBooks.Read(pool, books) is { } approvals) await ask([approvals]);
        var known = Known(asked, books).ToList();
        if (known.Count > 0) await ask([.. BooksQuery.Reads(pool, known, books)]);
    }

    /// <summary>Loads what the entries ask about that are recorded with the last approval of a request.</summary>
    public static Task LoadHeld(Func<IReadOnlyList<BatchedRead>, Task> ask, PoolCode pool,
        IReadOnlyList<FundEvent> entries, Books books)
    {
        var held = entries.OfType<ApprovalDecided>().SelectMany(decided => books.Entries(decided.Original!.Value))
            .Select(booked => booked.Entry).OfType<ApprovalRequested>().SelectMany(request => request.Held).ToList();
        return held.Count > 0 ? Load(ask, pool, held, books) : Task.CompletedTask;
    }

    /// <summary>Gives what the batch changed to <paramref name="writes"/>; the books still hold it.</summary>
    public static void Save(Writes writes, PoolCode pool, Books books) => BooksWrite.Add(writes, pool, books);

    private static IEnumerable<FundEvent> Known(IEnumerable<DocumentId> documents, Books books) =>
        documents.SelectMany(books.Entries).Select(booked => booked.Entry);

    // How far the originals of originals are asked about: a reversed deposit names a payment that names a settlement.
    private static int DepthOf(IReadOnlyList<FundEvent> entries) =>
        entries.Any(entry => entry is EntryReversed) ? 2
        : entries.Any(entry => entry is PrepaymentOffset or DepositWithheld or ClawbackRecovered) ? 1
        : 0;

    private static IEnumerable<DocumentId> Documents(IEnumerable<FundEvent> entries)
    {
        foreach (var entry in entries)
        {
            yield return entry.Document;
            if (entry.Original is { } original) yield return original;
        }
    }

    // The recorded entries of documents, and what rests on them.
    private static IEnumerable<BatchedRead> ReadDocuments(PoolCode pool, List<DocumentId> documents, Books books)
    {
        if (documents.Count == 0) yield break;
        // "offset 0" keeps each look-up a seek by its whole key. Without it, and with the statistics of a table
        // that an open transaction has filled, the planner reads all of the pool's rows to find a batch's.
        yield return new(new($"""
            select b.position, e.type, e.data::text, u.answered_fen, u.reversed, u.offset_fen, u.deposit_fen,
                u.not_owed_fen, u.ordered_fen, u.held_by
            from unnest($2) as wanted (document)
            cross join lateral (
                select position from ledger.booked_entry where pool = $1 and document = wanted.document offset 0) as b
            cross join lateral (
                select type, data from {EventStore.EventStore.TableOf(pool)} where seq_id = b.position offset 0) as e
            left join lateral (
                select * from ledger.entry_use where pool = $1 and position = b.position offset 0) as u on true
            """)
        {
            Parameters = { new() { Value = pool.Text }, new() { Value = Sorted(documents) } },
        }, row =>
        {
            var entry = EventJson.Read(EventTypes.Find(row.GetString(1))!, row.GetString(2));
            if (row.IsDBNull(3)) books.LoadEntry(new(row.GetInt64(0), entry, Money.Zero, Reversed: false), uses: null);
            else books.LoadEntry(new(row.GetInt64(0), entry, new(row.GetInt64(3)), row.GetBoolean(4)), UsesOf(row));
        });
    }

    private static string[] Sorted(List<DocumentId> documents) =>
        [.. documents.Select(document => document.Text).Order(StringComparer.Ordinal)];

    private static EntryUses UsesOf(NpgsqlDataReader row) => new(new(row.GetInt64(5)), new(row.GetInt64(6)),
        new(row.GetInt64(7)), new(row.GetInt64(8)), row.IsDBNull(9) ? null : DocumentId.Of(row.GetString(9)));
}
