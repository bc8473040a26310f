using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Importing;
using Ledger.Api.Recording;
using Ledger.Domain;
using Ledger.Domain.Reconciling;
using Ledger.Projections.Reading;
using NodaTime;

namespace Ledger.Api.Reconciling;

/// <summary>
/// <c>./ledger reconcile --pool P --period M --bank FILE…</c>: what the bank, the finance office, the tax office and the
/// settlement platform say, beside the ledger (对账). Writes only what it is told to sign, assign, close or reopen.
/// </summary>
public sealed class ReconcileVerb
{
    private readonly ReconcileOptions _options = new();

    private ReconcileVerb()
    {
    }

    public static Command Create()
    {
        var reconcile = new ReconcileVerb();
        var verb = reconcile._options.Make();
        verb.SetAction(reconcile.Run);
        return verb.WithExample("./ledger reconcile --pool 330998 --period 2025-03 --bank samples/reconciliation/bank.csv");
    }

    private async Task<int> Run(ParseResult result, CancellationToken cancellationToken)
    {
        var pool = _options.PoolOf(result);
        var span = _options.SpanOf(result);
        var actor = Actor.FromEnvironment();
        await using var ledger = await LedgerContext.Open(cancellationToken);
        await ledger.NeedEntries(pool, cancellationToken);
        await ledger.NoteAccess(pool, "reconcile", null, cancellationToken);
        var request = _options.RequestOf(result, ledger, pool, span);
        var action = await _options.ActionOf(result, cancellationToken);
        await using var present = await PoolSnapshot.Open(ledger.Database, pool, cancellationToken);
        var last = await _options.KnownOf(result).PositionIn(ledger, pool, cancellationToken);
        await using var past = last is { } position
            ? await PoolSnapshot.KnownAt(ledger.Database, ledger.Store, new(ledger.Chart), pool, position, cancellationToken)
            : null;
        var look = past ?? present;
        var recorder = new ReconciliationRecorder(ledger, pool, actor);
        try
        {
            var sources = await _options.Sources(result, new(ledger, look, present, request), ledger, cancellationToken);
            var decisions = await recorder.Decisions(span, look.Position, cancellationToken);
            var recorded = await Record(action, sources, request, look.Position, decisions, recorder, cancellationToken);
            if (recorded is { Repeated: false })
                decisions = await recorder.Decisions(span, long.MaxValue, cancellationToken);
            var sideBySide = await SideBySide.Of(ledger, look, present, sources, span, cancellationToken);
            return Show(result, request, sources, sideBySide, look, decisions, recorded);
        }
        catch (OutsideFileException refused)
        {
            foreach (var error in refused.Errors.Take(ImportResult.ErrorsMax))
                await result.InvocationConfiguration.Error.WriteLineAsync(PlainLine.Of(error.ToString()));
            return ExitCodes.Finding;
        }
    }

    private static async Task<DecisionAnswer?> Record(ReconcileAction action, IReadOnlyList<ReconciledSource> sources,
        ReconcileRequest request, long position, ReconciliationDecisions decisions, ReconciliationRecorder recorder,
        CancellationToken cancellationToken)
    {
        if (action.On(sources, request, position, decisions) is not { } asked) return null;
        // Said again it is the same decision, and one is enough.
        if (asked.IsSo) return new(asked.Decision.Category!, "", asked.Before?.Position ?? position, Repeated: true);
        return await recorder.Record([asked.Decision], cancellationToken);
    }

    private int Show(ParseResult result, ReconcileRequest request, IReadOnlyList<ReconciledSource> sources,
        IReadOnlyList<FigureOfParties> sideBySide, PoolSnapshot look, ReconciliationDecisions decisions, DecisionAnswer? recorded)
    {
        var asOf = request.AsOf ?? LocalDate.Max(request.Span.To, look.LastCashDate ?? request.Span.To);
        var answer = new ReconcileAnswer(request.Pool.Text, request.Span.From.Iso(), request.Span.To.Iso(), asOf.Iso(),
            look.Position, request.Fund?.Text,
            [.. sources.Select(source => ReconciliationAnswers.Of(source, request, asOf, look.Position, decisions))],
            [.. sideBySide.Select(ReconciliationAnswers.Of)])
        {
            Recorded = recorded,
        };
        if (_options.WantsJson(result)) result.WriteJson(answer);
        else ReconciliationTables.Write(answer, result.InvocationConfiguration.Output);
        return answer.Sources.All(source => source.OpenDifferences == 0) ? ExitCodes.Fine : ExitCodes.Finding;
    }
}
