using System.Text.Json.Serialization;
using Ledger.Api.Importing;
using Ledger.Domain;
using NodaTime;

namespace Ledger.Api.Http;

/// <summary>An upload on its way into the log: what it has done, and what became of it.</summary>
internal sealed class ImportJob(string id, PoolCode pool, string folder, long bytes, ImportAsked asked, Instant begun) : IImportProgress
{
    private volatile Done? _done;
    private volatile bool _isRunning;
    private string _step = "";
    private long _read;

    internal string Id { get; } = id;

    internal PoolCode Pool { get; } = pool;

    internal ImportAsked Asked { get; } = asked;

    /// <summary>When all of the upload was there.</summary>
    internal Instant Begun { get; } = begun;

    /// <summary>Where its files are; it goes with the job.</summary>
    internal string Folder { get; } = folder;

    internal string Upload => Path.Combine(Folder, "upload");

    internal string BadRows => Path.Combine(Folder, "bad-rows");

    /// <summary>Ends when it has ended, however.</summary>
    internal Task Ended { get; set; } = Task.CompletedTask;

    /// <summary>What became of it; null while it is on its way.</summary>
    internal Done? Outcome => _done;

    internal ImportJobAnswer Answer => new(Id, Pool.Text,
        _done is { } done ? done.Error is null ? "done" : "failed" : _isRunning ? "running" : "waiting",
        _step, bytes, Interlocked.Read(ref _read), _done?.Result)
    {
        HasBadRows = _done is not null && File.Exists(BadRows) ? true : null,
    };

    public void Begin(string step, long ofFile)
    {
        // The step names the file as it lies here, which is nobody's business.
        Volatile.Write(ref _step, step.Split(' ')[0]);
        Interlocked.Exchange(ref _read, 0);
    }

    public void At(long bytes) => Interlocked.Exchange(ref _read, bytes);

    internal void Start() => _isRunning = true;

    internal void End(Done done) => _done = done;

    internal sealed record Done(ImportResult? Result, Exception? Error);
}

/// <summary>What is to be done with an upload.</summary>
/// <param name="By">Who sent it, as the log names who records.</param>
/// <param name="FileName">What it was called there; null where that was not said.</param>
/// <param name="DryRun">Decide every row and write nothing.</param>
/// <param name="SkipBad">Record the good rows, and keep the bad ones to be fetched.</param>
public sealed record ImportAsked(string By, string? FileName, bool DryRun, bool SkipBad);

/// <summary>How far an import is.</summary>
/// <param name="State">waiting, running, done or failed.</param>
/// <param name="Step">checking (nothing is written yet) or recording.</param>
/// <param name="Bytes">Of the upload.</param>
/// <param name="BytesRead">In this step.</param>
/// <param name="Result">What it did; null until it is done.</param>
public sealed record ImportJobAnswer(
    string Id, string Pool, string State, string Step, long Bytes, long BytesRead, ImportResult? Result)
{
    /// <summary>Bad rows are to be had, at <c>bad-rows</c> below the job.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? HasBadRows { get; init; }
}
