using Ledger.Domain;
using Ledger.Testing;
using NodaTime;

namespace Ledger.Projections.Tests.FundTotals;

/// <summary>The statement lines are the fold of the log, however it was cut into batches.</summary>
public sealed class FundTotalsTests(PostgresFixture postgres, ITestOutputHelper output)
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
            var statement = lines[^1].Where(cell => !IsBank(cell.Key));
            statement.OrderBy(Key).ShouldBe(naive.OrderBy(Key), $"batches of {batch}");
            Bank(lines[^1]).OrderBy(row => row.Key).ShouldBe(BankOf(naive).OrderBy(row => row.Key), $"batches of {batch}");
        }
        lines[0].Count.ShouldBeGreaterThan(100);
        lines[1].OrderBy(Key).ShouldBe(lines[0].OrderBy(Key));
        lines[2].OrderBy(Key).ShouldBe(lines[0].OrderBy(Key));
    }

    // What is at the bank, over all accounts, is what came in less what went out and what was advanced.
    private static Dictionary<string, long> BankOf(IEnumerable<KeyValuePair<(string, string, LocalDate), long>> cells) =>
        ByFundAndDay(cells, cell => cell.Key.Item2.Split('.')[0] is "expenditure" or "asset" ? -cell.Value : cell.Value);

    private static Dictionary<string, long> Bank(IEnumerable<KeyValuePair<(string, string, LocalDate), long>> cells) =>
        ByFundAndDay(cells.Where(cell => IsBank(cell.Key)), cell => cell.Value);

    private static Dictionary<string, long> ByFundAndDay(
        IEnumerable<KeyValuePair<(string, string, LocalDate), long>> cells,
        Func<KeyValuePair<(string, string, LocalDate), long>, long> amount) => cells
        .GroupBy(cell => $"{cell.Key.Item1} {cell.Key.Item3}")
        .Select(day => (day.Key, Sum: day.Sum(amount)))
        .Where(day => day.Sum != 0)
        .ToDictionary(day => day.Key, day => day.Sum);

    private static bool IsBank((string, string Line, LocalDate) cell) =>
        cell.Line.StartsWith("bank.", StringComparison.Ordinal);

    private static string Key(KeyValuePair<(string, string, LocalDate), long> cell) => cell.Key.ToString();

    private async Task<Dictionary<(string, string, LocalDate), long>> Stored(PoolCode pool)
    {
        await using var command = postgres.DataSource.CreateCommand("""
            select fund, line, to_char(start, 'YYYY-MM-DD'), amount_fen from ledger.fund_total
            where pool = $1 and grain = 'd' and amount_fen <> 0
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
