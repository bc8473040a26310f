using Ledger.Domain.Budgets;
using Ledger.Domain.Deposits;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Premiums;
using Ledger.Domain.Reimbursements;
using Ledger.Domain.Settlements;

namespace Ledger.Domain.Deciding;

/// <summary>
/// Which entry another one uses up: a refund its premium, a payment its settlement, a release its deposit.
/// </summary>
public static class Answering
{
    /// <summary>The original that the entry answers, of its own fund, among those with its document; or null.</summary>
    public static BookedEntry? OriginalOf(FundEvent entry, IReadOnlyList<BookedEntry> candidates) =>
        candidates.FirstOrDefault(booked =>
            booked.Entry.Fund == entry.Fund && !booked.Reversed && IsAnsweredBy(booked.Entry, entry));

    private static bool IsAnsweredBy(FundEvent original, FundEvent entry) => entry switch
    {
        PremiumRefunded => original is PremiumReceived,
        SubsidyReturned => original is SubsidyReceived,
        ReimbursementReversed => original is ReimbursementPaid,
        // A payment pays what is owed: a settlement, or what the year-end clearing came to.
        ReimbursementPaid => original is SettlementRecorded or YearEndCleared { Direction: "up" }
            && !IsOfAnother(original, entry),
        SettlementWithdrawn or AmountRefused => original is SettlementRecorded,
        DepositReleased or DepositForfeited => original is DepositWithheld
            && original.Institution == entry.Institution,
        _ => false,
    };

    // A payment need not say again to whom it goes.
    private static bool IsOfAnother(FundEvent original, FundEvent entry) =>
        entry.Institution is { } named && original.Institution is { } owed && named != owed;
}
