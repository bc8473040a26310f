using Ledger.Domain.Deciding;
using Ledger.Domain.Funds;
using Ledger.Domain.Tests.Deciding;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Deciding.Scenario;
using static Ledger.Domain.Tests.People.PeopleEntries;

namespace Ledger.Domain.Tests.People;

public sealed class PersonalAccountTests
{
    [Fact]
    public void The_last_fen_of_an_account_may_be_spent() =>
        Given([.. OpenFunds, Credit("C-1", 100_00)]).When(Spend("S-1", 100_00))
            .ThenAccepted().Account(Wang).ShouldBe(Money.Zero);

    [Fact]
    public void One_fen_more_than_the_account_has_is_refused() =>
        Given([.. OpenFunds, Credit("C-1", 100_00)]).When(Spend("S-1", 100_01))
            .ThenRefused(Refusal.PersonalAccountOverdrawn);

    [Fact]
    public void The_refusal_says_whose_account_it_is_and_what_it_has()
    {
        var why = Given([.. OpenFunds, Credit("C-1", 100_00), Spend("S-1", 30_00)]).When(Spend("S-2", 70_01))
            .Decision.Refused[0].Explanation;

        why.English.ShouldBe("the personal account of P-1 in fund employee-personal has 70.00, which is less than 70.01");
        why.Chinese.ShouldBe("参保人 P-1 在基金 employee-personal 的个人账户余额为 70.00,不足 70.01");
    }

    [Fact]
    public void Of_a_person_without_a_recorded_credit_nothing_is_known_and_nothing_is_checked() =>
        Given([.. OpenFunds, Credit("C-1", 1)]).When(Spend("S-1", 100_00).For(Li))
            .ThenAccepted().Account(Li).ShouldBeNull();

    [Fact]
    public void What_was_spent_before_the_first_credit_does_not_count() =>
        Given([.. OpenFunds, Spend("S-1", 100_00), Credit("C-1", 40_00)]).When(Spend("S-2", 40_00))
            .ThenAccepted().Account(Wang).ShouldBe(Money.Zero);

    [Fact]
    public void Undoing_what_did_not_count_does_not_count_either() =>
        Given([.. OpenFunds, Spend("S-1", 100_00), Credit("C-1", 40_00)])
            .When(Reversed("R-1", "S-1")).ThenAccepted()
            .When(Spend("S-2", 40_01)).ThenRefused(Refusal.PersonalAccountOverdrawn);

    [Fact]
    public void A_payment_that_comes_back_whole_may_be_spent_again() =>
        Given([.. OpenFunds, Credit("C-1", 40_00), Spend("S-1", 40_00)])
            .When(CameBack("B-1", "S-1", 40_00).In(EmployeePersonal)).ThenAccepted()
            .When(Spend("S-2", 40_00)).ThenAccepted().Account(Wang).ShouldBe(Money.Zero);

    [Fact]
    public void A_credit_that_is_spent_cannot_be_reversed() =>
        Given([.. OpenFunds, Credit("C-1", 100_00), Spend("S-1", 1)]).When(Reversed("R-1", "C-1"))
            .ThenRefused(Refusal.PersonalAccountOverdrawn);

    [Fact]
    public void A_credit_that_is_not_spent_can_be_reversed() =>
        Given([.. OpenFunds, Credit("C-1", 100_00), Spend("S-1", 1), Reversed("R-1", "S-1")])
            .When(Reversed("R-2", "C-1")).ThenAccepted().Account(Wang).ShouldBe(Money.Zero);

    [Fact]
    public void A_refund_need_not_name_the_person_of_the_premium_that_it_refunds() =>
        Given([.. OpenFunds, Credit("C-1", 100_00), Spend("S-1", 60_00)])
            .When(Refund("F-1", "C-1", 40_01).In(EmployeePersonal)).ThenRefused(Refusal.PersonalAccountOverdrawn);

