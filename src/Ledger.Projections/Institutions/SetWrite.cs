using Ledger.Domain;
using Npgsql;

namespace Ledger.Projections.Institutions;

/// <summary>One statement for all rows of a batch: the pool, then an array a column.</summary>
internal static class SetWrite
{
    internal static async Task Write(this NpgsqlConnection connection, string sql, PoolCode pool,
        CancellationToken cancellationToken, params Array[] columns)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = pool.Text } } };
        foreach (var column in columns) command.Parameters.Add(new() { Value = column });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
