using Npgsql;

namespace Ledger.EventStore.Schema;

/// <summary>Brings a database to the newest schema. Safe to repeat, and to run from several processes at once.</summary>
public static class Migrator
{
    // Any fixed number that nothing else in the database uses; it serialises migrations of all processes.
    private const long LockKey = 0x4C65_6467_6572;

    /// <summary>The newest version that the database has; 0 when it has none.</summary>
    public static async Task<int> CurrentVersion(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // Asked of the catalogue's rows: to_regclass answers from a cache, which in a transaction that waited
        // for another's migration may still say that there is no such table.
        await using var exists = new NpgsqlCommand("""
            select exists (select from pg_tables where schemaname = 'ledger' and tablename = 'schema_version')
            """, connection);
        if (await exists.ExecuteScalarAsync(cancellationToken) is not true) return 0;
        await using var newest = new NpgsqlCommand(
            "select coalesce(max(version), 0) from ledger.schema_version", connection);
        return (int)(await newest.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Runs the steps that are missing, all in one transaction.</summary>
    /// <returns>The steps that were run; empty when the schema was current.</returns>
    /// <exception cref="SchemaIsNewerException">A newer program has migrated this database.</exception>
    public static async Task<IReadOnlyList<Migration>> Run(
        NpgsqlDataSource database, IReadOnlyList<Migration> steps, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (IsCurrent(await CurrentVersion(connection, cancellationToken), steps)) return [];
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Execute(connection, $"select pg_advisory_xact_lock({LockKey})", cancellationToken);
        var version = await CurrentVersion(connection, cancellationToken);
        if (IsCurrent(version, steps)) return [];
        await Execute(connection, """
            create schema if not exists ledger;
            create table if not exists ledger.schema_version (
                version     integer primary key,
                description text not null,
                applied_at  timestamptz not null default now()
            );
            """, cancellationToken);
        List<Migration> missing = [.. steps.Where(step => step.Version > version).OrderBy(step => step.Version)];
        foreach (var step in missing)
        {
            await Execute(connection, step.Sql, cancellationToken);
            await using var note = new NpgsqlCommand(
                "insert into ledger.schema_version (version, description) values ($1, $2)", connection)
            {
                Parameters = { new() { Value = step.Version }, new() { Value = step.Description } },
            };
            await note.ExecuteNonQueryAsync(cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
        return missing;
    }

    private static bool IsCurrent(int version, IReadOnlyList<Migration> steps)
    {
        var newest = steps.Max(step => step.Version);
        return version <= newest ? version == newest : throw new SchemaIsNewerException(version, newest);
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <summary>The database was migrated by a newer program than this one.</summary>
public sealed class SchemaIsNewerException(int found, int known)
    : Exception($"the database has schema version {found}, this program knows {known}; use a newer Ledger");
