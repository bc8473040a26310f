using Ledger.Domain.Clearing;
using static Ledger.Domain.Tests.Clearing.Clearings;

namespace Ledger.Domain.Tests.Clearing;

/// <summary>点数法, by hand: a budget of 100,000.00 less 5 % divides 95,000.00 by points.</summary>
public sealed class PointsClearingTests
{
    private const long Budget = 100_000_00;

    [Fact]
    public void Each_gets_its_points_times_the_value_of_a_point()
    {
        // 95,000.00 ÷ 190 points = 500.00 a point.
        var result = Clear(ByPoints, Budget,
            Institution(1, points: 100), Institution(2, points: 50), Institution(3, points: 40));

        result.Shares().ShouldBe(["50000.00", "25000.00", "20000.00"]);
        result.SetAside.Figure().ShouldBe("5000.00");
        result.Distributable!.Value.Figure().ShouldBe("95000.00");
        (result.Kept.Figure(), result.Added.Figure()).ShouldBe(("5000.00", "0.00"));
    }

    [Fact]
    public void The_fen_that_are_left_go_to_the_largest_remainders()
    {
        // 95,000.00 by 7, 5 and 1 of 13 points: 5115384.615…, 3653846.153…, 730769.230… fen; one fen is left.
        Clear(ByPoints, Budget, Institution(1, points: 7), Institution(2, points: 5), Institution(3, points: 1))
            .Shares().ShouldBe(["51153.85", "36538.46", "7307.69"]);
    }

    [Fact]
    public void Of_equal_remainders_the_lower_code_gets_the_fen()
    {
        Clear(ByPoints with { SetAside = default }, 100_00,
                Institution(3, points: 1), Institution(1, points: 1), Institution(2, points: 1))
            .Shares().ShouldBe(["33.34", "33.33", "33.33"]);
    }

    [Fact]
    public void What_was_charged_before_is_taken_off_what_is_due()
    {
        var result = Clear(ByPoints, Budget,
            Institution(1, points: 100, charged: 45_000_00), Institution(2, points: 50, charged: 25_000_00),
            Institution(3, points: 40, charged: 20_000_01));
        result.Institutions.Select(one => one.Due.Figure()).ShouldBe(["5000.00", "0.00", "-0.01"]);
    }

    [Fact]
    public void An_interim_clearing_is_taken_off_too() =>
        Clear(ByPoints, Budget, Institution(1, points: 1, charged: 90_000_00, cleared: 4_000_00))
            .Institutions[0].Due.Figure().ShouldBe("1000.00");

    [Fact]
    public void Special_cases_inside_the_budget_lower_the_value_of_a_point()
    {
        // 95,000.00 − 1,900.00 = 93,100.00; a point is 490.00.
        var result = Clear(ByPoints, Budget,
            Institution(1, points: 100, special: 1_900_00), Institution(2, points: 90));
        result.Shares().ShouldBe(["49000.00", "44100.00"]);
        result.Institutions[0].Payable.Figure().ShouldBe("50900.00");
        (result.Kept.Figure(), result.Added.Figure()).ShouldBe(("5000.00", "0.00"));
    }

    [Fact]
    public void Special_cases_outside_the_budget_are_added_by_the_fund()
    {
        var result = Clear(ByPoints with { SpecialCases = SpecialCases.Outside }, Budget,
            Institution(1, points: 100, special: 1_900_00), Institution(2, points: 90));
        result.Shares().ShouldBe(["50000.00", "45000.00"]);
        result.Institutions[0].Payable.Figure().ShouldBe("51900.00");
        (result.Kept.Figure(), result.Added.Figure()).ShouldBe(("5000.00", "1900.00"));
    }

    [Fact]
    public void A_special_case_is_paid_by_itself_and_not_again_by_the_clearing() =>
        Clear(ByPoints, Budget, Institution(1, points: 1, charged: 93_000_00, special: 1_900_00))
            .Institutions[0].Due.Figure().ShouldBe("100.00");

    [Fact]
    public void Special_cases_may_take_all_that_is_left_of_the_budget() =>
        Clear(ByPoints, Budget, Institution(1, points: 1, special: 95_000_00)).Shares().ShouldBe(["0.00"]);

    [Fact]
    public void One_fen_more_of_special_cases_than_the_budget_leaves_is_refused() =>
        Obstacle(ByPoints, Budget, Institution(1, points: 1, special: 95_000_01)).ShouldBe(
            "special cases of 95000.01 are more than the budget of 100000.00 less what is set aside");

    [Fact]
    public void An_interim_clearing_divides_its_part_of_the_budget() =>
        Clear(ByPoints with { Category = "interim", BudgetShare = new(500_000), SetAside = default }, 100_01,
            Institution(1, points: 1)).Shares().ShouldBe(["50.01"]);

    [Fact]
    public void Without_a_budget_of_the_region_there_is_nothing_to_divide() =>
        Obstacle(ByPoints, null, Institution(1, points: 1)).ShouldBe(
            "there is no budget of 2025 for the region under fund employee; record budget_allotted without an institution");

    [Fact]
    public void Without_points_there_is_no_value_of_a_point() =>
        Obstacle(ByPoints, Budget, Institution(1, charged: 1)).ShouldBe(
            "no points of 2025 are recorded under fund employee in inpatient");

    [Fact]
    public void An_institution_with_charges_and_no_points_is_named() =>
        Obstacle(ByPoints, Budget, Institution(1, points: 1), Institution(2, charged: 1)).ShouldBe(
            "H33082000002 has 0.01 charged and no points; check its points or the policy's categories");

    [Fact]
    public void Points_below_zero_are_refused() =>
        Obstacle(ByPoints, Budget, Institution(1, points: 2), Institution(2, points: -0.0001m)).ShouldBe(
            "H33082000002 has points below zero; check its reversals");

    [Fact]
    public void A_budget_below_zero_is_refused() =>
        Obstacle(ByPoints, -1, Institution(1, points: 1)).ShouldBe(
            "a budget of 2025 under fund employee is below zero; check its adjustments");
}
