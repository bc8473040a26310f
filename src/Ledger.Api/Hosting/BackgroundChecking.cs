using Ledger.Api.CommandLine;
using Ledger.Domain;
using Ledger.Projections.Rebuilding;

namespace Ledger.Api.Hosting;

/// <summary>
/// Checks the read models of all pools against their logs while the program serves, one pool after the other and round
/// after round, a few events at a time. A row that differs is an alert: in the log of the program by its key, in the
/// metrics, and in <c>doctor</c>.
/// </summary>
internal sealed partial class BackgroundChecking(LedgerContext ledger, ILogger<BackgroundChecking> log) : BackgroundService
{
    /// <summary>Events of a step: some milliseconds of work, and then a pause.</summary>
    private const int EventsPerStep = 2_000;

    /// <summary>Rows that are named in the log of the program; the others are counted.</summary>
    private const int NamedMax = 20;

    private static readonly TimeSpan _betweenSteps = TimeSpan.FromMilliseconds(500);

    /// <summary>So that who starts is served first.</summary>
    private static readonly TimeSpan _beforeFirst = TimeSpan.FromMinutes(1);

    /// <summary>A round takes room and a part of a processor; most of the time there is none.</summary>
    private static readonly TimeSpan _betweenRounds = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var wait = _beforeFirst; !stoppingToken.IsCancellationRequested; wait = _betweenRounds)
        {
            await Task.Delay(wait, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested) return;
            try
            {
                foreach (var head in await ledger.Store.Pools(stoppingToken)) await Check(head.Pool, _betweenSteps, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // A log that cannot be replayed is a finding too; the next round begins anew.
                Stopped(PlainLine.Of(error.Message));
            }
        }
    }

    /// <summary>One round of a pool, unless another process is at it.</summary>
    internal async Task Check(PoolCode pool, TimeSpan pause, CancellationToken cancellationToken)
    {
        await using var check = await RollingCheck.Begin(ledger.Database, ledger.Store, new(ledger.Chart), pool, cancellationToken);
        if (check is null) return;
        RebuiltPool? found;
        while ((found = await check.Step(EventsPerStep, cancellationToken)) is null) await Task.Delay(pause, cancellationToken);
        if (found.Differing == 0) return;
        Differ(pool.Text, found.Differing, found.Position);
        foreach (var row in found.Differences.Take(NamedMax)) Differs(pool.Text, ModelCheck.Name(row));
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "alert: pool {pool}: {rows} rows of read models are not what the log says, checked at position {position}; run ./ledger rebuild --check")]
    private partial void Differ(string pool, long rows, long position);

    [LoggerMessage(Level = LogLevel.Critical, Message = "alert: pool {pool}: {row} is not what the log says")]
    private partial void Differs(string pool, string row);

    [LoggerMessage(Level = LogLevel.Error, Message = "the check of read models stopped: {reason}")]
    private partial void Stopped(string reason);
}
