using System.Text.RegularExpressions;
using Ledger.Api;
using Ledger.Testing;
using NodaTime;
using Npgsql;

namespace Ledger.Projections.Tests.PoolBooks;

/// <summary>
/// A connection plans a statement once and keeps the plan, and an import is one connection to its end. So a plan must be
/// right for a large table though it was made on a small one.
/// </summary>
public sealed partial class AppendPlansTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    // A statement is prepared at its fifth use.
    private const int Batches = 8;

    // A pool has a few dozen funds at most, each with some years.
    private static readonly string[] _short = ["fund_book", "fund_year_book"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>
    /// A pool with one event, whose statistics say so, makes every index look alike. What is sought by its key must be
    /// sought by the whole of it then too: a plan that filters reads a whole pool for each row of a batch.
    /// </summary>
    [Fact]
    public async Task What_an_append_asks_on_nearly_empty_tables_is_sought_by_whole_keys()
    {
        var begun = await RecordedPool.In(postgres, "571101");
        var history = GeneratedHistory.Of(seed: 5, rowCount: 400).ToList();
        await begun.Record(history.Take(1).ToList());
        await Execute(postgres.DataSource, "vacuum (analyze)");

        await using var database = OneConnection();
        var recorded = new RecordedPool(new LedgerContext(database), begun.Pool);
        await using (var append = await recorded.Ledger.Store.Begin(
            recorded.Pool, Duration.FromSeconds(10), rehearsal: false, Cancellation))
        {
            await recorded.Record(append, history.Skip(1).ToList(), batch: history.Count / Batches);
            await append.Commit(Cancellation);
        }

        var prepared = await Prepared(database);
        prepared.Count(statement => statement.Sql.Contains("unnest", StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(6);
        foreach (var (name, sql, parameters) in prepared)
        {
            var nulls = string.Join(", ", Enumerable.Repeat("null", parameters));
            var plan = await Text(database, $"explain execute \"{name}\" {(parameters == 0 ? "" : $"({nulls})")}");
            Filtered().Matches(plan).Select(found => found.Groups["table"].Value).Except(_short)
                .ShouldBeEmpty($"{sql}\n{plan}");
            plan.ShouldNotContain("Seq Scan", customMessage: $"{sql}\n{plan}");
        }
    }

    [GeneratedRegex(@"Scan .*?on (?<table>\w+).*\n(\s+Index Cond: .*\n)?\s+Filter:")]
    private static partial Regex Filtered();

    private NpgsqlDataSource OneConnection() => LedgerContext.DataSource(
        new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { MaxPoolSize = 1 }.ConnectionString);

    private static async Task<List<(string Name, string Sql, int Parameters)>> Prepared(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("""
            select name, statement, cardinality(parameter_types) from pg_prepared_statements
            where statement ~ 'ledger\.' and statement !~ 'pg_prepared_statements'
            """);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var prepared = new List<(string, string, int)>();
        while (await reader.ReadAsync(Cancellation)) prepared.Add((reader.GetString(0), reader.GetString(1), reader.GetInt32(2)));
        return prepared;
    }

    private static async Task Execute(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
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
