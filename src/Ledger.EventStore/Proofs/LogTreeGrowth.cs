using Ledger.Domain;
using Npgsql;

namespace Ledger.EventStore.Proofs;

/// <summary>
/// Adds the leaves of events that are recorded already: those of a pool that is older than its tree, or that a program
/// without one wrote to.
/// </summary>
internal static class LogTreeGrowth
{
    private const int SpanEvents = 20_000;

    /// <param name="database">Where the events are read from.</param>
    /// <param name="connection">Holds the pool's head, and writes the tree.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="tree">What the head says of the tree.</param>
    /// <param name="to">The head's position.</param>
    /// <param name="cancellationToken">Ends the work; the transaction must then be abandoned.</param>
    /// <exception cref="LogTreeException">The log is shorter than its tree, or an event is missing.</exception>
    internal static async Task To(NpgsqlDataSource database, NpgsqlConnection connection, PoolCode pool, LogTree tree, long to,
        CancellationToken cancellationToken)
    {
        if (tree.Size > to) throw new LogTreeException(pool, $"its head is at {to} and its tree at {tree.Size}");
        await foreach (var span in StoredLeaves.ReadHashes(database, pool, tree.Size + 1, to, SpanEvents, cancellationToken))
        {
            foreach (var leaf in span.Rows)
            {
                if (leaf.Position != tree.Size + 1) throw new LogTreeException(pool, $"event {tree.Size + 1} is missing");
                tree.Append(leaf.Hash);
            }
            // A head may say any position: where a span has no event to its end, none after it is asked for.
            if (tree.Size != span.Last) break;
            await tree.Take().Send(connection, cancellationToken);
        }
        if (tree.Size != to) throw new LogTreeException(pool, $"event {tree.Size + 1} is missing");
    }
}

/// <summary>The log and its tree do not go together: somebody has changed what was recorded.</summary>
public sealed class LogTreeException(PoolCode pool, string what)
    : Exception($"the log of pool {pool} is not as it was recorded: {what}; nothing more is recorded in it, run ./ledger verify --pool {pool}");
