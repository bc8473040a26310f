using Ledger.Domain;
using Npgsql;

namespace Ledger.Projections.Rebuilding;

/// <summary>What the last whole check of a pool's read models found, for whoever asks how far they were verified.</summary>
public static class ModelCheck
{
    internal const string Table = "model_check";

    /// <summary>Its table: the position to which the rows were compared, how many differed, and the first by its key.</summary>
    internal const string Schema = $"""
        create table ledger.{Table} (
            pool       varchar primary key,
            position   bigint not null,
            checked_at timestamptz not null default clock_timestamp(),
            differing  bigint not null,
            first      varchar
        ) with (fillfactor = 50);
        """;

    /// <summary>A row by its table and key.</summary>
    public static string Name(RowDifference difference) => $"{difference.Table} {difference.Key}";

    internal static async Task Save(NpgsqlDataSource database, PoolCode pool, RebuiltPool found, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"""
            insert into ledger.{Table} (pool, position, differing, first) values ($1, $2, $3, $4)
            on conflict (pool) do update set position = excluded.position, checked_at = clock_timestamp(),
                differing = excluded.differing, first = excluded.first
            """);
        command.Parameters.AddRange((NpgsqlParameter[])
        [
            new() { Value = pool.Text }, new() { Value = found.Position }, new() { Value = found.Differing },
            new() { Value = found.Differences is [var first, ..] ? Name(first) : DBNull.Value },
        ]);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
