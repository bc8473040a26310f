using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Domain.PaymentCapacity;
using Ledger.Domain.Premiums;
using Ledger.Projections.Reading;
using Ledger.Testing;
using NodaTime;
using static Ledger.Projections.Tests.Entries;

namespace Ledger.Projections.Tests.PremiumCovers;

/// <summary>The years of cover are the fold of the log, beside the statement and never against it.</summary>
public sealed class PremiumCoverTableTests(PostgresFixture postgres, ITestOutputHelper output)
    : IClassFixture<PostgresFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Years_of_cover_equal_those_added_up_from_the_log_for_any_history_and_any_size_of_batch()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        foreach (var batch in new[] { 1, 7, 5000 })
        {
            var recorded = await RecordedPool.In(postgres, $"61{batch:0000}");
            await recorded.Record(History(seed), batch);

            var naive = new NaiveCover(await recorded.Log()).Cells();
            naive.Count.ShouldBeGreaterThan(50);
            (await Stored(recorded.Pool)).OrderBy(Key).ShouldBe(naive.OrderBy(Key), $"batches of {batch}");
            await ShouldAddUpToTheStatement(recorded);
        }
    }

    [Fact]
    public async Task What_lies_ahead_is_what_was_received_for_later_years_less_what_was_paid_back_of_it()
    {
        var recorded = await RecordedPool.In(postgres, "620001");
        await recorded.Record([
            .. Books("2024-01-01", 0),
            Covering("P-1", "2024-11-20", 36_000, "2024-01-01", "2026-12-31"),
            Covering("P-2", "2025-01-05", 500, "2025-01-01", "2025-12-31"),
        ]);
        (await Ahead(recorded, "2024-11-19")).ShouldBe(0);
        (await Ahead(recorded, "2024-12-31")).ShouldBe(24_000_00);
        (await Ahead(recorded, "2025-01-01")).ShouldBe(12_000_00);
        (await Ahead(recorded, "2026-01-01")).ShouldBe(0);

        // A third of the cover is given back a year later, which is other expenditure of that year.
        await recorded.Record(Refund("R-1", "2025-06-01", 12_000, "P-1"));
        (await Ahead(recorded, "2025-05-31")).ShouldBe(12_000_00);
        (await Ahead(recorded, "2025-06-01")).ShouldBe(8_000_00);

        await recorded.Record(Undo("X-1", "2025-07-01", "P-2"));
        (await Ahead(recorded, "2024-12-31")).ShouldBe(24_000_00);
    }

    [Fact]
    public async Task A_policy_may_divide_the_balance_less_premiums_for_years_to_come()
    {
        var recorded = await RecordedPool.In(postgres, "620002");
        await recorded.Record([
            .. Books("2024-01-01", 1_000), Pay("S-1", "2024-06-30", 120),
            Covering("P-1", "2024-11-20", 1_800, "2024-07-01", "2025-12-31"),
        ]);
        (await Capacity(recorded, "2024-12-31")).ShouldBe((new Money(1_480_00), 148m));
        (await Capacity(recorded, "2025-01-31")).ShouldBe((new Money(2_680_00), 268m));
        (await recorded.Capacity(Resident, Day("2024-12-31"), "annual-average-total")).Numerator
            .ShouldBe(new Money(2_680_00));
    }

    private static async Task<(Money?, decimal?)> Capacity(RecordedPool recorded, string asOf)
    {
        var policies = CapacityPolicies.Parse("""
            { "policies": [ { "id": "unlocked", "description": "d", "numerator": "as-of", "lessPremiumsAhead": true,
                              "window": "year", "scope": "total" } ],
              "defaults": [ { "pool": "*", "fund": "*", "policy": "unlocked" } ], "bands": [] }
            """);
        await using var snapshot = await recorded.Snapshot();
        var answer = (await new PaymentCapacities(policies, recorded.Ledger.Funds)
            .At(snapshot, [Resident], Day(asOf), null, null, Cancellation))[0];
        return (answer.Numerator, answer.Months);
    }

    private static async Task ShouldAddUpToTheStatement(RecordedPool recorded)
    {
        await using var snapshot = await recorded.Snapshot();
        foreach (var (from, to) in new[] { ("2024-01-01", "2024-12-31"), ("2025-02-11", "2025-11-29"), ("2024-01-01", "2026-12-31") })
        {
            var years = await snapshot.PremiumsByCoverYear(Resident, Day(from), Day(to), Cancellation);
            var sums = await snapshot.Sums([(Day(from), Day(to))], Cancellation);
            years.Sum(year => year.Amount.Fen).ShouldBe(sums[0].Value(Resident, "income.premium").Fen, from);
            years.Count.ShouldBeGreaterThan(1);
        }
    }

    // Premiums for up to three years from any month, some refunded in part, some reversed, this year or the next.
    private static List<IReadOnlyList<FundEvent>> History(int seed)
    {
        var random = new Random(seed);
        var history = new List<IReadOnlyList<FundEvent>> { new FundEvent[] { Books("2024-01-01", 0)[0] } };
        history.Add([Of<Domain.Funds.OpeningBalanceRecorded>("opening", "2024-01-01", 9_000_000)]);
        for (var number = 0; number < 120; number++)
        {
            var day = Day("2024-01-01").PlusDays(random.Next(700));
            var premium = Premium($"P-{number}", day.Iso(), 0) with { Amount = new(1 + random.Next(100_000)) };
            if (random.Next(4) > 0)
            {
                var from = new LocalDate(2024, 1, 1).PlusDays(random.Next(800));
                premium = premium with { BusinessFrom = from, BusinessTo = from.PlusDays(random.Next(1_000)) };
            }
            history.Add([premium]);
            var later = day.PlusDays(random.Next(300)).Iso();
            if (random.Next(3) == 0)
            {
                history.Add([Refund($"R-{number}", later, 0, $"P-{number}") with
                {
                    Amount = new(1 + random.Next((int)premium.Amount.Fen)),
                }]);
            }
            else if (random.Next(4) == 0)
            {
                history.Add([Undo($"X-{number}", later, $"P-{number}")]);
            }
        }
        return history;
    }

    private static PremiumReceived Covering(string document, string date, long yuan, string from, string to) =>
        Premium(document, date, yuan) with { BusinessFrom = Day(from), BusinessTo = Day(to) };

    private static async Task<long> Ahead(RecordedPool recorded, string asOf)
    {
        await using var snapshot = await recorded.Snapshot();
        return (await snapshot.PremiumsAhead(Resident, Day(asOf), Cancellation)).Fen;
    }

    private async Task<Dictionary<(int, string, LocalDate), long>> Stored(PoolCode pool)
    {
        await using var command = postgres.DataSource.CreateCommand("""
            select cover_year, line, to_char(cash_date, 'YYYY-MM-DD'), amount_fen from ledger.premium_cover
            where pool = $1 and amount_fen <> 0
            """);
        command.Parameters.AddWithValue(pool.Text);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var cells = new Dictionary<(int, string, LocalDate), long>();
        while (await reader.ReadAsync(Cancellation))
            cells.Add((reader.GetInt32(0), reader.GetString(1), Day(reader.GetString(2))), reader.GetInt64(3));
        return cells;
    }

    private static string Key(KeyValuePair<(int Year, string Line, LocalDate Day), long> cell) =>
        $"{cell.Key.Year} {cell.Key.Line} {cell.Key.Day.Iso()}";
}
