using Ledger.Domain.Deciding;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Deciding.Scenario;

namespace Ledger.Domain.Tests.Deciding;

public sealed class RetryTests
{
    [Fact]
    public void The_same_document_with_the_same_content_is_a_repeat_of_its_position() =>
        Given(Opened(), Premium("P-1", 400_00)).When(Premium("P-1", 400_00)).ThenRepeated(2);

    [Fact]
    public void A_repeat_is_recognised_before_any_limit() =>
        Given(Opened(), Opening(100_00), Paid("S-1", 100_00)).When(Paid("S-1", 100_00)).ThenRepeated(3);

    [Fact]
    public void A_repeat_of_what_was_reversed_since_stays_a_repeat() =>
        Given(Opened(), Premium("P-1", 400_00), Reversed("X-1", "P-1")).When(Premium("P-1", 400_00))
            .ThenRepeated(2);

    [Fact]
    public void What_the_decision_added_does_not_make_it_other_content() =>
        Given(Opened(), Premium("P-1", 400_00), Refund("R-1", "P-1", 400_00))
            .When(Refund("R-1", "P-1", 400_00))
            .ThenRepeated(3);

    [Fact]
    public void A_reversal_is_a_repeat_although_its_original_is_reversed_by_then() =>
        Given(Opened(), Premium("P-1", 400_00), Reversed("X-1", "P-1")).When(Reversed("X-1", "P-1"))
            .ThenRepeated(3);

    [Fact]
    public void A_reversal_is_a_repeat_although_its_original_became_ambiguous_since() =>
        Given(Opened(), Premium("D-1", 400_00), Reversed("X-1", "D-1"), Subsidy("D-1", 300_00))
            .When(Reversed("X-1", "D-1"))
            .ThenRepeated(3);

    [Fact]
    public void A_reversal_of_every_leg_is_a_repeat_of_the_first() =>
        Given(Opened(), Opened().In(CriticalIllness), Opening(100_00), Opening(100_00).In(CriticalIllness),
                Paid("S-1", 60_00), Paid("S-1", 25_00).In(CriticalIllness), Reversed("X-1", "S-1"))
            .When(Reversed("X-1", "S-1"))
            .ThenRepeated(7);

    [Fact]
    public void The_same_document_of_another_kind_is_no_repeat() =>
        Given(Opened(), Premium("D-1", 400_00)).When(Subsidy("D-1", 400_00)).ThenAccepted();

    [Fact]
    public void One_fen_of_difference_is_a_conflict() =>
        Given(Opened(), Premium("P-1", 400_00)).When(Premium("P-1", 400_01))
            .ThenRefused(Refusal.DocumentConflict);

    [Fact]
    public void Another_fund_is_a_conflict() =>
        Given(Opened(), Opened().In(Employee), Premium("P-1", 400_00))
            .When(Premium("P-1", 400_00).In(Employee))
            .ThenRefused(Refusal.DocumentConflict);

    [Fact]
    public void The_whole_fact_is_compared_down_to_the_note() =>
        Given(Opened(), Premium("P-1", 400_00))
            .When(Premium("P-1", 400_00) with { Note = "second batch" })
            .ThenRefused(Refusal.DocumentConflict);

    [Fact]
    public void A_conflict_is_seen_before_any_limit() =>
        Given(Opened(), Opening(100_00), Paid("S-1", 100_00)).When(Paid("S-1", 100_01))
            .ThenRefused(Refusal.DocumentConflict);

    [Fact]
    public void The_conflict_names_the_kind_and_the_document() =>
        Given(Opened(), Premium("P-1", 400_00)).When(Premium("P-1", 400_01))
            .Decision.Refused[0].Explanation.English
            .ShouldBe("premium_received P-1 is recorded already with other content");

    [Fact]
    public void A_settlement_is_a_repeat_in_any_order_of_its_legs() =>
        TwoFunds().When(Paid("S-1", 25_00).In(CriticalIllness), Paid("S-1", 60_00)).ThenRepeated(5);

    [Fact]
    public void A_settlement_with_a_leg_less_is_a_conflict() =>
        TwoFunds().When(Paid("S-1", 60_00)).ThenRefused(Refusal.DocumentConflict);

    [Fact]
    public void A_settlement_with_a_leg_more_is_a_conflict() =>
        Given(Opened(), Opened().In(CriticalIllness), Opening(100_00), Opening(100_00).In(CriticalIllness),
                Paid("S-1", 60_00))
            .When(Paid("S-1", 60_00), Paid("S-1", 25_00).In(CriticalIllness))
            .ThenRefused(Refusal.DocumentConflict);

    [Fact]
    public void A_leg_more_sent_alone_is_a_conflict() =>
        Given(Opened(), Opened().In(CriticalIllness), Opening(100_00), Opening(100_00).In(CriticalIllness),
                Paid("S-1", 60_00))
            .When(Paid("S-1", 25_00).In(CriticalIllness))
            .ThenRefused(Refusal.DocumentConflict);

    private static Scenario TwoFunds() => Given(
        Opened(), Opened().In(CriticalIllness), Opening(100_00), Opening(100_00).In(CriticalIllness),
        Paid("S-1", 60_00), Paid("S-1", 25_00).In(CriticalIllness));
}
