using System.Globalization;
using Ledger.Domain.Events;
using Ledger.EventStore;
using Ledger.Projections.Institutions;
using Ledger.Testing;
using Npgsql;

namespace Ledger.Projections.Tests.Institutions;

/// <summary>
/// The sums of institutions at a position of the past are those of the events up to it, whatever order they were taken in and
/// however they were cut into batches.
/// </summary>
public sealed class InstitutionHistoryTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    private const int Steps = 700;

    // So that few events fill many rows.
    private const int Apart = 83;

    private static readonly string[] _care =
    [
        "paid_fen", "settled_fen", "visits", "medical_cost_fen", "in_scope_fen", "out_of_scope_fen", "self_paid_fen",
        "exam_cost_fen", "points",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("601001", false, 1_000_000)]
    [InlineData("601002", false, 150)]
    [InlineData("601003", true, 1)]
    [InlineData("601004", true, 90)]
    public async Task What_is_kept_at_each_position_is_what_the_events_up_to_it_come_to(string code, bool inAnyOrder, int batch)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var recorded = await RecordedPool.In(postgres, code);
        await recorded.Record(CareHistory.Of(seed, Steps));
        // A pool of its own, whose rows nobody else writes.
        var pool = await RecordedPool.In(postgres, "9" + code[1..]);
        var events = (await recorded.Log()).Select(one => (Position: one.Position * Apart, Event: one)).ToArray();
        var order = events.ToArray();
        if (inAnyOrder) new Random(seed).Shuffle(order);

        await using var connection = await postgres.DataSource.OpenConnectionAsync(Cancellation);
        foreach (var chunk in order.Chunk(batch))
        {
            var (model, writes) = (new InstitutionHistory(), new Writes());
            foreach (var (position, recordedEvent) in chunk) model.Fold((FundEvent)recordedEvent.Body, position);
            model.Save(writes, pool.Pool);
            await writes.Run(connection, Cancellation);
        }

        var last = KeptPositions.RowOf(events[^1].Position);
        last.ShouldBeGreaterThan(5 * KeptPositions.Every);
        for (var at = (long)KeptPositions.Every; at <= last; at += KeptPositions.Every)
        {
            var expected = Expected(events.Where(one => one.Position <= at).Select(one => one.Event));
            expected.Count.ShouldBeGreaterThan(20);
            (await Kept(connection, pool.Pool.Text, at)).ShouldBe(expected, $"at {at}");
        }
    }

    /// <summary>What comes to a position late is in its row and in those after it, and in none before.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(8_192, 1)]
    [InlineData(8_193, 2)]
    [InlineData(16_385, 3)]
    public void An_event_is_in_the_row_of_its_position(long position, int row)
    {
        KeptPositions.RowOf(position).ShouldBe(row * KeptPositions.Every);
        KeptPositions.CompleteAt(position).ShouldBe(position == row * KeptPositions.Every
            ? position : (row - 1) * KeptPositions.Every);
    }

    private static List<KeyValuePair<string, long>> Expected(IEnumerable<RecordedEvent> log)
    {
        var cells = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (cell, value) in new NaiveInstitutions(log).Cells())
        {
            var parts = cell.Split(' ');
            foreach (var key in KeysOf(parts)) cells[key] = cells.GetValueOrDefault(key) + value;
        }
        return Sorted(cells);
    }

    // Of a cell of today's tables: those have the fund too, and months, and days.
    private static IEnumerable<string> KeysOf(string[] cell) => cell[0] switch
    {
        _ when cell[^1].EndsWith("_position", StringComparison.Ordinal) || cell[^1].EndsWith("_on", StringComparison.Ordinal) => [],
        "institution_year" => [$"{cell[1]} {cell[2]} {cell[4]} - {cell[5]}"],
        "institution_class_year" => [string.Join(' ', cell[1..])],
        "budget_book" => [$"budget {cell[1]} {cell[2]} {cell[4]}"],
        "outstanding_sum" when IsKept(cell[2], cell[1]) => [string.Join(' ', cell[1..4])],
        "outstanding_day" when IsKept(cell[1], cell[3]) => Enumerable.Range(1, 12)
            .Where(month => month >= int.Parse(cell[4][5..7], CultureInfo.InvariantCulture))
            .Select(month => $"{cell[3]} {cell[1]} {cell[2]} {cell[4][..4]} by {month}"),
        "institution_month" => [string.Join(' ', cell[1..5])],
        _ => [],
    };

    private static bool IsKept(string kind, string holder) => kind != "settlement" || holder.StartsWith('H');

    private static async Task<List<KeyValuePair<string, long>>> Kept(NpgsqlConnection connection, string pool, long at)
    {
        var cells = new Dictionary<string, long>(StringComparer.Ordinal);
        await Read($"""
            select distinct on (year, institution, category, person_class) year, institution, category, person_class,
                {string.Join(", ", _care)}
            from ledger.institution_year_kept where pool = $1 and position <= $2
            order by year, institution, category, person_class, position desc
            """, row =>
        {
            var people = row.GetString(3) is { Length: > 0 } one ? one : "-";
            for (var index = 0; index < _care.Length; index++)
                cells.Add($"{row.GetInt32(0)} {row.GetString(1)} {row.GetString(2)} {people} {_care[index]}", row.GetInt64(4 + index));
        });
        await Read("""
            select distinct on (year, institution, category) year, institution, category, amount_fen
            from ledger.budget_kept where pool = $1 and position <= $2
            order by year, institution, category, position desc
            """, row => cells.Add($"budget {row.GetInt32(0)} {row.GetString(1)} {row.GetString(2)}", row.GetInt64(3)));
        await Read("""
            select distinct on (holder, kind, fund) holder, kind, fund, amount_fen
            from ledger.outstanding_kept where pool = $1 and position <= $2
            order by holder, kind, fund, position desc
            """, row => cells.Add($"{row.GetString(0)} {row.GetString(1)} {row.GetString(2)}", row.GetInt64(3)));
        await Read("""
            select distinct on (holder, kind, fund, year) holder, kind, fund, year,
                by_01, by_02, by_03, by_04, by_05, by_06, by_07, by_08, by_09, by_10, by_11, by_12
            from ledger.outstanding_year_kept where pool = $1 and position <= $2
            order by holder, kind, fund, year, position desc
            """, row =>
        {
            for (var month = 1; month <= 12; month++)
                cells.Add($"{row.GetString(0)} {row.GetString(1)} {row.GetString(2)} {row.GetInt32(3)} by {month}", row.GetInt64(3 + month));
        });
        await Read("""
            select distinct on (institution, month, fund, item) institution, month::text, fund, item, amount_fen
            from ledger.institution_month_kept where pool = $1 and position <= $2
            order by institution, month, fund, item, position desc
            """, row => cells.Add($"{row.GetString(0)} {row.GetString(1)} {row.GetString(2)} {row.GetString(3)}", row.GetInt64(4)));
        return Sorted(cells);

        async Task Read(string sql, Action<NpgsqlDataReader> onRow)
        {
            await using var command = new NpgsqlCommand(sql, connection)
            {
                Parameters = { new() { Value = pool }, new() { Value = at } },
            };
            await using var row = await command.ExecuteReaderAsync(Cancellation);
            while (await row.ReadAsync(Cancellation)) onRow(row);
        }
    }

    private static List<KeyValuePair<string, long>> Sorted(Dictionary<string, long> cells) =>
        [.. cells.Where(cell => cell.Value != 0).OrderBy(cell => cell.Key, StringComparer.Ordinal)];
}
