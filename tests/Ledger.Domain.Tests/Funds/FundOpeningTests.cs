using Ledger.Domain.Deciding;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Deciding.Scenario;

namespace Ledger.Domain.Tests.Funds;

public sealed class FundOpeningTests
{
    [Fact]
    public void An_entry_of_a_fund_without_books_is_refused() =>
        Given().When(Premium("P-1", 100_00)).ThenRefused(Refusal.FundNotOpened);

    [Fact]
    public void Another_fund_being_open_does_not_help() =>
        Given(Opened().In(Employee)).When(Premium("P-1", 100_00)).ThenRefused(Refusal.FundNotOpened);

    [Fact]
    public void A_fact_of_the_pool_needs_no_fund() =>
        Given().When(Fact("F-1", 380_000)).Then(Fact("F-1", 380_000));

    [Fact]
    public void A_fact_of_a_fund_needs_its_books() =>
        Given().When(Fact("F-1", 380_000).In(Resident)).ThenRefused(Refusal.FundNotOpened);

    [Fact]
    public void A_fund_is_opened_once() =>
        Given(Opened())
            .When(Opened() with { Document = DocumentId.Of("OPEN-2") })
            .ThenRefused(Refusal.FundAlreadyOpened);

    [Fact]
    public void The_day_of_opening_itself_may_have_entries() =>
        Given(Opened()).When(Premium("P-1", 100_00).On("2024-01-01")).ThenAccepted();

    [Fact]
    public void The_day_before_opening_is_refused() =>
        Given(Opened()).When(Premium("P-1", 100_00).On("2023-12-31"))
            .ThenRefused(Refusal.DateBeforeFundOpened);

    [Fact]
    public void An_opening_balance_raises_the_opening_and_the_balance() =>
        Given(Opened()).When(Opening(1_000_00))
            .ThenMoves(("opening", "1000.00")).Balance(Resident).Fen.ShouldBe(1_000_00);

    [Fact]
    public void An_opening_balance_of_flows_only_books_is_refused() =>
        Given(Opened("flows-only")).When(Opening(1_000_00)).ThenRefused(Refusal.OpeningIsUnknown);

    [Fact]
    public void All_that_a_fund_moved_may_reach_the_largest_sum() =>
        Given(Opened(), Premium("P-1", long.MaxValue - 1)).When(Premium("P-2", 1)).ThenAccepted();

    [Fact]
    public void One_fen_more_than_the_largest_sum_is_refused() =>
        Given(Opened(), Premium("P-1", long.MaxValue - 1)).When(Premium("P-2", 2))
            .ThenRefused(Refusal.TotalTooLarge);
}
