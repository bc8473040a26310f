using Ledger.Domain.Approvals;
using Ledger.Domain.Deciding;
using Ledger.Domain.Tests.Deciding;
using static Ledger.Domain.Tests.Approvals.ApprovalEntries;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Periods.PeriodEntries;

namespace Ledger.Domain.Tests.Approvals;

/// <summary>What needs other people's approval waits for it, and nobody is two of these people.</summary>
public sealed class FourEyesTests
{
    [Fact]
    public void What_needs_approval_becomes_a_request_and_moves_nothing()
    {
        var scenario = Scenario.Given(TwoSteps, Owing);

        scenario.When(Waived("W-1", "C-1", 4_00)).Then(new ApprovalRequested
        {
            Document = DocumentId.Of(Request), CashDate = Asked, DueDate = Due, By = "officer",
            Held = [Waived("W-1", "C-1", 4_00)], Steps = ["first-review", "second-review"], Rule = new("clawback_waived-2"),
        });

        WaivedOf(scenario).ShouldBe(Money.Zero);
        scenario.Books.Approval(DocumentId.Of(Request))!.NextStep.ShouldBe("first-review");
    }

    [Fact]
    public void With_the_last_approval_it_is_recorded_and_says_under_which_request()
    {
        var scenario = Waiting(TwoSteps);

        scenario.When(Approved("first"))
            .Then(Approved("first") with { Document = DocumentId.Of("approval-4.1"), Step = "first-review" });
        WaivedOf(scenario).ShouldBe(Money.Zero);
        scenario.When(Approved("second")).Then(
            Approved("second") with { Document = DocumentId.Of("approval-4.2"), Step = "second-review" },
            Waived("W-1", "C-1", 4_00) with { Approval = DocumentId.Of(Request) });

        WaivedOf(scenario).ShouldBe(new Money(4_00));
        scenario.State().ShouldBe(ApprovalState.Approved);
    }

    [Fact]
    public void Nobody_decides_a_request_of_their_own() => Waiting(TwoSteps)
        .When(Approved("officer")).ThenRefused(Refusal.ApprovalOfOwnRequest)
        .When(Rejected("officer")).ThenRefused(Refusal.ApprovalOfOwnRequest);

    [Fact]
    public void Nobody_decides_two_steps_and_saying_the_same_again_is_no_second_step() => Waiting(TwoSteps)
        .When(Approved("first")).ThenAccepted()
        .When(Approved("first")).ThenRepeated(5)
        .When(Rejected("first")).ThenRefused(Refusal.ApprovalOfTwoSteps)
        .When(Approved("second")).ThenAccepted();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Whoever_says_no_ends_it_and_it_may_be_asked_for_anew(int approvals)
    {
        var scenario = Waiting(TwoSteps);
        for (var step = 0; step < approvals; step++) scenario.When(Approved($"reviewer-{step}")).ThenAccepted();

        scenario.When(Rejected("last")).ThenAccepted();

        scenario.State().ShouldBe(ApprovalState.Rejected);
        WaivedOf(scenario).ShouldBe(Money.Zero);
        scenario.When(Approved("other")).ThenRefused(Refusal.ApprovalDecidedAlready);
        scenario.When(Waived("W-1", "C-1", 4_00)).ThenAccepted();
        scenario.State($"approval-{6 + approvals}").ShouldBe(ApprovalState.Pending);
    }

    [Fact]
    public void Sent_again_it_is_answered_with_its_request_and_after_approval_with_its_own_position()
    {
        var scenario = Waiting(OneStep).When(Waived("W-1", "C-1", 4_00)).ThenRepeated(4);

        scenario.When(Approved("first")).ThenAccepted();

        scenario.When(Waived("W-1", "C-1", 4_00)).ThenRepeated(6);
    }

    [Fact]
    public void Another_content_under_a_document_that_waits_is_a_conflict() => Waiting(TwoSteps)
        .When(Waived("W-1", "C-1", 4_01)).ThenRefused(Refusal.ApprovalPending)
        .When(Waived("W-1", "C-1", 4_00), Premium("P-1", 1)).ThenRefused(Refusal.ApprovalPending);

    [Fact]
    public void What_could_not_be_recorded_is_not_asked_for() => Scenario.Given(TwoSteps, Owing)
        .When(Waived("W-1", "C-1", 10_01)).ThenRefused(Refusal.ClawbackExceeded);

    [Fact]
    public void The_entries_are_decided_on_the_books_as_they_are_when_the_last_approves()
    {
        var scenario = Waiting(OneStep).When(Recovered("R-1", "C-1", 7_00)).ThenAccepted();

        scenario.When(Approved("first")).ThenRefused(Refusal.ClawbackExceeded);

        scenario.State().ShouldBe(ApprovalState.Pending);
        scenario.When(Rejected("first")).ThenAccepted();
    }

    [Fact]
    public void What_came_by_a_file_meanwhile_is_not_recorded_twice()
    {
        var scenario = Waiting(OneStep).Under(OneStep with { IsImport = true }).When(Waived("W-1", "C-1", 4_00)).ThenAccepted();

        scenario.Under(OneStep).When(Approved("first"))
            .Then(Approved("first") with { Document = DocumentId.Of("approval-4.1"), Step = "first-review" });

        WaivedOf(scenario).ShouldBe(new Money(4_00));
    }

