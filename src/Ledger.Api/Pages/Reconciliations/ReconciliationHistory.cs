using Ledger.Api.Reconciling;
using Ledger.Domain;
using Ledger.Domain.Reconciling;
using Ledger.Projections.Reading;
using Ledger.Projections.Reconciling;
using NodaTime;

namespace Ledger.Api.Pages.Reconciliations;

/// <summary>What a pool's log has of reconciliations: signatures of its last months, and figures that were stated.</summary>
/// <param name="Last">The month of the pool's latest cash date.</param>
/// <param name="Signatures">Those about the twelve months up to it, the newest first.</param>
/// <param name="Stated">Those that keep a month from a hard close first, then the latest.</param>
public sealed record ReconciliationHistory(YearMonth Last, IReadOnlyList<PartySignature> Signatures, IReadOnlyList<StatedFigureAnswer> Stated)
{
    /// <summary>Rows of either list that are shown.</summary>
    internal const int ShownMax = 100;

    private const int Months = 12;

    internal static async Task<ReconciliationHistory> Of(LedgerContext ledger, PoolCode pool, CancellationToken cancellationToken)
    {
        await ledger.NeedEntries(pool, cancellationToken);
        await using var look = await PoolSnapshot.Open(ledger.Database, pool, cancellationToken);
        var last = look.LastCashDate!.Value;
        var month = last.ToYearMonth();
        var span = new ReconciledSpan(month.PlusMonths(1 - Months).OnDayOfMonth(1), last, 0);
        var decisions = await new ReconciliationRecorder(ledger, pool, "").Decisions(span, look.Position, cancellationToken);
        var stated = await StatedBalanceChecks.Stated(ledger.Database, ledger.Store, look, cancellationToken);
        var figures = await StatedBalanceChecks.Check(look, stated.All, cancellationToken);
        return new(month, [.. decisions.Signatures.Reverse()],
            [.. figures.OrderByDescending(figure => figure.Fails).ThenByDescending(figure => figure.Stated.Date).Select(StatedFigureAnswer.Of)]);
    }
}
