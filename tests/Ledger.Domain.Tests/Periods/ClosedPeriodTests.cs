using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Tests.Deciding;
using Ledger.Domain.Tests.Events;
using NodaTime;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Periods.PeriodEntries;

namespace Ledger.Domain.Tests.Periods;

/// <summary>Nothing is recorded with a date in a closed month, and the ledger changes no date.</summary>
public sealed class ClosedPeriodTests
{
    public static TheoryData<string> ImportableKinds =>
        [.. EventTypes.All.Where(type => type.Importable).Select(type => type.Name)];

    [Theory]
    [InlineData("2025-03-31")]
    [InlineData("2025-03-01")]
    [InlineData("2025-02-28")]
    [InlineData("2024-01-01")]
    public void A_date_in_the_closed_month_or_before_is_refused(string date) =>
        ClosedThroughMarch().When(Premium("P-9", 1).On(date)).ThenRefused(Refusal.PeriodClosed);

    [Theory]
    [InlineData("2025-04-01")]
    [InlineData("2025-12-31")]
    public void A_date_after_the_closed_month_is_accepted(string date) =>
        ClosedThroughMarch().When(Premium("P-9", 1).On(date)).ThenAccepted();

    [Fact]
    public void The_refusal_names_the_first_open_date_and_what_the_sender_is_to_do()
    {
        var refused = ClosedThroughMarch().When(Premium("P-9", 1).On("2025-03-31")).Decision.Refused.Single();

        refused.Column.ShouldBe(EntryColumns.Date);
        refused.Explanation.ShouldBe(new Wording(
            "2025-03-31 is in a closed period (closed through 2025-03); the first open date is 2025-04-01: "
                + "re-date it and keep bank_date and the business dates",
            "2025-03-31 属于已结账期间(已结至 2025-03),最早可用日期为 2025-04-01:请改用该日期入账,保留 bank_date 和业务日期"));
    }

    [Theory]
    [MemberData(nameof(ImportableKinds))]
    public void It_holds_for_every_kind_that_can_be_sent(string kind) =>
        ClosedThroughMarch()
            .When(EventSamples.Of(EventTypes.Find(kind)!).AsSubmitted() with { CashDate = Date("2025-03-31") })
            .ThenRefused(Refusal.PeriodClosed);

    [Fact]
    public void A_fund_is_not_opened_in_a_closed_month() =>
        ClosedThroughMarch()
            .When(Opened().In(Employee).On("2025-03-31") with { Document = DocumentId.Of("OPEN-2") })
            .ThenRefused(Refusal.PeriodClosed);

    [Fact]
    public void What_was_recorded_before_the_closing_is_answered_as_a_repeat() =>
        Scenario.Given(Opened(), Opening(100), Premium("P-1", 5).On("2025-03-31"), Closed("2025-03"))
            .When(Premium("P-1", 5).On("2025-03-31")).ThenRepeated(3);

    [Fact]
    public void A_voucher_of_which_one_row_is_dated_in_a_closed_month_is_refused_whole() =>
        ClosedThroughMarch()
            .When(Premium("P-8", 1).On("2025-04-01").Under("V-1"), Premium("P-9", 1).On("2025-03-31").Under("V-1"))
            .ThenRefused(Refusal.PeriodClosed, row: 1);

    [Fact]
    public void A_late_claim_is_recorded_in_the_open_month_with_the_days_of_its_care()
    {
        var claim = Paid("S-1", 40) with
        {
            BusinessFrom = Date("2025-03-10"), BusinessTo = Date("2025-03-14"), BankDate = Date("2025-03-30"),
        };

        var scenario = ClosedThroughMarch();
        scenario.When(claim.On("2025-03-30")).ThenRefused(Refusal.PeriodClosed);
        scenario.When(claim.On("2025-04-01")).Then(claim.On("2025-04-01"))
            .When(claim.On("2025-04-01")).ThenRepeated(scenario.Recorded.Count);
    }

    [Fact]
    public void A_mistake_in_a_closed_month_is_undone_in_the_open_one()
    {
        var scenario = Scenario.Given(
            Opened(), Opening(100), Premium("P-1", 5).On("2025-03-10"), Closed("2025-03"));

        scenario.When(Reversed("X-1", "P-1").On("2025-03-31")).ThenRefused(Refusal.PeriodClosed);
        scenario.When(Reversed("X-1", "P-1").On("2025-04-01")).ThenMoves(("income.premium", "-0.05"));
    }

    [Fact]
    public void Books_that_were_never_closed_take_any_date()
    {
        var books = new Books();

        books.Periods.FirstOpenDate.ShouldBeNull();
        books.Periods.IsClosed(LocalDate.MinIsoValue).ShouldBeFalse();
    }

    private static Scenario ClosedThroughMarch() =>
        Scenario.Given(Opened(), Opening(100), Premium("P-1", 5).On("2025-03-10"), Closed("2025-03"));
}
