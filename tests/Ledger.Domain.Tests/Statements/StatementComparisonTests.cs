using Ledger.Domain.Statements;

namespace Ledger.Domain.Tests.Statements;

public sealed class StatementComparisonTests
{
    [Theory]
    [InlineData(150_00, 100_00, "50.00", "50.00")]
    [InlineData(50_00, 100_00, "-50.00", "-50.00")]
    [InlineData(0, 100_00, "-100.00", "-100.00")]
    [InlineData(2, 3, "-0.01", "-33.33")]
    [InlineData(8_01, 8_00, "0.01", "0.13")]
    [InlineData(7_99, 8_00, "-0.01", "-0.13")]
    public void A_line_of_two_years_has_its_difference_and_that_in_per_cent_of_the_earlier(
        long now, long before, string difference, string percent)
    {
        var change = new LineChange("surplus", new(now), new(before));
        change.Difference.ToString().ShouldBe(difference);
        StatementComparison.Display(change.Percent).ShouldBe(percent);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Of_nothing_and_of_a_loss_there_is_no_percentage(long before) =>
        new LineChange("surplus", new(100), new(before)).Percent.ShouldBeNull();

    [Fact]
    public void A_line_of_one_year_only_stands_at_its_place_and_is_zero_in_the_other()
    {
        var now = Statement(("expenditure.benefits.inpatient", 5), ("expenditure.benefits.personal", 7));
        var before = Statement(("expenditure.benefits.nursing", 2), ("income.premium.collective", 3));

        var changes = StatementComparison.Between(now, before);

        changes.Where(change => StatementLines.IsAtOrBelow(change.Line, "expenditure.benefits"))
            .Select(change => (change.Line, change.Now.Fen, change.Before.Fen)).ShouldBe(
            [
                ("expenditure.benefits", 12, 2), ("expenditure.benefits.inpatient", 5, 0),
                ("expenditure.benefits.nursing", 0, 2), ("expenditure.benefits.personal", 7, 0),
            ]);
        changes.Select(change => change.Line).ToList().IndexOf("income.premium.collective").ShouldBe(3);
        changes.Select(change => change.Line).ShouldBeUnique();
    }

    private static FundStatement Statement(params (string Line, long Fen)[] cells) =>
        FundStatement.Of(FundCode.Of("resident"), openingKnown: true, Money.Zero,
            cells.ToDictionary(cell => cell.Line, cell => new Money(cell.Fen)));
}
