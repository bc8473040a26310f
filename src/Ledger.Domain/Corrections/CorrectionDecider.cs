using Ledger.Domain.Approvals;
using Ledger.Domain.Clawbacks;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.People;
using Ledger.Domain.Periods;
using Ledger.Domain.Prepayments;
using Ledger.Domain.Reconciling;
using Ledger.Domain.Settlements;
using Ledger.Domain.Statements;

namespace Ledger.Domain.Corrections;

/// <summary>The rules of reversing an entry. Pure.</summary>
public static class CorrectionDecider
{
    public static Decision Decide(EntryReversed reversal, Books books)
    {
        var targets = Targets(reversal, books);
        if (targets.Count == 0) return Refusal.OriginalNotFound;
        if (IsAmbiguous(targets)) return Refusal.OriginalAmbiguous;
        return targets.FirstOrDefault(target => target.Entry.Fund == reversal.Fund) switch
        {
            null => Refusal.OriginalNotFound,
            { Entry: FundOpened or EntryReversed or PeriodClosed or PeriodReopened or ApprovalRequested or ApprovalDecided
                or ApprovalExpired or ReconciliationSigned or PersonErased or StatementIssued } => Refusal.NotReversible,
            { Reversed: true } => Refusal.AlreadyReversed,
            { Answered.Fen: > 0 } => Refusal.NotReversible,
            var target when reversal.CashDate < target.Entry.CashDate => Refusal.DateBeforeOriginal,
            var target when IsBuiltUpon(target, books) => Refusal.OthersRestOnIt,
            var target when target.Entry.Amount != reversal.Amount => Refusal.AmountDiffersFromOriginal,
            { Entry: PrepaymentPaid or OpeningBalanceRecorded } target when WouldOverdraw(target.Entry, books)
                => Refusal.PrepaymentExceeded,
            var target when WouldOverdraw(target.Entry, books) => Refusal.OutstandingExceeded,
            { Entry: ClawbackOrdered order } when order.Amount
                > books.Clawback(order.CaseNo!, order.Fund)!.Outstanding => Refusal.ClawbackExceeded,
            var target => reversal with { Reverses = target.Entry },
        };
    }

    /// <summary>
    /// A reversal that names no fund or no amount means the whole original: one reversal a leg, for the amount of it.
    /// Gives the row back unchanged when the original is not known, which the rules then refuse. A row that is recorded
    /// already means what it meant then, whatever was recorded under the original's number since.
    /// </summary>
    public static IReadOnlyList<FundEvent> Expand(EntryReversed row, Books books)
    {
        var targets = ReversedUnder(row, books) is { Count: > 0 } recorded ? recorded : Targets(row, books);
        if (targets.Count == 0 || IsAmbiguous(targets)) return [row];
        if (row.Fund.IsNone)
        {
            return
            [
                .. targets.Select(leg => row with
                {
                    Fund = leg.Entry.Fund, Amount = row.Amount == Money.Zero ? leg.Entry.Amount : row.Amount,
                }),
            ];
        }
        var named = targets.FirstOrDefault(leg => leg.Entry.Fund == row.Fund);
        return named is null || row.Amount != Money.Zero ? [row] : [row with { Amount = named.Entry.Amount }];
    }

    /// <summary>The legs of the original; with a category, those of the kind that it names.</summary>
    public static IReadOnlyList<BookedEntry> Targets(EntryReversed reversal, Books books)
    {
        var named = books.Entries(reversal.Original!.Value).Where(booked =>
            reversal.Category is null || EventTypes.NameOf(booked.Entry) == reversal.Category).ToList();
        // A reversal may bear the number of what it reverses; it is then not what a further one means.
        var originals = named.FindAll(booked => booked.Entry is not EntryReversed);
        return originals.Count > 0 ? originals : named;
    }

    private static List<BookedEntry> ReversedUnder(EntryReversed row, Books books) =>
    [
        .. books.Entries(row.Document)
            .Where(booked => booked.Entry is EntryReversed recorded && recorded.Original == row.Original)
            .Select(booked => booked with { Entry = ((EntryReversed)booked.Entry).Reverses! }),
    ];

    // What was advanced or held and is used up by now cannot be taken back.
    private static bool WouldOverdraw(FundEvent original, Books books) =>
        Outstanding.MovedBy(original) is { } moved && moved.Amount > books.Outstanding(moved.Key);

    // A hold that was lifted is undone after its lifting, and a lifting after the hold that followed it.
    private static bool IsBuiltUpon(BookedEntry target, Books books) => target.Entry switch
    {
        PaymentHeld hold => HeldBy(hold, books) != hold.Document,
        PaymentHoldLifted lift => HeldBy(lift, books) is not null,
        _ => books.UsesOf(target).Holds,
    };

    private static DocumentId? HeldBy(FundEvent entry, Books books) =>
        Resting.BaseOf(entry, books) is { } settlement ? books.UsesOf(settlement).HeldBy : null;

    private static bool IsAmbiguous(IReadOnlyList<BookedEntry> targets) =>
        targets.Any(target => target.Entry.GetType() != targets[0].Entry.GetType());
}
