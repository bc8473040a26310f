using System.Diagnostics;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Reimbursements;
using Ledger.Domain.Rulings;

namespace Ledger.Domain.Prepayments;

/// <summary>The rules of prepayments, one a line. Pure.</summary>
public static class PrepaymentDecider
{
    public static Decision Decide(FundEvent entry, Books books, PrepaymentRule rule) => entry switch
    {
        PrepaymentPaid when rule.ReturnedFirst && OfEarlierYears(entry, books) > Money.Zero
            => Refusal.PrepaymentNotReturned,
        PrepaymentPaid when rule.NoDeficit && LastYear(entry, books) is var last && last.Expenditure > last.Income
            => Refusal.PrepaymentAfterDeficit,
        PrepaymentPaid when rule.MonthsMin.TryGetValue(entry.Fund, out var months) && !Lasts(entry, books, months)
            => Refusal.PrepaymentMonthsTooFew,
        PrepaymentPaid => rule.Restricts ? entry with { Rule = new(rule.Policy) } : entry,

        PrepaymentOffset when entry.Amount > Outstanding(entry, books) => Refusal.PrepaymentExceeded,
        PrepaymentOffset when Settlement(entry, books) is not { } settlement => Refusal.OriginalNotFound,
        PrepaymentOffset when Settlement(entry, books) is { Reversed: true }
            or { Entry: ReimbursementPaid, Answered.Fen: > 0 } => Refusal.AlreadyReversed,
        PrepaymentOffset when entry.CashDate < Settlement(entry, books)!.Entry.CashDate => Refusal.DateBeforeOriginal,
        PrepaymentOffset when Resting.IsUsedUpBy(entry, books) => Refusal.ExceedsOriginal,
        PrepaymentOffset => entry,

        PrepaymentReturned when entry.Amount > Outstanding(entry, books) => Refusal.PrepaymentExceeded,
        PrepaymentReturned => entry,

        _ => throw new UnreachableException($"No prepayment rule for {entry.GetType().Name}."),
    };

    /// <summary>What the institution holds of earlier years; what it gave back counts for the oldest first.</summary>
    internal static Money OfEarlierYears(FundEvent entry, Books books)
    {
        var left = Outstanding(entry, books) - books.Outstanding(Deciding.Outstanding.YearOf(entry)!.Value);
        return left > Money.Zero ? left : Money.Zero;
    }

    internal static FundYear LastYear(FundEvent entry, Books books) => books.Year(entry.Fund, entry.CashDate.Year - 1);

    // Months of last year's closing balance at last year's pace: balance x 12 / expenditure. Books that do not have
    // last year, or do not know their balance, show none.
    private static bool Lasts(FundEvent entry, Books books, decimal months) =>
        LastYear(entry, books).Expenditure is { Fen: > 0 } spent && !books.Fund(entry.Fund)!.FlowsOnly
        && books.BalanceAtEndOf(entry.Fund, entry.CashDate.Year - 1).Fen * 12m >= months * spent.Fen;

    private static Money Outstanding(FundEvent entry, Books books) =>
        books.PrepaymentOutstanding(entry.Fund, entry.Institution!.Value);

    private static BookedEntry? Settlement(FundEvent offset, Books books) => Resting.BaseOf(offset, books);
}
