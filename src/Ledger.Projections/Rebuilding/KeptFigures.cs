using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Domain.Events;
using Ledger.Projections.FundHistory;
using Npgsql;

namespace Ledger.Projections.Rebuilding;

/// <summary>All figures that are kept of a pool, as one fold of its events.</summary>
/// <param name="journal">The posting rules.</param>
/// <param name="read">The pool's log, as the transaction that writes sees it.</param>
public sealed class KeptFigures(Journal journal, ReadLog read)
{
    private readonly IReadOnlyList<IReadModel> _models = ReadModels.Create(journal);
    private readonly FundHistory.FundHistory _history = new(journal, read);

    /// <summary>Takes an event, recorded at <paramref name="position"/>, into the changes of this batch.</summary>
    public void Fold(FundEvent entry, long position)
    {
        foreach (var model in _models) model.Fold(entry, position);
        _history.Fold(entry, position);
    }

    /// <summary>Gives what the batch changed to <paramref name="writes"/>.</summary>
    /// <returns>What follows from it once it is written; seldom.</returns>
    public FilledBlocks? Save(Writes writes, PoolCode pool)
    {
        foreach (var model in _models) model.Save(writes, pool);
        return _history.Take();
    }

    /// <summary>Writes what follows from what the batch wrote.</summary>
    public Task Complete(
        FilledBlocks filled, NpgsqlConnection connection, PoolCode pool, CancellationToken cancellationToken) =>
        _history.Save(filled, connection, pool, cancellationToken);
}
