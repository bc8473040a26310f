using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Tests.Deciding;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Deciding.Scenario;

namespace Ledger.Domain.Tests.Clawbacks;

public sealed class ClawbackTests
{
    [Fact]
    public void An_order_moves_no_money() =>
        Given(Opened()).When(Ordered("O-1", "C-1", 100_00))
            .ThenMoves().Balance(Resident).ShouldBe(Money.Zero);

    [Fact]
    public void An_order_may_be_recovered_in_parts_to_the_last_fen() =>
        After(Recovered("R-1", "C-1", 60_00)).When(Recovered("R-2", "C-1", 40_00)).ThenAccepted();

    [Fact]
    public void One_fen_more_than_what_is_left_is_not_recovered() =>
        After(Recovered("R-1", "C-1", 60_00)).When(Recovered("R-2", "C-1", 40_01))
            .ThenRefused(Refusal.ClawbackExceeded);

    [Fact]
    public void What_is_left_may_be_waived_to_the_last_fen() =>
        After(Recovered("R-1", "C-1", 60_00)).When(Waived("W-1", "C-1", 40_00)).ThenMoves();

    [Fact]
    public void One_fen_more_than_what_is_left_is_not_waived() =>
        After(Recovered("R-1", "C-1", 60_00)).When(Waived("W-1", "C-1", 40_01))
            .ThenRefused(Refusal.ClawbackExceeded);

    [Fact]
    public void What_was_waived_is_not_recovered() =>
        After(Waived("W-1", "C-1", 100_00)).When(Recovered("R-1", "C-1", 1))
            .ThenRefused(Refusal.ClawbackExceeded);

    [Fact]
    public void A_second_order_of_a_case_raises_what_is_owed() =>
        After(Ordered("O-2", "C-1", 50_00, bookedIn: 2025)).When(Recovered("R-1", "C-1", 150_00))
            .ThenAccepted();

    [Fact]
    public void A_recovery_of_an_unknown_case_is_refused() =>
        After().When(Recovered("R-1", "C-9", 1)).ThenRefused(Refusal.CaseNotFound);

    [Fact]
    public void A_waiver_of_an_unknown_case_is_refused() =>
        After().When(Waived("W-1", "C-9", 1)).ThenRefused(Refusal.CaseNotFound);

    [Fact]
    public void A_case_of_one_fund_is_not_recovered_into_another() =>
        Given(Opened(), Opened().In(Employee), Ordered("O-1", "C-1", 100_00, bookedIn: 2025))
            .When(Recovered("R-1", "C-1", 1).In(Employee))
            .ThenRefused(Refusal.CaseNotFound);

    [Fact]
    public void Another_institution_does_not_pay_for_a_case() =>
        After().When(Recovered("R-1", "C-1", 1).Of(OtherHospital)).ThenRefused(Refusal.CaseIsAgainstAnother);

    [Fact]
    public void A_person_does_not_pay_for_an_institutions_case() =>
        After().When(Recovered("R-1", "C-1", 1) with { Institution = null, Person = PersonRef.Of("p-41") })
            .ThenRefused(Refusal.CaseIsAgainstAnother);

    [Fact]
    public void A_case_is_not_ordered_against_a_second_institution() =>
        After().When(Ordered("O-2", "C-1", 1).Of(OtherHospital)).ThenRefused(Refusal.CaseIsAgainstAnother);

    [Fact]
    public void A_case_may_be_against_a_person() =>
        Given(Opened(), AgainstPerson(Ordered("O-1", "C-1", 100_00, bookedIn: 2025)))
            .When(AgainstPerson(Recovered("R-1", "C-1", 100_00)))
            .ThenMoves(("expenditure.benefits.other", "-100.00"));

    [Fact]
    public void An_order_that_was_reversed_leaves_the_case_free_for_the_right_institution() =>
        After(Reversed("X-1", "O-1")).When(Ordered("O-2", "C-1", 100_00).Of(OtherHospital)).ThenAccepted();

    [Fact]
    public void An_order_that_was_reversed_leaves_no_year_behind() =>
        After(Reversed("X-1", "O-1"), Ordered("O-2", "C-1", 100_00, bookedIn: 2024))
            .When(Recovered("R-1", "C-1", 100_00))
            .ThenMoves(("income.other", "100.00"));

    private static Scenario After(params FundEvent[] events) =>
        Given([Opened(), Ordered("O-1", "C-1", 100_00, bookedIn: 2025), .. events]);

    private static T AgainstPerson<T>(T entry) where T : FundEvent =>
        (T)(entry with { Institution = null, Person = PersonRef.Of("p-41") });
}
