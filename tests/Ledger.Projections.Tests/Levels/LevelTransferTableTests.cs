using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Testing;
using NodaTime;
using static Ledger.Projections.Tests.Entries;

namespace Ledger.Projections.Tests.Levels;

/// <summary>What moved between levels, by counterparty, is the fold of the log and a part of the statement.</summary>
public sealed class LevelTransferTableTests(PostgresFixture postgres, ITestOutputHelper output)
    : IClassFixture<PostgresFixture>
{
    private static readonly Dictionary<string, string> _lines = new()
    {
        ["upper_level_subsidy_received"] = "income.from-upper", ["lower_level_subsidy_paid"] = "expenditure.to-lower",
        ["lower_level_remittance_received"] = "income.from-lower", ["upper_level_remittance_paid"] = "expenditure.to-upper",
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Totals_equal_those_added_up_from_the_log_for_any_history_and_any_size_of_batch()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        foreach (var batch in new[] { 1, 7, 5000 })
        {
            var recorded = await RecordedPool.In(postgres, $"63{batch:0000}");
            await recorded.Record(History(seed), batch);
            await using var snapshot = await recorded.Snapshot();
            foreach (var (from, to) in new[] { (Day("2024-01-01"), Day("2024-12-31")), (Day("2024-07-02"), Day("2025-03-03")) })
            {
                var totals = await snapshot.LevelTotals(from, to, Cancellation);

                totals.Where(total => total.Amount != Money.Zero)
                    .Select(total => $"{total.Line} {total.Counterparty} {total.Amount.Fen}")
                    .ShouldBe(await Naive(recorded, from, to), $"batches of {batch}");
                var sums = (await snapshot.Sums([(from, to)], Cancellation))[0];
                foreach (var line in totals.GroupBy(total => total.Line))
                    line.Sum(total => total.Amount.Fen).ShouldBe(sums.Value(Resident, line.Key).Fen);
            }
        }
    }

    private static async Task<List<string>> Naive(RecordedPool recorded, LocalDate from, LocalDate to)
    {
        var log = (await recorded.Log()).ConvertAll(one => (Entry: (FundEvent)one.Body, one.Type));
        var sums = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (entry, kind) in log.Where(one => one.Entry.CashDate >= from && one.Entry.CashDate <= to))
        {
            if (_lines.TryGetValue(kind, out var line)) Add(line, entry.Counterparty!, entry.Amount.Fen);
            if (kind != "entry_reversed") continue;
            var (undone, of) = log.First(one => one.Entry.Document == entry.Original && one.Type != "entry_reversed");
            if (undone.CashDate.Year == entry.CashDate.Year) Add(_lines[of], undone.Counterparty!, -undone.Amount.Fen);
        }
        return [.. sums.Where(sum => sum.Value != 0).Select(sum => $"{sum.Key} {sum.Value}")];

        void Add(string line, string counterparty, long fen) =>
            sums[$"{line} {counterparty}"] = sums.GetValueOrDefault($"{line} {counterparty}") + fen;
    }

    private static List<IReadOnlyList<FundEvent>> History(int seed)
    {
        var random = new Random(seed);
        var history = new List<IReadOnlyList<FundEvent>>();
        foreach (var entry in Books("2024-01-01", 9_000_000)) history.Add([entry]);
        for (var number = 0; number < 150; number++)
        {
            var day = Day("2024-01-01").PlusDays(random.Next(500));
            FundEvent entry = random.Next(4) switch
            {
                0 => Of<UpperLevelSubsidyReceived>($"L-{number}", day.Iso(), 0),
                1 => Of<LowerLevelSubsidyPaid>($"L-{number}", day.Iso(), 0),
                2 => Of<LowerLevelRemittanceReceived>($"L-{number}", day.Iso(), 0),
                _ => Of<UpperLevelRemittancePaid>($"L-{number}", day.Iso(), 0),
            };
            var other = new[] { "330800", "330881", "the province" }[random.Next(3)];
            history.Add([entry with { Amount = new(1 + random.Next(10_000)), Counterparty = other }]);
            if (random.Next(4) == 0)
                history.Add([Undo($"X-{number}", day.PlusDays(random.Next(200)).Iso(), $"L-{number}")]);
        }
        return history;
    }
}
