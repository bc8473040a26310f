using System.Collections.Concurrent;
using Ledger.Api.CommandLine;
using Ledger.Api.Database;
using Ledger.Api.Importing;
using Ledger.Domain;
using NodaTime;

namespace Ledger.Api.Http;

/// <summary>
/// The imports of this server. One runs at a time, since each takes what the machine has; the others wait. Jobs are
/// forgotten with the server, which loses nothing: an upload that is sent again is answered with what is recorded.
/// </summary>
internal sealed class ImportJobs(LedgerContext ledger, RequestLog log) : IAsyncDisposable
{
    /// <summary>Jobs that are remembered; the oldest that has ended is forgotten first.</summary>
    internal const int KeptMax = 100;

    private readonly ConcurrentDictionary<string, ImportJob> _jobs = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _inOrder = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lazy<UploadFolder> _uploads = new(() => UploadFolder.Make(LedgerHome.FromEnvironment()));

    /// <summary>Null where there is no such job of this pool.</summary>
    internal ImportJob? Find(PoolCode pool, string id) =>
        _jobs.TryGetValue(id, out var job) && job.Pool == pool ? job : null;

    /// <summary>Those of a pool that are remembered, the newest first.</summary>
    internal IReadOnlyList<ImportJob> Of(PoolCode pool) =>
        [.. _jobs.Values.Where(job => job.Pool == pool).OrderByDescending(job => job.Begun)];

    /// <summary>Writes a file that comes in to where uploads are kept, and begins to import it.</summary>
    /// <param name="file">What comes in; it goes to the disk as it comes.</param>
    /// <param name="pool">Whose entries they are.</param>
    /// <param name="asked">What is to be done with it, and for whom.</param>
    /// <param name="open">How it is read.</param>
    /// <param name="cancellationToken">Ends the coming in; an import that has begun goes on.</param>
    internal async Task<ImportJob> Take(Stream file, PoolCode pool, ImportAsked asked, Func<string, IImportFile> open,
        CancellationToken cancellationToken)
    {
        var folder = _uploads.Value.NewFolder();
        try
        {
            await UploadFolder.Write(file, Path.Combine(folder, "upload"), cancellationToken);
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
        return Begin(pool, folder, asked, open);
    }

    private ImportJob Begin(PoolCode pool, string folder, ImportAsked asked, Func<string, IImportFile> open)
    {
        var upload = Path.Combine(folder, "upload");
        var job = new ImportJob(Path.GetFileName(folder), pool, folder, new FileInfo(upload).Length, asked,
            SystemClock.Instance.GetCurrentInstant());
        _jobs[job.Id] = job;
        _inOrder.Enqueue(job.Id);
        Forget();
        job.Ended = Task.Run(() => Run(job, open));
        return job;
    }

    /// <summary>Waits for what runs, which is rolled back: it was not promised to anybody.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_jobs.Values.Select(job => job.Ended));
        if (_uploads.IsValueCreated) _uploads.Value.Dispose();
        _turn.Dispose();
        _stop.Dispose();
    }

    private async Task Run(ImportJob job, Func<string, IImportFile> open)
    {
        var options = new ImportOptions(job.Asked.DryRun, job.Asked.SkipBad ? job.BadRows : null);
        try
        {
            await _turn.WaitAsync(_stop.Token);
            try
            {
                job.Start();
                var result = await new Importer(ledger, job.Asked.By, job).Run([open(job.Upload)], job.Pool, options, _stop.Token);
                job.End(new(WithoutPath(result, job.Upload), null));
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (Exception error)
        {
            // Told to whoever asks for the job; what is nobody's mistake but ours, to the operator.
            if (error is not (UserError or OperationCanceledException)) log.Failed(error);
            job.End(new(null, error));
        }
        finally
        {
            File.Delete(job.Upload);
        }
    }

    // Errors name the file as it lay here; to the sender it is the body, and a text in it that text.
    private static ImportResult WithoutPath(ImportResult result, string upload) => result with
    {
        Errors = [.. result.Errors.Select(error => error with
        {
            File = error.File == upload ? "body" : error.File.Replace(upload, "body", StringComparison.Ordinal),
        })],
    };

    private void Forget()
    {
        for (var tries = _inOrder.Count; tries > 0 && _jobs.Count > KeptMax && _inOrder.TryDequeue(out var id); tries--)
        {
            if (_jobs.TryGetValue(id, out var job) && job.Outcome is null)
            {
                _inOrder.Enqueue(id);
                continue;
            }
            if (_jobs.TryRemove(id, out var over)) Directory.Delete(over.Folder, recursive: true);
        }
    }
}
