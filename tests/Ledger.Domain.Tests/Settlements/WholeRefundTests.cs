using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Tests.Deciding;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Deciding.Scenario;

namespace Ledger.Domain.Tests.Settlements;

/// <summary>What a refund line must have in common with the settlement that it takes back.</summary>
public sealed class WholeRefundTests
{
    private static readonly RuleBook _rules = Repository.Rules with { RefundsAreWhole = true };

    private static readonly FundEvent[] _recorded =
    [
        Opened(), Opened().In(EmployeePersonal),
        Settled("S-1", 100_00) with { MedicalCost = new(180_00), Person = PersonRef.Of("someone") },
        Settled("S-1", 20_00).In(EmployeePersonal) with { MedicalCost = new(180_00), Person = PersonRef.Of("someone") },
    ];

    [Fact]
    public void A_refund_of_every_leg_takes_the_settlement_back() =>
        Given(_rules, _recorded).When(Refund(100_00), Refund(20_00).In(EmployeePersonal)).ThenAccepted();

    [Theory]
    [InlineData(99_99, 20_00)]
    [InlineData(100_00, 19_99)]
    public void A_refund_of_one_fen_less_is_refused(long pooled, long personal) =>
        Given(_rules, _recorded).When(Refund(pooled), Refund(personal).In(EmployeePersonal))
            .ThenRefused(Refusal.RefundDiffers, row: pooled == 100_00 ? 1 : 0);

    [Fact]
    public void A_refund_without_a_leg_is_refused() =>
        Given(_rules, _recorded).When(Refund(100_00)).ThenRefused(Refusal.RefundDiffers);

    [Fact]
    public void A_refund_of_another_bill_is_refused() =>
        Given(_rules, _recorded).When(Refund(100_00) with { MedicalCost = new(180_01) },
            Refund(20_00).In(EmployeePersonal)).ThenRefused(Refusal.RefundDiffers);

    [Fact]
    public void A_refund_to_another_person_is_refused_and_says_so() =>
        Given(_rules, _recorded).When(Refund(100_00) with { Person = PersonRef.Of("another") },
                Refund(20_00).In(EmployeePersonal))
            .ThenRefused(Refusal.RefundDiffers);

    [Fact]
    public void A_withdrawal_that_is_no_refund_line_may_be_of_a_part() =>
        Given(Repository.Rules, _recorded).When(Refund(1)).ThenAccepted();

    private static FundEvent Refund(long fen) => Withdrawn("S-1", "S-1", fen) with
    {
        MedicalCost = new(180_00), Person = PersonRef.Of("someone"),
    };
}
