using Ledger.Domain.Budgets;
using Ledger.Domain.Events;
using Ledger.Domain.People;
using Ledger.Domain.Reimbursements;
using Ledger.Domain.Settlements;

namespace Ledger.Domain.Deciding;

/// <summary>
/// What an accepted entry takes over from the entry that it pays or takes back, so that its figures follow from the
/// event alone: whom the money was owed to, whose budget it is charged to, which costs come back. Pure.
/// </summary>
public static class OriginalNotes
{
    public static FundEvent On(FundEvent entry, Books books) => entry switch
    {
        SettlementRecorded => Numbered(entry, books),
        ReimbursementPaid { Original: { } original } when Answering.OriginalOf(entry, books.Entries(original)) is { } owed
            => Numbered(entry, books) with { Answers = BookingOf(owed.Entry, entry) },
        ReimbursementPaid => Numbered(entry, books),
        ReimbursementReversed e => e with { Reverses = Original<ReimbursementPaid>(e, books) },
        SettlementWithdrawn e => e with { Withdraws = Original<SettlementRecorded>(e, books) },
        AmountRefused when Original<SettlementRecorded>(entry, books) is { } settlement => entry with
        {
            Answers = new(settlement.CashDate.Year, settlement.Category)
            {
                BudgetYear = BudgetYears.Of(settlement), SettledOn = settlement.CashDate,
            },
        },
        _ => entry,
    };

    // The legs of a settlement are decided one after the other, so the earlier ones are in the books.
    private static FundEvent Numbered(FundEvent entry, Books books) =>
        books.Entries(entry.Document).Count(leg => leg.Entry.GetType() == entry.GetType()) is var before and > 0
            ? entry with { Leg = before + 1 }
            : entry;

    private static OriginalBooking BookingOf(FundEvent owed, FundEvent payment) => new(owed.CashDate.Year)
    {
        BudgetYear = BudgetYears.IsSaid(payment) ? null : BudgetYears.Of(owed),
        Institution = payment.Institution is null ? owed.Institution : null,
        Person = owed.Institution is null ? owed.Person : null,
        SettledOn = owed is SettlementRecorded ? owed.CashDate : null,
        Care = OriginalCare.Of(owed),
    };

    private static T? Original<T>(FundEvent entry, Books books) where T : FundEvent =>
        books.Entries(entry.Original!.Value).Select(booked => booked.Entry).OfType<T>()
            .FirstOrDefault(original => original.Fund == entry.Fund);
}
