using Ledger.Domain;
using Ledger.Domain.Corrections;
using Ledger.Domain.Deposits;
using Ledger.Domain.Events;

namespace Ledger.Projections.Clearing;

/// <summary>
/// Each quality deposit by the document that withheld it and the year in which the payment was booked; answers "which
/// deposits are to be released or forfeited?".
/// </summary>
public sealed class DepositBook : IReadModel
{
    /// <summary>Its table.</summary>
    public const string Schema = """
        create table ledger.deposit_book (
            pool        varchar not null,
            year        integer not null,
            fund        varchar not null,
            institution varchar not null,
            document    varchar not null,
            held_fen    bigint not null,
            primary key (pool, year, fund, institution, document)
        ) with (fillfactor = 70);
        """;

    private readonly Dictionary<(int Year, string Fund, string Institution, string Document), long> _changes = [];

    public void Fold(FundEvent entry, long position)
    {
        if (entry is EntryReversed { Reverses: { } original }) Add(original, -1);
        else Add(entry, 1);
    }

    public void Save(Writes writes, PoolCode pool)
    {
        if (_changes.Count == 0) return;
        var rows = _changes.OrderBy(row => row.Key.Year).ThenBy(row => row.Key.Fund, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Institution, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Document, StringComparer.Ordinal).ToList();
        writes.Add("""
            insert into ledger.deposit_book as t (pool, year, fund, institution, document, held_fen)
            select $1, c.* from unnest($2, $3, $4, $5, $6) as c (year, fund, institution, document, held_fen)
            on conflict (pool, year, fund, institution, document) do update set held_fen = t.held_fen + excluded.held_fen
            """, pool,
            rows.Select(row => row.Key.Year).ToArray(),
            rows.Select(row => row.Key.Fund).ToArray(),
            rows.Select(row => row.Key.Institution).ToArray(),
            rows.Select(row => row.Key.Document).ToArray(),
            rows.Select(row => row.Value).ToArray());
        _changes.Clear();
    }

    // What ends a deposit was told by its decision which year the deposit is of.
    private void Add(FundEvent entry, int sign)
    {
        var (document, fen) = entry switch
        {
            DepositWithheld => (entry.Document, entry.Amount.Fen),
            DepositReleased or DepositForfeited => (entry.Original!.Value, -entry.Amount.Fen),
            _ => default,
        };
        if (fen == 0) return;
        var key = (entry.Answers!.Year, entry.Fund.Text, entry.Institution!.Value.Text, document.Text);
        _changes[key] = _changes.GetValueOrDefault(key) + sign * fen;
    }
}
