using System.Buffers.Binary;
using System.Data;
using Ledger.Domain;
using Npgsql;

namespace Ledger.EventStore.Proofs;

/// <summary>The stored rows of the trees of institutions.</summary>
internal static class InstitutionRows
{
    /// <summary>Leaves of a run: the first of run n is leaf n times so many of its tree. Its row stays on its page.</summary>
    internal const int RunMax = 32;

    /// <summary>Of a leaf the position, eight bytes, and the hash of the event's leaf.</summary>
    internal const int LeafBytes = sizeof(long) + MerkleHash.Size;

    /// <summary>How far the trees are, and the trees as they were at a size of the log that they have reached.</summary>
    internal static async Task<(long Followed, InstitutionFold Fold)> At(
        NpgsqlDataSource database, PoolCode pool, long size, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var look = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var (followed, fold) = (0L, new InstitutionFold());
        await Read("select position from ledger.institution_head where pool = $1 and $2 is not null", row => followed = row.GetInt64(0));
        await Read("""
            select institution, events, first, last, edge from ledger.institution_tree where pool = $1 and last <= $2
            """, row => fold.Add(Tree(pool, row)));
        // Of those that went on after it: the run in which they stood.
        await Read($"""
            select t.institution, {RunMax} * r.number, t.first, t.first, r.edge, r.leaves
            from ledger.institution_tree as t
            cross join lateral (
                select number, edge, leaves from ledger.institution_run
                where pool = t.pool and institution = t.institution and first <= $2 order by number desc limit 1) as r
            where t.pool = $1 and t.last > $2
            """, row =>
        {
            var tree = Tree(pool, row);
            foreach (var (position, leaf) in Leaves(row.GetFieldValue<byte[]>(5)).TakeWhile(one => one.Position <= size))
                tree.Append(position, InstitutionLeaves.Hash(position, leaf));
            fold.Add(tree);
        });
        return (followed, fold);

        async Task Read(string sql, Action<NpgsqlDataReader> onRow)
        {
            await using var command = new NpgsqlCommand(sql, connection)
            {
                Parameters = { new() { Value = pool.Text }, new() { Value = size } },
            };
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken)) onRow(row);
        }
    }

    /// <summary>The leaves of an institution up to a size of the log, in order.</summary>
    internal static async Task<List<(long Position, byte[] Leaf)>> LeavesOf(NpgsqlDataSource database, PoolCode pool,
        string institution, long size, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            select leaves from ledger.institution_run where pool = $1 and institution = $2 and first <= $3 order by number
            """);
        command.Parameters.AddRange((NpgsqlParameter[])
            [new() { Value = pool.Text }, new() { Value = institution }, new() { Value = size }]);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var leaves = new List<(long, byte[])>();
        while (await row.ReadAsync(cancellationToken))
            leaves.AddRange(Leaves(row.GetFieldValue<byte[]>(0)).TakeWhile(one => one.Position <= size));
        return leaves;
    }

    /// <summary>Where events of an institution stand, in the order in which they are looked for, as many as may be looked at.</summary>
    internal static async Task<List<long>> Positions(
        NpgsqlDataSource database, PoolCode pool, string institution, LookFor look, CancellationToken cancellationToken)
    {
        // The run in which the first position stands begins before it.
        await using var command = database.CreateCommand($"""
            select leaves from ledger.institution_run
            where pool = $1 and institution = $2 and first <= $4 and number >= coalesce((
                select number from ledger.institution_run
                where pool = $1 and institution = $2 and first <= $3 order by number desc limit 1), 0)
            order by number {(look.IsBack ? "desc" : "asc")} limit {look.LookedMax / RunMax + 2}
            """);
        command.Parameters.AddRange((NpgsqlParameter[])
            [new() { Value = pool.Text }, new() { Value = institution }, new() { Value = look.From }, new() { Value = look.To }]);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var positions = new List<long>();
        while (await row.ReadAsync(cancellationToken))
        {
            var run = Leaves(row.GetFieldValue<byte[]>(0)).Select(leaf => leaf.Position)
                .Where(position => position >= look.From && position <= look.To);
            positions.AddRange(look.IsBack ? run.Reverse() : run);
        }
        return [.. positions.Take(look.LookedMax)];
    }

    /// <summary>The runs that begin at some positions, by the position of their first leaf.</summary>
    internal static async Task<List<InstitutionRun>> Runs(
        NpgsqlConnection connection, PoolCode pool, long from, long to, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            select institution, number, first, edge, leaves from ledger.institution_run
            where pool = $1 and first between $2 and $3 order by first
            """, connection)
        {
            Parameters = { new() { Value = pool.Text }, new() { Value = from }, new() { Value = to } },
        };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var runs = new List<InstitutionRun>();
        while (await row.ReadAsync(cancellationToken))
            runs.Add(new(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetFieldValue<byte[]>(3), row.GetFieldValue<byte[]>(4)));
        return runs;
    }

    /// <summary>A tree of columns institution, events, first, last and edge.</summary>
    /// <exception cref="InstitutionTreesException">The edge is not that of a tree of so many events.</exception>
    internal static InstitutionTree Tree(PoolCode pool, NpgsqlDataReader row)
    {
        var institution = row.GetString(0);
        try
        {
            return new(institution, row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetFieldValue<byte[]>(4));
        }
        catch (ArgumentException)
        {
            throw new InstitutionTreesException(pool, $"the edge of that of {institution} is of another size");
        }
    }

    private static IEnumerable<(long Position, byte[] Leaf)> Leaves(byte[] leaves)
    {
        for (var at = 0; at + LeafBytes <= leaves.Length; at += LeafBytes)
            yield return (BinaryPrimitives.ReadInt64BigEndian(leaves.AsSpan(at)), leaves[(at + sizeof(long))..(at + LeafBytes)]);
    }
}

/// <summary>Leaves of an institution that follow each other.</summary>
/// <param name="Number">How many full runs are before it.</param>
/// <param name="First">The position of the first leaf.</param>
/// <param name="Edge">That of the tree before it.</param>
internal sealed record InstitutionRun(string Institution, long Number, long First, byte[] Edge, byte[] Leaves);
