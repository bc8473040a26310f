using Ledger.Domain.Statements;

namespace Ledger.Domain.Tests.Statements;

public sealed class BudgetExecutionTests
{
    [Fact]
    public void Each_line_that_was_set_stands_beside_what_became_of_it_in_the_order_of_the_statement()
    {
        var statement = FundStatement.Of(FundCode.Of("resident"), openingKnown: true, Money.Zero,
            new Dictionary<string, Money> { ["expenditure.benefits.inpatient"] = new(90_00), ["income.premium"] = new(40_00) });
        var lines = BudgetExecution.Of(statement, new Dictionary<string, Money>
        {
            ["expenditure.benefits.nursing"] = new(5_00), ["expenditure.total"] = new(120_00),
            ["expenditure.benefits"] = new(80_00), ["income.premium"] = new(30_00),
        });
        lines.Select(line => (line.Line, line.Budget.Fen, line.Actual.Fen, line.Difference.Fen,
            StatementComparison.Display(line.Executed))).ShouldBe(
            [
                ("income.premium", 30_00, 40_00, 10_00, "133.33"),
                ("expenditure.benefits", 80_00, 90_00, 10_00, "112.50"),
                ("expenditure.total", 120_00, 90_00, -30_00, "75.00"),
                ("expenditure.benefits.nursing", 5_00, 0, -5_00, "0.00"),
            ]);
    }

    [Fact]
    public void Of_a_line_planned_at_nothing_there_is_no_rate() =>
        new BudgetLine("income.other", Money.Zero, new(1)).Executed.ShouldBeNull();
}
