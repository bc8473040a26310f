using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Importing;
using Ledger.Api.Privacy;
using Ledger.Domain;
using Ledger.Domain.Reconciling;
using Ledger.Projections.Reading;
using NodaTime;

namespace Ledger.Api.Reconciling;

/// <summary>Lays files from outside beside the ledger, and records what people decide about what differs: for verb and page.</summary>
/// <param name="ledger">The program's parts.</param>
/// <param name="request">What is asked.</param>
/// <param name="files">What others say.</param>
/// <param name="persons">Asked for where a file names persons.</param>
internal sealed class ReconciliationRun(
    LedgerContext ledger, ReconcileRequest request, SourceFiles files, Func<PersonTokens> persons)
{
    /// <summary>What differs, after the action was recorded where there is one.</summary>
    /// <param name="action">What is to be recorded, if anything is.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="known">Since when figures are known.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OutsideFileException">A row is bad.</exception>
    /// <exception cref="UserError">A file cannot be read, or it is not clear what is to be recorded.</exception>
    public async Task<ReconcileAnswer> Answer(
        ReconcileAction action, string actor, KnownPoint known, CancellationToken cancellationToken)
    {
        await using var present = await PoolSnapshot.Open(ledger.Database, request.Pool, cancellationToken);
        var last = await known.PositionIn(ledger, request.Pool, cancellationToken);
        await using var past = last is { } position
            ? await PoolSnapshot.KnownAt(ledger.Database, ledger.Store, new(ledger.Chart), request.Pool, position, cancellationToken)
            : null;
        var look = past ?? present;
        var recorder = new ReconciliationRecorder(ledger, request.Pool, actor);
        var sources = await Sources(new(ledger, look, present, request), cancellationToken);
        var decisions = await recorder.Decisions(request.Span, look.Position, cancellationToken);
        var recorded = await Record(action, sources, look.Position, decisions, recorder, cancellationToken);
        if (recorded is { Repeated: false })
            decisions = await recorder.Decisions(request.Span, long.MaxValue, cancellationToken);
        var sideBySide = await SideBySide.Of(ledger, look, present, sources, request.Span, cancellationToken);
        var asOf = request.AsOf ?? LocalDate.Max(request.Span.To, look.LastCashDate ?? request.Span.To);
        return new(request.Pool.Text, request.Span.From.Iso(), request.Span.To.Iso(), asOf.Iso(), look.Position, request.Fund?.Text,
            [.. sources.Select(source => ReconciliationAnswers.Of(source, request, asOf, look.Position, decisions))],
            [.. sideBySide.Select(ReconciliationAnswers.Of)])
        {
            Recorded = recorded,
        };
    }

    /// <summary>The bad rows of every source; none where all can be reconciled.</summary>
    /// <exception cref="UserError">A file cannot be read.</exception>
    public async Task<IReadOnlyList<ImportError>> BadRows(CancellationToken cancellationToken)
    {
        var errors = new List<ImportError>();
        await using var present = await PoolSnapshot.Open(ledger.Database, request.Pool, cancellationToken);
        foreach (var source in files.Sources)
        {
            try
            {
                await Source(source, new(ledger, present, present, request), cancellationToken);
            }
            catch (OutsideFileException refused)
            {
                errors.AddRange(refused.Errors);
            }
        }
        return errors;
    }

    private async Task<IReadOnlyList<ReconciledSource>> Sources(Reconciler reconciler, CancellationToken cancellationToken)
    {
        var sources = new List<ReconciledSource>();
        foreach (var source in files.Sources) sources.Add(await Source(source, reconciler, cancellationToken));
        return sources;
    }

    private async Task<ReconciledSource> Source(string source, Reconciler reconciler, CancellationToken cancellationToken)
    {
        var paths = files.Of(source);
        if (source == SourceFiles.Bank) return await reconciler.Bank(paths, cancellationToken);
        if (source is SourceFiles.Treasury or SourceFiles.Tax) return await reconciler.Totals(source, paths, cancellationToken);
        if (files.Institution is not { } institution)
            throw new UserError(UserLanguage.Say("--totals and --details need --institution", "--totals 和 --details 须给出 --institution"));
        var platform = new PlatformReconciler(ledger, reconciler, institution, files.PersonalFund);
        if (source == SourceFiles.PlatformTotals) return await platform.Totals(paths, cancellationToken);
        var tokens = persons();
        foreach (var path in paths) SourceFile.ShouldExist(path);
        return await platform.Details(paths, tokens, cancellationToken);
    }

    private async Task<DecisionAnswer?> Record(ReconcileAction action, IReadOnlyList<ReconciledSource> sources, long position,
        ReconciliationDecisions decisions, ReconciliationRecorder recorder, CancellationToken cancellationToken)
    {
        if (action.On(sources, request, position, decisions) is not { } asked) return null;
        // Said again it is the same decision, and one is enough.
        if (asked.IsSo) return new(asked.Decision.Category!, "", asked.Before?.Position ?? position, Repeated: true);
        return await recorder.Record([asked.Decision], cancellationToken);
    }
}
