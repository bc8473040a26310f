using Ledger.Api.CommandLine;
using Ledger.Api.Recording;
using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Domain.Reconciling;

namespace Ledger.Api.Reconciling;

/// <summary>Reads and records what people decide about reconciliations.</summary>
internal sealed class ReconciliationRecorder(LedgerContext ledger, PoolCode pool, string actor)
{
    /// <summary>All decisions about the months of a span, as far as a position.</summary>
    public async Task<ReconciliationDecisions> Decisions(ReconciledSpan span, long last, CancellationToken cancellationToken)
    {
        var decisions = new ReconciliationDecisions();
        for (var month = span.From.ToYearMonth(); month <= span.To.ToYearMonth(); month = month.PlusMonths(1))
        {
            await foreach (var recorded in ledger.Store.ReadStream(
                pool, Streams.Reconciliations(month), 1, last, cancellationToken))
                decisions.Add((ReconciliationSigned)recorded.Body, recorded.Position, recorded.Actor ?? "", recorded.Recorded);
        }
        return decisions;
    }

    /// <summary>Records decisions as one append; each is numbered by its place in the stream of its month.</summary>
    /// <returns>The number and position of the first.</returns>
    /// <exception cref="UserError">The pool stays busy, or the database fails; the message says that nothing was written.</exception>
    public async Task<DecisionAnswer> Record(IReadOnlyList<ReconciliationSigned> decisions, CancellationToken cancellationToken)
    {
        var (document, position) = await NumberedEvents.Record(
            ledger, pool, actor, "reconcile", "reconciliation", decisions, cancellationToken);
        return new(decisions[0].Category!, document.Text, position, Repeated: false);
    }
}
