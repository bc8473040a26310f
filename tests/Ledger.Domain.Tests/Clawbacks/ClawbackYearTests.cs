using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Tests.Deciding;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Deciding.Scenario;

namespace Ledger.Domain.Tests.Clawbacks;

/// <summary>
/// The year in which the overpayment was booked decides what its recovery does (government budget item 1020399:
/// what comes back across years is other income), never the year of care.
/// </summary>
public sealed class ClawbackYearTests
{
    [Fact]
    public void Care_of_2024_paid_in_2025_and_recovered_in_2025_lowers_benefits() =>
        Overpaid(on: "2025-01-15")
            .When(Recovered("R-1", "C-1", 10_000_00).On("2025-11-05"))
            .ThenMoves(("expenditure.benefits.inpatient", "-10000.00"));

    [Fact]
    public void The_same_care_paid_in_2024_and_recovered_in_2025_is_other_income() =>
        Overpaid(on: "2024-12-30")
            .When(Recovered("R-1", "C-1", 10_000_00).On("2025-11-05"))
            .ThenMoves(("income.other", "10000.00"));

    [Fact]
    public void The_recovery_takes_year_and_category_from_the_order() =>
        Overpaid(on: "2025-01-15")
            .When(Recovered("R-1", "C-1", 1))
            .Then(Recovered("R-1", "C-1", 1) with { Answers = new OriginalBooking(2025, "inpatient") });

    [Fact]
    public void The_recovery_may_name_the_overpayment_itself() =>
        Given(Opened(), Opening(100_00), Paid("S-1", 60_00, "outpatient"), Ordered("O-1", "C-1", 60_00))
            .When(Recovered("R-1", "C-1", 60_00) with { Original = DocumentId.Of("S-1") })
            .ThenMoves(("expenditure.benefits.outpatient", "-60.00"));

    [Fact]
    public void The_recovery_may_name_the_year_itself() =>
        Given(Opened(), Ordered("O-1", "C-1", 60_00))
            .When(Recovered("R-1", "C-1", 60_00) with { BudgetYear = 2024 })
            .ThenMoves(("income.other", "60.00"));

    [Fact]
    public void The_year_of_the_recovery_wins_over_that_of_the_order() =>
        Given(Opened(), Ordered("O-1", "C-1", 60_00, bookedIn: 2025))
            .When(Recovered("R-1", "C-1", 60_00) with { BudgetYear = 2024 })
            .ThenMoves(("income.other", "60.00"));

    [Fact]
    public void The_overpayment_wins_over_a_year_beside_it() =>
        Given(Opened(), Opening(100_00), Paid("S-1", 60_00), Ordered("O-1", "C-1", 60_00))
            .When(Recovered("R-1", "C-1", 60_00) with { Original = DocumentId.Of("S-1"), BudgetYear = 2024 })
            .ThenMoves(("expenditure.benefits.inpatient", "-60.00"));

    [Fact]
    public void Without_any_year_a_recovery_is_refused() =>
        Given(Opened(), Ordered("O-1", "C-1", 60_00))
            .When(Recovered("R-1", "C-1", 60_00))
            .ThenRefused(Refusal.BookingYearUnknown);

    [Fact]
    public void Orders_of_two_years_under_one_case_leave_it_to_the_recovery_to_say_which() =>
        Given(Opened(), Ordered("O-1", "C-1", 60_00, bookedIn: 2024), Ordered("O-2", "C-1", 60_00, bookedIn: 2025))
            .When(Recovered("R-1", "C-1", 60_00))
            .ThenRefused(Refusal.BookingYearUnknown);

    [Fact]
    public void An_order_that_names_an_unknown_overpayment_is_refused() =>
        Given(Opened())
            .When(Ordered("O-1", "C-1", 60_00) with { Original = DocumentId.Of("S-9") })
            .ThenRefused(Refusal.OriginalNotFound);

    [Fact]
    public void A_recovery_that_names_an_unknown_overpayment_is_refused() =>
        Given(Opened(), Ordered("O-1", "C-1", 60_00, bookedIn: 2025))
            .When(Recovered("R-1", "C-1", 60_00) with { Original = DocumentId.Of("S-9") })
            .ThenRefused(Refusal.OriginalNotFound);

    private static Scenario Overpaid(string on) => Given(
        Opened(), Opening(50_000_00),
        Paid("S-1", 30_000_00).On(on) with { BusinessFrom = Date("2024-12-28"), BusinessTo = Date("2024-12-28") },
        Ordered("O-1", "C-1", 10_000_00).On("2025-10-20") with { Original = DocumentId.Of("S-1") });
}
