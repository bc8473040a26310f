using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Projections.Reading;
using NodaTime;

namespace Ledger.Projections.Periods;

/// <summary>A month that is about to be closed, as every check of it sees it.</summary>
public sealed class ClosingLook
{
    private ClosingLook(PoolSnapshot snapshot, YearMonth month, ChartOfAccounts chart, IReadOnlyList<LineSums> sums)
    {
        (Snapshot, Month, Chart) = (snapshot, month, chart);
        (Before, During, AtEnd, Ever) = (sums[0], sums[1], sums[2], sums[3]);
    }

    public PoolSnapshot Snapshot { get; }

    public YearMonth Month { get; }

    public ChartOfAccounts Chart { get; }

    public IEnumerable<FundCode> Funds => Snapshot.Funds.Keys;

    /// <summary>Funds whose whole balance is known.</summary>
    public IEnumerable<FundCode> FundsWithBalance => Funds.Where(fund => !Snapshot.Funds[fund].FlowsOnly);

    /// <summary>Sums of all that is dated before the month.</summary>
    public LineSums Before { get; }

    /// <summary>Sums of the month.</summary>
    public LineSums During { get; }

    /// <summary>Sums of all that is dated up to the month's last day.</summary>
    public LineSums AtEnd { get; }

    /// <summary>Sums of all that is recorded, whatever its date.</summary>
    public LineSums Ever { get; }

    public static async Task<ClosingLook> Take(
        PoolSnapshot snapshot, YearMonth month, ChartOfAccounts chart, CancellationToken cancellationToken)
    {
        var (first, last) = (month.OnDayOfMonth(1), month.LastDay());
        return new(snapshot, month, chart, await snapshot.Sums(
            [(null, first.PlusDays(-1)), (first, last), (null, last), (null, LocalDate.MaxIsoValue)], cancellationToken));
    }
}
