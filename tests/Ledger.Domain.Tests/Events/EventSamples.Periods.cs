using Ledger.Domain.Events;
using Ledger.Domain.Periods;
using static Ledger.Domain.Tests.Deciding.Entries;

namespace Ledger.Domain.Tests.Events;

/// <summary>What closes the books and opens them again: of the pool, not of a fund.</summary>
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
}
