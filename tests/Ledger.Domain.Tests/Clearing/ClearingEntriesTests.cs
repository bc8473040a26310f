using Ledger.Domain.Budgets;
using Ledger.Domain.Clearing;
using Ledger.Domain.Events;
using static Ledger.Domain.Tests.Clearing.Clearings;

namespace Ledger.Domain.Tests.Clearing;

public sealed class ClearingEntriesTests
{
    [Fact]
    public void What_is_due_goes_up_what_is_owed_back_goes_down_and_nothing_is_not_recorded()
    {
        var result = Clear(ByBudget, null, Institution(1, 100_00, charged: 90_00), Institution(2, 100_00, charged: 101_00),
            Institution(3, 100_00, charged: 100_00));

        var entries = ClearingEntries.Of(result, new(2026, 1, 31));

        entries.Select(entry => $"{entry.Document} {entry.Direction} {entry.Amount}").ShouldBe(
        [
            "clearing-2025-annual-resident-H33082000001 up 3.00",
            "clearing-2025-annual-resident-H33082000002 down 0.50",
        ]);
        entries[0].ShouldBe(new YearEndCleared
        {
            Document = DocumentId.Of("clearing-2025-annual-resident-H33082000001"),
            Voucher = "clearing-2025-annual-resident", Fund = FundCode.Of("resident"), Amount = new(3_00), Direction = "up",
            Institution = Code(1), Category = "annual", BudgetYear = 2025, CashDate = new(2026, 1, 31),
            Policy = "quota-50-30-3",
        });
    }

    [Fact]
    public void A_payment_method_and_a_later_round_are_part_of_the_document() =>
        ClearingEntries.DocumentOf(ByPoints with { Round = 2, Category = "interim" }, 2025, Code(1)).Text
            .ShouldBe("clearing-2025-interim-employee-drg-2-H33082000001");

    [Fact]
    public void What_is_recorded_are_entries_that_the_kind_allows() =>
        EventTypes.Of(new YearEndCleared()).Categories.ShouldBe(["annual", "interim", "special-case"]);
}
