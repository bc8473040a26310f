using Ledger.Api.Benchmarks;
using Ledger.Api.Importing;
using Ledger.Domain;
using Ledger.Domain.Deciding;
using Ledger.Domain.Statements;
using Ledger.Naive;
using Ledger.Naive.Generating;
using Ledger.Projections.Reading;
using Ledger.Testing;
using NodaTime;

namespace Ledger.Projections.Tests.SecondOpinion;

/// <summary>
/// Every read model, asked about a long random history with refusals, repeats and conflicts in it, says what a second
/// implementation makes of an events file of the same log.
/// </summary>
public sealed class ReadModelAgreementTests(PostgresFixture postgres, ITestOutputHelper output)
    : IClassFixture<PostgresFixture>
{
    private const int Submissions = 1_500;
    private const int Dates = 12;

    // More than an import decides at a time.
    private const int Traffic = 6_000;

    private static readonly HistorySettings _settings = new(Submissions) { OpeningFen = 200_000_00 };
    private static readonly LocalDate _first = new(2023, 12, 15);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Figures_as_of_any_date_and_over_any_period_are_those_of_the_second_implementation()
    {
        var seed = PropertySeed.Of(output);
        var sent = await Sent("580001", seed);
        (await sent.Naive()).Facts.Count.ShouldBeGreaterThan(Submissions / 2);
        await SameFigures(sent, new(seed));
    }

    [Fact]
    public async Task Figures_of_the_traffic_that_is_measured_are_those_of_the_second_implementation()
    {
        using var folder = new TemporaryFolder();
        var (seed, file) = (PropertySeed.Of(output), Path.Combine(folder.Path, "events.csv"));
        new CityTraffic(seed).Write(file, Traffic);
        var sent = new SentPool(await RecordedPool.In(postgres, "580006"));

        var imported = await new Importer(sent.Pool.Ledger, "tester", new NoProgress())
            .Run([Api.Importing.EventsFile.Open(file, null)], sent.Pool.Pool, new(), Cancellation);

        imported.Accepted.ShouldBeGreaterThanOrEqualTo(Traffic);
        await SameFigures(sent, new(seed));
    }

    private static async Task SameFigures(SentPool sent, Random random)
    {
        var sums = new NaiveSums(await sent.Naive());
        var capacities = new PaymentCapacities(sent.Pool.Ledger.Policies, sent.Pool.Ledger.Funds);
        sent.Pool.Ledger.Policies.All.Select(policy => policy.Id).ShouldBe(NaiveCapacity.Policies, ignoreOrder: true);
        await using var snapshot = await sent.Pool.Snapshot();
        List<FundCode> funds = [.. snapshot.Funds.Keys];
        funds.Select(fund => fund.Text).ShouldBe(sums.Books.Funds, ignoreOrder: true);

        for (var number = 0; number < Dates; number++)
        {
            var asOf = _first.PlusDays(random.Next(1_000));
            var from = asOf.PlusDays(-random.Next(500));
            foreach (var balance in await FundBalances.At(snapshot, funds, asOf, Cancellation))
                Same(balance, sums, asOf);
            foreach (var statement in await FundStatements.Over(snapshot, funds, from, asOf, Cancellation))
                Same(statement, sums, from, asOf);
            await SameTrialBalance(sent, snapshot, funds, sums, asOf);
            foreach (var policy in NaiveCapacity.Policies)
            {
                foreach (var answer in await capacities.At(snapshot, funds, asOf, policy, null, Cancellation))
                    Same(answer, sums, asOf);
            }
        }
    }

    [Fact]
    public async Task What_is_outstanding_and_what_must_come_back_are_those_of_the_second_implementation()
    {
        var sent = await Sent("580002", PropertySeed.Of(output));
        var books = await sent.Naive();

        (await Rows("""
            select kind || ' ' || fund || ' ' || holder || ' ' || outstanding_fen from ledger.outstanding_book
            where pool = '580002' and outstanding_fen <> 0 and kind <> 'prepaid-in-year'
            """)).ShouldBe(Sorted(NaiveOutstanding.Of(books)
                .Select(row => $"{row.Key.Kind} {row.Key.Fund} {row.Key.Holder} {row.Value}")));
        (await Rows("""
            select case_no || ' ' || fund || ' ' || ordered_fen - recovered_fen - waived_fen from ledger.clawback_book
            where pool = '580002' and ordered_fen - recovered_fen - waived_fen <> 0
            """)).ShouldBe(Sorted(NaiveClawbacks.Outstanding(books)
                .Select(row => $"{row.Key.Case} {row.Key.Fund} {row.Value}")));
    }

    [Fact]
    public async Task Answers_and_figures_do_not_depend_on_how_large_the_batches_are()
    {
        var seed = PropertySeed.Of(output);
        var small = await Sent("580003", seed, batch: 7);
        var large = await Sent("580004", seed, batch: Submissions * 2);

        small.Answers.Select(Answer).ShouldBe(large.Answers.Select(Answer));
        (await Lines("580003")).ShouldBe(await Lines("580004"));
    }

    [Fact]
    public async Task Sending_everything_again_changes_no_figure()
    {
        var sent = await Sent("580005", PropertySeed.Of(output));
        var lines = await Lines("580005");
        var log = (await sent.Pool.Log()).Count;

        await sent.SendAgain();

        (await Lines("580005")).ShouldBe(lines);
        (await sent.Pool.Log()).Count.ShouldBe(log);
    }

    private async Task<SentPool> Sent(string pool, int seed, int batch = 40)
    {
        var sent = new SentPool(await RecordedPool.In(postgres, pool));
        await sent.Send(RandomHistory.Of(seed, _settings), batch);
        return sent;
    }

    private static string Answer((IReadOnlyList<Domain.Events.FundEvent> Rows, SubmissionDecision Decision) answer) =>
        $"{answer.Decision.Accepted.Count} {answer.Decision.RepeatOf} "
        + string.Join(',', answer.Decision.Refused.Select(refused => $"{refused.Index} {refused.Refusal}"));

    private Task<List<string>> Lines(string pool) => Rows($"""
        select fund || ' ' || line || ' ' || start || ' ' || amount_fen from ledger.fund_total
        where grain = 'd' and pool = '{pool}'
        """);

    private async Task<List<string>> Rows(string sql)
    {
        await using var command = postgres.DataSource.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var rows = new List<string>();
        while (await reader.ReadAsync(Cancellation)) rows.Add(reader.GetString(0));
        return Sorted(rows);
    }

    private static List<string> Sorted(IEnumerable<string> rows) => [.. rows.Order(StringComparer.Ordinal)];

    private static void Same(FundBalance balance, NaiveSums sums, LocalDate asOf)
    {
        var (fund, day, year) = (balance.Fund.Text, asOf.ToDateOnly(), new DateOnly(asOf.Year, 1, 1));
        var opening = sums.Balance(fund, year.AddDays(-1)) + sums.Sum(fund, "opening", year, day);
        var known = !NaiveOpening.IsFlowsOnly(sums.Books, fund);
        (balance.Opening?.Fen, balance.Income.Fen, balance.Expenditure.Fen, balance.Balance?.Fen).ShouldBe((
            known ? opening : null, sums.Sum(fund, "income", year, day), sums.Sum(fund, "expenditure", year, day),
            known ? sums.Balance(fund, day) : null), $"{fund} as of {asOf}");
    }

    private static void Same(FundStatement statement, NaiveSums sums, LocalDate from, LocalDate to)
    {
        var naive = NaiveStatement.Of(sums, statement.Fund.Text, from.ToDateOnly(), to.ToDateOnly());
        foreach (var (line, amount) in statement.Lines)
            amount.Fen.ShouldBe(naive.GetValueOrDefault(line), $"{statement.Fund} {line}, {from} to {to}");
        naive.Where(line => line.Value != 0).Select(line => line.Key)
            .ShouldBeSubsetOf(statement.Lines.Select(line => line.Key));
    }

    private static async Task SameTrialBalance(
        SentPool sent, PoolSnapshot snapshot, List<FundCode> funds, NaiveSums sums, LocalDate asOf)
    {
        var accounts = await TrialBalances.At(snapshot, funds, asOf, sent.Pool.Ledger.Chart, Cancellation);
        foreach (var fund in funds)
        {
            var own = accounts.Where(account => account.Fund == fund).ToList();
            own.Sum(account => account.Balance.Fen).ShouldBe(0, $"{fund} as of {asOf}");
            var naive = NaiveTrialBalance.Of(sums, fund.Text, asOf.ToDateOnly());
            naive.Difference.ShouldBe(0, $"{fund} as of {asOf}");
            // What raises an account on its credit side stands in the trial balance with a minus.
            new NaiveTrialBalance(Of("bank"), Of("asset"), -Of("liability"),
                -(Of("opening") + Of("income") + Of("expenditure"))).ShouldBe(naive, $"{fund} as of {asOf}");

            long Of(string line) => own
                .Where(account => account.Name.StartsWith($"{fund}:{line}", StringComparison.Ordinal))
                .Sum(account => account.Balance.Fen);
        }
    }

    private static void Same(PaymentCapacity answer, NaiveSums sums, LocalDate asOf) =>
        new CapacityAnswer(answer.Numerator?.Fen, answer.Denominator?.Fen, answer.WindowMonths, answer.Months,
            answer.Reason).ShouldBe(NaiveCapacity.Of(sums, answer.Fund.Text, answer.Policy, asOf.ToDateOnly()),
                $"{answer.Fund} {answer.Policy} as of {asOf}");
}
