using Ledger.Domain;
using Ledger.Domain.Corrections;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.People;
using Ledger.Domain.Premiums;
using Ledger.Domain.Reimbursements;
using Ledger.Projections.Reading;
using NodaTime;
using Npgsql;

namespace Ledger.Projections.People;

/// <summary>What a person's account in a fund holds.</summary>
public sealed record PersonAccount(FundCode Fund, Money Balance);

/// <summary>What the person received of a fund in a category, over a day or a year.</summary>
public sealed record PersonTotal(LocalDate? Day, FundCode Fund, string Category, Money Amount, long Visits);

/// <summary>An entry that names the person, or undoes one that does.</summary>
/// <param name="Day">First day of the care.</param>
public sealed record PersonMovement(long Position, LocalDate Day, FundEvent Entry);

/// <summary>A person's accounts now, and what there was in a year of care.</summary>
public sealed record PersonYear(IReadOnlyList<PersonAccount> Accounts, IReadOnlyList<PersonTotal> Year,
    IReadOnlyList<PersonTotal> Days, IReadOnlyList<PersonMovement> Movements);

/// <summary>Answers "what does this person have, and what was paid this year?", by seeks on the person.</summary>
public static class PersonFigures
{
    private const string Accounts = """
        select a.fund, a.balance_fen
        from (select fund from ledger.fund_book where pool = $1 and kept_by_person offset 0) as kept
        cross join lateral (
            select fund, balance_fen from ledger.account_book
            where pool = $1 and fund = kept.fund and person = $2 offset 0) as a
        order by a.fund
        """;

    private const string Years = """
        select fund, category, amount_fen, visits from ledger.person_year
        where pool = $1 and person = $2 and year = extract(year from $3)::integer
        order by fund, category
        """;

    private const string Days = """
        select fund, category, amount_fen, visits, day from ledger.person_day
        where pool = $1 and person = $2 and day between $3 and $4
        order by day, fund, category
        """;

    private static string Movements(PoolCode pool) => $"""
        select p.position, p.day, e.type, e.data::text
        from (select position, day from ledger.person_entry
            where pool = $1 and person = $2 and day between $3 and $4 offset 0) as p
        cross join lateral (
            select type, data from {EventStore.EventStore.TableOf(pool)} where seq_id = p.position offset 0) as e
        order by p.position
        """;

    private static string EntriesUpTo(PoolCode pool) => $"""
        select p.position, p.day, e.type, e.data::text
        from (select position, day from ledger.person_entry
            where pool = $1 and person = $2 and position <= $3 offset 0) as p
        cross join lateral (
            select type, data from {EventStore.EventStore.TableOf(pool)} where seq_id = p.position offset 0) as e
        order by p.position
        """;

    private const string IsNamed = "select 1 from ledger.person_entry where pool = $1 and person = $2 limit 1";

    /// <summary>Every question, with the parameters pool, person, first and last day.</summary>
    internal static IReadOnlyList<string> Questions(PoolCode pool) => [IsNamed, Accounts, Years, Days, Movements(pool)];

