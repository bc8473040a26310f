using Ledger.Domain;
using Ledger.EventStore.Proofs;
using Ledger.Projections.Following;

namespace Ledger.Api.Hosting;

/// <summary>
/// Follows the logs of all pools while the program serves, a turn a pool, so that a long log keeps no other pool
/// waiting. Several processes share the work by leases. A reader follows by itself when it finds something left to do.
/// </summary>
internal sealed class BackgroundFollowing(LedgerContext ledger, FollowingState state) : BackgroundService
{
    /// <summary>How often the heads of the logs are looked at: one small question, whatever the number of commits.</summary>
    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a pool rests whose turn failed, by the database or by this program.</summary>
    private static readonly TimeSpan _rest = TimeSpan.FromSeconds(5);

    private readonly InstitutionTrees _trees = new(ledger.Database);
    private readonly Dictionary<PoolCode, long> _restUntil = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var lease = await FollowerLease.Open(ledger.Database, stoppingToken);
                await Follow(lease, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // Whatever it was, such as a server that restarts, the next look begins anew.
                state.Failed(error);
                await Task.Delay(_poll, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Follow(FollowerLease lease, CancellationToken cancellationToken)
    {
        while (true)
        {
            var lags = await FollowingLag.All(lease.Connection, cancellationToken);
            state.Seen(lags, isWell: !lags.Any(lag => IsResting(lag.Pool)));
            var isMore = false;
            foreach (var lag in lags.Where(lag => lag.HasWork && !IsResting(lag.Pool)))
                isMore |= await TakeTurn(lease, lag.Pool, cancellationToken);
            if (!isMore) await Task.Delay(_poll, cancellationToken);
        }
    }

    /// <returns>Whether there was something to follow; there may be more.</returns>
    private async Task<bool> TakeTurn(FollowerLease lease, PoolCode pool, CancellationToken cancellationToken)
    {
        if (!await lease.TryTake(pool, cancellationToken)) return false;
        var isMore = false;
        try
        {
            isMore = await ledger.Follower.TakeTurn(pool, cancellationToken);
            isMore |= await _trees.TakeTurn(pool, cancellationToken);
        }
        catch (Exception error) when (error is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
        {
            state.Failed(error);
            _restUntil[pool] = Environment.TickCount64 + (long)_rest.TotalMilliseconds;
        }
        await lease.Release(pool, cancellationToken);
        return isMore;
    }

    private bool IsResting(PoolCode pool) => _restUntil.GetValueOrDefault(pool) > Environment.TickCount64;
}
