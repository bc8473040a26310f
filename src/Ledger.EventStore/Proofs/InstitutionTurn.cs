using System.Buffers.Binary;
using Ledger.Domain;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.EventStore.Proofs;

/// <summary>What some events that follow each other add to the trees of their institutions.</summary>
internal sealed class InstitutionTurn(PoolCode pool)
{
    private readonly InstitutionFold _fold = new();
    private readonly SortedDictionary<(string Institution, long Number), NewRun> _runs =
        new(Comparer<(string Institution, long Number)>.Create((one, other) =>
            string.CompareOrdinal(one.Institution, other.Institution) is not 0 and var order ? order : one.Number.CompareTo(other.Number)));

    private sealed record NewRun(long First, byte[] Edge, MemoryStream Leaves);

    /// <summary>Reads the trees that these events will be added to.</summary>
    /// <exception cref="InstitutionTreesException">A tree is not one.</exception>
    internal async Task Load(NpgsqlConnection connection, IReadOnlyList<StoredLeaf> leaves, CancellationToken cancellationToken)
    {
        var wanted = leaves.Select(leaf => leaf.Institution).OfType<string>()
            .Where(institution => !_fold.Trees.ContainsKey(institution)).ToHashSet(StringComparer.Ordinal);
        if (wanted.Count == 0) return;
        await using var command = new NpgsqlCommand("""
            select institution, events, first, last, edge from ledger.institution_tree where pool = $1 and institution = any($2)
            """, connection)
        {
            Parameters = { new() { Value = pool.Text }, new() { Value = wanted.ToArray() } },
        };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken)) _fold.Add(InstitutionRows.Tree(pool, row));
    }

    internal void Append(IReadOnlyList<StoredLeaf> leaves)
    {
        Span<byte> kept = stackalloc byte[InstitutionRows.LeafBytes];
        foreach (var leaf in leaves.Where(leaf => leaf.Institution is not null))
        {
            var before = _fold.Trees.GetValueOrDefault(leaf.Institution!);
            var key = (leaf.Institution!, (before?.Events ?? 0) / InstitutionRows.RunMax);
            // First and edge are those of the run only where it begins here; of one that is there they are not written.
            if (!_runs.TryGetValue(key, out var run)) _runs.Add(key, run = new(leaf.Position, before?.Edge ?? [], new()));
            BinaryPrimitives.WriteInt64BigEndian(kept, leaf.Position);
            leaf.Hash.CopyTo(kept[sizeof(long)..]);
            run.Leaves.Write(kept);
            _fold.Append(leaf);
        }
    }

    /// <summary>The rows to be written. Those of a run that is there already join it.</summary>
    internal StagedWrites Take()
    {
        var writes = new StagedWrites();
        if (_runs.Count == 0) return writes;
        var trees = _fold.Trees.Values.OrderBy(tree => tree.Institution, StringComparer.Ordinal).ToList();
        writes.Add(Command("""
            insert into ledger.institution_tree (pool, institution, events, first, last, edge)
            select $1, t.* from unnest($2, $3, $4, $5, $6) as t (institution, events, first, last, edge)
            on conflict (pool, institution) do update set events = excluded.events, last = excluded.last, edge = excluded.edge
            """,
            trees.Select(tree => tree.Institution).ToArray(), trees.Select(tree => tree.Events).ToArray(),
            trees.Select(tree => tree.First).ToArray(), trees.Select(tree => tree.Last).ToArray(),
            trees.Select(tree => tree.Edge).ToArray()));
        writes.Add(Command("""
            insert into ledger.institution_run as r (pool, institution, number, first, edge, leaves)
            select $1, n.* from unnest($2, $3, $4, $5, $6) as n (institution, number, first, edge, leaves)
            on conflict (pool, institution, number) do update set leaves = r.leaves || excluded.leaves
            """,
            _runs.Keys.Select(key => key.Institution).ToArray(), _runs.Keys.Select(key => key.Number).ToArray(),
            _runs.Values.Select(run => run.First).ToArray(), _runs.Values.Select(run => run.Edge).ToArray(),
            _runs.Values.Select(run => run.Leaves.ToArray()).ToArray()));
        return writes;
    }

    private NpgsqlBatchCommand Command(string sql, params Array[] columns)
    {
        var command = new NpgsqlBatchCommand(sql) { Parameters = { new() { Value = pool.Text } } };
        foreach (var column in columns)
        {
            command.Parameters.Add(column is byte[][]
                ? new() { Value = column, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea }
                : new() { Value = column });
        }
        return command;
    }
}
