using Ledger.Domain;
using Npgsql;

namespace Ledger.EventStore.Proofs;

/// <summary>Compares the nodes that leaves make with those that are stored.</summary>
internal sealed class NodesCheck(NpgsqlDataSource database, PoolCode pool)
{
    /// <summary>The nodes that were made since the last check, in order.</summary>
    internal List<MerkleNode> Completed { get; } = [];

    internal async Task Check(Action<LogFinding> find, CancellationToken cancellationToken)
    {
        if (Completed.Count == 0) return;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        foreach (var level in Completed.GroupBy(node => node.Level))
        {
            var made = level.ToList();
            var stored = await LogTreeRows.Nodes(connection, pool, level.Key, made[0].Index, made[^1].Index, cancellationToken);
            foreach (var node in made)
            {
                if (stored.GetValueOrDefault(node.Index)?.AsSpan().SequenceEqual(node.Hash) == true) continue;
                var shift = MerkleFrontier.LevelsPerNode * node.Level;
                find(new((node.Index << shift) + 1, LogFault.NodeChanged, $"{node.Level}/{node.Index}"));
            }
        }
        Completed.Clear();
    }
}
