using Ledger.Api;
using Ledger.Testing;
using Npgsql;

namespace Ledger.Projections.Tests.Reading;

/// <summary>What a connection has prepared, and the plans that it keeps for it.</summary>
internal static class PreparedStatements
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What is prepared belongs to a connection, so there is one.</summary>
    internal static NpgsqlDataSource OneConnection(PostgresFixture postgres) => LedgerContext.DataSource(
        new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { MaxPoolSize = 1 }.ConnectionString);

    /// <summary>The statements that a condition on their text chooses, each with its plan for whatever values.</summary>
    internal static async Task<List<(string Sql, string Plan)>> Plans(NpgsqlDataSource database, string condition)
    {
        var prepared = new List<(string Name, string Sql, int Parameters)>();
        await using (var command = database.CreateCommand(
            $"select name, statement, cardinality(parameter_types) from pg_prepared_statements where {condition}"))
        await using (var reader = await command.ExecuteReaderAsync(Cancellation))
        {
            while (await reader.ReadAsync(Cancellation)) prepared.Add((reader.GetString(0), reader.GetString(1), reader.GetInt32(2)));
        }
        var plans = new List<(string, string)>();
        foreach (var (name, sql, parameters) in prepared)
        {
            var nulls = parameters == 0 ? "" : $"({string.Join(", ", Enumerable.Repeat("null", parameters))})";
            plans.Add((sql, await Text(database, $"explain execute \"{name}\" {nulls}")));
        }
        return plans;
    }

    private static async Task<string> Text(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var lines = new List<string>();
        while (await reader.ReadAsync(Cancellation)) lines.Add(reader.GetString(0));
        return string.Join('\n', lines);
    }
}
