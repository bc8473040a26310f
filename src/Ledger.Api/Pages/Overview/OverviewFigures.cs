using Ledger.Api.Figures;
using Ledger.Domain;
using Ledger.Domain.Statements;
using NodaTime;

namespace Ledger.Api.Pages.Overview;

/// <summary>What the overview shows: how long the money of each fund lasts, how that came about, and what is behind.</summary>
/// <param name="Now">Months of capacity at the date that is asked about.</param>
/// <param name="Funds">A fund each, in the order of <paramref name="Now"/>.</param>
/// <param name="Months">The months of the trend, the last of them that of the date; none before the first books were opened.</param>
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
        var opened = await Opened(figures, pool, cancellationToken);
        var months = Enumerable.Range(1 - TrendMonths, TrendMonths).Select(last.PlusMonths)
            .SkipWhile(month => month < last && opened.Values.All(first => month < first)).ToList();
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
        return new(now, [.. now.Funds.Select(Of)], months, await Freshness.Of(ledger, pool, cancellationToken));

        FundOverview Of(FundCapacityAnswer fund) => new(fund,
            [.. capacities.Select(month => month.Funds.Single(row => row.Fund == fund.Fund).Months)],
            Flows(fund.Fund, StatementLines.IncomeTotal), Flows(fund.Fund, StatementLines.ExpenditureTotal),
            [
                .. others.Select(policy => policy.Funds.Single(row => row.Fund == fund.Fund))
                    .Where(row => row.Policy != fund.Policy && row.Band is not null && row.Band != fund.Band),
            ]);

        IReadOnlyList<string?> Flows(string fund, string line) =>
        [
            .. months.Zip(statements, (month, statement) => month < opened[fund]
                ? null
                : statement.Funds.Single(row => row.Fund == fund).Lines[line]),
        ];
    }

    // Before its books were opened a fund has no figures, which is not to say that nothing came in or went out.
    private static async Task<Dictionary<string, YearMonth>> Opened(
        PoolFigures figures, PoolCode pool, CancellationToken cancellationToken)
    {
        await using var snapshot = await figures.Open(pool, cancellationToken);
        return snapshot.Funds.ToDictionary(fund => fund.Key.Text, fund => fund.Value.OpenedOn.ToYearMonth(), StringComparer.Ordinal);
    }

    private static LocalDate Date(string iso) => NodaTime.Text.LocalDatePattern.Iso.Parse(iso).Value;
}

/// <summary>A fund on the overview.</summary>
/// <param name="Months">Its months of capacity at the end of each month of the trend; null where there are none.</param>
/// <param name="Income">Of each month, in yuan; null before its books were opened.</param>
/// <param name="Expenditure">Likewise.</param>
/// <param name="OtherBands">What other policies say, where they put it in another band.</param>
public sealed record FundOverview(FundCapacityAnswer Now, IReadOnlyList<string?> Months, IReadOnlyList<string?> Income,
    IReadOnlyList<string?> Expenditure, IReadOnlyList<FundCapacityAnswer> OtherBands);
