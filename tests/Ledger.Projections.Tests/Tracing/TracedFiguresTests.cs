using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Domain.Statements;
using Ledger.Projections.Reading;
using Ledger.Projections.Tests.Institutions;
using Ledger.Projections.Tests.SecondOpinion;
using Ledger.Projections.Tracing;
using Ledger.Testing;
using NodaTime;

namespace Ledger.Projections.Tests.Tracing;

/// <summary>
/// Every figure is what its events come to, over a made-up history with late entries, refunds of another year and
/// corrections: as it is now, and as it was known at any position.
/// </summary>
public sealed class TracedFiguresTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    private static readonly (LocalDate From, LocalDate To)[] _spans =
    [
        (new(2024, 1, 1), new(2024, 12, 31)), (new(2024, 5, 3), new(2024, 8, 19)), (new(2025, 1, 1), new(2025, 3, 31)),
        (new(2024, 11, 20), new(2025, 2, 10)),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_line_balance_months_and_account_is_the_sum_of_its_events_now_and_then()
    {
        var (pool, random) = await Recorded("590001", seed => GeneratedHistory.Of(seed, 1_500));
        var log = await pool.Log();
        var traces = Traces(pool);
        var (checkedFigures, notZero) = (0, 0);
        foreach (var position in (long[])[log.Count, random.Next(200, log.Count), random.Next(200, log.Count)])
        {
            await using var snapshot = await Known(pool, position);
            foreach (var fund in snapshot.Funds.Keys)
            {
                foreach (var (from, to) in _spans) Check(await OfFund(traces, snapshot, fund, from, to, pool), log, position);
            }
        }
        output.WriteLine($"{checkedFigures} figures, {notZero} of them not zero");
        notZero.ShouldBeGreaterThan(500);

        void Check(IEnumerable<TracedFigure> figures, List<EventStore.RecordedEvent> events, long position)
        {
            foreach (var figure in figures)
            {
                var sums = Sums(figure.Terms, events, position);
                for (var term = 0; term < figure.Terms.Count; term++)
                {
                    sums.Difference(term).ShouldBe(0, $"{figure.Formula} at {position}: {figure.Terms[term].Name} is {figure.Terms[term].Figure}");
                    checkedFigures++;
                    if (figure.Terms[term].Figure != 0) notZero++;
                }
            }
        }
    }

    [Fact]
    public async Task A_line_is_what_its_formula_makes_of_other_lines()
    {
        var (pool, _) = await Recorded("590002", seed => GeneratedHistory.Of(seed, 400));
        await using var snapshot = await pool.Snapshot();
        foreach (var statement in await FundStatements.Over(
            snapshot, [.. snapshot.Funds.Keys], new(2024, 1, 1), new(2025, 12, 31), Cancellation))
        {
            foreach (var (line, amount) in statement.WithParts(pool.Ledger.Funds.Find(statement.Fund)).Lines)
            {
                var parts = StatementFormulas.Of(line);
                if (parts.Count == 0) continue;
                parts.Aggregate(Money.Zero, (sum, part) => part.IsAdded ? sum + statement[part.Line] : sum - statement[part.Line])
                    .ShouldBe(amount, line);
            }
        }
    }

    [Fact]
    public async Task Every_sum_of_every_institution_is_that_of_its_events_now_and_then()
    {
        var (pool, random) = await Recorded("590003", seed => CareHistory.Of(seed, 500));
        var log = await pool.Log();
        var notZero = 0;
        foreach (var position in (long[])[log.Count, random.Next(100, log.Count)])
        {
            await using var snapshot = await Known(pool, position);
            for (var year = 2024; year <= 2026; year++)
            {
                var institutions = new InstitutionTerms(pool.Ledger.Controls);
                var (budgets, region) = await new InstitutionBudgets(pool.Ledger.Controls).Of(snapshot, year, null, Cancellation);
                List<Term> terms =
                [
                    .. from budget in budgets
                       from sum in InstitutionTerms.Sums
                       select institutions.Term($"{budget.Institution} {year} {sum.Name}", sum, budget),
                    .. InstitutionTerms.RegionSums.Keys.Select(name => institutions.RegionTerm(name, year, region!)),
                ];
                var sums = Sums(terms, log, position);
                for (var term = 0; term < terms.Count; term++) sums.Difference(term).ShouldBe(0, terms[term].Name);
                notZero += terms.Count(term => term.Figure != 0);
            }
        }
        notZero.ShouldBeGreaterThan(50);
    }

    [Fact]
    public async Task An_event_that_is_recorded_last_and_dated_first_is_among_them()
    {
        var (pool, _) = await Recorded("590004", seed => GeneratedHistory.Of(seed, 300));
        var before = await pool.Log();
        await pool.Record(Entries.Pay("LATE-1", "2024-01-09", 77, Entries.Resident));
        var log = await pool.Log();
        await using var snapshot = await pool.Snapshot();
        var figure = (await Traces(pool).Line(
            snapshot, Entries.Resident, "closing", new(2024, 1, 1), new(2024, 6, 30), Cancellation))!;

        var sums = Sums(figure.Terms, log, log.Count);
        sums.Difference(0).ShouldBe(0);
        sums.Events(0).ShouldBe(Sums(figure.Terms, before, before.Count).Events(0) + 1);
        figure.Terms[0].PartOf((FundEvent)log[^1].Body).ShouldBe(-77_00);
    }

    private async Task<(RecordedPool Pool, Random Random)> Recorded(
        string code, Func<int, IReadOnlyList<IReadOnlyList<FundEvent>>> history)
    {
        var seed = PropertySeed.Of(output);
        var pool = await RecordedPool.In(postgres, code);
        await pool.Record(history(seed));
        return (pool, new(seed));
    }

    private static FundTraces Traces(RecordedPool pool) => new(new(pool.Ledger.Chart), pool.Ledger.Chart, pool.Ledger.Funds,
        pool.Ledger.Policies, pool.Ledger.LineNames);

    private static Task<PoolSnapshot> Known(RecordedPool pool, long position) => PoolSnapshot.KnownAt(
        pool.Ledger.Database, pool.Ledger.Store, new(pool.Ledger.Chart), pool.Pool, position, Cancellation);

    private static async Task<IReadOnlyList<TracedFigure>> OfFund(
        FundTraces traces, PoolSnapshot snapshot, FundCode fund, LocalDate from, LocalDate to, RecordedPool pool)
    {
        var figures = new List<TracedFigure?>();
        var statement = (await FundStatements.Over(snapshot, [fund], from, to, Cancellation))[0];
        foreach (var line in pool.Ledger.LineNames.Lines.Concat(statement.Lines.Select(row => row.Key)).ToHashSet())
            figures.Add(await traces.Line(snapshot, fund, line, from, to, Cancellation));
        figures.Add(await traces.Balance(snapshot, fund, to, Cancellation));
        foreach (var policy in pool.Ledger.Policies.All)
            figures.Add(await traces.Months(snapshot, fund, to, policy.Id, null, Cancellation));
        foreach (var account in await TrialBalances.At(snapshot, [fund], to, pool.Ledger.Chart, Cancellation))
            figures.Add(await traces.Account(snapshot, fund, account.Name.Split(':', 2)[1].Replace(':', '.'), to, Cancellation));
        return [.. figures.OfType<TracedFigure>()];
    }

    private static TermSums Sums(IReadOnlyList<Term> terms, IEnumerable<EventStore.RecordedEvent> log, long position)
    {
        var sums = new TermSums(terms);
        foreach (var recorded in log.Where(one => one.Position <= position)) sums.Take((FundEvent)recorded.Body);
        return sums;
    }
}
