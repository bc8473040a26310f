using Ledger.Api.Figures;
using Ledger.Domain;
using NodaTime;

namespace Ledger.Api.Pages.Overview;

/// <summary>What the overview shows: how long the money of each fund lasts, how that came about, and what is behind.</summary>
/// <param name="Now">Months of capacity at the date that is asked about.</param>
/// <param name="Funds">A fund each, in the order of <paramref name="Now"/>.</param>
/// <param name="Months">The months of the trend, the last of them that of the date.</param>
public sealed record OverviewFigures(
    CapacityAnswer Now, IReadOnlyList<FundOverview> Funds, IReadOnlyList<YearMonth> Months, Freshness? Freshness)
{
    /// <summary>How many requests for approval wait for the reader.</summary>
    public int Approvals { get; init; }

    private const int TrendMonths = 24;

    internal static async Task<OverviewFigures> Of(LedgerContext ledger, PoolCode pool, LocalDate? asOf, KnownPoint known,
        CancellationToken cancellationToken)
    {
        var figures = new PoolFigures(ledger, known);
        var now = await figures.Capacity(pool, null, asOf, null, cancellationToken);
        // All that follows is of the position at which the first figure was read, whatever is recorded meanwhile.
        figures = new(ledger, new(now.Position, null));
        var (date, last) = (Date(now.AsOf), Date(now.AsOf).ToYearMonth());
        var months = Enumerable.Range(0, TrendMonths).Select(back => last.PlusMonths(back - TrendMonths + 1)).ToList();
        var (capacities, statements) = (new List<CapacityAnswer>(), new List<StatementAnswer>());
        foreach (var month in months)
        {
            var end = month == last ? date : month.LastDay();
            capacities.Add(await figures.Capacity(pool, null, end, null, cancellationToken));
            statements.Add(await figures.Statement(pool, null, month.OnDayOfMonth(1), end, cancellationToken));
        }
        var others = new List<CapacityAnswer>();
        foreach (var policy in ledger.Policies.All)
            others.Add(await figures.Capacity(pool, null, date, policy.Id, cancellationToken));
        return new(now,
        [
            .. now.Funds.Select(fund => new FundOverview(fund,
                [.. capacities.Select(month => month.Funds.Single(row => row.Fund == fund.Fund).Months)],
                [.. statements.Select(month => Line(month, fund.Fund, "income.total"))],
                [.. statements.Select(month => Line(month, fund.Fund, "expenditure.total"))],
                [
                    .. others.Select(policy => policy.Funds.Single(row => row.Fund == fund.Fund))
                        .Where(row => row.Policy != fund.Policy && row.Band is not null && row.Band != fund.Band),
                ])),
        ], months, await Freshness.Of(ledger, pool, cancellationToken));
    }

    private static LocalDate Date(string iso) => NodaTime.Text.LocalDatePattern.Iso.Parse(iso).Value;

    private static string Line(StatementAnswer month, string fund, string line) =>
        month.Funds.Single(row => row.Fund == fund).Lines.GetValueOrDefault(line) ?? "0.00";
}

/// <summary>A fund on the overview.</summary>
/// <param name="Months">Its months of capacity at the end of each month of the trend; null where there are none.</param>
/// <param name="OtherBands">What other policies say, where they put it in another band.</param>
public sealed record FundOverview(FundCapacityAnswer Now, IReadOnlyList<string?> Months, IReadOnlyList<string> Income,
    IReadOnlyList<string> Expenditure, IReadOnlyList<FundCapacityAnswer> OtherBands);
