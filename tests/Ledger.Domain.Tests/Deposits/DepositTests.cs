using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Tests.Deciding;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Deciding.Scenario;

namespace Ledger.Domain.Tests.Deposits;

public sealed class DepositTests
{
    [Fact]
    public void Five_per_cent_of_a_payment_may_be_withheld() =>
        PaidOut().When(Withheld("W-1", "S-1", 50_00)).ThenAccepted();

    [Fact]
    public void One_fen_more_than_five_per_cent_is_refused() =>
        PaidOut().When(Withheld("W-1", "S-1", 50_01)).ThenRefused(Refusal.DepositRateExceeded);

    [Fact]
    public void The_fraction_of_a_fen_is_not_withheld() =>
        PaidOut(Paid("S-2", 119)).When(Withheld("W-1", "S-2", 6)).ThenRefused(Refusal.DepositRateExceeded);

    [Fact]
    public void A_deposit_may_be_withheld_from_what_is_owed() =>
        PaidOut(Settled("Y-1", 100_00)).When(Withheld("W-1", "Y-1", 5_00)).ThenAccepted();

    [Fact]
    public void A_deposit_of_an_unknown_payment_or_of_another_institution_is_refused()
    {
        PaidOut().When(Withheld("W-1", "S-9", 1)).ThenRefused(Refusal.OriginalNotFound);
        PaidOut().When(Withheld("W-1", "S-1", 1).Of(OtherHospital)).ThenRefused(Refusal.OriginalNotFound);
    }

    [Fact]
    public void The_last_fen_of_a_deposit_may_be_released() =>
        Kept(Released("R-1", "W-1", 30_00)).When(Released("R-2", "W-1", 20_00)).ThenAccepted();

    [Fact]
    public void One_fen_more_than_the_deposit_is_not_released() =>
        Kept(Released("R-1", "W-1", 30_00)).When(Released("R-2", "W-1", 20_01))
            .ThenRefused(Refusal.OutstandingExceeded);

    [Fact]
    public void The_last_fen_of_a_deposit_may_be_forfeited() =>
        Kept(Released("R-1", "W-1", 30_00)).When(Forfeited("F-1", "W-1", 20_00)).ThenAccepted();

    [Fact]
    public void One_fen_more_than_the_deposit_is_not_forfeited() =>
        Kept(Released("R-1", "W-1", 30_00)).When(Forfeited("F-1", "W-1", 20_01))
            .ThenRefused(Refusal.OutstandingExceeded);

    [Fact]
    public void One_deposit_is_not_released_from_another() =>
        Kept(Paid("S-2", 1_000_00), Withheld("W-2", "S-2", 50_00)).When(Released("R-1", "W-1", 50_01))
            .ThenRefused(Refusal.OutstandingExceeded);

    [Fact]
    public void A_deposit_that_is_not_known_is_not_released() =>
        Kept().When(Released("R-1", "W-9", 1)).ThenRefused(Refusal.OriginalNotFound);

    [Fact]
    public void A_deposit_of_which_one_fen_was_released_is_not_reversed() =>
        Kept(Released("R-1", "W-1", 1)).When(Reversed("X-1", "W-1")).ThenRefused(Refusal.NotReversible);

    [Fact]
    public void A_release_that_was_reversed_may_be_made_again() =>
        Kept(Released("R-1", "W-1", 50_00), Reversed("X-1", "R-1")).When(Released("R-2", "W-1", 50_00)).ThenAccepted();

    private static Scenario PaidOut(params FundEvent[] more) =>
        Given([Opened(), Opening(9_000_00), Paid("S-1", 1_000_00), .. more]);

    private static Scenario Kept(params FundEvent[] more) => PaidOut([Withheld("W-1", "S-1", 50_00), .. more]);
}
