using Ledger.Domain;
using Npgsql;

namespace Ledger.Projections.Rebuilding;

/// <summary>A row that is not what the log says.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Key">The columns of its key but the pool, as a JSON object.</param>
/// <param name="Live">Its other columns as they were, as a JSON object; null where there was no such row.</param>
/// <param name="Rebuilt">As the log says; null where there should be no such row.</param>
public sealed record RowDifference(string Table, string Key, string? Live, string? Rebuilt);

/// <summary>A read model's table, whose rows of a pool are compared with those that are made anew in its shadow.</summary>
/// <param name="Name">The table.</param>
/// <param name="Key">The columns of its key but the pool.</param>
/// <param name="Others">Its other columns but those that the database makes itself.</param>
internal sealed record ComparedTable(string Name, IReadOnlyList<string> Key, IReadOnlyList<(string Name, bool IsBinary)> Others)
{
    /// <summary>
    /// How far the followers are. Its row is locked, never deleted: a follower that waits for it would find none.
    /// </summary>
    public const string Followed = "followed";

    /// <summary>All columns but the pool.</summary>
    public IReadOnlyList<string> Columns { get; } = [.. Key, .. Others.Select(column => column.Name)];

    private string Wrong => $"{ReplayTables.Shadow}.wrong_{Name}";

    /// <summary>All that have figures, as the database describes them.</summary>
    public static async Task<IReadOnlyList<ComparedTable>> All(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            select c.relname, a.attname, a.attnum = any(i.indkey), a.atttypid = 'bytea'::regtype
            from pg_class as c
            join pg_index as i on i.indrelid = c.oid and i.indisprimary
            join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
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

    /// <summary>
    /// Makes the shadow, empty. A key is kept where a replay looks rows up or overwrites them; what follows the log is
    /// only added up, at the end.
    /// </summary>
    public string CreateShadow()
    {
        var key = ReadModels.FollowingTables.Contains(Name)
            ? ""
            : $"alter table {ReplayTables.Shadow}.{Name} add primary key ({List(Key.Prepend("pool"), "")});";
        return $"""
            create temporary table {Name} as select pool, {string.Join(", ", Columns)} from ledger.{Name} with no data;
            {key}
            """;
    }

    /// <summary>Sets the rows that differ aside, adds them to <paramref name="differences"/> while there is room, and counts all.</summary>
    public async Task<long> Compare(NpgsqlConnection connection, ReplayTables shadow, PoolCode pool,
        List<RowDifference> differences, int differencesMax, CancellationToken cancellationToken)
    {
        await FindWrong(connection, shadow, pool, cancellationToken);
        var key = Pairs(Key.Select(column => (column, column)));
        await using var command = new NpgsqlCommand($"""
            select count(*) over (), {key}::text, live_row, made_row from {Wrong} order by {List([.. Key, "live_row"], "")} limit $1
            """, connection)
        {
            Parameters = { new() { Value = Math.Max(1, differencesMax - differences.Count) } },
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

    /// <summary>Puts what the log says in the place of the rows that were found to differ.</summary>
    public async Task Mend(NpgsqlConnection connection, PoolCode pool, CancellationToken cancellationToken)
    {
        var sameKey = string.Concat(Key.Select(column => $" and t.{column} = w.{column}"));
        await using var batch = new NpgsqlBatch(connection);
        foreach (var sql in (string[])
        [
            $"delete from ledger.{Name} as t using {Wrong} as w where t.pool = $1{sameKey}",
            $"""
            insert into ledger.{Name} (pool, {List(Columns, "")})
            select $1, {List(Columns, "")} from {Wrong} where made_row is not null
            """,
        ])
        {
            batch.BatchCommands.Add(new(sql) { Parameters = { new() { Value = pool.Text } } });
        }
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task FindWrong(
        NpgsqlConnection connection, ReplayTables shadow, PoolCode pool, CancellationToken cancellationToken)
    {
        // A full join wants a condition that it can hash, also where a pool has one row.
        var sameKey = string.Join(" and ", Key.Prepend("pool").Select(column => $"l.{column} = r.{column}"));
        var keys = string.Concat(Key.Select(column => $"coalesce(l.{column}, r.{column}) as {column}, "));
        var others = string.Concat(Others.Select(column => $", r.{column.Name}"));
        await using var command = new NpgsqlCommand($"""
            create temporary table wrong_{Name} on commit drop as
            select {keys}
                case when l.pool is not null then {Row("l")}::text end as live_row,
                case when r.pool is not null then {Row("r")}::text end as made_row{others}
            from (select pool, {List(Columns, "")} from ledger.{Name} where pool = '{pool}') as l
            full join (select pool, {List(Columns, "")} from ({shadow.RowsOf(Name, Columns)}) as made) as r on {sameKey}
            where row(l.pool, {List(Columns, "l.")}) is distinct from row(r.pool, {List(Columns, "r.")})
            """, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // Of bytes their digest: a block of history would fill the screen.
    private string Row(string side) => Pairs(Others.Select(column =>
        (column.Name, column.IsBinary ? $"'md5 ' || md5({side}.{column.Name})" : $"{side}.{column.Name}")));

    private static string Pairs(IEnumerable<(string Name, string Value)> columns) =>
        $"jsonb_build_object({string.Join(", ", columns.Select(column => $"'{column.Name}', {column.Value}"))})";

    private static string List(IEnumerable<string> columns, string prefix) =>
        string.Join(", ", columns.Select(column => prefix + column));

    private static string? Text(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);
}
