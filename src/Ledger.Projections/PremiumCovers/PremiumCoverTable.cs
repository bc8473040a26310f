using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Domain.Premiums;
using NodaTime;

namespace Ledger.Projections.PremiumCovers;

/// <summary>For which year each day's premiums are; answers what was received for years to come.</summary>
public sealed class PremiumCoverTable : IReadModel
{
    /// <summary>
    /// Its table. The year of cover leads the date, so that what lies ahead is a seek, however long the history. The position
    /// is one of the <see cref="KeptPositions"/>, so that it says too what was known then.
    /// </summary>
    public const string Schema = """
        create table ledger.premium_cover (
            pool       varchar not null,
            fund       varchar not null,
            cover_year integer not null,
            line       varchar not null,
            cash_date  date not null,
            position   bigint not null,
            amount_fen bigint not null,
            primary key (pool, fund, cover_year, line, cash_date, position)
        ) with (fillfactor = 70);
        """;

    private readonly Dictionary<(string Fund, int CoverYear, string Line, LocalDate CashDate, long Position), long> _changes = [];

    public void Fold(FundEvent entry, long position)
    {
        foreach (var share in PremiumCover.Of(entry))
        {
            var key = (share.Fund.Text, share.CoverYear, share.Line, share.CashDate, KeptPositions.RowOf(position));
            _changes[key] = _changes.GetValueOrDefault(key) + share.Amount.Fen;
        }
    }

    public void Save(Writes writes, PoolCode pool)
    {
        if (_changes.Count == 0) return;
        var rows = _changes.ToList();
        writes.Add("""
            insert into ledger.premium_cover as p (pool, fund, cover_year, line, cash_date, position, amount_fen)
            select $1, c.fund, c.cover_year, c.line, c.cash_date, c.position, c.amount_fen
            from unnest($2, $3, $4, $5, $6, $7) as c (fund, cover_year, line, cash_date, position, amount_fen)
            on conflict (pool, fund, cover_year, line, cash_date, position)
            do update set amount_fen = p.amount_fen + excluded.amount_fen
            """, pool,
            rows.Select(row => row.Key.Fund).ToArray(),
            rows.Select(row => row.Key.CoverYear).ToArray(),
            rows.Select(row => row.Key.Line).ToArray(),
            rows.Select(row => row.Key.CashDate.ToSql()).ToArray(),
            rows.Select(row => row.Key.Position).ToArray(),
            rows.Select(row => row.Value).ToArray());
        _changes.Clear();
    }
}
