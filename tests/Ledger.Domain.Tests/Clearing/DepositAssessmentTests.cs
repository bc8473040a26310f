using static Ledger.Domain.Tests.Clearing.Clearings;

namespace Ledger.Domain.Tests.Clearing;

/// <summary>The deposit by score: 90 all, 80 four fifths, 60 three fifths, below that nothing.</summary>
public sealed class DepositAssessmentTests
{
    [Theory]
    [InlineData(100, "100.01", "0.00")]
    [InlineData(90, "100.01", "0.00")]
    [InlineData(89, "80.01", "20.00")]
    [InlineData(80, "80.01", "20.00")]
    [InlineData(79, "60.01", "40.00")]
    [InlineData(60, "60.01", "40.00")]
    [InlineData(59, "0.00", "100.01")]
    [InlineData(0, "0.00", "100.01")]
    public void The_score_decides_what_is_released_and_the_rest_is_forfeited(long score, string release, string forfeit)
    {
        var one = Clear(ByBudget, null, Institution(1, 1, score: score, deposits: [60_00, 40_01])).Institutions[0];
        (one.Release!.Value.Figure(), one.Forfeit!.Value.Figure()).ShouldBe((release, forfeit));
    }

    [Fact]
    public void Without_a_score_nothing_is_decided()
    {
        var one = Clear(ByBudget, null, Institution(1, 1, deposits: 60_00)).Institutions[0];
        (one.Release, one.Forfeit).ShouldBe((null, null));
    }

    [Fact]
    public void A_policy_without_bands_decides_nothing() =>
        Clear(ByBudget with { Deposit = [] }, null, Institution(1, 1, score: 100, deposits: 60_00))
            .Institutions[0].Release.ShouldBeNull();

    [Fact]
    public void The_deposit_is_no_part_of_what_is_due() =>
        Clear(ByBudget, null, Institution(1, 100, charged: 100, score: 90, deposits: 60_00)).Institutions[0].Due.Fen.ShouldBe(0);
}
