using Ledger.Domain;
using Ledger.Domain.Budgets;
using Ledger.Domain.Corrections;
using Ledger.Domain.Events;
using Ledger.EventStore;

namespace Ledger.Projections.Institutions;

/// <summary>The lines of each fund's own budget (基金预算), the last one set in force; answers "what was planned?".</summary>
public sealed class FundBudgets : IReadModel
{
    /// <summary>Its table.</summary>
    public const string Schema = """
        create table ledger.fund_budget (
            pool       varchar not null,
            year       integer not null,
            fund       varchar not null,
            line       varchar not null,
            amount_fen bigint not null,
            position   bigint not null,
            document   varchar not null,
            primary key (pool, year, fund, line)
        );
        """;

    private readonly Dictionary<(int Year, string Fund, string Line), (FundBudgetSet Entry, long Position)> _set = [];
    private readonly List<FundBudgetSet> _reversed = [];
    private readonly HashSet<(int Year, string Fund, string Line)> _replaced = [];

    public void Fold(FundEvent entry, long position)
    {
        if (entry is FundBudgetSet set) _set[KeyOf(set)] = (set, position);
        if (entry is not EntryReversed { Reverses: FundBudgetSet undone }) return;
        _reversed.Add(undone);
        // One that was set before it stays replaced: a line without the budget that replaced it has none.
        if (_set.TryGetValue(KeyOf(undone), out var last) && last.Entry.Document == undone.Document)
        {
            _set.Remove(KeyOf(undone));
            _replaced.Add(KeyOf(undone));
        }
    }

    /// <summary>The lines of a fund's budget for a year, as the events up to then set them.</summary>
    internal static async Task<IReadOnlyDictionary<string, Money>> Known(
        IAsyncEnumerable<RecordedEvent> events, FundCode fund, int year)
    {
        var lines = new Dictionary<string, FundBudgetSet>(StringComparer.Ordinal);
        await foreach (var recorded in events)
        {
            if (recorded.Body is FundBudgetSet set && set.Fund == fund && set.BudgetYear == year) lines[set.Line!] = set;
            if (recorded.Body is EntryReversed { Reverses: FundBudgetSet undone } && undone.Fund == fund
                && undone.BudgetYear == year && lines.GetValueOrDefault(undone.Line!)?.Document == undone.Document)
                lines.Remove(undone.Line!);
        }
        return lines.ToDictionary(line => line.Key, line => line.Value.Amount);
    }

    public void Save(Writes writes, PoolCode pool)
    {
        if (_reversed.Count > 0)
        {
            writes.Add("""
                delete from ledger.fund_budget as t
                using unnest($2, $3, $4, $5, $6) as c (year, fund, line, document, replaced)
                where t.pool = $1 and t.year = c.year and t.fund = c.fund and t.line = c.line
                    and (t.document = c.document or c.replaced)
                """, pool,
                _reversed.Select(entry => entry.BudgetYear!.Value).ToArray(),
                _reversed.Select(entry => entry.Fund.Text).ToArray(),
                _reversed.Select(entry => entry.Line!).ToArray(),
                _reversed.Select(entry => entry.Document.Text).ToArray(),
                _reversed.Select(entry => _replaced.Contains(KeyOf(entry))).ToArray());
        }
        if (_set.Count > 0) SaveSet(writes, pool);
        _set.Clear();
        _reversed.Clear();
        _replaced.Clear();
    }

    private void SaveSet(Writes writes, PoolCode pool)
    {
        var rows = _set.OrderBy(row => row.Key.Year).ThenBy(row => row.Key.Fund, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Line, StringComparer.Ordinal).ToList();
        writes.Add("""
            insert into ledger.fund_budget as t (pool, year, fund, line, amount_fen, position, document)
            select $1, c.* from unnest($2, $3, $4, $5, $6, $7)
                as c (year, fund, line, amount_fen, position, document)
            on conflict (pool, year, fund, line) do update set
                amount_fen = excluded.amount_fen, position = excluded.position, document = excluded.document
            """, pool,
            rows.Select(row => row.Key.Year).ToArray(),
            rows.Select(row => row.Key.Fund).ToArray(),
            rows.Select(row => row.Key.Line).ToArray(),
            rows.Select(row => row.Value.Entry.Amount.Fen).ToArray(),
            rows.Select(row => row.Value.Position).ToArray(),
            rows.Select(row => row.Value.Entry.Document.Text).ToArray());
    }

    private static (int, string, string) KeyOf(FundBudgetSet entry) =>
        (entry.BudgetYear!.Value, entry.Fund.Text, entry.Line!);
}
