using System.Diagnostics;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Reimbursements;
using Ledger.Domain.Rulings;
using Ledger.Domain.Settlements;

namespace Ledger.Domain.Deposits;

/// <summary>The rules of quality deposits: withheld at a rate, released or forfeited in parts. Pure.</summary>
public static class DepositDecider
{
    public static Decision Decide(FundEvent entry, Books books, LedgerRules rules) => entry switch
    {
        DepositWithheld when Payment(entry, books) is null => Refusal.OriginalNotFound,
        DepositWithheld when IsAboveRate(entry.Amount, Payment(entry, books)!.Entry.Amount, rules)
            => Refusal.DepositRateExceeded,
        DepositWithheld => Stamp(entry, Payment(entry, books)!.Entry, rules),

        _ when Withheld(entry, books) is null => Refusal.OriginalNotFound,
        _ when entry.Amount > Withheld(entry, books)!.Left => Refusal.OutstandingExceeded,
        // It ends under the ruling under which it began.
        DepositReleased or DepositForfeited => entry with
        {
            Answers = Withheld(entry, books)!.Entry.Answers, Rule = Withheld(entry, books)!.Entry.Rule,
        },

        _ => throw new UnreachableException($"No deposit rule for {entry.GetType().Name}."),
    };

    private static BookedEntry? Payment(FundEvent entry, Books books) =>
        books.Entries(entry.Original!.Value).FirstOrDefault(booked => !booked.Reversed
            && booked.Entry is ReimbursementPaid or SettlementRecorded
            && booked.Entry.Fund == entry.Fund && booked.Entry.Institution == entry.Institution);

    private static BookedEntry? Withheld(FundEvent entry, Books books) =>
        Answering.OriginalOf(entry, books.Entries(entry.Original!.Value));

    private static bool IsAboveRate(Money deposit, Money payment, LedgerRules rules) =>
        deposit.Fen > payment.Fen * rules.DepositRateMax;

    private static FundEvent Stamp(FundEvent entry, FundEvent payment, LedgerRules rules) => entry with
    {
        Answers = new(payment.CashDate.Year, payment.Category), Rule = new(rules.DepositRule),
    };
}
