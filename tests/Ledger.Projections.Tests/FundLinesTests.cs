using Ledger.Domain;
using Ledger.Testing;
using NodaTime;

namespace Ledger.Projections.Tests;

/// <summary>The statement lines are the fold of the log, however it was cut into batches.</summary>
public sealed class FundLinesTests(PostgresFixture postgres, ITestOutputHelper output)
    : IClassFixture<PostgresFixture>
{
    private const int Rows = 1_000;

    [Fact]
    public async Task Lines_equal_those_added_up_from_the_log_for_any_history_and_any_size_of_batch()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var history = GeneratedHistory.Of(seed, Rows);
        var lines = new List<Dictionary<(string, string, LocalDate), long>>();
        foreach (var batch in new[] { 1, 7, 5000 })
        {
            var recorded = await RecordedPool.In(postgres, $"50{batch:0000}");
            await recorded.Record(history, batch);

            var naive = new NaiveLedger(await recorded.Log()).Cells();
            lines.Add(await Stored(recorded.Pool));
            lines[^1].OrderBy(Key).ShouldBe(naive.OrderBy(Key), $"batches of {batch}");
        }
        lines[0].Count.ShouldBeGreaterThan(100);
        lines[1].OrderBy(Key).ShouldBe(lines[0].OrderBy(Key));
        lines[2].OrderBy(Key).ShouldBe(lines[0].OrderBy(Key));
    }

    private static string Key(KeyValuePair<(string, string, LocalDate), long> cell) => cell.Key.ToString();

    private async Task<Dictionary<(string, string, LocalDate), long>> Stored(PoolCode pool)
    {
        await using var command = postgres.DataSource.CreateCommand("""
            select fund, line, to_char(cash_date, 'YYYY-MM-DD'), amount_fen from ledger.fund_line
            where pool = $1 and amount_fen <> 0
            """);
        command.Parameters.Add(new() { Value = pool.Text });
        var cells = new Dictionary<(string, string, LocalDate), long>();
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            var day = Entries.Day(reader.GetString(2));
            cells.Add((reader.GetString(0), reader.GetString(1), day), reader.GetInt64(3));
        }
        return cells;
    }
}
