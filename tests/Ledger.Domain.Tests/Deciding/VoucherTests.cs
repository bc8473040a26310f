using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Premiums;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Deciding.Scenario;

namespace Ledger.Domain.Tests.Deciding;

public sealed class VoucherTests
{
    [Fact]
    public void The_rows_of_a_voucher_are_recorded_in_order() =>
        Given(Opened()).When(Row("P-1"), Row("P-2")).Then(Row("P-1"), Row("P-2"));

    [Fact]
    public void One_bad_row_refuses_the_voucher_and_is_named() =>
        Given(Opened()).When(Row("P-1"), Row("P-2").In(Employee)).ThenRefused(Refusal.FundNotOpened, row: 1);

    [Fact]
    public void A_later_row_may_build_on_an_earlier_one() =>
        Given(Opened())
            .When(Prepaid("A-1", 40_00).Under("V-1"), Returned("B-1", 40_00).Under("V-1"))
            .ThenAccepted();

    [Fact]
    public void The_same_voucher_again_is_a_repeat_of_its_first_row() =>
        Given(Opened(), Row("P-1"), Row("P-2")).When(Row("P-1"), Row("P-2")).ThenRepeated(2);

    [Fact]
    public void A_voucher_with_a_row_less_is_a_conflict() =>
        Given(Opened(), Row("P-1"), Row("P-2")).When(Row("P-1")).ThenRefused(Refusal.VoucherConflict);

    [Fact]
    public void A_voucher_with_a_row_more_is_a_conflict() =>
        Given(Opened(), Row("P-1")).When(Row("P-1"), Row("P-2")).ThenRefused(Refusal.VoucherConflict);

    [Fact]
    public void A_voucher_number_is_not_used_for_other_rows() =>
        Given(Opened(), Row("P-1")).When(Row("P-2")).ThenRefused(Refusal.VoucherConflict);

    [Fact]
    public void A_recorded_row_is_not_sent_again_under_another_voucher() =>
        Given(Opened(), Row("P-1"))
            .When(Premium("P-1", 100_00).Under("V-2"))
            .ThenRefused(Refusal.DocumentConflict);

    [Fact]
    public void Rows_of_which_one_is_recorded_already_are_refused_whole() =>
        Given(Opened(), Premium("P-1", 100_00))
            .When(Premium("P-1", 100_00), Premium("P-2", 100_00))
            .ThenRefused(Refusal.VoucherConflict);

    [Fact]
    public void A_voucher_that_reverses_every_leg_by_one_row_is_a_repeat_when_sent_again() =>
        Given(Opened(), Opened().In(CriticalIllness), Opening(100_00), Opening(100_00).In(CriticalIllness),
                Paid("S-1", 60_00), Paid("S-1", 25_00).In(CriticalIllness), Reversed("X-1", "S-1").Under("V-1"))
            .When(Reversed("X-1", "S-1").Under("V-1"))
            .ThenRepeated(7);

    [Fact]
    public void A_voucher_refused_at_its_last_row_leaves_nothing_behind()
    {
        var scenario = Given(Opened(), Opening(100_00), Premium("P-0", 10_00));
        FundEvent[] rows =
        [
            Prepaid("A-1", 40_00).Under("V-1"), Ordered("O-1", "C-1", 60_00, bookedIn: 2025).Under("V-1"),
            Refund("R-1", "P-0", 5_00).Under("V-1"), Paid("S-1", 105_01).Under("V-1"),
        ];

        scenario.When(rows).ThenRefused(Refusal.FundOverdrawn, row: 2);

        // The same numbers are free for the voucher that is right.
        scenario.When([.. rows[..^1], Paid("S-1", 105_00).Under("V-1")]).ThenAccepted();
    }

    private static PremiumReceived Row(string document) => Premium(document, 100_00).Under("V-1");
}
