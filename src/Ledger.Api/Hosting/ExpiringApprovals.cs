using Ledger.Api.CommandLine;
using Ledger.Api.Recording;
using Ledger.Domain.Approvals;
using Ledger.EventStore;
using Ledger.Projections.PoolBooks;
using NodaTime;
using Npgsql;

namespace Ledger.Api.Hosting;

/// <summary>
/// Records that requests have expired which nobody decided in time. Nothing hangs on when: whoever decides such a request,
/// or asks for the same again, is answered as if it were recorded already.
/// </summary>
internal sealed class ExpiringApprovals(LedgerContext ledger, PoolWriters writers) : BackgroundService
{
    private const string Recorder = "ledger";

    private static readonly TimeSpan _between = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Expire(ledger, writers, ChinaTime.DayOf(SystemClock.Instance.GetCurrentInstant()), stoppingToken);
            }
            catch (Exception error) when (error is NpgsqlException or PoolBusyException or OperationCanceledException)
            {
                // The next look begins anew.
            }
            await Task.Delay(_between, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Expires what can no longer be decided on a day, in every pool.</summary>
    internal static async Task Expire(
        LedgerContext ledger, PoolWriters writers, LocalDate day, CancellationToken cancellationToken)
    {
        // What another process expired meanwhile is refused, and so it should be.
        foreach (var (pool, request) in await ApprovalBooks.Overdue(ledger.Database, day, cancellationToken))
            await writers.Submit(pool, [ApprovalDecider.Expiry(request, day)], Recorder, "approval:expiry", cancellationToken);
    }
}
