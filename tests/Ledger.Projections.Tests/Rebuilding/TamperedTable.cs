using Ledger.Projections.Rebuilding;
using Npgsql;

namespace Ledger.Projections.Tests.Rebuilding;

/// <summary>A read model's table as the catalogue describes it, and ways to spoil a pool's rows of it.</summary>
internal sealed record TamperedTable(string Name, IReadOnlyList<TamperedTable.Column> Columns)
{
    /// <summary>All but those that say how far the followers are, which have no figures.</summary>
    public static async Task<IReadOnlyList<TamperedTable>> All(NpgsqlDataSource database)
    {
        var tables = new List<TamperedTable>();
        foreach (var name in ReadModels.FigureTables)
        {
            await using var command = database.CreateCommand($"""
                select a.attname, format_type(a.atttypid, null), a.attnum = any(i.indkey)
                from pg_attribute as a
                join pg_index as i on i.indrelid = a.attrelid and i.indisprimary
                where a.attrelid = 'ledger.{name}'::regclass and a.attnum > 0 and a.attgenerated = ''
                order by a.attnum
                """);
            await using var reader = await command.ExecuteReaderAsync(Cancellation);
            var columns = new List<Column>();
            while (await reader.ReadAsync(Cancellation))
                columns.Add(new(reader.GetString(0), reader.GetString(1), reader.GetBoolean(2)));
            tables.Add(new(name, columns));
        }
        return tables;
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Whether a row has no column beside its key, so that it cannot be wrong but only missing or too many.</summary>
    public bool IsKeyAlone => Columns.All(column => column.IsKey);

    /// <summary>Changes a column of one row, and gives the row's key; null where the pool has no row.</summary>
    public async Task<string?> ChangeRow(NpgsqlDataSource database, string pool)
    {
        var column = Columns.First(one => !one.IsKey);
        return await Key(database, $"update ledger.{Name} as t set {column.Name} = {column.Changed} {AnyRow(pool)} {Returning}");
    }

    /// <summary>Deletes one row.</summary>
    public Task<string?> DeleteRow(NpgsqlDataSource database, string pool) =>
        Key(database, $"delete from ledger.{Name} as t {AnyRow(pool)} {Returning}");

    /// <summary>Adds a row of which the log knows nothing; where a pool has only one row, when it has none.</summary>
    public Task<string?> AddRow(NpgsqlDataSource database, string pool) => Key(database, $"""
        insert into ledger.{Name} as t ({string.Join(", ", Columns.Select(column => column.Name))})
        select {string.Join(", ", Columns.Select(column => column.Name == "pool" ? $"'{pool}'" : column.Made))}
        on conflict do nothing {Returning}
        """);

    private string Returning => $"returning jsonb_build_object({string.Join(", ", Columns
        .Where(column => column.IsKey && column.Name != "pool")
        .Select(column => $"'{column.Name}', t.{column.Name}"))})::text";

    private string AnyRow(string pool) =>
        $"where t.ctid = (select ctid from ledger.{Name} where pool = '{pool}' limit 1)";

    private static async Task<string?> Key(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancellation) as string;
    }

    internal sealed record Column(string Name, string Type, bool IsKey)
    {
        public string Made => Type switch
        {
            "character varying" => "'~made~'",
            "bigint" or "integer" or "smallint" => "7",
            "date" => "date '1999-12-31'",
            "boolean" => "true",
            "bytea" => @"'\x00'::bytea",
            _ => "'{}'",
        };

        public string Changed => Type switch
        {
            "character varying" => $"coalesce({Name}, '') || '~'",
            "bigint" or "integer" or "smallint" => $"coalesce({Name}, 0) + 1",
            "date" => $"coalesce({Name} + 1, date '1999-12-31')",
            "boolean" => $"not coalesce({Name}, false)",
            "bytea" => $@"{Name} || '\x00'::bytea",
            "character varying[]" => $"array_append({Name}, '~')",
            _ => $"array_append({Name}, 1)",
        };
    }
}
