using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using Ledger.Api.Hosting;
using Ledger.Domain;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.EventStore;
using NodaTime;

namespace Ledger.Api.Recording;

/// <summary>
/// Gathers the commands of many callers: what arrives for a pool while one transaction commits is the next one. There
/// is no timer, and nobody overtakes. A caller waits when too many are waiting already. Whoever has waited for longer than
/// a writer waits (<see cref="LedgerContext.WriterWait"/>), whether for another process or in line, is told so.
/// </summary>
public sealed class PoolWriters : IAsyncDisposable
{
    /// <summary>Submissions that may wait for a pool; a further caller is kept waiting to be let in.</summary>
    public const int WaitingMax = 4_096;

    /// <summary>Submissions decided and committed together.</summary>
    public const int BatchMax = 512;

    private static readonly ActivitySource _spans = new(Telemetry.SourceName);

    private readonly ConcurrentDictionary<PoolCode, Lazy<PoolLine>> _lines = new();
    private readonly LedgerContext _ledger;
    private readonly WriterMetrics? _metrics;

    /// <param name="ledger">The program's parts.</param>
    /// <param name="metrics">Told of each commit; null where nobody asks.</param>
    public PoolWriters(LedgerContext ledger, WriterMetrics? metrics = null)
    {
        (_ledger, _metrics) = (ledger, metrics);
        metrics?.Watch(() => _lines.Select(line => (line.Key, line.Value.Value.Channel.Reader.Count)));
    }

    /// <summary>Decides and records rows that stand or fall together.</summary>
    /// <exception cref="PoolBusyException">The pool was written by others for too long.</exception>
    public async Task<SubmissionDecision> Submit(
        PoolCode pool, IReadOnlyList<FundEvent> rows, string actor, string? causation, CancellationToken cancellationToken)
    {
        var line = _lines.GetOrAdd(pool, code => new(() => new PoolLine(this, code))).Value;
        var waiting = new Waiting(new(rows, actor, causation), _ledger.WriterWait);
        await LetIn(line, waiting, cancellationToken);
        return await waiting.Answer.Task.WaitAsync(cancellationToken);
    }

    private async Task LetIn(PoolLine line, Waiting waiting, CancellationToken cancellationToken)
    {
        if (line.Channel.Writer.TryWrite(waiting)) return;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(waiting.Left.ToTimeSpan());
        try
        {
            await line.Channel.Writer.WriteAsync(waiting, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PoolBusyException(line.Pool, _ledger.WriterWait);
        }
    }

    /// <summary>Finishes what waits, and takes no more.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var line in _lines.Values) line.Value.Channel.Writer.TryComplete();
        await Task.WhenAll(_lines.Values.Select(line => line.Value.Work));
    }

    private async Task Work(PoolLine line)
    {
        var batch = new List<Waiting>(BatchMax);
        while (batch.Count > 0 || await line.Channel.Reader.WaitToReadAsync())
        {
            while (batch.Count < BatchMax && line.Channel.Reader.TryRead(out var next)) batch.Add(next);
            // The first came first, so its time is over first; the others then wait on.
            TurnAway(line, batch);
            if (batch.Count == 0) continue;
            try
            {
                var began = Stopwatch.GetTimestamp();
                using var span = _spans.StartActivity("record")?.SetTag("ledger.pool", line.Pool.Text)
                    .SetTag("ledger.batch.size", batch.Count);
                // A batch that has begun is finished, so that no caller is left without an answer.
                await using var append = await _ledger.Store.Open(
                    line.Pool, batch[0].Left, rehearsal: false, CancellationToken.None);
                var writer = new LedgerWriter(append, _ledger.Rules, new(_ledger.Chart));
                var decisions = await writer.Record([.. batch.Select(one => one.Submission)], CancellationToken.None);
                await append.Commit(CancellationToken.None);
                _metrics?.Committed(Stopwatch.GetElapsedTime(began), decisions);
                for (var index = 0; index < batch.Count; index++) batch[index].Answer.SetResult(decisions[index]);
            }
            catch (PoolBusyException)
            {
                continue;
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // Each caller hears of it, and sends again: what was recorded is then answered as a repeat.
                foreach (var one in batch) one.Answer.TrySetException(error);
            }
            batch.Clear();
        }
    }

    private void TurnAway(PoolLine line, List<Waiting> batch)
    {
        foreach (var late in batch.Where(one => one.IsLate))
            late.Answer.TrySetException(new PoolBusyException(line.Pool, _ledger.WriterWait));
        batch.RemoveAll(one => one.Answer.Task.IsCompleted);
    }

    private sealed class PoolLine
    {
        internal PoolLine(PoolWriters writers, PoolCode pool)
        {
            Pool = pool;
            Work = Task.Run(() => writers.Work(this));
        }

        internal PoolCode Pool { get; }

        internal Channel<Waiting> Channel { get; } = System.Threading.Channels.Channel.CreateBounded<Waiting>(
            new BoundedChannelOptions(WaitingMax) { SingleReader = true });

        internal Task Work { get; }
    }

    private sealed class Waiting(Submission submission, Duration wait)
    {
        // The server counts whole milliseconds, and none at all means for ever.
        private static readonly Duration _least = Duration.FromMilliseconds(1);

        private readonly long _since = Stopwatch.GetTimestamp();

        internal Submission Submission { get; } = submission;

        // Callers go on elsewhere: the line has the next batch to see to.
        internal TaskCompletionSource<SubmissionDecision> Answer { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Duration Left => Duration.Max(_least, wait - Duration.FromTimeSpan(Stopwatch.GetElapsedTime(_since)));

        internal bool IsLate => Left == _least;
    }
}
