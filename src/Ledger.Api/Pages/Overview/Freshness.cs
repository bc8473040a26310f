using Ledger.Domain;
using Ledger.Projections.Following;
using Ledger.EventStore;
using NodaTime;

namespace Ledger.Api.Pages.Overview;

/// <summary>How new the figures of a pool are, and how far they were checked.</summary>
/// <param name="Position">The last event of the log.</param>
/// <param name="Recorded">When it was recorded.</param>
/// <param name="Behind">Events that the figures of institutions have not taken yet.</param>
/// <param name="Verified">The position at which all figures were last compared with the log; 0 when they never were.</param>
/// <param name="Differing">How many differed then.</param>
public sealed record Freshness(long Position, Instant Recorded, long Behind, long Verified, long Differing)
{
    internal static async Task<Freshness?> Of(LedgerContext ledger, PoolCode pool, CancellationToken cancellationToken)
    {
        await using var connection = await ledger.Database.OpenConnectionAsync(cancellationToken);
        var lag = (await FollowingLag.All(connection, cancellationToken)).FirstOrDefault(one => one.Pool == pool);
        if (lag is null) return null;
        RecordedEvent? last = null;
        await foreach (var recorded in ledger.Store.Read(pool, lag.Position, lag.Position, cancellationToken)) last = recorded;
        return last is null ? null : new(lag.Position, last.Recorded, lag.EventsBehind, lag.Verified, lag.Differing);
    }
}
