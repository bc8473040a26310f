using System.Diagnostics;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;

namespace Ledger.Domain.Periods;

/// <summary>What the rules of periods refuse, in the user's words.</summary>
internal static class PeriodRefusals
{
    internal static (string Column, Wording Text) Explain(Refusal refusal, FundEvent entry, Books books)
    {
        var (periods, month) = (books.Periods, PeriodBook.MonthOf(entry).Iso());
        return refusal switch
        {
            Refusal.PeriodClosed => (EntryColumns.Date, Closed(entry.CashDate.Iso(), periods)),
            Refusal.PeriodAlreadyClosed => (EntryColumns.Date, new(
                $"{month} is closed already: the books are {Through(periods)}",
                $"{month} 已结账:{ThroughInChinese(periods)}")),
            Refusal.PeriodNotReached => (EntryColumns.Date, new(
                $"nothing is recorded in {month} or after it, so there is no month to close yet",
                $"{month} 及以后没有任何登记,尚无可结账的期间")),
            Refusal.PeriodNotClosed => (EntryColumns.Date, new(
                $"{month} is not closed: the books are {Through(periods)}",
                $"{month} 未结账:{ThroughInChinese(periods)}")),
            Refusal.PeriodIsHardClosed => (EntryColumns.Date, new(
                $"{month} is closed hard (through {periods.HardThrough!.Value.Iso()}): reopening it needs approval, "
                    + "and no rule for period_reopened in data/approvals.json says whose",
                $"{month} 已最终结账(至 {periods.HardThrough!.Value.Iso()}),反结账须经审批,"
                    + "而 data/approvals.json 中没有 period_reopened 的审批规则")),
            _ => throw new UnreachableException($"No text for {refusal}."),
        };
    }

    private static Wording Closed(string date, PeriodBook periods)
    {
        var (through, first) = (periods.ClosedThrough!.Value.Iso(), periods.FirstOpenDate!.Value.Iso());
        return new($"{date} is in a closed period (closed through {through}); the first open date is {first}: "
                + "re-date it and keep bank_date and the business dates",
            $"{date} 属于已结账期间(已结至 {through}),最早可用日期为 {first}:"
                + "请改用该日期入账,保留 bank_date 和业务日期");
    }

    private static string Through(PeriodBook periods) => periods switch
    {
        { ClosedThrough: null } => "open",
        { HardThrough: { } hard } => $"closed through {periods.ClosedThrough.Value.Iso()}, hard through {hard.Iso()}",
        _ => $"closed through {periods.ClosedThrough.Value.Iso()}",
    };

    private static string ThroughInChinese(PeriodBook periods) => periods switch
    {
        { ClosedThrough: null } => "账套尚未结账",
        { HardThrough: { } hard } => $"已结至 {periods.ClosedThrough.Value.Iso()},最终结账至 {hard.Iso()}",
        _ => $"已结至 {periods.ClosedThrough.Value.Iso()}",
    };}
