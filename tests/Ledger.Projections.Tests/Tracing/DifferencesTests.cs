using Ledger.Api.Figures;
using Ledger.Api.Tracing;
using Ledger.Domain.Events;
using Ledger.Projections.Tests.Institutions;
using Ledger.Projections.Tests.SecondOpinion;
using Ledger.Testing;
using NodaTime;

namespace Ledger.Projections.Tests.Tracing;

/// <summary>What moved between any two positions is what the events between them come to, to the fen, and nothing else moved.</summary>
public sealed class DifferencesTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task Of_funds_with_entries_of_all_dates() => Compare("591001", seed => GeneratedHistory.Of(seed, 1_200), new(2024, 3), new(2025, 2));

    [Fact]
    public Task Of_institutions_with_care_of_several_years() => Compare("591002", seed => CareHistory.Of(seed, 400), new(2025, 1), new(2025, 12));

    private async Task Compare(
        string code, Func<int, IReadOnlyList<IReadOnlyList<FundEvent>>> history, YearMonth from, YearMonth to)
    {
        var seed = PropertySeed.Of(output);
        var random = new Random(seed);
        var pool = await RecordedPool.In(postgres, code);
        await pool.Record(history(seed));
        var head = await pool.Ledger.Store.Head(pool.Pool, Cancellation);
        var moved = 0;
        foreach (var (between, and) in Positions(random, head))
        {
            var answer = await Diff(pool, from, to, between, and);
            answer.Findings.ShouldBeEmpty();
            answer.Events!.ShouldAllBe(one => one.Position > between && one.Position <= and);
            await SameAsStatements(pool, answer, between, and);
            // Each figure that moved is the sum of what its events say they add to it.
            foreach (var (name, difference) in answer.Lines.Select(line => (line.Name, line.Difference))
                .Concat(answer.Institutions!.Where(one => one.Difference is not null).Select(one => (one.Name, one.Difference!))))
            {
                answer.Events!.Sum(one => decimal.Parse(one.Counts.GetValueOrDefault(name, "0"), System.Globalization.CultureInfo.InvariantCulture))
                    .ShouldBe(decimal.Parse(difference, System.Globalization.CultureInfo.InvariantCulture), name);
                moved++;
            }
        }
        output.WriteLine($"{moved} figures moved");
        moved.ShouldBeGreaterThan(60);
    }

    // The figures on both sides are those that the reading side gives for the two positions.
    private static async Task SameAsStatements(RecordedPool pool, DiffAnswer answer, long between, long and)
    {
        var months = (From: new LocalDate(int.Parse(answer.From[..4]), int.Parse(answer.From[5..]), 1),
            To: new LocalDate(int.Parse(answer.To[..4]), int.Parse(answer.To[5..]), 1).With(DateAdjusters.EndOfMonth));
        foreach (var (position, figure) in new (long, Func<MovedLineAnswer, string>)[] { (between, line => line.Before), (and, line => line.After) })
        {
            if (position == 0) continue;
            var statements = await new PoolFigures(pool.Ledger, new(position, null)).Statement(pool.Pool, null, months.From, months.To, Cancellation);
            foreach (var line in answer.Lines)
            {
                var lines = statements.Funds.FirstOrDefault(fund => fund.Fund == line.Fund)?.Lines;
                figure(line).ShouldBe(lines?.GetValueOrDefault(line.Line) ?? "0.00", $"{line.Name} at {position}");
            }
        }
    }

    private static IEnumerable<(long Between, long And)> Positions(Random random, long head)
    {
        yield return (0, head);
        yield return (head, head);
        yield return (head - 1, head);
        for (var times = 0; times < 4; times++)
        {
            var first = random.NextInt64(10, head - 1);
            yield return (first, random.NextInt64(first, head));
        }
    }

    private static async Task<DiffAnswer> Diff(RecordedPool pool, YearMonth from, YearMonth to, long between, long and)
    {
        var difference = await new DiffFigures(pool.Ledger).Of(
            pool.Pool, new(null, from, to, new(between, null), new(and, null)), Cancellation);
        var events = new List<TracedEventAnswer>();
        await foreach (var one in difference.Events(pool.Ledger, Cancellation)) events.Add(one);
        return difference.Answer(events);
    }
}
