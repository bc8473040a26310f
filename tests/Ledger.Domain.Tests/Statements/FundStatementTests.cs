using Ledger.Domain.Statements;
using static Ledger.Domain.Statements.StatementLines;

namespace Ledger.Domain.Tests.Statements;

public sealed class FundStatementTests
{
    private static readonly FundCode _fund = FundCode.Of("resident");

    // A figure of its own on every line, so that one in the wrong sum shows.
    private static readonly Dictionary<string, Money> _cells = new()
    {
        [Opening] = new(1), [OpeningAdjusted] = new(-20),
        [Premium] = new(300), [PremiumFrom("medical-aid")] = new(4_000),
        [SubsidyFor("vaccine")] = new(50_000), [Interest] = new(600_000), [TransferIncome] = new(7_000_000),
        [OtherIncome] = new(80_000_000), [FromUpper] = new(900_000_000), [FromLower] = new(1_000_000_000),
        [BenefitsFor("inpatient")] = new(2), [BenefitsFor("pharmacy")] = new(30), [CriticalIllness] = new(400),
        [TransferExpenditure] = new(5_000), [OtherExpenditure] = new(60_000), [ToLower] = new(700_000),
        [ToUpper] = new(8_000_000), [PrepaymentAsset] = new(9_000_000),
    };

    [Fact]
    public void The_lines_stand_in_the_order_of_the_statutory_form_with_details_below_their_line() =>
        Statement().Lines.Select(row => row.Key).ShouldBe(
        [
            Opening, OpeningAdjusted,
            Premium, "income.premium.aid-funded", Subsidy, "income.subsidy.vaccine", Interest, TransferIncome,
            OtherIncome, IncomeSubtotal, FromUpper, FromLower, IncomeTotal,
            Benefits, "expenditure.benefits.inpatient", "expenditure.benefits.pharmacy", CriticalIllness,
            TransferExpenditure, OtherExpenditure, ExpenditureSubtotal, ToLower, ToUpper, ExpenditureTotal,
            Surplus, Closing, Total,
        ]);

    [Fact]
    public void A_line_is_its_own_figure_and_those_below_it()
    {
        Statement()[Premium].Fen.ShouldBe(4_300);
        Statement()["income.premium.aid-funded"].Fen.ShouldBe(4_000);
        Statement()[Benefits].Fen.ShouldBe(32);
    }

    [Fact]
    public void The_opening_is_what_was_there_before_and_what_was_opened_in_the_period() =>
        Statement(before: 500)[Opening].Fen.ShouldBe(501);

    [Fact]
    public void The_adjustment_of_the_opening_stands_beside_it_and_not_in_it() =>
        Statement()[OpeningAdjusted].Fen.ShouldBe(-20);

    [Fact]
    public void The_subtotals_leave_out_what_moves_between_levels()
    {
        Statement()[IncomeSubtotal].Fen.ShouldBe(87_654_300);
        Statement()[ExpenditureSubtotal].Fen.ShouldBe(65_432);
    }

    [Fact]
    public void The_totals_cover_what_moves_between_levels()
    {
        Statement()[IncomeTotal].Fen.ShouldBe(1_987_654_300);
        Statement()[ExpenditureTotal].Fen.ShouldBe(8_765_432);
    }

    [Fact]
    public void The_surplus_is_income_less_expenditure() =>
        Statement()[Surplus].Fen.ShouldBe(1_987_654_300 - 8_765_432);

    [Fact]
    public void The_closing_is_the_opening_the_adjustment_and_the_surplus() =>
        Statement(before: 500)[Closing].Fen.ShouldBe(501 - 20 + 1_987_654_300 - 8_765_432);

    [Fact]
    public void The_total_is_the_same_on_both_sides_of_the_form() =>
        Statement(before: 500)[Total].ShouldBe(
            Statement(before: 500)[ExpenditureTotal] + Statement(before: 500)[Closing]);

    [Fact]
    public void An_advance_is_on_no_line_and_does_not_move_the_closing() =>
        Statement().Lines.ShouldNotContain(row => row.Key == PrepaymentAsset);

    [Fact]
    public void Flows_only_books_have_neither_opening_nor_closing()
    {
        var statement = Statement(openingKnown: false);

        statement.Lines.ShouldNotContain(row => row.Key == Opening || row.Key == OpeningAdjusted || row.Key == Closing);
        statement[Surplus].Fen.ShouldBe(1_987_654_300 - 8_765_432);
    }

    [Fact]
    public void A_period_without_events_has_every_line_at_zero_and_closes_as_it_opened()
    {
        var statement = FundStatement.Of(_fund, openingKnown: true, new Money(7), new Dictionary<string, Money>());

        statement[Opening].Fen.ShouldBe(7);
        statement[Closing].Fen.ShouldBe(7);
        statement[Surplus].ShouldBe(Money.Zero);
        statement["income.premium.collective"].ShouldBe(Money.Zero);
    }

    private static FundStatement Statement(long before = 0, bool openingKnown = true) =>
        FundStatement.Of(_fund, openingKnown, new Money(before), _cells);
}
