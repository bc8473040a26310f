using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Tests.Deciding;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Deciding.Scenario;

namespace Ledger.Domain.Tests.Rulings;

/// <summary>Which categories of benefits a fund may pay is data.</summary>
public sealed class BenefitRuleTests
{
    private static readonly FundCode _largeAmount = FundCode.Of("employee-large-amount");

    private static FundEvent[] Open(FundCode fund) => [Opened().In(fund), Opening(100_00).In(fund)];

    [Fact]
    public void Pooled_money_does_not_pay_what_personal_accounts_pay() =>
        Given(Open(EmployeePooled)).When(Paid("S-1", 1, "personal").In(EmployeePooled)).ThenRefused(Refusal.FundMayNotPay);

    [Fact]
    public void Nor_can_it_be_owed_from_pooled_money() =>
        Given(Open(EmployeePooled)).When(Settled("Y-1", 1) with { Category = "personal", Fund = EmployeePooled })
            .ThenRefused(Refusal.FundMayNotPay);

    [Fact]
    public void The_accounts_pay_it_and_pooled_money_pays_the_rest()
    {
        Given(Open(EmployeePersonal)).When(Paid("S-1", 1, "personal").In(EmployeePersonal)).ThenAccepted();
        Given(Open(Employee)).When(Paid("S-1", 1, "personal").In(Employee)).ThenAccepted();
        Given(Open(EmployeePooled)).When(Paid("S-1", 1, "inpatient").In(EmployeePooled)).ThenAccepted();
    }

    [Fact]
    public void The_refusal_names_the_rule()
    {
        var why = Given(Open(EmployeePooled)).When(Paid("S-1", 1, "personal").In(EmployeePooled)).Decision.Refused[0].Explanation;

        why.English.ShouldBe("fund employee-pooled may not pay benefits of category 'personal' (rule accounts-pay-for-themselves)");
        why.Chinese.ShouldBe("基金 employee-pooled 不得支付类别为“personal”的待遇(规则 accounts-pay-for-themselves)");
    }

    [Theory]
    [InlineData("330825", "outpatient", false)]
    [InlineData("330825", "inpatient", true)]
    [InlineData("330900", "outpatient", true)]
    public void A_rule_of_some_pools_is_in_force_in_those_alone(string pool, string category, bool isPaid)
    {
        var rules = ChangedRulings.With(
            "\"outpatient-not-passed-on\", \"pools\": []", "\"outpatient-not-passed-on\", \"pools\": [\"330825\"]");
        var outcome = Given(rules.For(PoolCode.Of(pool)), Open(_largeAmount)).When(Paid("S-1", 1, category).In(_largeAmount));

        if (isPaid) outcome.ThenAccepted();
        else outcome.ThenRefused(Refusal.FundMayNotPay);
    }

    [Fact]
    public void As_delivered_no_pool_is_under_one_citys_rule() =>
        Given(Open(_largeAmount)).When(Paid("S-1", 1, "outpatient").In(_largeAmount)).ThenAccepted();
}
