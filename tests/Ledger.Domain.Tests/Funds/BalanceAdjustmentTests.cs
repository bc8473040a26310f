using Ledger.Domain.Deciding;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Deciding.Scenario;

namespace Ledger.Domain.Tests.Funds;

public sealed class BalanceAdjustmentTests
{
    [Fact]
    public void Up_raises_the_opening() => Given(Opened()).When(Adjusted("T-1", 40_00, "up"))
        .ThenMoves(("opening.adjusted", "40.00")).Balance(Resident).Fen.ShouldBe(40_00);

    [Fact]
    public void Down_lowers_the_opening_to_nothing() =>
        Given(Opened(), Opening(40_00)).When(Adjusted("T-1", 40_00, "down"))
            .ThenMoves(("opening.adjusted", "-40.00")).Balance(Resident).ShouldBe(Money.Zero);

    [Fact]
    public void One_fen_further_down_is_refused() =>
        Given(Opened(), Opening(40_00)).When(Adjusted("T-1", 40_01, "down")).ThenRefused(Refusal.FundOverdrawn);

    [Fact]
    public void The_unknown_opening_of_flows_only_books_is_not_adjusted() =>
        Given(Opened("flows-only")).When(Adjusted("T-1", 40_00, "up")).ThenRefused(Refusal.OpeningIsUnknown);
}
