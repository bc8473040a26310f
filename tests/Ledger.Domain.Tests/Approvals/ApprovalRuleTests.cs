using Ledger.Domain.Approvals;
using Ledger.Domain.Tests.Deciding;
using static Ledger.Domain.Tests.Approvals.ApprovalEntries;
using static Ledger.Domain.Tests.Deciding.Entries;

namespace Ledger.Domain.Tests.Approvals;

/// <summary>The file that says who approves what.</summary>
public sealed class ApprovalRuleTests
{
    [Fact]
    public void The_rules_as_delivered_can_be_read_and_ask_for_what_money_is_given_up_by() =>
        ApprovalRules.Parse(Repository.Text("data/approvals.json")).For(PoolCode.Of("330825")).All.Select(rule => rule.Id)
            .ShouldBe(["waived-clawback", "changed-budget", "reopened-period"]);

    [Fact]
    public void A_rule_of_some_pools_is_in_force_in_these()
    {
        var rules = Ruled(Rule("clawback_waived", "\"pools\": [\"330825\"],", ["first-review"]));

        Scenario.Given(rules.For(PoolCode.Of("330825")), Owing).When(Waived("W-1", "C-1", 1)).Decision.Accepted
            .ShouldHaveSingleItem().ShouldBeOfType<ApprovalRequested>();
        Scenario.Given(rules.For(PoolCode.Of("330900")), Owing).When(Waived("W-1", "C-1", 1)).Then(Waived("W-1", "C-1", 1));
    }

    [Theory]
    [InlineData("""{ "id": "x", "kinds": ["clawback_waved"], "steps": ["audit"], "days": 1 }""", "clawback_waved")]
    [InlineData("""{ "id": "x", "kinds": ["clawback_waived"], "steps": [], "days": 1 }""", "steps")]
    [InlineData("""{ "id": "x", "kinds": ["clawback_waived"], "steps": ["audit", "first-review"], "days": 1 }""", "order")]
    [InlineData("""{ "id": "x", "kinds": ["clawback_waived"], "steps": ["audit", "audit"], "days": 1 }""", "order")]
    [InlineData("""{ "id": "x", "kinds": ["clawback_waived"], "steps": ["third-review"], "days": 1 }""", "steps")]
    [InlineData("""{ "id": "x", "kinds": ["clawback_waived"], "steps": ["audit"], "days": -1 }""", "days")]
    [InlineData("""{ "id": "x", "kinds": ["clawback_waived"], "steps": ["audit"], "days": 1, "from": "1e6" }""", "from")]
    [InlineData("""{ "id": "x", "kinds": ["clawback_waived"], "steps": ["audit"], "days": 1, "files": "maybe" }""", "maybe")]
    [InlineData("""{ "id": "x", "kinds": ["approval_decided"], "steps": ["audit"], "days": 1 }""", "approval_decided")]
    [InlineData("""{ "id": "x", "kinds": ["period_closed"], "steps": ["audit"], "days": 1 }""", "period_closed")]
    [InlineData("""{ "id": "x", "kinds": ["period_reopened"], "steps": ["audit"], "days": 1, "from": "1.00" }""", "period_reopened")]
    [InlineData("""{ "id": "x", "kinds": [], "steps": ["audit"], "days": 1 }""", "no kind")]
    [InlineData("""{ "kinds": ["clawback_waived"], "steps": ["audit"], "days": 1 }""", "approval rules")]
    public void What_is_wrong_in_it_is_named(string rule, string named) =>
        Should.Throw<FormatException>(() => Ruled(rule)).Message.ShouldContain(named);

    [Fact]
    public void Two_rules_have_two_names() => Should.Throw<FormatException>(
        () => Ruled(Rule("clawback_waived", "audit"), Rule("clawback_waived", "audit"))).Message.ShouldContain("one id");
}
