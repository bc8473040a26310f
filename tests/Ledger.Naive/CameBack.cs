using System.Globalization;

namespace Ledger.Naive;

/// <summary>
/// Money that comes back, or is given back: in the year in which the original was booked it lowers the original's
/// line, in any other year it is other income or other expenditure.
/// </summary>
public static class CameBack
{
    public static IReadOnlyList<Effect> Effects(NaiveBooks books, NaiveFact fact) => fact.Kind switch
    {
        "premium_refunded" => books.Original(fact, "premium_received") is { } premium
            ? Lowers(fact, premium.Day.Year, SignTable.Premium(premium["payer"]), "expenditure.other")
            : Lowers(fact, BudgetYear(fact), SignTable.Premium(fact["payer"]), "expenditure.other"),
        "subsidy_returned" => books.Original(fact, "subsidy_received") is { } subsidy
            ? Lowers(fact, subsidy.Day.Year, SignTable.Subsidy(subsidy.Category), "expenditure.other")
            : Lowers(fact, BudgetYear(fact), SignTable.Subsidy(fact.Category), "expenditure.other"),
        // A re-classification moves no cash: it is booked again, so it nets in benefits whatever the year.
        "reimbursement_reversed" when fact.Category == "reclassified" =>
            [SignTable.Minus(fact, SignTable.Benefits(Payment(books, fact).Category))],
        "reimbursement_reversed" => Lowers(fact, Payment(books, fact).Day.Year,
            SignTable.Benefits(Payment(books, fact).Category), "income.other"),
        "clawback_recovered" => Recovered(fact, NaiveClawbacks.BookingOfRecovery(books, fact)),
        _ => throw new InvalidOperationException($"nothing comes back by {fact}"),
    };

    /// <summary>Lowers the line in the year of the booking, else raises the other one.</summary>
    public static IReadOnlyList<Effect> Lowers(NaiveFact fact, int bookedIn, string line, string otherwise) =>
        bookedIn == fact.Day.Year ? [SignTable.Minus(fact, line)] : [SignTable.Plus(fact, otherwise)];

    public static int BudgetYear(NaiveFact fact) => int.Parse(fact["budget_year"], CultureInfo.InvariantCulture);

    private static IReadOnlyList<Effect> Recovered(NaiveFact fact, Booking booking) =>
        Lowers(fact, booking.Year, SignTable.Benefits(booking.Category), "income.other");

    private static NaiveFact Payment(NaiveBooks books, NaiveFact fact) => books.Original(fact, "reimbursement_paid")!;
}
