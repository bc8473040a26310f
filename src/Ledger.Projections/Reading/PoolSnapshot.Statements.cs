using Ledger.Domain;
using Ledger.Domain.Levels;
using NodaTime;
using Npgsql;

namespace Ledger.Projections.Reading;

public sealed partial class PoolSnapshot
{
    /// <summary>What moved between levels over the cash dates of a span, by fund, line and counterparty.</summary>
    public async Task<IReadOnlyList<LevelTotal>> LevelTotals(
        LocalDate from, LocalDate to, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            select fund, line, counterparty, sum(amount_fen)::bigint from ledger.level_transfer
            where pool = $1 and cash_date between $2 and $3 group by fund, line, counterparty
            order by fund, line, counterparty
            """, Connection, _transaction)
        {
            Parameters =
            {
                new() { Value = Pool.Text }, new() { Value = from.ToSql() }, new() { Value = to.ToSql() },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var totals = new List<LevelTotal>();
        while (await reader.ReadAsync(cancellationToken))
        {
            totals.Add(new(Pool, FundCode.Of(reader.GetString(0)), reader.GetString(1), reader.GetString(2),
                new(reader.GetInt64(3))));
        }
        return totals;
    }

    /// <summary>Premium income of a fund over the cash dates of a span, by the year that it is for.</summary>
    public async Task<IReadOnlyList<(int CoverYear, Money Amount)>> PremiumsByCoverYear(
        FundCode fund, LocalDate from, LocalDate to, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            select cover_year, sum(amount_fen)::bigint from ledger.premium_cover
            where pool = $1 and fund = $2 and cash_date between $3 and $4
                and (line = 'income.premium' or starts_with(line, 'income.premium.'))
            group by cover_year order by cover_year
            """, Connection, _transaction)
        {
            Parameters =
            {
                new() { Value = Pool.Text }, new() { Value = fund.Text },
                new() { Value = from.ToSql() }, new() { Value = to.ToSql() },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var years = new List<(int, Money)>();
        while (await reader.ReadAsync(cancellationToken)) years.Add((reader.GetInt32(0), new(reader.GetInt64(1))));
        return years;
    }

    /// <summary>
    /// What a fund had received by a date for years after that date's, less what it had paid back of it, whatever
    /// line a refund of a later year is booked on.
    /// </summary>
    public async Task<Money> PremiumsAhead(FundCode fund, LocalDate asOf, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            select coalesce(sum(amount_fen), 0)::bigint from ledger.premium_cover
            where pool = $1 and fund = $2 and cover_year > $3 and cash_date <= $4
            """, Connection, _transaction)
        {
            Parameters =
            {
                new() { Value = Pool.Text }, new() { Value = fund.Text },
                new() { Value = asOf.Year }, new() { Value = asOf.ToSql() },
            },
        };
        return new((long)(await command.ExecuteScalarAsync(cancellationToken))!);
    }
}