    [Fact]
    public void A_voucher_is_judged_by_its_end() =>
        Given([.. OpenFunds, Credit("C-1", 100_00), Spend("S-1", 100_00)])
            .When(Reversed("R-1", "C-1").Under("V-1"), Credit("C-2", 100_00).Under("V-1")).ThenAccepted()
            .Account(Wang).ShouldBe(Money.Zero);

    [Fact]
    public void Accounts_of_two_persons_do_not_lend_to_each_other() =>
        Given([.. OpenFunds, Credit("C-1", 100_00), Credit("C-2", 5_00).For(Li)])
            .When(Spend("S-1", 5_01).For(Li)).ThenRefused(Refusal.PersonalAccountOverdrawn);

    [Fact]
    public void The_pool_credits_a_retiree_and_the_money_leaves_the_pool() =>
        Given([.. OpenFunds, FromPool("M-1", 70_00)]).When(Spend("S-1", 70_00))
            .ThenAccepted().Balance(EmployeePooled).ShouldBe(new(930_00));

    [Fact]
    public void A_move_from_the_pool_that_is_spent_cannot_be_undone() =>
        Given([.. OpenFunds, FromPool("M-1", 70_00), Spend("S-1", 1)]).When(Reversed("R-1", "M-1"))
            .ThenRefused(Refusal.PersonalAccountOverdrawn);

    [Fact]
    public void A_premium_splits_into_the_pools_share_and_the_persons_own() =>
        Given([
            .. OpenFunds, Premium("P-1", 600_00, "employer").In(EmployeePooled).For(Wang), Credit("P-2", 200_00),
        ]).Account(Wang).ShouldBe(new(200_00));

    [Fact]
    public void An_opening_balance_and_interest_count_and_the_last_fen_may_pay_a_relatives_premium() =>
        Given([
            .. OpenFunds, Opening(90_00).In(EmployeePersonal).For(Wang).Numbered("OPENING-1"),
            Made(new InterestCredited(), "I-1", 10_00).In(EmployeePersonal).For(Wang),
        ])
            .When(Moved("M-1", 100_00, "family-premium", Resident).In(EmployeePersonal).For(Wang)).ThenAccepted()
            .Account(Wang).ShouldBe(Money.Zero);

    [Theory]
    [InlineData("transfer")]
    [InlineData("inheritance")]
    [InlineData("lump-sum")]
    public void Whoever_leaves_or_dies_takes_the_whole_account_and_no_more(string category)
    {
        var left = Given([.. OpenFunds, Credit("C-1", 100_00), Spend("S-1", 30_00)]);

        left.When(Leaves("T-1", 70_01)).ThenRefused(Refusal.PersonalAccountOverdrawn);
        left.When(Leaves("T-2", 70_00)).ThenAccepted().Account(Wang).ShouldBe(Money.Zero);

        TransferPaid Leaves(string document, long fen) =>
            Transferred(document, fen).In(EmployeePersonal).For(Wang) with { Category = category };
    }

    [Fact]
    public void A_person_who_moves_in_brings_the_account_along() =>
        Given([.. OpenFunds, Made(new TransferReceived(), "T-1", 55_00).In(EmployeePersonal).For(Wang)])
            .When(Spend("S-1", 55_01)).ThenRefused(Refusal.PersonalAccountOverdrawn);

    [Fact]
    public void A_family_account_of_residents_is_kept_alike() =>
        Given([
            .. OpenFunds, Moved("M-1", 20_00, "pool-to-family", Family).For(Wang),
        ])
            .When(Paid("S-1", 20_01, "personal").In(Family).For(Wang)).ThenRefused(Refusal.PersonalAccountOverdrawn);

    [Fact]
    public void A_fund_that_is_no_personal_accounts_keeps_none() =>
        Given([.. OpenFunds, Premium("P-1", 10_00).For(Wang)]).When(Paid("S-1", 20_00).For(Wang))
            .ThenAccepted().Account(Wang, Resident).ShouldBeNull();

    [Fact]
    public void The_opening_of_a_fund_says_by_which_rule_its_accounts_are_kept() =>
        Given().When(Opened().In(EmployeePersonal))
            .Then(Opened().In(EmployeePersonal) with { Rule = new("personal-accounts/by-person") });
}
