using System.Collections.Concurrent;
using System.Threading.Channels;
using Ledger.Domain;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using NodaTime;

namespace Ledger.Api.Recording;

/// <summary>
/// Gathers the commands of many callers: what arrives for a pool while one transaction commits is the next one. There
/// is no timer, and nobody overtakes. A caller waits when too many are waiting already.
/// </summary>
public sealed class PoolWriters(LedgerContext ledger) : IAsyncDisposable
{
    /// <summary>Submissions that may wait for a pool; a further caller is kept waiting to be let in.</summary>
    public const int WaitingMax = 4_096;

    /// <summary>Submissions decided and committed together.</summary>
    public const int BatchMax = 512;

    private static readonly Duration _wait = Duration.FromSeconds(30);

    private readonly ConcurrentDictionary<PoolCode, Lazy<PoolLine>> _lines = new();

    /// <summary>Decides and records rows that stand or fall together.</summary>
    /// <exception cref="EventStore.PoolBusyException">Another process held the pool for too long.</exception>
    public async Task<SubmissionDecision> Submit(
        PoolCode pool, IReadOnlyList<FundEvent> rows, string actor, string? causation, CancellationToken cancellationToken)
    {
        var line = _lines.GetOrAdd(pool, code => new(() => new PoolLine(this, code))).Value;
        var waiting = new Waiting(new(rows, actor, causation));
        await line.Channel.Writer.WriteAsync(waiting, cancellationToken);
        return await waiting.Answer.Task.WaitAsync(cancellationToken);
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
        while (await line.Channel.Reader.WaitToReadAsync())
        {
            while (batch.Count < BatchMax && line.Channel.Reader.TryRead(out var next)) batch.Add(next);
            try
            {
                // A batch that has begun is finished, so that no caller is left without an answer.
                await using var append = await ledger.Store.Open(line.Pool, _wait, rehearsal: false, CancellationToken.None);
                var writer = new LedgerWriter(append, ledger.Rules, new(ledger.Chart));
                var decisions = await writer.Record([.. batch.Select(one => one.Submission)], CancellationToken.None);
                await append.Commit(CancellationToken.None);
                for (var index = 0; index < batch.Count; index++) batch[index].Answer.SetResult(decisions[index]);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // Each caller hears of it, and sends again: what was recorded is then answered as a repeat.
                foreach (var one in batch) one.Answer.TrySetException(error);
            }
            batch.Clear();
        }
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

    private sealed record Waiting(Submission Submission)
    {
        // Callers go on elsewhere: the line has the next batch to see to.
        internal TaskCompletionSource<SubmissionDecision> Answer { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
