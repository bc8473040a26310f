using System.Diagnostics;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Rulings;

namespace Ledger.Domain.Deposits;

/// <summary>The rules of quality deposits: withheld at a rate, released or forfeited in parts. Pure.</summary>
public static class DepositDecider
{
    public static Decision Decide(FundEvent entry, Books books, LedgerRules rules) => entry switch
    {
        DepositWithheld when Payment(entry, books) is null => Refusal.OriginalNotFound,
        DepositWithheld when IsAboveRate(entry, books, rules) => Refusal.DepositRateExceeded,
        DepositWithheld when Resting.IsUsedUpBy(entry, books) => Refusal.ExceedsOriginal,
        DepositWithheld => Stamp(entry, Payment(entry, books)!.Entry, rules),

        _ when Withheld(entry, books) is null => Refusal.OriginalNotFound,
        _ when entry.Amount > Withheld(entry, books)!.Left => Refusal.OutstandingExceeded,
        _ when entry.CashDate < Withheld(entry, books)!.Entry.CashDate => Refusal.DateBeforeOriginal,
        // It ends under the ruling under which it began.
        DepositReleased or DepositForfeited => entry with
        {
            Answers = Withheld(entry, books)!.Entry.Answers, Rule = Withheld(entry, books)!.Entry.Rule,
        },

        _ => throw new UnreachableException($"No deposit rule for {entry.GetType().Name}."),
    };

    private static BookedEntry? Payment(FundEvent entry, Books books) =>
        Resting.BaseOf(entry, books) is { Reversed: false } payment ? payment : null;

    private static BookedEntry? Withheld(FundEvent entry, Books books) =>
        Answering.OriginalOf(entry, books.Entries(entry.Original!.Value));

    // Over all that was withheld of a payment, and of the settlement that it pays.
    private static bool IsAboveRate(FundEvent deposit, Books books, LedgerRules rules) =>
        Resting.UsedBy(deposit, books).Any(used =>
            (books.UsesOf(used).Deposit + deposit.Amount).Fen > used.Entry.Amount.Fen * rules.DepositRateMax);

    private static FundEvent Stamp(FundEvent entry, FundEvent payment, LedgerRules rules) => entry with
    {
        Answers = new(payment.CashDate.Year, payment.Category), Rule = new(rules.DepositRule),
    };
}
