using System.Diagnostics;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Rulings;

namespace Ledger.Domain.Funds;

/// <summary>The rules of a fund's own books: subsidies paid back, adjustments, moves between funds. Pure.</summary>
public static class FundDecider
{
    public static Decision Decide(FundEvent entry, Books books, LedgerRules rules) => entry switch
    {
        OpeningBalanceRecorded or BalanceAdjusted when books.Fund(entry.Fund)!.FlowsOnly => Refusal.OpeningIsUnknown,
        OpeningBalanceRecorded or BalanceAdjusted => entry,

        SubsidyReturned { Original: null } => entry with { Answers = new(entry.BudgetYear!.Value, entry.Category) },
        SubsidyReturned when Subsidy(entry, books) is null => Refusal.OriginalNotFound,
        SubsidyReturned when Subsidy(entry, books)!.Reversed => Refusal.AlreadyReversed,
        SubsidyReturned when entry.Amount > Subsidy(entry, books)!.Left => Refusal.ExceedsOriginal,
        SubsidyReturned when entry.CashDate < Subsidy(entry, books)!.Entry.CashDate => Refusal.DateBeforeOriginal,
        SubsidyReturned => entry with
        {
            Answers = new(Subsidy(entry, books)!.Entry.CashDate.Year, Subsidy(entry, books)!.Entry.Category),
        },

        { ToFund: { } same } when same == entry.Fund => Refusal.ToFundIsSame,
        { ToFund: { } other } when books.Fund(other) is null => Refusal.ToFundNotOpened,
        { ToFund: { } other } when entry.Amount.Fen > long.MaxValue - books.Fund(other)!.Turnover.Fen
            => Refusal.TotalTooLarge,
        FundsMoved when rules.FundsMoved(entry.Category!) is null => Refusal.CategoryNotKnown,
        FundsMoved { Category: ReserveRule.Category } when IsAboveReserve(entry, books, rules) => Refusal.ReserveExceeded,
        FundsMoved => entry with { Rule = RuleOf(rules.FundsMoved(entry.Category!)!) },
        CriticalIllnessPremiumPaid => entry,

        _ => throw new UnreachableException($"No fund rule for {entry.GetType().Name}."),
    };

    private static BookedEntry? Subsidy(FundEvent entry, Books books) =>
        books.Entries(entry.Original!.Value).FirstOrDefault(booked =>
            booked.Entry is SubsidyReceived && booked.Entry.Fund == entry.Fund);

    private static bool IsAboveReserve(FundEvent entry, Books books, LedgerRules rules) =>
        rules.Reserve(entry.Fund) is { } rule && books.Year(entry.Fund, entry.CashDate.Year) is var year
        && (year.Reserved + entry.Amount).Fen > year.Premium.Fen * rule.Share;

    private static AppliedRule RuleOf(FundsMovedRule rule) =>
        new($"funds-moved/{rule.Category}", rule.FromLine, rule.ToLine, rule.Lowers);
}
