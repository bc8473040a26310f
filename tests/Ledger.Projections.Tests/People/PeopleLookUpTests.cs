using Ledger.Domain;
using Ledger.Domain.People;
using Ledger.Projections.People;
using Ledger.Testing;
using NodaTime;
using Npgsql;
using static Ledger.Projections.Tests.Entries;

namespace Ledger.Projections.Tests.People;

/// <summary>
/// A question about persons costs what it finds, however many persons there are: the tables are found by their keys,
/// and never read from end to end.
/// </summary>
public sealed class PeopleLookUpTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int Persons = 20_000;
    private const int Over = 30;

    private static readonly PoolCode _pool = PoolCode.Of("620001");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("outpatient", 330)]
    [InlineData("outpatient,pharmacy", 330)]
    [InlineData("", 330)]
    public async Task Those_over_a_cap_a_year_are_found_without_reading_the_others(string categories, int yuan)
    {
        await using var connection = await Filled();
        var cap = Cap(CapPeriod.Year, categories, yuan);

        var plan = await Plan(connection, CapFindings.Asked(_pool, cap, Day(1), Day(365), 1_000));

        // The answer, a row of each finding's own categories and one of its total, and no others.
        plan.ShouldNotContain("Seq Scan on person_");
        plan.ShouldContain("person_year_most");
        (await Answer(connection, CapFindings.Asked(_pool, cap, Day(1), Day(365), 1_000))).ShouldBe(Over);
    }

    [Fact]
    public async Task Days_over_a_cap_are_found_without_reading_the_others()
    {
        await using var connection = await Filled();
        var asked = CapFindings.Asked(_pool, Cap(CapPeriod.Day, "outpatient", 330), Day(1), Day(365), 1_000);

        var plan = await Plan(connection, asked);

        plan.ShouldNotContain("Seq Scan on person_");
        plan.ShouldContain("person_day_most");
        (await Answer(connection, CapFindings.Asked(_pool, Cap(CapPeriod.Day, "outpatient", 330), Day(1), Day(365), 1_000)))
            .ShouldBe(Over);
    }

    [Fact]
    public async Task A_person_and_the_duplicates_of_a_year_are_found_by_their_keys()
    {
        await using var connection = await Filled();
        foreach (var sql in PersonFigures.Questions(_pool))
            (await Plan(connection, Command(sql, _pool.Text, "P00017", Sql(1), Sql(365)))).ShouldNotContain("Seq Scan on person_");
        (await Plan(connection, Command(DuplicateFindings.Question(_pool), _pool.Text, Sql(1), Sql(365), long.MaxValue)))
            .ShouldNotContain("Seq Scan on person_entry");
    }

    // Persons of the pool and as many of another, so that the pool alone chooses little. A few have much.
    private async Task<NpgsqlConnection> Filled()
    {
        var recorded = await RecordedPool.In(postgres, "620001");
        if ((await recorded.Log()).Count == 0) await recorded.Record(Books("2024-01-01", 0));
        var connection = await postgres.DataSource.OpenConnectionAsync(Cancellation);
        await Run(connection, $"""
            delete from ledger.person_year; delete from ledger.person_day; delete from ledger.person_entry;
            insert into ledger.person_year (pool, person, year, fund, category, amount_fen, visits)
            select p.pool, 'P' || to_char(i, 'FM00000'), y, 'resident', c.category,
                case when i <= {Over} and y = 2025 and c.category <> 'pharmacy' then 40000 else 100 end, 1
            from generate_series(1, {Persons}) i, generate_series(2024, 2025) y,
                (values ('620001'), ('620002')) as p (pool), (values ('outpatient'), ('pharmacy'), ('total')) as c (category);
            insert into ledger.person_day (pool, person, day, fund, category, amount_fen, visits)
            select p.pool, 'P' || to_char(i, 'FM00000'), date '2025-01-01' + i % 300, 'resident', 'outpatient',
                case when i <= {Over} then 40000 else 100 end, 1
            from generate_series(1, {Persons}) i, (values ('620001'), ('620002')) as p (pool);
            insert into ledger.person_entry (pool, person, day, position)
            select p.pool, 'P' || to_char(i, 'FM00000'), date '2025-01-01' + i % 300, i
            from generate_series(1, {Persons}) i, (values ('620001'), ('620002')) as p (pool);
            analyze ledger.person_year, ledger.person_day, ledger.person_entry
            """);
        return connection;
    }

    private static BenefitCap Cap(CapPeriod per, string categories, int yuan) =>
        new("test", FundCode.Of("resident"), categories.Split(',', StringSplitOptions.RemoveEmptyEntries), null, null,
            per, new(yuan * 100L), null, null, "test");

    private static LocalDate Day(int dayOfYear) => new LocalDate(2024, 12, 31).PlusDays(dayOfYear);

    private static DateOnly Sql(int dayOfYear) => new DateOnly(2024, 12, 31).AddDays(dayOfYear);

    private static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }

    private static async Task<string> Plan(NpgsqlConnection connection, NpgsqlBatchCommand asked)
    {
        asked.CommandText = $"explain {asked.CommandText}";
        var lines = new List<string>();
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { asked } };
        await using var reader = await batch.ExecuteReaderAsync(Cancellation);
        while (await reader.ReadAsync(Cancellation)) lines.Add(reader.GetString(0));
        return string.Join('\n', lines);
    }

    private static async Task<int> Answer(NpgsqlConnection connection, NpgsqlBatchCommand asked)
    {
        var rows = 0;
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { asked } };
        await using var reader = await batch.ExecuteReaderAsync(Cancellation);
        while (await reader.ReadAsync(Cancellation)) rows++;
        return rows;
    }

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
