using System.Runtime.CompilerServices;
using Ledger.Domain;
using Ledger.Domain.Corrections;
using Ledger.Domain.Events;
using Ledger.Domain.Reconciling;
using Ledger.Projections.Reading;
using NodaTime;

namespace Ledger.Projections.Periods;

/// <summary>An entry that the bank has on another day than the books.</summary>
public sealed record BankDateDifference(
    long Position, FundCode Fund, DocumentId Document, LocalDate CashDate, LocalDate BankDate);

/// <summary>
/// The entries whose bank date is not their cash date, and those that undo an entry of another day: the bank's line, if it
/// has one, is on the day of what is undone. They are few, so each has a row.
/// </summary>
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
            undoes    boolean not null,
            primary key (pool, cash_date, position)
        );
        create index bank_date_difference_by_bank_date on ledger.bank_date_difference (pool, bank_date);
        """;

    private readonly List<(BankDateDifference Difference, bool Undoes)> _changes = [];

    public void Fold(FundEvent entry, long position)
    {
        var bankDate = LedgerLines.BankDateOf(entry);
        if (bankDate != entry.CashDate)
            _changes.Add((new(position, entry.Fund, entry.Document, entry.CashDate, bankDate), entry is EntryReversed));
    }

    public void Save(Writes writes, PoolCode pool)
    {
        if (_changes.Count == 0) return;
        writes.Add("""
            insert into ledger.bank_date_difference (pool, cash_date, position, bank_date, fund, document, undoes)
            select $1, c.* from unnest($2, $3, $4, $5, $6, $7) as c (cash_date, position, bank_date, fund, document, undoes)
            """, pool,
            _changes.Select(row => row.Difference.CashDate.ToSql()).ToArray(),
            _changes.Select(row => row.Difference.Position).ToArray(),
            _changes.Select(row => row.Difference.BankDate.ToSql()).ToArray(),
            _changes.Select(row => row.Difference.Fund.Text).ToArray(),
            _changes.Select(row => row.Difference.Document.Text).ToArray(),
            _changes.Select(row => row.Undoes).ToArray());
        _changes.Clear();
    }

    /// <summary>Those of a month, by cash date, without what undoes others.</summary>
    public static async IAsyncEnumerable<BankDateDifference> Of(
        PoolSnapshot snapshot, YearMonth month, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = snapshot.Ask("""
            select position, fund, document, cash_date, bank_date from ledger.bank_date_difference
            where pool = $1 and cash_date between $2 and $3 and not undoes order by cash_date, position
            """, month.OnDayOfMonth(1).ToSql(), month.LastDay().ToSql());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return new(reader.GetInt64(0), FundOf(reader.GetString(1)), DocumentId.Of(reader.GetString(2)),
                reader.GetFieldValue<DateOnly>(3).ToLocalDate(), reader.GetFieldValue<DateOnly>(4).ToLocalDate());
        }
    }

    /// <summary>Positions of those that the bank has between two days, in order.</summary>
    public static async Task<IReadOnlyList<long>> PositionsAtBank(
        PoolSnapshot snapshot, LocalDate from, LocalDate to, CancellationToken cancellationToken)
    {
        await using var command = snapshot.Ask("""
            select position from ledger.bank_date_difference
            where pool = $1 and bank_date between $2 and $3 order by position
            """, from.ToSql(), to.ToSql());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var positions = new List<long>();
        while (await reader.ReadAsync(cancellationToken)) positions.Add(reader.GetInt64(0));
        return positions;
    }

    private static FundCode FundOf(string text) => text.Length == 0 ? default : FundCode.Of(text);
}
