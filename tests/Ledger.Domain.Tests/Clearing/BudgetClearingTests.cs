using Ledger.Domain.Clearing;
using static Ledger.Domain.Tests.Clearing.Clearings;

namespace Ledger.Domain.Tests.Clearing;

/// <summary>
/// The older local rule, by hand, on a budget of 1,000.00: an overrun is shared half and half up to 20 % and refused
/// above; 30 % of a saving is rewarded, at most 3 % of the budget.
/// </summary>
public sealed class BudgetClearingTests
{
    private const long Budget = 1_000_00;

    [Theory]
    [InlineData(1_000_00, "0.00", "0.00", "0.00", "0.00")]
    [InlineData(1_000_01, "0.00", "0.01", "0.00", "0.00")]
    [InlineData(1_000_02, "0.00", "0.01", "0.01", "-0.01")]
    [InlineData(1_200_00, "0.00", "100.00", "100.00", "-100.00")]
    [InlineData(1_200_01, "0.00", "100.00", "100.01", "-100.01")]
    [InlineData(1_500_00, "0.00", "100.00", "400.00", "-400.00")]
    [InlineData(999_99, "0.00", "0.00", "0.00", "0.00")]
    [InlineData(999_98, "0.01", "0.00", "0.00", "0.01")]
    [InlineData(900_01, "30.00", "0.00", "0.00", "30.00")]
    [InlineData(900_00, "30.00", "0.00", "0.00", "30.00")]
    [InlineData(899_00, "30.00", "0.00", "0.00", "30.00")]
    [InlineData(0, "30.00", "0.00", "0.00", "30.00")]
    public void Each_band_holds_to_the_fen(long charged, string retained, string borne, string refused, string due)
    {
        var one = Clear(ByBudget, null, Institution(1, Budget, charged: charged)).Institutions[0];
        (one.Retained.Figure(), one.Borne.Figure(), one.Refused.Figure(), one.Due.Figure())
            .ShouldBe((retained, borne, refused, due));
    }

    [Theory]
    [InlineData(1_100_00, "90.00")]
    [InlineData(1_100_01, "90.01")]
    [InlineData(1_300_00, "190.00")]
    [InlineData(1_300_01, "190.00")]
    public void Each_part_of_an_overrun_has_the_share_of_its_own_band(long charged, string borne)
    {
        var policy = ByBudget with
        {
            Overrun = new([new(new(100_000), new(900_000)), new(new(300_000), new(500_000))]),
        };
        Clear(policy, null, Institution(1, Budget, charged: charged)).Institutions[0].Borne.Figure().ShouldBe(borne);
    }

    [Fact]
    public void The_fund_keeps_what_is_saved_and_adds_what_it_bears()
    {
        // Saved 200.00, of which 30.00 kept by the hospital; over by 100.00, of which the fund bears 50.00.
        var result = Clear(ByBudget, null,
            Institution(1, Budget, charged: 800_00), Institution(2, Budget, charged: 1_100_00));
        result.Budget.Figure().ShouldBe("2000.00");
        result.Payable.Figure().ShouldBe("1880.00");
        (result.Kept.Figure(), result.Added.Figure()).ShouldBe(("170.00", "50.00"));
    }

    [Fact]
    public void What_the_region_has_and_no_institution_was_allotted_is_kept()
    {
        var result = Clear(ByBudget, 1_500_00, Institution(1, Budget, charged: 1_000_00));
        (result.Unallotted.Figure(), result.Kept.Figure(), result.Added.Figure()).ShouldBe(("500.00", "500.00", "0.00"));
    }

    [Fact]
    public void What_institutions_were_allotted_beyond_the_region_is_added()
    {
        var result = Clear(ByBudget, 900_00, Institution(1, Budget, charged: 1_000_00));
        (result.Unallotted.Figure(), result.Kept.Figure(), result.Added.Figure()).ShouldBe(("-100.00", "0.00", "100.00"));
    }

    [Fact]
    public void A_special_case_stands_outside_the_bands()
    {
        var result = Clear(ByBudget, null, Institution(1, Budget, charged: 1_200_00, special: 70_00));
        var one = result.Institutions[0];
        (one.Payable.Figure(), one.Due.Figure(), result.Added.Figure()).ShouldBe(("1170.00", "-100.00", "170.00"));
    }

    [Fact]
    public void A_special_case_inside_the_budget_is_met_from_what_the_region_left()
    {
        var result = Clear(ByBudget with { SpecialCases = SpecialCases.Inside }, 1_100_00,
            Institution(1, Budget, charged: 1_000_00, special: 70_00));
        (result.Kept.Figure(), result.Added.Figure()).ShouldBe(("30.00", "0.00"));
    }

    [Fact]
    public void An_institution_with_charges_and_no_budget_is_named() =>
        Obstacle(ByBudget, null, Institution(1, Budget), Institution(2, charged: 5)).ShouldBe(
            "H33082000002 has 0.05 charged and no budget of 2025; record budget_allotted for it");

    [Fact]
    public void Without_any_budget_there_is_nothing_to_clear() =>
        Obstacle(ByBudget, 1_000_00).ShouldBe(
            "no institution has a budget of 2025 under fund resident; record budget_allotted");
}