    /// <summary>Null when no entry names the person.</summary>
    public static async Task<PersonYear?> Of(
        PoolSnapshot snapshot, PersonRef person, int year, CancellationToken cancellationToken)
    {
        if (snapshot.IsPast) return await Known(snapshot, person, year, cancellationToken);
        await using var batch = snapshot.CreateBatch();
        foreach (var sql in Questions(snapshot.Pool)) batch.BatchCommands.Add(Asked(sql, snapshot.Pool, person, year));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) return null;
        return new(
            await Rows(reader, row => new PersonAccount(FundCode.Of(row.GetString(0)), new(row.GetInt64(1))), cancellationToken),
            await Rows(reader, row => Total(row, null), cancellationToken),
            await Rows(reader, row => Total(row, row.GetFieldValue<DateOnly>(4).ToLocalDate()), cancellationToken),
            await Rows(reader, Movement, cancellationToken));
    }

    // The entries have their positions, so what was known then is folded from those of the person.
    private static async Task<PersonYear?> Known(
        PoolSnapshot snapshot, PersonRef person, int year, CancellationToken cancellationToken)
    {
        await using var batch = snapshot.CreateBatchWithPositions();
        batch.Add(EntriesUpTo(snapshot.Pool), snapshot.Pool.Text, person.Text, snapshot.Position);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var entries = await reader.Rows(Movement, cancellationToken);
        if (entries.Count == 0) return null;
        var received = entries.Select(one => BenefitReceived.Of(one.Entry)).OfType<BenefitReceived>()
            .Where(one => one.Day.Year == year).ToList();
        return new(AccountsOf(entries, snapshot.Funds),
            [
                .. received.Concat(received.Select(one => one with { Category = BenefitReceived.AllCategories }))
                    .GroupBy(one => (one.Fund, one.Category)).Select(group => Total(null, group.Key.Fund, group.Key.Category, group))
                    .OrderBy(row => row.Fund.Text, StringComparer.Ordinal).ThenBy(row => row.Category, StringComparer.Ordinal),
            ],
            [
                .. received.GroupBy(one => (one.Day, one.Fund, one.Category))
                    .Select(group => Total(group.Key.Day, group.Key.Fund, group.Key.Category, group))
                    .OrderBy(row => row.Day).ThenBy(row => row.Fund.Text, StringComparer.Ordinal)
                    .ThenBy(row => row.Category, StringComparer.Ordinal),
            ],
            [.. entries.Where(one => one.Day.Year == year)]);
    }

    private static PersonTotal Total(LocalDate? day, FundCode fund, string category, IEnumerable<BenefitReceived> received) => new(
        day, fund, category, received.Aggregate(Money.Zero, (sum, one) => sum + one.Amount), received.Sum(one => one.Visits));

    private static List<PersonAccount> AccountsOf(
        IReadOnlyList<PersonMovement> entries, IReadOnlyDictionary<FundCode, FundBook> funds)
    {
        var books = new Books();
        foreach (var (fund, book) in funds) books.LoadFund(fund, book);
        var accounts = new Dictionary<FundCode, AccountBook>();
        foreach (var (position, _, entry) in entries)
        {
            foreach (var (key, change) in PersonalAccounts.MovedBy(entry, books))
            {
                var account = PersonalAccounts.After(accounts.GetValueOrDefault(key.Fund), change, position, Origin(entry, position));
                if (account is not null) accounts[key.Fund] = account;
            }
        }
        return
        [
            .. accounts.OrderBy(account => account.Key.Text, StringComparer.Ordinal)
                .Select(account => new PersonAccount(account.Key, account.Value.Balance)),
        ];

        // What an entry undoes or takes back names the person too, and so is among the entries.
        long Origin(FundEvent entry, long position) => entry switch
        {
            EntryReversed { Reverses: { } undone } =>
                Origin(undone, PositionOf(undone.Document, EventTypes.NameOf(undone), undone.Fund) ?? position),
            ReimbursementReversed { Original: { } paid } => PositionOf(paid, "reimbursement_paid", entry.Fund) ?? position,
            PremiumRefunded { Original: { } premium } => PositionOf(premium, "premium_received", entry.Fund) ?? position,
            _ => position,
        };

        long? PositionOf(DocumentId document, string kind, FundCode fund) => entries.FirstOrDefault(one =>
            one.Entry.Document == document && one.Entry.Fund == fund && EventTypes.NameOf(one.Entry) == kind)?.Position;
    }

    private static PersonMovement Movement(NpgsqlDataReader row) => new(row.GetInt64(0),
        row.GetFieldValue<DateOnly>(1).ToLocalDate(), EventJson.Read(EventTypes.Find(row.GetString(2))!, row.GetString(3)));

    private static NpgsqlBatchCommand Asked(string sql, PoolCode pool, PersonRef person, int year)
    {
        var command = new NpgsqlBatchCommand(sql);
        object[] values = [pool.Text, person.Text, new DateOnly(year, 1, 1), new DateOnly(year, 12, 31)];
        foreach (var value in values.Take(ParametersOf(sql))) command.Parameters.Add(new() { Value = value });
        return command;
    }

    private static int ParametersOf(string sql) =>
        Enumerable.Range(1, 4).Last(number => sql.Contains($"${number}", StringComparison.Ordinal));

    private static PersonTotal Total(NpgsqlDataReader row, LocalDate? day) =>
        new(day, FundCode.Of(row.GetString(0)), row.GetString(1), new(row.GetInt64(2)), row.GetInt64(3));

    private static async Task<List<T>> Rows<T>(
        NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await reader.NextResultAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken)) rows.Add(read(reader));
        return rows;
    }
}
