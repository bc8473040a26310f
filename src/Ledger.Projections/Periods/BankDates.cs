using System.Runtime.CompilerServices;
using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Projections.Reading;
using NodaTime;

namespace Ledger.Projections.Periods;

/// <summary>An entry that the bank has on another day than the books.</summary>
public sealed record BankDateDifference(
    long Position, FundCode Fund, DocumentId Document, LocalDate CashDate, LocalDate BankDate);

/// <summary>The entries whose bank date is not their cash date. They are few, so each has a row.</summary>
public sealed class BankDates : IReadModel
{
    public const string Schema = """
        create table ledger.bank_date_difference (
            pool      varchar not null,
            cash_date date not null,
            position  bigint not null,
            bank_date date not null,
            fund      varchar not null,
            document  varchar not null,
            primary key (pool, cash_date, position)
        );
        """;

    private readonly List<BankDateDifference> _changes = [];

    public void Fold(FundEvent entry, long position)
    {
        if (entry.BankDate is { } bankDate && bankDate != entry.CashDate)
            _changes.Add(new(position, entry.Fund, entry.Document, entry.CashDate, bankDate));
    }

    public void Save(Writes writes, PoolCode pool)
    {
        if (_changes.Count == 0) return;
        writes.Add("""
            insert into ledger.bank_date_difference (pool, cash_date, position, bank_date, fund, document)
            select $1, c.* from unnest($2, $3, $4, $5, $6) as c (cash_date, position, bank_date, fund, document)
            """, pool,
            _changes.Select(row => row.CashDate.ToSql()).ToArray(),
            _changes.Select(row => row.Position).ToArray(),
            _changes.Select(row => row.BankDate.ToSql()).ToArray(),
            _changes.Select(row => row.Fund.Text).ToArray(),
            _changes.Select(row => row.Document.Text).ToArray());
        _changes.Clear();
    }

    /// <summary>Those of a month, by cash date.</summary>
    public static async IAsyncEnumerable<BankDateDifference> Of(
        PoolSnapshot snapshot, YearMonth month, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = snapshot.Ask("""
            select position, fund, document, cash_date, bank_date from ledger.bank_date_difference
            where pool = $1 and cash_date between $2 and $3 order by cash_date, position
            """, month.OnDayOfMonth(1).ToSql(), month.LastDay().ToSql());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return new(reader.GetInt64(0), FundOf(reader.GetString(1)), DocumentId.Of(reader.GetString(2)),
                reader.GetFieldValue<DateOnly>(3).ToLocalDate(), reader.GetFieldValue<DateOnly>(4).ToLocalDate());
        }
    }

    private static FundCode FundOf(string text) => text.Length == 0 ? default : FundCode.Of(text);
}
