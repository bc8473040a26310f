using Ledger.Domain;
using Ledger.Domain.Statements;
using NodaTime;

namespace Ledger.Projections.Reading;

/// <summary>A fund's balance at a date, year to date. Opening and balance are null where the opening is unknown.</summary>
/// <param name="Opening">
/// The balance at the start of the year of the date, with that year's opening entries and adjustments.
/// </param>
public sealed record FundBalance(FundCode Fund, Money? Opening, Money Income, Money Expenditure, Money? Balance);

/// <summary>Answers "what did the fund have on that day?".</summary>
public static class FundBalances
{
    public static async Task<IReadOnlyList<FundBalance>> At(PoolSnapshot snapshot, IReadOnlyList<FundCode> funds,
        LocalDate asOf, CancellationToken cancellationToken)
    {
        var sums = await snapshot.Sums(Spans(asOf), cancellationToken);
        return [.. funds.Select(fund => Of(fund, snapshot.Funds[fund].FlowsOnly, sums))];
    }

    /// <summary>The dates whose sums it is made of: those before the year, and those of the year.</summary>
    public static IReadOnlyList<(LocalDate? From, LocalDate To)> Spans(LocalDate asOf)
    {
        var yearStart = new LocalDate(asOf.Year, 1, 1);
        return [(null, yearStart.PlusDays(-1)), (yearStart, asOf)];
    }

    /// <summary>The balance that sums of lines over <see cref="Spans"/> make.</summary>
    public static FundBalance Of(FundCode fund, bool flowsOnly, IReadOnlyList<LineSums> sums)
    {
        var (before, year) = (sums[0], sums[1]);
        var opening = before.Net(fund) + year.Side(fund, StatementSide.Opening);
        var income = year.Side(fund, StatementSide.Income);
        var expenditure = year.Side(fund, StatementSide.Expenditure);
        return flowsOnly
            ? new(fund, null, income, expenditure, null)
            : new(fund, opening, income, expenditure, opening + income - expenditure);
    }
}
