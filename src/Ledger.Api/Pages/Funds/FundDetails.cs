using Ledger.Api.Figures;
using Ledger.Api.Statements;
using Ledger.Domain;
using Ledger.Domain.Statements;
using NodaTime;

namespace Ledger.Api.Pages.Funds;

/// <summary>What the page of a fund shows, all of it at one position.</summary>
/// <param name="Year">Its year to date, and the year before.</param>
/// <param name="Capacity">How long its money lasts.</param>
/// <param name="Months">January to December.</param>
/// <param name="Since">What has become of the same figures since; null where they are asked for as they are known now.</param>
public sealed record FundDetails(
    FundYearAnswer Year, FundCapacityAnswer Capacity, IReadOnlyList<FundMonth> Months, SinceKnown? Since)
{
    private const int MonthsOfAYear = 12;

    internal static async Task<FundDetails> Of(LedgerContext ledger, PoolCode pool, FundCode fund, LocalDate? asOf, KnownPoint known,
        CancellationToken cancellationToken)
    {
        var year = await FundYears.Of(ledger, pool, fund, asOf, known, cancellationToken);
        var then = new KnownPoint(year.Position, null);
        var figures = new PoolFigures(ledger, then);
        var capacity = await figures.Capacity(pool, fund, year.To, null, cancellationToken);
        var months = new List<FundMonth>();
        for (var month = 1; month <= MonthsOfAYear; month++)
        {
            months.Add(new(month, await Flows(figures, pool, fund, year, new(year.From.Year, month), year.To, cancellationToken),
                await Flows(figures, pool, fund, year, new(year.FromBefore.Year, month), year.To, cancellationToken)));
        }
        return new(year, capacity.Funds[0], months, known == default ? null : await Changed(ledger, pool, fund, year, cancellationToken));
    }

    private static async Task<SinceKnown> Changed(
        LedgerContext ledger, PoolCode pool, FundCode fund, FundYearAnswer year, CancellationToken cancellationToken)
    {
        var head = await ledger.NeedEntries(pool, cancellationToken);
        return new(head, await FundYears.Moved(
            ledger, pool, fund, year.From, year.To, new(year.Position, null), new(head, null), cancellationToken));
    }

    // Null before there were books, and after the date that is asked about.
    private static async Task<FundFlows?> Flows(PoolFigures figures, PoolCode pool, FundCode fund, FundYearAnswer year, YearMonth month,
        LocalDate last, CancellationToken cancellationToken)
    {
        if (month < year.Opened || month.OnDayOfMonth(1) > last) return null;
        var end = LocalDate.Min(last, month.OnDayOfMonth(1).With(DateAdjusters.EndOfMonth));
        var lines = (await figures.Statement(pool, fund, month.OnDayOfMonth(1), end, cancellationToken)).Funds[0].Lines;
        return new(lines[StatementLines.IncomeTotal], lines[StatementLines.ExpenditureTotal]);
    }
}

/// <summary>A month of the calendar, in the year that is looked at and in the one before.</summary>
/// <param name="Month">From 1.</param>
public sealed record FundMonth(int Month, FundFlows? Now, FundFlows? Before);

/// <summary>What came in and went out.</summary>
public sealed record FundFlows(string Income, string Expenditure);

/// <summary>What was recorded later of the same days.</summary>
/// <param name="Position">The log as it is now.</param>
/// <param name="Lines">Those that are known otherwise now: <c>Before</c> is what was known then.</param>
public sealed record SinceKnown(long Position, IReadOnlyList<LineBesideAnswer> Lines);
