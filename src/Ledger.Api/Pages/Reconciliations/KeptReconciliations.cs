using Ledger.Api.CommandLine;
using Ledger.Api.Database;
using Ledger.Api.Http;
using Ledger.Domain;

namespace Ledger.Api.Pages.Reconciliations;

/// <summary>
/// Files that were sent to be reconciled. The books have nothing of them, so they are kept while this server runs, and can be
/// laid beside the ledger again after each correction. Of many the oldest are forgotten first, and all with the server: files
/// that are sent again come to the same, with everything that was decided of them.
/// </summary>
internal sealed class KeptReconciliations(LedgerHome home) : IDisposable
{
    /// <summary>Of all pools.</summary>
    internal const int KeptMax = 40;

    // Each takes the memory of its files several times over.
    private const int AtOnceMax = 2;

    private readonly Lock _lock = new();
    private readonly List<KeptReconciliation> _kept = [];
    private readonly SemaphoreSlim _turns = new(AtOnceMax);
    private readonly Lazy<UploadFolder> _uploads = new(() => UploadFolder.Make(home));

    /// <summary>A place for files that come in; they are gone with it unless they are kept.</summary>
    internal SentFiles Receive() => new(_uploads.Value.NewFolder());

    internal KeptReconciliation Keep(SentFiles sent, ReconciliationQuestion asked, string by)
    {
        var kept = new KeptReconciliation(sent, asked, by);
        KeptReconciliation? forgotten = null;
        lock (_lock)
        {
            _kept.Add(kept);
            if (_kept.Count > KeptMax)
            {
                forgotten = _kept[0];
                _kept.RemoveAt(0);
            }
        }
        forgotten?.Release();
        return kept;
    }

    /// <summary>Those of a pool, the newest first.</summary>
    internal IReadOnlyList<KeptReconciliation> Of(PoolCode pool)
    {
        lock (_lock) return [.. _kept.Where(one => one.Pool == pool).Reverse()];
    }

    /// <summary>Waits until there is room for one more to be reconciled.</summary>
    /// <returns>Makes room again when it is disposed of.</returns>
    internal async Task<IDisposable> Turn(CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        return new Ending(() => _turns.Release());
    }

    /// <summary>One to work with: its files stay until it is released, even if it is forgotten in between.</summary>
    /// <exception cref="NotThereError">There is none of that name in this pool.</exception>
    internal KeptReconciliation Use(PoolCode pool, string id)
    {
        lock (_lock)
        {
            if (_kept.Find(one => one.Id == id && one.Pool == pool) is { } found)
            {
                found.Use();
                return found;
            }
        }
        throw new NotThereError(UserLanguage.Say(
            "this reconciliation is not kept any more, or never was; send the files again: what was decided of them is in the log",
            "该次对账文件已不再保留或不存在,请重新上传;此前的处理结果已登记在日志中"));
    }

    public void Dispose()
    {
        if (_uploads.IsValueCreated) _uploads.Value.Dispose();
        _turns.Dispose();
    }

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
