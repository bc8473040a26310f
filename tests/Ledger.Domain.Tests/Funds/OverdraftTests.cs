using Ledger.Domain.Deciding;
using Ledger.Domain.Tests.Rulings;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Deciding.Scenario;

namespace Ledger.Domain.Tests.Funds;

public sealed class OverdraftTests
{
    [Fact]
    public void The_last_fen_of_a_fund_may_be_paid() =>
        Given(Opened(), Opening(100_00)).When(Paid("S-1", 100_00))
            .ThenAccepted().Balance(Resident).ShouldBe(Money.Zero);

    [Fact]
    public void One_fen_more_than_the_fund_has_is_refused() =>
        Given(Opened(), Opening(100_00)).When(Paid("S-1", 100_01)).ThenRefused(Refusal.FundOverdrawn);

    [Fact]
    public void The_refusal_says_how_far_the_fund_would_fall() =>
        Given(Opened(), Opening(100_00)).When(Paid("S-1", 100_01))
            .Decision.Refused[0].Explanation.English.ShouldContain("-0.01");

    [Fact]
    public void Flows_only_books_have_no_check_since_their_opening_is_unknown() =>
        Given(Opened("flows-only")).When(Paid("S-1", 100_00))
            .ThenAccepted().Balance(Resident).Fen.ShouldBe(-100_00);

    [Fact]
    public void A_fund_does_not_pay_from_the_money_of_another() =>
        Given(Opened(), Opened().In(CriticalIllness), Opening(100_00).In(CriticalIllness))
            .When(Paid("S-1", 1))
            .ThenRefused(Refusal.FundOverdrawn);

    [Fact]
    public void A_voucher_that_lowers_first_and_raises_then_is_judged_by_its_end() =>
        Given(Opened(), Premium("P-1", 100_00), Paid("S-1", 100_00))
            .When(Reversed("R-1", "P-1").Under("V-1"), Premium("P-2", 100_00).Under("V-1"))
            .ThenAccepted().Balance(Resident).ShouldBe(Money.Zero);

    [Fact]
    public void A_voucher_that_ends_one_fen_below_zero_is_refused_whole() =>
        Given(Opened(), Premium("P-1", 100_00), Paid("S-1", 100_00))
            .When(Reversed("R-1", "P-1").Under("V-1"), Premium("P-2", 99_99).Under("V-1"))
            .ThenRefused(Refusal.FundOverdrawn);

    [Fact]
    public void An_income_that_was_spent_cannot_be_reversed() =>
        Given(Opened(), Premium("P-1", 100_00), Paid("S-1", 1))
            .When(Reversed("R-1", "P-1"))
            .ThenRefused(Refusal.FundOverdrawn);

    [Fact]
    public void An_imported_fact_below_zero_is_recorded_and_reported_where_the_pool_says_so()
    {
        var outcome = Given(_flags with { IsImport = true }, Opened(), Opening(100_00)).When(Paid("S-1", 100_01));

        outcome.ThenAccepted().Balance(Resident).Fen.ShouldBe(-1);
        outcome.Decision.Overdrawn.ShouldBe([Resident]);
    }

    [Fact]
    public void What_stays_above_zero_is_not_reported() =>
        Given(_flags with { IsImport = true }, Opened(), Opening(100_00)).When(Paid("S-1", 100_00))
            .Decision.Overdrawn.ShouldBeEmpty();

    [Fact]
    public void A_payment_that_is_decided_here_is_refused_whatever_the_pool_says() =>
        Given(_flags, Opened(), Opening(100_00)).When(Paid("S-1", 100_01)).ThenRefused(Refusal.FundOverdrawn);

    [Fact]
    public void An_imported_fact_is_refused_where_the_pool_refuses() =>
        Given(Repository.Rules with { IsImport = true }, Opened(), Opening(100_00)).When(Paid("S-1", 100_01))
            .ThenRefused(Refusal.FundOverdrawn);

    [Fact]
    public void A_personal_account_is_never_flagged_below_zero() =>
        Given(_flags with { IsImport = true }, Opened().In(EmployeePersonal), Opening(100_00).In(EmployeePersonal))
            .When(Paid("S-1", 100_01).In(EmployeePersonal)).ThenRefused(Refusal.FundOverdrawn);

    private static readonly RuleBook _flags =
        ChangedRulings.With("\"imported\": \"refuse\"", "\"imported\": \"flag\"");

    [Fact]
    public void An_advance_does_not_lower_the_balance() =>
        Given(Opened(), Opening(100_00)).When(Prepaid("A-1", 100_01))
            .ThenAccepted().Balance(Resident).Fen.ShouldBe(100_00);
}
