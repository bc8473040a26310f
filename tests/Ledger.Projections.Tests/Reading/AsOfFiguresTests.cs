using Ledger.Domain;
using Ledger.Domain.Deciding;
using Ledger.Domain.Statements;
using Ledger.Projections.Reading;
using Ledger.Testing;
using NodaTime;

namespace Ledger.Projections.Tests.Reading;

/// <summary>Balances, statements and capacity at any dates equal those added up anew from the log.</summary>
public sealed class AsOfFiguresTests(PostgresFixture postgres, ITestOutputHelper output)
    : IClassFixture<PostgresFixture>
{
    private const int Rows = 2_000;
    private const int Dates = 25;

    private static readonly LocalDate _first = new(2023, 12, 1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Figures_as_of_any_date_equal_those_added_up_from_the_log()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var recorded = await RecordedPool.In(postgres, "570001");
        await recorded.Record(GeneratedHistory.Of(seed, Rows));
        var naive = new NaiveLedger(await recorded.Log());
        var capacities = new PaymentCapacities(recorded.Ledger.Policies, recorded.Ledger.Funds);
        await using var snapshot = await recorded.Snapshot();
        List<FundCode> funds = [.. snapshot.Funds.Keys];
        funds.Count.ShouldBe(4);

        for (var number = 0; number < Dates; number++)
        {
            var asOf = _first.PlusDays(random.Next(800));
            foreach (var balance in await FundBalances.At(snapshot, funds, asOf, Cancellation))
                Same(balance, naive, asOf, snapshot.Funds[balance.Fund].FlowsOnly);
            var from = asOf.PlusDays(-random.Next(500));
            foreach (var statement in await FundStatements.Over(snapshot, funds, from, asOf, Cancellation))
                Same(statement, naive, from, asOf);
            foreach (var policy in recorded.Ledger.Policies.All)
            {
                var answers = await capacities.At(snapshot, funds, asOf, policy.Id, null, Cancellation);
                foreach (var answer in answers) Same(answer, naive, asOf, snapshot.Funds[answer.Fund]);
            }
        }
    }

    private static void Same(FundBalance balance, NaiveLedger naive, LocalDate asOf, bool flowsOnly)
    {
        var yearStart = new LocalDate(asOf.Year, 1, 1);
        var opening = naive.Balance(balance.Fund, yearStart.PlusDays(-1))
            + naive.Sum(balance.Fund, "opening", yearStart, asOf);
        (balance.Opening?.Fen, balance.Income.Fen, balance.Expenditure.Fen, balance.Balance?.Fen).ShouldBe((
            flowsOnly ? null : opening,
            naive.Sum(balance.Fund, "income", yearStart, asOf),
            naive.Sum(balance.Fund, "expenditure", yearStart, asOf),
            flowsOnly ? null : naive.Balance(balance.Fund, asOf)), $"{balance.Fund} as of {asOf}");
    }

    private static void Same(PaymentCapacity answer, NaiveLedger naive, LocalDate asOf, FundBook book) =>
        (answer.Numerator?.Fen, answer.Denominator?.Fen, answer.WindowMonths, answer.Months, answer.Reason)
            .ShouldBe(NaiveCapacity.Of(naive, answer.Fund, book, answer.Policy, asOf),
                $"{answer.Fund} {answer.Policy} as of {asOf}");

    private static bool IsFlow(string line) =>
        line.StartsWith("income", StringComparison.Ordinal)
        || line.StartsWith("expenditure", StringComparison.Ordinal);

    private static void Same(FundStatement statement, NaiveLedger naive, LocalDate from, LocalDate to)
    {
        var fund = statement.Fund;
        foreach (var line in naive.Lines(fund).Where(IsFlow))
            statement[line].Fen.ShouldBe(naive.Sum(fund, line, from, to), $"{fund} {line}, {from} to {to}");
        var income = naive.Sum(fund, "income", from, to);
        var expenditure = naive.Sum(fund, "expenditure", from, to);
        statement["income.total"].Fen.ShouldBe(income);
        statement["expenditure.total"].Fen.ShouldBe(expenditure);
        statement["surplus"].Fen.ShouldBe(income - expenditure);
        statement["income.subtotal"].Fen.ShouldBe(income - naive.Sum(fund, "income.from-upper", from, to));
        statement["expenditure.subtotal"].Fen
            .ShouldBe(expenditure - naive.Sum(fund, "expenditure.to-upper", from, to));
        if (!statement.OpeningKnown) return;
        var adjusted = naive.Sum(fund, "opening.adjusted", from, to);
        statement["opening.adjusted"].Fen.ShouldBe(adjusted);
        statement["opening"].Fen.ShouldBe(naive.Balance(fund, from.PlusDays(-1))
            + naive.Sum(fund, "opening", from, to) - adjusted);
        statement["closing"].Fen.ShouldBe(naive.Balance(fund, to));
    }
}
