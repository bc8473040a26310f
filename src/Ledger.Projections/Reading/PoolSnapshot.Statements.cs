using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Domain.Levels;
using Ledger.Domain.Premiums;
using NodaTime;

namespace Ledger.Projections.Reading;

public sealed partial class PoolSnapshot
{
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
        var shares = await Premiums("""
            cash_date between $3 and $4 and (line = 'income.premium' or starts_with(line, 'income.premium.'))
            """, fund, [from.ToSql(), to.ToSql()],
            share => share.CashDate >= from && share.CashDate <= to && PremiumCover.IsPremium(share.Line), cancellationToken);
        return [.. shares.OrderBy(year => year.CoverYear)];
    }

    /// <summary>
    /// What a fund had received by a date for years after that date's, less what it had paid back of it, whatever
    /// line a refund of a later year is booked on.
    /// </summary>
    public async Task<Money> PremiumsAhead(FundCode fund, LocalDate asOf, CancellationToken cancellationToken) =>
        (await Premiums("cover_year > $3 and cash_date <= $4", fund, [asOf.Year, asOf.ToSql()],
            share => share.CoverYear > asOf.Year && share.CashDate <= asOf, cancellationToken))
        .Aggregate(Money.Zero, (sum, year) => sum + year.Amount);

    // By the year that they are for. Of the past what was kept then, which is as far as what is written with the events
    // always is, and what the events since did.
    private async Task<IEnumerable<(int CoverYear, Money Amount)>> Premiums(string which, FundCode fund, object[] values,
        Func<PremiumShare, bool> isWanted, CancellationToken cancellationToken)
    {
        var (at, since) = (long.MaxValue, new List<PremiumShare>());
        if (IsPast)
        {
            at = KeptPositions.CompleteAt(Position);
            since.AddRange((await EventsSince(at, cancellationToken)).SelectMany(PremiumCover.Of)
                .Where(share => share.Fund == fund && isWanted(share)));
        }
        await using var batch = CreateBatchWithPositions();
        batch.Add($"""
            select cover_year, sum(amount_fen)::bigint from ledger.premium_cover
            where pool = $1 and fund = $2 and {which} and position <= $5 group by cover_year
            """, [Pool.Text, fund.Text, .. values, at]);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var kept = await reader.Rows(row => (CoverYear: row.GetInt32(0), Amount: new Money(row.GetInt64(1))), cancellationToken);
        return kept.Concat(since.Select(share => (share.CoverYear, share.Amount))).GroupBy(share => share.CoverYear)
            .Select(year => (year.Key, year.Aggregate(Money.Zero, (sum, share) => sum + share.Amount)));
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
}
