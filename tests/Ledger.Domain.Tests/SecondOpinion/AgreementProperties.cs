using Ledger.Domain.Deciding;
using Ledger.Domain.Settlements;
using Ledger.Domain.Statements;
using Ledger.Domain.Tests.Deciding;
using Ledger.Naive;
using NodaTime;

namespace Ledger.Domain.Tests.SecondOpinion;

/// <summary>
/// A second implementation, which reads the events file with a table of signs of its own, comes to the same figures
/// whatever was sent.
/// </summary>
public sealed class AgreementProperties
{
    private static readonly RuleBook _atSettlement = Repository.RulesOf(
        Repository.Text("data/rules.json").Replace("\"at-release\"", "\"at-settlement\"", StringComparison.Ordinal));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_line_of_every_fund_moves_alike_on_every_day(bool depositsAtSettlement) =>
        Seeds.Check(History.Any, history =>
        {
            var played = Played.Of(history, depositsAtSettlement ? _atSettlement : null);

            played.Cells().ShouldBe(Played.Cells(new NaiveSums(played.Naive(depositsAtSettlement))));
        });

    [Fact]
    public void What_is_outstanding_is_the_same_with_every_holder() =>
        Seeds.Check(History.Any, history =>
        {
            var played = Played.Of(history);

            played.Outstanding().ShouldBe(
            [
                .. NaiveOutstanding.Of(played.Naive())
                    .Select(row => $"{row.Key.Kind} {row.Key.Fund} {row.Key.Holder} {row.Value}")
                    .Order(StringComparer.Ordinal),
            ]);
        });

    [Fact]
    public void What_is_still_to_come_back_is_the_same_in_every_case() =>
        Seeds.Check(History.Any, history =>
        {
            var played = Played.Of(history);

            played.Clawbacks().ShouldBe(
            [
                .. NaiveClawbacks.Outstanding(played.Naive())
                    .Select(row => $"{row.Key.Case} {row.Key.Fund} {row.Value}").Order(StringComparer.Ordinal),
            ]);
        });

    [Fact]
    public void What_is_settled_and_not_paid_is_the_same_at_every_institution() =>
        Seeds.Check(History.Any, history =>
        {
            var played = Played.Of(history);

            played.Scenario.Books.ChangedEntries.Select(row => row.Value)
                .Where(booked => booked.Entry is SettlementRecorded { Institution: not null } && !booked.Reversed)
                .GroupBy(booked => booked.Entry.Institution!.Value.Text)
                .Select(group => (Institution: group.Key, Left: group.Sum(booked => booked.Left.Fen)))
                .Where(row => row.Left != 0).Select(row => $"{row.Institution} {row.Left}")
                .Order(StringComparer.Ordinal).ShouldBe(
                [
                    .. NaiveUnpaid.ByInstitution(played.Naive()).Select(row => $"{row.Key} {row.Value}")
                        .Order(StringComparer.Ordinal),
                ]);
        });

    [Fact]
    public void A_statement_of_any_period_has_the_same_lines() =>
        Seeds.Check(History.Any, history =>
        {
            var played = Played.Of(history);
            var sums = new NaiveSums(played.Naive());
            var from = new LocalDate(2024, 1, 1).PlusDays(history.Seed % 700);
            var to = from.PlusDays(history.Seed % 500);

            foreach (var fund in sums.Books.Funds)
            {
                var statement = Statement(played, FundCode.Of(fund), from, to);
                var naive = NaiveStatement.Of(sums, fund, from.ToDateOnly(), to.ToDateOnly());
                foreach (var (line, amount) in statement.Lines)
                    amount.Fen.ShouldBe(naive.GetValueOrDefault(line), $"{fund} {line}, {from.Iso()} to {to.Iso()}");
                naive.Where(line => line.Value != 0).Select(line => line.Key)
                    .ShouldBeSubsetOf(statement.Lines.Select(line => line.Key));
            }
        });

    private static FundStatement Statement(Played played, FundCode fund, LocalDate from, LocalDate to)
    {
        var effects = played.Recorded.SelectMany(StatementEffects.Of).Where(effect => effect.Fund == fund).ToList();
        var before = effects.Where(effect => effect.CashDate < from)
            .Aggregate(Money.Zero, (sum, effect) => sum + effect.OnBalance);
        var cells = effects.Where(effect => effect.CashDate >= from && effect.CashDate <= to)
            .GroupBy(effect => effect.Line)
            .ToDictionary(line => line.Key, line => new Money(line.Sum(effect => effect.Amount.Fen)));
        return FundStatement.Of(fund, !played.Scenario.Books.Fund(fund)!.FlowsOnly, before, cells);
    }
}
