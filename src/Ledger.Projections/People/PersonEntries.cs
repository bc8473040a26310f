using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Domain.People;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Projections.People;

/// <summary>
/// The entries that name a person, by the day of the care; answers "what happened to this person this year?". Days on
/// which one person's care was claimed under two documents are noted as they come, so that nobody has to look for
/// them among all persons.
/// </summary>
public sealed class PersonEntries : IReadModel
{
    /// <summary>Its tables.</summary>
    public const string Schema = """
        create table ledger.person_entry (
            pool        varchar not null,
            person      varchar not null,
            day         date not null,
            position    bigint not null,
            claim       varchar,
            institution varchar,
            category    varchar,
            bill_fen    bigint,
            primary key (pool, person, day, position)
        );
        create table ledger.person_twin (
            pool   varchar not null,
            day    date not null,
            person varchar not null,
            primary key (pool, day, person)
        );
        """;

    // More days than are duplicates in the end: what was undone since is left out when somebody asks.
    private const string NoteTwins = """
        insert into ledger.person_twin (pool, day, person)
        select distinct $1, c.day, c.person
        from unnest($2, $3, $4, $5, $6, $7, $8)
            as c (person, day, position, claim, institution, category, bill_fen)
        cross join lateral (
            select 1 from ledger.person_entry e
            where e.pool = $1 and e.person = c.person and e.day = c.day and e.claim <> c.claim
                and e.institution is not distinct from c.institution
                and (e.category = c.category or e.bill_fen = c.bill_fen) limit 1) as twin
        on conflict do nothing
        """;

    // The same of all entries of one pool: what is compared is alike from both sides, so neither order nor batches matter.
    private const string AllTwins = """
        select distinct c.pool, c.day, c.person
        from (
            select person, day from ledger.person_entry
            where claim is not null group by person, day having count(distinct claim) > 1) as busy
        join ledger.person_entry as c on c.person = busy.person and c.day = busy.day
        join ledger.person_entry as e on e.person = busy.person and e.day = busy.day
        where e.claim <> c.claim and e.institution is not distinct from c.institution
            and (e.category = c.category or e.bill_fen = c.bill_fen)
        """;

    private readonly List<Row> _rows = [];

    // Not the event: a replay holds many rows.
    private sealed record Row(PersonEntry Of, string? Institution, string? Category, long Position);

    public void Fold(FundEvent entry, long position)
    {
        if (PersonEntry.Of(entry) is not { } found) return;
        _rows.Add(found.Claim is null
            ? new(found, null, null, position)
            : new(found, entry.Institution?.Text, entry.Category, position));
    }

    public void Save(Writes writes, PoolCode pool)
    {
        if (_rows.Count == 0) return;
        var rows = _rows.OrderBy(row => row.Of.Person.Text, StringComparer.Ordinal).ThenBy(row => row.Of.Day).ToList();
        writes.AddRows("person_entry", pool,
            ChangedColumn.Key("person", rows.Select(row => row.Of.Person.Text)),
            ChangedColumn.Key("day", rows.Select(row => row.Of.Day.ToSql())),
            ChangedColumn.New("position", rows.Select(row => row.Position)),
            ChangedColumn.New("claim", rows.Select(row => row.Of.Claim?.Text)),
            ChangedColumn.New("institution", rows.Select(row => row.Institution)),
            ChangedColumn.New("category", rows.Select(row => row.Category)),
            ChangedColumn.New("bill_fen", rows.Select(row => row.Of.Bill?.Fen)));
        writes.AddDerived("person_twin", Command(NoteTwins, pool, rows.FindAll(row => row.Of.Claim is not null)), AllTwins);
        _rows.Clear();
    }

    private static NpgsqlBatchCommand Command(string sql, PoolCode pool, IReadOnlyList<Row> rows) => new(sql)
    {
        Parameters =
        {
            new() { Value = pool.Text },
            new() { Value = rows.Select(row => row.Of.Person.Text).ToArray() },
            new() { Value = rows.Select(row => row.Of.Day.ToSql()).ToArray() },
            new() { Value = rows.Select(row => row.Position).ToArray() },
            Texts(rows.Select(row => row.Of.Claim?.Text)),
            Texts(rows.Select(row => row.Institution)),
            Texts(rows.Select(row => row.Category)),
            new() { Value = rows.Select(row => row.Of.Bill?.Fen).ToArray() },
        },
    };

    private static NpgsqlParameter Texts(IEnumerable<string?> values) =>
        new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar };
}
