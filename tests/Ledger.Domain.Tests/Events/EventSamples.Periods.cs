using Ledger.Domain.Approvals;
using Ledger.Domain.Events;
using Ledger.Domain.Periods;
using static Ledger.Domain.Tests.Deciding.Entries;

namespace Ledger.Domain.Tests.Events;

/// <summary>What closes the books and opens them again, and what others approve: of the pool, not of a fund.</summary>
internal static partial class EventSamples
{
    private static FundEvent[] Periods =>
    [
        new PeriodClosed
        {
            Document = DocumentId.Of("close-2025-03-1"), CashDate = Date("2025-03-31"), Category = PeriodClosed.Hard,
            Reason = "statements of the first quarter were issued",
        },
        new PeriodReopened
        {
            Document = DocumentId.Of("reopen-2025-03-2"), CashDate = Date("2025-03-31"),
            Reason = "the bank's statement of 31 March came late",
        },
    ];

    private static FundEvent[] Approvals =>
    [
        new ApprovalRequested
        {
            Document = DocumentId.Of("approval-41"), CashDate = Date("2025-04-02"), DueDate = Date("2025-05-02"),
            By = "officer (key 3f2a)", Steps = ["first-review", "second-review"], Rule = new("waived-clawback"),
            Held = [Waived("W-7", "C-1", 200_00)],
        },
        new ApprovalDecided
        {
            Document = DocumentId.Of("approval-41.1"), Original = DocumentId.Of("approval-41"), CashDate = Date("2025-04-03"),
            Category = ApprovalDecided.Rejected, Step = "first-review", By = "reviewer (key 9c11)", Reason = "no grounds are given",
        },
        new ApprovalExpired
        {
            Document = DocumentId.Of("approval-41"), Original = DocumentId.Of("approval-41"), CashDate = Date("2025-05-03"),
        },
    ];
}