    [Fact]
    public void The_last_day_is_the_due_date() => Waiting(TwoSteps)
        .When(Approved("first") with { CashDate = Due }).ThenAccepted()
        .When(Approved("second") with { CashDate = Due.PlusDays(1) }).ThenRefused(Refusal.ApprovalOverdue)
        .When(Expired(Due)).ThenRefused(Refusal.ApprovalNotDue)
        .When(Expired(Due.PlusDays(1))).ThenAccepted()
        .When(Approved("second") with { CashDate = Due }).ThenRefused(Refusal.ApprovalDecidedAlready);

    [Fact]
    public void Asked_for_again_after_its_time_it_expires_and_is_a_new_request()
    {
        var scenario = Waiting(TwoSteps).By("officer", Due.PlusDays(1)).When(Waived("W-1", "C-1", 4_00)).ThenAccepted();

        scenario.State().ShouldBe(ApprovalState.Expired);
        scenario.State("approval-6").ShouldBe(ApprovalState.Pending);
    }

    [Fact]
    public void The_amounts_of_one_voucher_are_taken_together()
    {
        var rules = Ruled(Rule("reimbursement_paid", "\"from\": \"50.00\",", ["first-review"]));

        Scenario.Given(rules, Owing).When(Paid("S-1", 49_99)).Then(Paid("S-1", 49_99));
        IsHeld(Scenario.Given(rules, Owing).When(Paid("S-1", 50_00))).ShouldBeTrue();
        Scenario.Given(rules, Owing).When(Paid("S-1", 25_00).Under("V"), Paid("S-2", 24_99).Under("V"))
            .Then(Paid("S-1", 25_00).Under("V"), Paid("S-2", 24_99).Under("V"));
        IsHeld(Scenario.Given(rules, Owing).When(Paid("S-1", 25_00).Under("V"), Paid("S-2", 25_00).Under("V"))).ShouldBeTrue();
    }

    [Fact]
    public void Rows_that_stand_with_one_that_needs_approval_wait_with_it()
    {
        var scenario = Scenario.Given(OneStep, Owing);

        IsHeld(scenario.When(Premium("P-1", 5).Under("V"), Waived("W-1", "C-1", 1).Under("V"))).ShouldBeTrue();

        scenario.Balance(Resident).ShouldBe(new Money(100_00));
        scenario.When(Approved("first")).ThenAccepted();
        scenario.Balance(Resident).ShouldBe(new Money(100_05));
    }

    [Fact]
    public void A_reversal_needs_approval_where_the_rule_says_so()
    {
        var rules = Ruled(Rule("clawback_waived", "\"reversalsOf\": [\"clawback_ordered\"],", ["first-review"]));

        IsHeld(Scenario.Given(rules, Owing).When(Reversed("X-1", "O-1"))).ShouldBeTrue();
        IsHeld(Scenario.Given(rules, Owing).When(Reversed("X-1", "OPENING"))).ShouldBeFalse();
    }

    [Fact]
    public void Of_several_rules_the_one_with_the_most_steps_holds()
    {
        var scenario = Scenario.Given(Ruled(
            Rule("clawback_waived", "first-review"), Rule("clawback_waived", "first-review", "second-review", "audit"),
            Rule("clawback_waived", "first-review", "audit")), Owing);

        scenario.When(Waived("W-1", "C-1", 1)).ThenAccepted();

        scenario.Books.Approval(DocumentId.Of(Request))!.Steps.ShouldBe(["first-review", "second-review", "audit"]);
    }

    [Fact]
    public void A_file_brings_facts_that_were_approved_elsewhere_unless_the_rule_refuses_them()
    {
        var refusing = Ruled(Rule("clawback_waived", "\"files\": \"refuse\",", ["first-review"])) with { IsImport = true };

        Scenario.Given(OneStep with { IsImport = true }, Owing).When(Waived("W-1", "C-1", 1)).Then(Waived("W-1", "C-1", 1));
        Scenario.Given(refusing, Owing).When(Waived("W-1", "C-1", 1)).ThenRefused(Refusal.ApprovalNeeded);
    }

    [Fact]
    public void A_month_that_is_closed_hard_is_opened_once_others_approve_and_one_closed_soft_at_once()
    {
        var rules = Ruled(Rule("period_reopened", "first-review"));
        var scenario = Scenario.Given(rules, [.. Owing, Premium("P-1", 1).On("2025-03-01"), ClosedHard("2025-01"), Closed("2025-02")]);

        scenario.When(Reopened("2025-02")).Then(Reopened("2025-02"));
        IsHeld(scenario.When(Reopened("2025-01"))).ShouldBeTrue();
        scenario.Books.Periods.IsHardClosed(new(2025, 1)).ShouldBeTrue();
        scenario.When(Approved("first", "approval-8")).ThenAccepted();

        scenario.Books.Periods.IsClosed(new NodaTime.YearMonth(2025, 1)).ShouldBeFalse();
        scenario.Books.Periods.HardThrough.ShouldBe(new(2024, 12));
    }

    [Fact]
    public void Nothing_that_waits_or_was_decided_is_reversed() => Waiting(OneStep)
        .When(Reversed("X-1", Request)).ThenRefused(Refusal.NotReversible);

    private static Scenario Waiting(RuleBook rules) =>
        Scenario.Given(rules, Owing).When(Waived("W-1", "C-1", 4_00)).ThenAccepted();

    private static bool IsHeld(Outcome outcome) => outcome.Decision.Accepted.ShouldHaveSingleItem() is ApprovalRequested;

    private static Money WaivedOf(Scenario scenario) => scenario.Books.Clawback("C-1", Resident)!.Waived;
}
