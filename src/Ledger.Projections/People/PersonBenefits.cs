using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Domain.People;
using NodaTime;

namespace Ledger.Projections.People;

/// <summary>
/// What each person received of each fund by category, by day and by year (累计); answers "who is over a cap?". A row's
/// bracket says roughly how much it is. The index is by bracket, so those with much are found by a seek, while a
/// payment that leaves its row within the bracket leaves the index alone.
/// </summary>
public sealed class PersonBenefits : IReadModel
{
    /// <summary>Lower bounds of the brackets, in fen: 1, 2 and 5 times each power of ten, up to five million yuan.</summary>
    internal const string Bounds = "array[1, 2000, 5000, 10000, 20000, 50000, 100000, 200000, 500000, 1000000, 2000000, "
        + "5000000, 10000000, 20000000, 50000000, 100000000, 200000000, 500000000]::bigint[]";

    /// <summary>The highest bracket.</summary>
    internal const string BracketMax = "18";

    /// <summary>
    /// Its tables. A person's year is one range of either key. The class is that of the last position that states one,
    /// whatever was folded last.
    /// </summary>
    public const string Schema = $"""
        create table ledger.person_year (
            pool         varchar not null,
            person       varchar not null,
            year         integer not null,
            fund         varchar not null,
            category     varchar not null,
            amount_fen   bigint not null,
            visits       bigint not null,
            person_class varchar,
            class_at     bigint not null default 0,
            bracket      integer not null generated always as (width_bucket(amount_fen, {Bounds})) stored,
            primary key (pool, person, year, fund, category)
        ) with (fillfactor = 70);
        create index person_year_most on ledger.person_year (pool, year, fund, category, bracket, person)
            where bracket > 0;
        create table ledger.person_day (
            pool       varchar not null,
            person     varchar not null,
            day        date not null,
            fund       varchar not null,
            category   varchar not null,
            amount_fen bigint not null,
            visits     bigint not null,
            bracket    integer not null generated always as (width_bucket(amount_fen, {Bounds})) stored,
            primary key (pool, person, day, fund, category)
        );
        create index person_day_most on ledger.person_day (pool, fund, category, bracket, day, person)
            where bracket > 0;
        """;

    private readonly Dictionary<YearKey, Sum> _years = [];
    private readonly Dictionary<DayKey, Sum> _days = [];

    private readonly record struct YearKey(string Person, int Year, string Fund, string Category);

    private readonly record struct DayKey(string Person, LocalDate Day, string Fund, string Category);

    private readonly record struct Sum(long Fen, long Visits, string? PersonClass, long ClassAt)
    {
        internal Sum With(BenefitReceived one, long position)
        {
            var (people, at) = one.PersonClass is { } stated && position > ClassAt ? (stated, position) : (PersonClass, ClassAt);
            return new(Fen + one.Amount.Fen, Visits + one.Visits, people, at);
        }
    }

    public void Fold(FundEvent entry, long position)
    {
        if (BenefitReceived.Of(entry) is not { } one) return;
        var (person, fund) = (one.Person.Text, one.Fund.Text);
        Add(_days, new(person, one.Day, fund, one.Category), one, position);
        Add(_years, new(person, one.Day.Year, fund, one.Category), one, position);
        Add(_years, new(person, one.Day.Year, fund, BenefitReceived.AllCategories), one, position);
    }

    public void Save(Writes writes, PoolCode pool)
    {
        if (_years.Count == 0) return;
        SaveYears(writes, pool);
        SaveDays(writes, pool);
        _years.Clear();
        _days.Clear();
    }

    private static void Add<TKey>(Dictionary<TKey, Sum> sums, TKey key, BenefitReceived one, long position)
        where TKey : notnull => sums[key] = sums.GetValueOrDefault(key).With(one, position);

    private void SaveYears(Writes writes, PoolCode pool)
    {
        var rows = _years.OrderBy(row => row.Key.Person, StringComparer.Ordinal).ThenBy(row => row.Key.Year).ToList();
        writes.AddRows("person_year", pool,
            ChangedColumn.Key("person", rows.Select(row => row.Key.Person)),
            ChangedColumn.Key("year", rows.Select(row => row.Key.Year)),
            ChangedColumn.Key("fund", rows.Select(row => row.Key.Fund)),
            ChangedColumn.Key("category", rows.Select(row => row.Key.Category)),
            ChangedColumn.Sum("amount_fen", rows.Select(row => row.Value.Fen)),
            ChangedColumn.Sum("visits", rows.Select(row => row.Value.Visits)),
            ChangedColumn.Latest("person_class", rows.Select(row => row.Value.PersonClass)),
            ChangedColumn.Highest("class_at", rows.Select(row => row.Value.ClassAt)));
    }

    private void SaveDays(Writes writes, PoolCode pool)
    {
        var rows = _days.OrderBy(row => row.Key.Person, StringComparer.Ordinal).ThenBy(row => row.Key.Day).ToList();
        writes.AddRows("person_day", pool,
            ChangedColumn.Key("person", rows.Select(row => row.Key.Person)),
            ChangedColumn.Key("day", rows.Select(row => row.Key.Day.ToSql())),
            ChangedColumn.Key("fund", rows.Select(row => row.Key.Fund)),
            ChangedColumn.Key("category", rows.Select(row => row.Key.Category)),
            ChangedColumn.Sum("amount_fen", rows.Select(row => row.Value.Fen)),
            ChangedColumn.Sum("visits", rows.Select(row => row.Value.Visits)));
    }
}
