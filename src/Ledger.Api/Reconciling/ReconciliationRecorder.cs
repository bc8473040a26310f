using Ledger.Api.CommandLine;
using Ledger.Api.Database;
using Ledger.Api.Recording;
using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Domain.Reconciling;
using Ledger.EventStore;
using NodaTime;
using Npgsql;

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
        try
        {
            await using var append = await ledger.Store.Begin(pool, ledger.WriterWait, rehearsal: false, cancellationToken);
            var (numbered, versions) = (new List<ReconciliationSigned>(), new Dictionary<YearMonth, long>());
            foreach (var decision in decisions)
            {
                var month = decision.CashDate.ToYearMonth();
                if (!versions.TryGetValue(month, out var version))
                    version = await append.VersionOf(Streams.Reconciliations(month), cancellationToken);
                versions[month] = ++version;
                numbered.Add(decision with { Document = DocumentId.Of($"reconciliation-{month.Iso()}-{version}") });
            }
            var first = append.Position + 1;
            var writer = new LedgerWriter(append, ledger.Rules, new(ledger.Chart));
            var decided = await writer.Record(
                [.. numbered.Select(decision => new Submission([decision], actor, "verb:reconcile"))], cancellationToken);
            if (decided.FirstOrDefault(one => one.Refused.Count > 0) is { Refused: [var refused, ..] })
                throw new RefusedError(refused);
            await append.Commit(cancellationToken);
            return new(numbered[0].Category!, numbered[0].Document.Text, first, Repeated: false);
        }
        catch (PoolBusyException busy)
        {
            throw new BusyError($"nothing was written: {busy.Message}");
        }
        catch (NpgsqlException error)
        {
            throw new NotRecordedError($"nothing is known to be written: {DatabaseErrors.Line(error)}");
        }
    }
}
