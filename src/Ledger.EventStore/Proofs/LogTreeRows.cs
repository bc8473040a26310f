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
        var leaves = new Dictionary<long, byte[]>();
        await BatchedRead.Run(connection, [Leaves(pool, from, to, leaves)], cancellationToken);
        return leaves;
    }

    /// <summary>As a read that travels with others.</summary>
    internal static BatchedRead Leaves(PoolCode pool, long from, long to, Dictionary<long, byte[]> into) => new(
        new("select first, hashes from ledger.log_leaves where pool = $1 and first between $2 and $3 order by first")
        {
            Parameters = { new() { Value = pool.Text }, new() { Value = from - LogTree.RunMax + 1 }, new() { Value = to } },
        },
        row =>
        {
            var (first, hashes) = (row.GetInt64(0), row.GetFieldValue<byte[]>(1));
            for (var index = 0; index < hashes.Length / MerkleHash.Size; index++)
            {
                var position = first + index;
                if (position >= from && position <= to)
                    into[position] = hashes[(index * MerkleHash.Size)..((index + 1) * MerkleHash.Size)];
            }
        });

    /// <summary>The nodes of a level, by index; one that is not stored is left out.</summary>
    internal static async Task<Dictionary<long, byte[]>> Nodes(
        NpgsqlConnection connection, PoolCode pool, int level, long first, long last, CancellationToken cancellationToken)
    {
        var nodes = new Dictionary<long, byte[]>();
        await BatchedRead.Run(connection, [Nodes(pool, level, first, last, nodes)], cancellationToken);
        return nodes;
    }

    /// <summary>As a read that travels with others.</summary>
    internal static BatchedRead Nodes(PoolCode pool, int level, long first, long last, Dictionary<long, byte[]> into) => new(
        new("select index, hash from ledger.log_nodes where pool = $1 and level = $2 and index between $3 and $4")
        {
            Parameters =
            {
                new() { Value = pool.Text }, new() { Value = (short)level }, new() { Value = first }, new() { Value = last },
            },
        },
        row => into[row.GetInt64(0)] = row.GetFieldValue<byte[]>(1));
}
