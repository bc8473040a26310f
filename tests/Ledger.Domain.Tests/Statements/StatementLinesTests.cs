using Ledger.Domain.Statements;

namespace Ledger.Domain.Tests.Statements;

public sealed class StatementLinesTests
{
    [Theory]
    [InlineData("income.premium", "income.premium", true)]
    [InlineData("income.premium.aid-funded", "income.premium", true)]
    [InlineData("income.premium.aid-funded", "income", true)]
    [InlineData("income.premiums", "income.premium", false)]
    [InlineData("income.premium-other", "income.premium", false)]
    [InlineData("income", "income.premium", false)]
    [InlineData("expenditure.to-upper", "expenditure.to", false)]
    [InlineData("opening.adjusted", "opening", true)]
    public void A_line_stands_below_another_by_its_dotted_name(string line, string parent, bool below) =>
        StatementLines.IsAtOrBelow(line, parent).ShouldBe(below);

    [Theory]
    [InlineData("opening", StatementSide.Opening)]
    [InlineData("opening.adjusted", StatementSide.Opening)]
    [InlineData("income.premium.collective", StatementSide.Income)]
    [InlineData("expenditure.benefits.inpatient", StatementSide.Expenditure)]
    [InlineData("asset.prepayments", StatementSide.Asset)]
    [InlineData("bank.treasury", StatementSide.Asset)]
    [InlineData("liability.deposits", StatementSide.Liability)]
    public void Every_line_has_a_side(string line, StatementSide side) => StatementLines.SideOf(line).ShouldBe(side);

    [Fact]
    public void A_line_of_no_side_is_impossible() =>
        Should.Throw<System.Diagnostics.UnreachableException>(() => StatementLines.SideOf("incomes.premium"));
}
