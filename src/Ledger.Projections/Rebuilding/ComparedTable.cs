using Ledger.Domain;
using Npgsql;

namespace Ledger.Projections.Rebuilding;

/// <summary>A row that is not what the log says.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Key">The columns of its key but the pool, as a JSON object.</param>
/// <param name="Live">Its other columns as they were, as a JSON object; null where there was no such row.</param>
/// <param name="Rebuilt">As the log says; null where there should be no such row.</param>
public sealed record RowDifference(string Table, string Key, string? Live, string? Rebuilt);

/// <summary>A read model's table, with its rows of a pool set aside to be compared with those that are made anew.</summary>
internal sealed record ComparedTable(string Name, IReadOnlyList<string> Key, IReadOnlyList<(string Name, bool IsBinary)> Others)
{
    /// <summary>
    /// How far the followers are. Its row is locked, never deleted: a follower that waits for it would find none.
    /// </summary>
    public const string Followed = "followed";

    private string Aside => $"pg_temp.live_{Name}";

    /// <summary>All that have figures, as the database describes them.</summary>
    public static async Task<IReadOnlyList<ComparedTable>> All(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            select c.relname, a.attname, a.attnum = any(i.indkey), a.atttypid = 'bytea'::regtype
            from pg_class as c
            join pg_index as i on i.indrelid = c.oid and i.indisprimary
            join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where c.relnamespace = 'ledger'::regnamespace and c.relname = any($1) and a.attname <> 'pool'
            order by c.relname, array_position(i.indkey::int2[], a.attnum), a.attnum
            """, connection)
        {
            Parameters = { new() { Value = ReadModels.FigureTables.ToArray() } },
        };
        var columns = new List<(string Table, string Column, bool IsKey, bool IsBinary)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            columns.Add((reader.GetString(0), reader.GetString(1), reader.GetBoolean(2), reader.GetBoolean(3)));
        return
        [
            .. columns.GroupBy(column => column.Table).Select(table => new ComparedTable(table.Key,
                [.. table.Where(column => column.IsKey).Select(column => column.Column)],
                [.. table.Where(column => !column.IsKey).Select(column => (column.Column, column.IsBinary))])),
        ];
    }

    /// <summary>Moves the pool's rows into a table that goes with the transaction.</summary>
    public async Task SetAside(NpgsqlConnection connection, PoolCode pool, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new($"create temporary table live_{Name} (like ledger.{Name}) on commit drop"),
                new($"with gone as (delete from ledger.{Name} where pool = $1 returning *) insert into {Aside} select * from gone")
                {
                    Parameters = { new() { Value = pool.Text } },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Adds the rows that differ to <paramref name="differences"/> while there is room, and counts all.</summary>
    public async Task<long> Compare(NpgsqlConnection connection, PoolCode pool, List<RowDifference> differences,
        int differencesMax, CancellationToken cancellationToken)
    {
        // A full join wants a condition that it can hash, also where a pool has one row.
        var sameKey = string.Join(" and ", Key.Prepend("pool").Select(column => $"l.{column} = r.{column}"));
        var order = string.Concat(Key.Select(column => $"coalesce(l.{column}, r.{column}), "));
        var key = Pairs(Key.Select(column => (column, $"coalesce(l.{column}, r.{column})")));
        await using var command = new NpgsqlCommand($"""
            select count(*) over (), {key}::text,
                case when l.pool is not null then {Row("l")}::text end,
                case when r.pool is not null then {Row("r")}::text end
            from {Aside} as l
            full join (select * from ledger.{Name} where pool = $1) as r on {sameKey}
            where row(l.*) is distinct from row(r.*)
            order by {order}1 limit $2
            """, connection)
        {
            Parameters =
            {
                new() { Value = pool.Text }, new() { Value = Math.Max(1, differencesMax - differences.Count) },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var count = 0L;
        while (await reader.ReadAsync(cancellationToken))
        {
            count = reader.GetInt64(0);
            if (differences.Count < differencesMax)
                differences.Add(new(Name, reader.GetString(1), Text(reader, 2), Text(reader, 3)));
        }
        return count;
    }

    // Of bytes their digest: a block of history would fill the screen.
    private string Row(string side) => Pairs(Others.Select(column =>
        (column.Name, column.IsBinary ? $"'md5 ' || md5({side}.{column.Name})" : $"{side}.{column.Name}")));

    private static string Pairs(IEnumerable<(string Name, string Value)> columns) =>
        $"jsonb_build_object({string.Join(", ", columns.Select(column => $"'{column.Name}', {column.Value}"))})";

    private static string? Text(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);
}
