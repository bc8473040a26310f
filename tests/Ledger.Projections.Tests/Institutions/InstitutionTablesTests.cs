using System.Text;
using System.Text.Json;
using Ledger.Domain;
using Ledger.Domain.Ageing;
using Ledger.Domain.Budgets;
using Ledger.Domain.Corrections;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Institutions;
using Ledger.EventStore.Proofs;
using Ledger.Testing;

namespace Ledger.Projections.Tests.Institutions;

/// <summary>Every table of institutions is the fold of the log, however it was cut into batches.</summary>
public sealed class InstitutionTablesTests(PostgresFixture postgres, ITestOutputHelper output)
    : IClassFixture<PostgresFixture>
{
    private const int Steps = 900;

    // That a part moved, and when, is known for ever.
    private static readonly string[] _moments = ["first_on", "last_on", "first_position", "last_position"];

    private static readonly string[] _tables =
    [
        "institution_year", "institution_class_year", "budget_book", "fund_budget", "outstanding_day",
        "outstanding_sum", "outstanding_lot", "institution_month",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(5000)]
    public async Task Tables_equal_those_added_up_from_the_log_for_any_history_and_any_size_of_batch(int batch)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var pool = await RecordedPool.In(postgres, $"60{batch:0000}");
        await pool.Record(CareHistory.Of(seed, Steps), batch);

        var naive = new NaiveInstitutions(await pool.Log()).Cells().ToList();

        foreach (var table in _tables) naive.ShouldContain(cell => cell.Key.StartsWith(table + " "), table);
        var stored = await Stored(pool.Pool);
        // The cells that differ, and no more of some thousands.
        stored.Except(naive).ShouldBeEmpty();
        naive.Except(stored).ShouldBeEmpty();
        stored.Count.ShouldBe(naive.Count);
    }

    /// <summary>What figures count as an institution's is under the proof that these are all of its events.</summary>
    [Fact]
    public async Task Whatever_figures_count_of_an_institution_is_an_event_of_its_tree()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var pool = await RecordedPool.In(postgres, "609998");
        await pool.Record(CareHistory.Of(seed, Steps));

        var counted = (await pool.Log()).SelectMany(one => Counted((FundEvent)one.Body).Select(institution => (Event: one, Institution: institution))).ToList();

        counted.ShouldContain(one => one.Event.Body is EntryReversed && ((FundEvent)one.Event.Body).Institution == null);
        foreach (var (one, institution) in counted)
            InstitutionLeaves.InstitutionOf(Encoding.UTF8.GetBytes(one.Data)).ShouldBe(institution, $"{one.Type} at {one.Position}");

        static IEnumerable<string> Counted(FundEvent entry) => InstitutionItems.Of(entry).Select(item => item.Institution.Text)
            .Concat(InstitutionEffects.Of(entry) is { } effect ? [effect.Institution.Text] : [])
            .Concat(BudgetEffects.Of(entry) is { Institution: { } budgeted } ? [budgeted.Text] : [])
            .Concat(OutstandingMoves.Of(entry) is { } move && InstitutionCode.TryParse(move.Holder, out var holder) ? [holder.Text] : []);
    }

    [Fact]
    public async Task Reversing_everything_from_the_last_to_the_first_leaves_nothing()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var history = CareHistory.Of(seed, Steps);
        var undone = history.SelectMany(rows => rows).OfType<EntryReversed>()
            .Select(row => row.Original!.Value.Text).ToHashSet();
        var pool = await RecordedPool.In(postgres, "609999");
        await pool.Record(history);

        await pool.Record(
        [
            .. history.Reverse().Where(rows => rows[0] is not (FundOpened or OpeningBalanceRecorded or EntryReversed))
                .Where(rows => !undone.Contains(rows[0].Document.Text))
                .Select((rows, index) => rows.Select((row, leg) => new EntryReversed
                {
                    Document = DocumentId.Of($"X-{index}-{leg}"), CashDate = new(2027, 1, 1), Fund = row.Fund,
                    Original = row.Document, Voucher = $"XV-{index}", Reason = "all of it",
                }).ToArray()),
        ]);

        var left = (await Stored(pool.Pool))
            .Where(cell => !_moments.Any(moment => cell.Key.EndsWith(moment, StringComparison.Ordinal))).ToList();
        left.Where(cell => !cell.Key.StartsWith("outstanding_day", StringComparison.Ordinal)
            && !cell.Key.StartsWith("institution_month", StringComparison.Ordinal)).ShouldBeEmpty();
        // Those two are by the day on which it was undone: what came up on one day went on another.
        left.GroupBy(cell => WithoutDay(cell.Key)).ShouldAllBe(group => group.Sum(cell => cell.Value) == 0);
    }

    // Nor the position to which the day is kept.
    private static string WithoutDay(string cell)
    {
        int[] days = cell.StartsWith("outstanding_day", StringComparison.Ordinal) ? [4, 7] : [2];
        return string.Join(' ', cell.Split(' ').Where((_, index) => !days.Contains(index)));
    }

    private async Task<List<KeyValuePair<string, long>>> Stored(PoolCode pool)
    {
        var cells = new List<KeyValuePair<string, long>>();
        foreach (var table in _tables)
        {
            await using var command = postgres.DataSource.CreateCommand(
                $"select row_to_json(t)::text from ledger.{table} as t where pool = $1");
            command.Parameters.Add(new() { Value = pool.Text });
            await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
                cells.AddRange(CellsOf(table, JsonDocument.Parse(reader.GetString(0)).RootElement));
        }
        return [.. cells.Where(cell => cell.Value != 0).OrderBy(cell => cell.Key, StringComparer.Ordinal)];
    }

    private static IEnumerable<KeyValuePair<string, long>> CellsOf(string table, JsonElement row)
    {
        var columns = row.EnumerateObject()
            .Where(column => column.Name != "pool" && !column.Name.StartsWith("lived_", StringComparison.Ordinal)).ToList();
        var (values, names) = (columns.Where(column => IsFigure(table, column.Name)), columns.Where(column => !IsFigure(table, column.Name)));
        var key = string.Join(' ', names.Select(column => column.Value.ToString()));
        return values.Select(column => KeyValuePair.Create($"{table} {key} {column.Name}",
            column.Value.ValueKind == JsonValueKind.String ? NumberOf(column.Value.GetString()!) : column.Value.GetInt64()));
    }

    // A day as a number: yyyymmdd.
    private static long NumberOf(string day) => long.Parse(day.Replace("-", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);

    private static bool IsFigure(string table, string column) => column.EndsWith("_fen", StringComparison.Ordinal)
        || column is "visits" or "points" || _moments.Contains(column) || (column == "position" && table == "fund_budget");
}
