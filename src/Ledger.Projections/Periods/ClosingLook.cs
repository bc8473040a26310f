using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Domain.Rulings;
using Ledger.Projections.Reading;
using NodaTime;

namespace Ledger.Projections.Periods;

/// <summary>A month that is about to be closed, as every check of it sees it.</summary>
public sealed class ClosingLook
{
    private ClosingLook(PoolSnapshot snapshot, YearMonth month, ChartOfAccounts chart, LedgerRules rulings,
        IReadOnlyList<LineSums> sums)
    {
        (Snapshot, Month, Chart, Rulings) = (snapshot, month, chart, rulings);
        (Before, During, AtEnd, Ever) = (sums[0], sums[1], sums[2], sums[3]);
    }

    public PoolSnapshot Snapshot { get; }

    public YearMonth Month { get; }

    public ChartOfAccounts Chart { get; }

    /// <summary>The rulings as they hold in this pool.</summary>
    public LedgerRules Rulings { get; }

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
        PoolSnapshot snapshot, YearMonth month, ChartOfAccounts chart, LedgerRules rulings,
        CancellationToken cancellationToken)
    {
        var (first, last) = (month.OnDayOfMonth(1), month.LastDay());
        return new(snapshot, month, chart, rulings.For(snapshot.Pool), await snapshot.Sums(
            [(null, first.PlusDays(-1)), (first, last), (null, last), (null, LocalDate.MaxIsoValue)], cancellationToken));
    }
}
