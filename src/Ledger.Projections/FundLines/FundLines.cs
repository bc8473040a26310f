using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Domain.Events;
using NodaTime;
using Npgsql;

namespace Ledger.Projections.FundLines;

/// <summary>What each statement line of a fund moved on each cash date; answers balance, statement and capacity.</summary>
/// <param name="journal">Says which bank account an entry moves.</param>
public sealed class FundLines(Journal journal) : IReadModel
{
    /// <summary>Its table. A day's rows are updated often, and keep room on their page for it.</summary>
    public const string Schema = """
        create table ledger.fund_line (
            pool       varchar not null,
            fund       varchar not null,
            line       varchar not null,
            cash_date  date not null,
            amount_fen bigint not null,
            primary key (pool, fund, line, cash_date)
        ) with (fillfactor = 70);
        """;

    private readonly Dictionary<(string Fund, string Line, LocalDate CashDate), long> _changes = [];

    public void Fold(FundEvent entry, long position)
    {
        foreach (var effect in journal.Movements(entry))
        {
            var key = (effect.Fund.Text, effect.Line, effect.CashDate);
            _changes[key] = _changes.GetValueOrDefault(key) + effect.Amount.Fen;
        }
    }

    public async Task Save(NpgsqlConnection connection, PoolCode pool, CancellationToken cancellationToken)
    {
        if (_changes.Count == 0) return;
        // In the order of the key, so that two batches never wait for each other crosswise.
        var rows = _changes.OrderBy(row => row.Key.Fund, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Line, StringComparer.Ordinal).ThenBy(row => row.Key.CashDate).ToList();
        await using var command = new NpgsqlCommand("""
            insert into ledger.fund_line as f (pool, fund, line, cash_date, amount_fen)
            select $1, c.fund, c.line, c.cash_date, c.amount_fen
            from unnest($2, $3, $4, $5) as c (fund, line, cash_date, amount_fen)
            on conflict (pool, fund, line, cash_date) do update set amount_fen = f.amount_fen + excluded.amount_fen
            """, connection)
        {
            Parameters =
            {
                new() { Value = pool.Text },
                new() { Value = rows.Select(row => row.Key.Fund).ToArray() },
                new() { Value = rows.Select(row => row.Key.Line).ToArray() },
                new() { Value = rows.Select(row => row.Key.CashDate.ToSql()).ToArray() },
                new() { Value = rows.Select(row => row.Value).ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
        _changes.Clear();
    }
}
