using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.People;

namespace Ledger.Domain.Premiums;

/// <summary>The rules of premiums paid back. Pure.</summary>
public static class PremiumDecider
{
    public static Decision Decide(PremiumRefunded refund, Books books)
    {
        if (refund.Original is not { } document)
            return refund with { Answers = new(refund.BudgetYear!.Value, Payer: refund.Payer) };
        var original = books.Entries(document)
            .FirstOrDefault(booked => booked.Entry is PremiumReceived && booked.Entry.Fund == refund.Fund);
        return original switch
        {
            null => Refusal.OriginalNotFound,
            { Reversed: true } => Refusal.AlreadyReversed,
            _ when refund.Amount > original.Entry.Amount - original.Answered => Refusal.ExceedsOriginal,
            _ when refund.CashDate < original.Entry.CashDate => Refusal.DateBeforeOriginal,
            _ => refund with { Answers = BookingOf(original.Entry) },
        };
    }

    private static OriginalBooking BookingOf(FundEvent premium) =>
        new(premium.CashDate.Year, Payer: premium.Payer, CoverFrom: premium.BusinessFrom, CoverTo: premium.BusinessTo)
        {
            Care = OriginalCare.Of(premium),
        };
}
