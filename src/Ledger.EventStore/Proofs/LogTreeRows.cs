using Ledger.Domain;
using Npgsql;

namespace Ledger.EventStore.Proofs;

/// <summary>The stored rows of a pool's tree.</summary>
internal static class LogTreeRows
{
    /// <summary>The leaves of some positions, by position; one that is not stored is left out.</summary>
    internal static async Task<Dictionary<long, byte[]>> Leaves(
        NpgsqlConnection connection, PoolCode pool, long from, long to, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select first, hashes from ledger.log_leaves where pool = $1 and first between $2 and $3 order by first", connection)
        {
            Parameters = { new() { Value = pool.Text }, new() { Value = from - LogTree.RunMax + 1 }, new() { Value = to } },
        };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var leaves = new Dictionary<long, byte[]>();
        while (await row.ReadAsync(cancellationToken))
        {
            var (first, hashes) = (row.GetInt64(0), row.GetFieldValue<byte[]>(1));
            for (var index = 0; index < hashes.Length / MerkleHash.Size; index++)
            {
                var position = first + index;
                if (position >= from && position <= to)
                    leaves[position] = hashes[(index * MerkleHash.Size)..((index + 1) * MerkleHash.Size)];
            }
        }
        return leaves;
    }

    /// <summary>The nodes of a level, by index; one that is not stored is left out.</summary>
    internal static async Task<Dictionary<long, byte[]>> Nodes(
        NpgsqlConnection connection, PoolCode pool, int level, long first, long last, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select index, hash from ledger.log_nodes where pool = $1 and level = $2 and index between $3 and $4", connection)
        {
            Parameters =
            {
                new() { Value = pool.Text }, new() { Value = (short)level }, new() { Value = first }, new() { Value = last },
            },
        };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var nodes = new Dictionary<long, byte[]>();
        while (await row.ReadAsync(cancellationToken)) nodes[row.GetInt64(0)] = row.GetFieldValue<byte[]>(1);
        return nodes;
    }
}
