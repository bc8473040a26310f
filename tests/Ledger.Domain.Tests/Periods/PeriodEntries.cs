using Ledger.Domain.Periods;
using static Ledger.Domain.Tests.Deciding.Entries;

namespace Ledger.Domain.Tests.Periods;

/// <summary>Closings and reopenings in one line, as their verbs make them: dated on the month's last day.</summary>
internal static class PeriodEntries
{
    internal static PeriodClosed Closed(string month, int number = 1) => new()
    {
        Document = DocumentId.Of($"close-{month}-{number}"), CashDate = Date($"{month}-01").ToYearMonth().LastDay(),
        Category = PeriodClosed.Soft,
    };

    internal static PeriodClosed ClosedHard(string month, int number = 1) =>
        Closed(month, number) with { Category = PeriodClosed.Hard };

    internal static PeriodReopened Reopened(string month, int number = 2) => new()
    {
        Document = DocumentId.Of($"reopen-{month}-{number}"), CashDate = Date($"{month}-01").ToYearMonth().LastDay(),
        Reason = "a bank statement came late",
    };
}
