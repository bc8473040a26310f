using Ledger.Domain;
using Ledger.Domain.Events;

namespace Ledger.Projections;

/// <summary>
/// A question about the log, kept answered: a pure fold of events into changes, and the table that holds them. The
/// changes of a batch are written by the transaction that appends its events, so a reader sees its own write.
/// </summary>
public interface IReadModel
{
    /// <summary>Takes an event, recorded at <paramref name="position"/>, into the changes of this batch.</summary>
    void Fold(FundEvent entry, long position);

    /// <summary>Gives what the batch changed to <paramref name="writes"/>, and forgets it.</summary>
    void Save(Writes writes, PoolCode pool);
}
