using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Domain.Levels;
using Ledger.Domain.Premiums;
using NodaTime;

namespace Ledger.Projections.Reading;

public sealed partial class PoolSnapshot
{
    private static readonly string[] _premiumStreams = ["premiums/%", "fund/%"];

    /// <summary>What moved between levels over the cash dates of a span, by fund, line and counterparty.</summary>
    public async Task<IReadOnlyList<LevelTotal>> LevelTotals(
        LocalDate from, LocalDate to, CancellationToken cancellationToken)
    {
        if (IsPast) return await KnownLevelTotals(from, to, cancellationToken);
        await using var command = Ask("""
            select fund, line, counterparty, sum(amount_fen)::bigint from ledger.level_transfer
            where pool = $1 and cash_date between $2 and $3 group by fund, line, counterparty
            order by fund, line, counterparty
            """, from.ToSql(), to.ToSql());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.Rows(row => new LevelTotal(Pool, FundCode.Of(row.GetString(0)), row.GetString(1),
            row.GetString(2), new(row.GetInt64(3))), cancellationToken);
    }

    /// <summary>Premium income of a fund over the cash dates of a span, by the year that it is for.</summary>
    public async Task<IReadOnlyList<(int CoverYear, Money Amount)>> PremiumsByCoverYear(
        FundCode fund, LocalDate from, LocalDate to, CancellationToken cancellationToken)
    {
        if (IsPast)
        {
            var known = await KnownPremiums(fund, cancellationToken);
            return
            [
                .. known.Where(share => share.CashDate >= from && share.CashDate <= to && PremiumCover.IsPremium(share.Line))
                    .GroupBy(share => share.CoverYear).OrderBy(year => year.Key).Select(year => (year.Key, SumOf(year))),
            ];
        }
        await using var command = Ask("""
            select cover_year, sum(amount_fen)::bigint from ledger.premium_cover
            where pool = $1 and fund = $2 and cash_date between $3 and $4
                and (line = 'income.premium' or starts_with(line, 'income.premium.'))
            group by cover_year order by cover_year
            """, fund.Text, from.ToSql(), to.ToSql());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.Rows(row => (row.GetInt32(0), new Money(row.GetInt64(1))), cancellationToken);
    }

    /// <summary>
    /// What a fund had received by a date for years after that date's, less what it had paid back of it, whatever
    /// line a refund of a later year is booked on.
    /// </summary>
    public async Task<Money> PremiumsAhead(FundCode fund, LocalDate asOf, CancellationToken cancellationToken)
    {
        if (IsPast)
        {
            var ahead = Money.Zero;
            await foreach (var recorded in PastEvents(_premiumStreams, cancellationToken))
                ahead += PremiumCover.Ahead((FundEvent)recorded.Body, fund, asOf);
            return ahead;
        }
        await using var command = Ask("""
            select coalesce(sum(amount_fen), 0)::bigint from ledger.premium_cover
            where pool = $1 and fund = $2 and cover_year > $3 and cash_date <= $4
            """, fund.Text, asOf.Year, asOf.ToSql());
        return new((long)(await command.ExecuteScalarAsync(cancellationToken))!);
    }

    // The streams of funds have what moves between levels and between funds.
    private async Task<IReadOnlyList<LevelTotal>> KnownLevelTotals(
        LocalDate from, LocalDate to, CancellationToken cancellationToken)
    {
        var sums = new Dictionary<(string Fund, string Line, string Counterparty), Money>();
        await foreach (var recorded in PastEvents(["fund/%"], cancellationToken))
        {
            foreach (var one in LevelTransfers.Of((FundEvent)recorded.Body))
            {
                if (one.CashDate < from || one.CashDate > to) continue;
                var key = (one.Fund.Text, one.Line, one.Counterparty);
                sums[key] = sums.GetValueOrDefault(key) + one.Amount;
            }
        }
        return
        [
            .. sums.OrderBy(sum => sum.Key.Fund, StringComparer.Ordinal).ThenBy(sum => sum.Key.Line, StringComparer.Ordinal)
                .ThenBy(sum => sum.Key.Counterparty, StringComparer.Ordinal)
                .Select(sum => new LevelTotal(Pool, FundCode.Of(sum.Key.Fund), sum.Key.Line, sum.Key.Counterparty, sum.Value)),
        ];
    }

    private async Task<IReadOnlyList<PremiumShare>> KnownPremiums(FundCode fund, CancellationToken cancellationToken)
    {
        var shares = new List<PremiumShare>();
        await foreach (var recorded in PastEvents(_premiumStreams, cancellationToken))
            shares.AddRange(PremiumCover.Of((FundEvent)recorded.Body).Where(share => share.Fund == fund));
        return shares;
    }

    private static Money SumOf(IEnumerable<PremiumShare> shares) =>
        shares.Aggregate(Money.Zero, (sum, share) => sum + share.Amount);
}
