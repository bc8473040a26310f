using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Projections.Reading;
using NodaTime;

namespace Ledger.Projections.Periods;

/// <summary>
/// Where in the log the entries of a month are: the blocks of <see cref="Size"/> positions that have any. Cash dates
/// mostly follow positions, so a month is read without reading the rest of history, and a late entry costs one block.
/// </summary>
public sealed class MonthBlocks : IReadModel
{
    /// <summary>Positions a block. Another one is another shape of the table's contents.</summary>
    public const int Size = 1_000;

    public const string Schema = """
        create table ledger.month_block (
            pool  varchar not null,
            month date not null,
            block bigint not null, -- of 1000 positions
            primary key (pool, month, block)
        );
        """;

    private readonly HashSet<(YearMonth Month, long Block)> _changes = [];

    public void Fold(FundEvent entry, long position) =>
        _changes.Add((entry.CashDate.ToYearMonth(), (position - 1) / Size));

    public void Save(Writes writes, PoolCode pool)
    {
        if (_changes.Count == 0) return;
        var rows = _changes.OrderBy(row => row.Month).ThenBy(row => row.Block).ToList();
        writes.Add("""
            insert into ledger.month_block (pool, month, block)
            select $1, c.* from unnest($2, $3) as c (month, block)
            on conflict (pool, month, block) do nothing
            """, pool,
            rows.Select(row => row.Month.OnDayOfMonth(1).ToSql()).ToArray(),
            rows.Select(row => row.Block).ToArray());
        _changes.Clear();
    }

    /// <summary>Spans of positions that hold every entry of a month, in order, among entries of other months.</summary>
    public static async Task<IReadOnlyList<(long From, long To)>> Spans(
        PoolSnapshot snapshot, YearMonth month, CancellationToken cancellationToken)
    {
        await using var command = snapshot.Ask(
            "select block from ledger.month_block where pool = $1 and month = $2 order by block",
            month.OnDayOfMonth(1).ToSql());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var spans = new List<(long From, long To)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var from = reader.GetInt64(0) * Size + 1;
            // What lies side by side is read at once.
            if (spans.Count > 0 && spans[^1].To == from - 1) spans[^1] = (spans[^1].From, from + Size - 1);
            else spans.Add((from, from + Size - 1));
        }
        return spans;
    }
}
