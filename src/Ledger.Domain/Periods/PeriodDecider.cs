using System.Diagnostics;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;

namespace Ledger.Domain.Periods;

/// <summary>
/// The rules of closing and reopening a month. Whether it is over is judged by what is recorded, never by a clock. Pure.
/// </summary>
public static class PeriodDecider
{
    /// <param name="entry">A closing or a reopening.</param>
    /// <param name="books">The pool's books.</param>
    /// <param name="isApprovable">Somebody can approve that a hard-closed month is reopened, and is asked before it is.</param>
    public static Decision Decide(FundEvent entry, Books books, bool isApprovable) => entry switch
    {
        PeriodClosed { IsHard: true } when books.Periods.IsHardClosed(PeriodBook.MonthOf(entry))
            => Refusal.PeriodAlreadyClosed,
        PeriodClosed { IsHard: false } when books.Periods.IsClosed(PeriodBook.MonthOf(entry))
            => Refusal.PeriodAlreadyClosed,
        PeriodClosed when books.LastCashDate is not { } last || last.ToYearMonth() < PeriodBook.MonthOf(entry)
            => Refusal.PeriodNotReached,
        PeriodClosed => entry,

        PeriodReopened when !books.Periods.IsClosed(PeriodBook.MonthOf(entry)) => Refusal.PeriodNotClosed,
        PeriodReopened { Approval: null } when !isApprovable && books.Periods.IsHardClosed(PeriodBook.MonthOf(entry))
            => Refusal.PeriodIsHardClosed,
        PeriodReopened => entry,

        _ => throw new UnreachableException($"No period rule for {entry.GetType().Name}."),
    };
}
