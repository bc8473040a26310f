using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Tests.Deciding;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Deciding.Scenario;

namespace Ledger.Domain.Tests.Funds;

/// <summary>Long-term care sets aside at most one per cent of the year's premiums, here 10.00 of 1,000.00 yuan.</summary>
public sealed class ReserveTests
{
    [Fact]
    public void The_cap_is_on_the_year_and_not_on_the_move() =>
        Books(Reserve("M-1", 6_00)).When(Reserve("M-2", 4_01)).ThenRefused(Refusal.ReserveExceeded)
            .When(Reserve("M-2", 4_00)).ThenAccepted();

    [Fact]
    public void A_premium_that_was_refunded_is_no_premium() =>
        Books(Refund("R-1", "P-1", 100_00).In(Care)).When(Reserve("M-1", 9_01)).ThenRefused(Refusal.ReserveExceeded)
            .When(Reserve("M-1", 9_00)).ThenAccepted();

    [Fact]
    public void Another_year_has_a_cap_of_its_own() =>
        Books(Reserve("M-1", 10_00)).When(Reserve("M-2", 1).On("2026-01-01")).ThenRefused(Refusal.ReserveExceeded)
            .When(Premium("P-2", 100).In(Care).On("2026-01-01")).ThenAccepted()
            .When(Reserve("M-2", 1).On("2026-01-01")).ThenAccepted();

    [Fact]
    public void What_was_moved_by_mistake_does_not_count() =>
        Books(Reserve("M-1", 10_00), Reversed("X-1", "M-1")).When(Reserve("M-2", 10_00)).ThenAccepted();

    [Fact]
    public void Aid_funded_premiums_are_the_residents_income_to_the_fen()
    {
        var scenario = Given(Opened().In(Care), Opened(), Opening(900_00).In(Care))
            .When(Moved("M-1", 123_45, "aid-funded", Resident).In(Care)).ThenAccepted();

        scenario.Line("expenditure.benefits.premium-aid").ShouldBe(scenario.Line("income.premium.aid-funded"));
        scenario.Line("income.premium.aid-funded").Fen.ShouldBe(123_45);
    }

    private static FundsMoved Reserve(string document, long fen) =>
        Moved(document, fen, "reserve", DisabilityDelay).In(Care);

    private static Scenario Books(params FundEvent[] more) => Given(
        [Opened().In(Care), Opened().In(DisabilityDelay), Premium("P-1", 1_000_00).In(Care), .. more]);
}
