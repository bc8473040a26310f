using Ledger.Domain;
using Ledger.EventStore.Schema;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.EventStore.Proofs;

/// <summary>
/// The Merkle tree of a pool's log: a leaf an event, in the order of positions. Leaves are kept in runs, nodes of every
/// eighth level by themselves, and the right edge with the pool's head, so that an append reads nothing to extend it.
/// </summary>
internal sealed class LogTree
{
    /// <summary>Leaves of a run at most: a row stays on its page, four to a page.</summary>
    internal const int RunMax = 60;

    private readonly PoolCode _pool;
    private readonly MerkleFrontier _frontier;
    private readonly List<(long First, MemoryStream Hashes)> _runs = [];
    private readonly List<MerkleNode> _nodes = [];

    /// <exception cref="LogTreeException">The edge is not that of a tree of that size.</exception>
    internal LogTree(PoolCode pool, long size, ReadOnlySpan<byte> edge)
    {
        _pool = pool;
        _frontier = FrontierOf(pool, size, edge);
    }

    /// <summary>Its tables, and the columns of the head.</summary>
    internal static Migration Schema { get; } = new(9, "proofs", """
        alter table ledger.pool_head
            add column tree_size bigint not null default 0,
            add column tree_edge bytea not null default ''::bytea;
        create table ledger.log_leaves (
            pool   varchar not null,
            first  bigint not null,
            hashes bytea not null,
            primary key (pool, first)
        );
        alter table ledger.log_leaves alter column hashes set storage external;
        create table ledger.log_nodes (
            pool  varchar not null,
            level smallint not null,
            index bigint not null,
            hash  bytea not null,
            primary key (pool, level, index)
        );
        create trigger keep before update or delete on ledger.log_leaves for each row execute function ledger.keep();
        create trigger keep_all before truncate on ledger.log_leaves for each statement execute function ledger.keep();
        create trigger keep before update or delete on ledger.log_nodes for each row execute function ledger.keep();
        create trigger keep_all before truncate on ledger.log_nodes for each statement execute function ledger.keep();
        grant select, insert on ledger.log_leaves, ledger.log_nodes to ledger_app;
        """);

    internal long Size => _frontier.Size;

    internal byte[] Edge => _frontier.Bytes();

    internal byte[] Root => _frontier.Root();

    /// <summary>Adds the leaf of the next position.</summary>
    internal void Append(byte[] leaf)
    {
        if (_runs.Count == 0 || _runs[^1].Hashes.Length == RunMax * MerkleHash.Size) _runs.Add((Size + 1, new()));
        _runs[^1].Hashes.Write(leaf);
        _frontier.Append(leaf, _nodes);
    }

    /// <summary>What was added since, as rows to be written; nothing is left of it here.</summary>
    internal StagedWrites Take()
    {
        var writes = new StagedWrites();
        if (_runs.Count > 0)
        {
            writes.Add(new NpgsqlBatchCommand(
                "insert into ledger.log_leaves (pool, first, hashes) select $1, r.* from unnest($2, $3) as r (first, hashes)")
            {
                Parameters =
                {
                    new() { Value = _pool.Text },
                    new() { Value = _runs.Select(run => run.First).ToArray() },
                    Hashes(_runs.Select(run => run.Hashes.ToArray())),
                },
            });
        }
        if (_nodes.Count > 0)
        {
            writes.Add(new NpgsqlBatchCommand("""
                insert into ledger.log_nodes (pool, level, index, hash)
                select $1, n.* from unnest($2, $3, $4) as n (level, index, hash)
                """)
            {
                Parameters =
                {
                    new() { Value = _pool.Text },
                    new() { Value = _nodes.Select(node => (short)node.Level).ToArray() },
                    new() { Value = _nodes.Select(node => node.Index).ToArray() },
                    Hashes(_nodes.Select(node => node.Hash)),
                },
            });
        }
        _runs.Clear();
        _nodes.Clear();
        return writes;
    }

    /// <summary>The frontier that a head says.</summary>
    /// <exception cref="LogTreeException">The edge is not that of a tree of that size.</exception>
    internal static MerkleFrontier FrontierOf(PoolCode pool, long size, ReadOnlySpan<byte> edge)
    {
        try
        {
            return new(size, edge);
        }
        catch (ArgumentException)
        {
            throw new LogTreeException(pool, "the edge of the tree in its head is not that of a tree of its size");
        }
    }

    private static NpgsqlParameter Hashes(IEnumerable<byte[]> hashes) =>
        new() { Value = hashes.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea };
}
