using Ledger.Domain.Deciding;

namespace Ledger.Domain.Tests.Deciding;

/// <summary>All that books hold, as lines in a fixed order, so that two states can be compared.</summary>
internal static class BooksText
{
    // Books that load nothing have changed everything they hold.
    internal static string Of(Books books) => string.Join('\n',
        books.ChangedFunds.Select(row => $"fund {row}")
            .Concat(books.ChangedOutstanding.Select(row => $"outstanding {row}"))
            .Concat(books.ChangedClawbacks.Select(row => $"clawback {row}"))
            .Concat(books.ChangedEntries.Select(row => $"entry {row}"))
            .Concat(books.ChangedUses.Select(row => $"uses {row}"))
            .Concat(books.ChangedAccounts.Select(row => $"account {row}"))
            .Concat(books.ChangedVouchers.Select(row => $"voucher {row}"))
            .Concat(books.ChangedPeriods.Select(row => $"periods {row}"))
            .Concat(books.ChangedApprovals.Select(row => $"approval {row} {string.Join(',', row.Decided)}"))
            .Order(StringComparer.Ordinal));
}
