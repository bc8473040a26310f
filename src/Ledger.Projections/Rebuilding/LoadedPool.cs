using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.EventStore;
using Npgsql;

namespace Ledger.Projections.Rebuilding;

/// <summary>
/// Makes the figures of a log while it is loaded into a pool without events, in the same transaction. What follows the log
/// follows it afterwards.
/// </summary>
public sealed class LoadedPool(NpgsqlConnection connection, EventStore.EventStore store, Journal journal, PoolCode pool)
{
    /// <summary>Events whose books are loaded and saved together.</summary>
    public const int EventsPerSpan = PoolReplay.EventsPerSpan;

    private readonly PoolReplay _replay = new(new(connection, ReplayTables.Live), store, journal, pool);

    /// <summary>Takes the next events, in order.</summary>
    public Task Take(IReadOnlyList<EventBody> span, CancellationToken cancellationToken) => _replay.Take(span, cancellationToken);

    /// <summary>Writes what was not written yet; before the transaction commits.</summary>
    public Task Finish(CancellationToken cancellationToken) => _replay.Finish(cancellationToken);
}
