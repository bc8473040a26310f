using Ledger.Api.CommandLine;
using Ledger.Api.Database;
using Ledger.Api.Figures;
using Ledger.Api.Importing;
using Ledger.Api.Privacy;
using Ledger.Api.Reconciling;
using Ledger.Domain;
using NodaTime;

namespace Ledger.Api.Pages.Reconciliations;

/// <summary>Files that were sent to be reconciled, with what was asked of them.</summary>
internal sealed class KeptReconciliation : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SentFiles _sent;

    // To be kept is a use as well; whoever is the last removes the files.
    private int _uses = 1;

    internal KeptReconciliation(SentFiles sent, ReconciliationQuestion asked, string by)
    {
        (_sent, Asked, By) = (sent, asked, by);
        sent.Keep();
    }

    /// <summary>Not to be guessed.</summary>
    internal string Id => Path.GetFileName(_sent.Folder);

    internal PoolCode Pool => Asked.Request.Pool;

    internal ReconciliationQuestion Asked { get; }

    /// <summary>Who sent them.</summary>
    internal string By { get; }

    internal Instant Sent { get; } = SystemClock.Instance.GetCurrentInstant();

    internal IReadOnlyList<(string Source, string Name)> Names => _sent.Names;

    /// <summary>Lays the files beside the ledger as it is now, and records what is decided.</summary>
    /// <param name="ledger">The program's parts.</param>
    /// <param name="action">What is to be recorded; none where only what differs is asked for.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="source">Only the files of this source; null for all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="UserError">A file is not there any more, or what is to be recorded is not to be.</exception>
    internal async Task<ReconcileAnswer> Answer(LedgerContext ledger, ReconcileAction action, string actor, string? source,
        CancellationToken cancellationToken)
    {
        var files = _sent.Files(Asked.Institution, Asked.PersonalFund);
        var run = new ReconciliationRun(ledger, Asked.Request, source is null ? files : files.Only(source), Persons);
        try
        {
            return await run.Answer(action, actor, default(KnownPoint), cancellationToken);
        }
        catch (OutsideFileException refused)
        {
            // They were good when they came.
            throw new UserError(_sent.Shown(refused.Errors[0].ToString()));
        }
    }

    /// <summary>The bad rows of files that came in, with the names that their sender gave them.</summary>
    /// <exception cref="UserError">A file cannot be read, or lacks something that its source needs.</exception>
    internal static async Task<IReadOnlyList<ImportError>> BadRows(
        LedgerContext ledger, SentFiles sent, ReconciliationQuestion asked, CancellationToken cancellationToken)
    {
        var files = sent.Files(asked.Institution, asked.PersonalFund);
        asked.Check(files);
        var errors = await new ReconciliationRun(ledger, asked.Request, files, Persons).BadRows(cancellationToken);
        return [.. errors.Select(error => error with { File = sent.Shown(error.File), Reason = sent.Shown(error.Reason) })];
    }

    internal void Use()
    {
        lock (_lock) _uses++;
    }

    internal void Release()
    {
        lock (_lock)
        {
            if (--_uses > 0) return;
        }
        _sent.Remove();
    }

    /// <summary>Ends one use.</summary>
    public void Dispose() => Release();

    private static PersonTokens Persons() => PersonTokens.Open(LedgerHome.FromEnvironment(), _ => { });
}
