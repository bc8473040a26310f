namespace Ledger.Naive;

/// <summary>The year in which an overpayment was booked, and the category, where one is known.</summary>
public sealed record Booking(int Year, string Category);

/// <summary>What of a case is still to come back, and which booking a recovery answers.</summary>
public static class NaiveClawbacks
{
    /// <summary>Ordered, less recovered, less waived, by case and fund; cases without any are not in it.</summary>
    public static Dictionary<(string Case, string Fund), long> Outstanding(NaiveBooks books)
    {
        var cases = new Dictionary<(string Case, string Fund), long>();
        foreach (var fact in books.Facts)
        {
            var (meant, sign) = fact.Kind == "entry_reversed" ? (books.Reversed(fact), -1) : (fact, 1);
            var key = (meant["case_no"], meant.Fund);
            if (meant.Kind == "clawback_ordered") cases[key] = cases.GetValueOrDefault(key) + sign * meant.Fen;
            if (meant.Kind is "clawback_recovered" or "clawback_waived") cases[key] -= sign * meant.Fen;
        }
        return cases.Where(row => row.Value != 0).ToDictionary();
    }

    /// <summary>A recovery names the overpayment, or its year; else the orders of the case know it.</summary>
    public static Booking BookingOfRecovery(NaiveBooks books, NaiveFact recovery) =>
        BookingOf(books, recovery) ?? Common(OrdersOf(books, recovery).ConvertAll(order => BookingOf(books, order)))
            ?? throw new InvalidOperationException($"nobody knows the year of {recovery}");

    private static Booking? BookingOf(NaiveBooks books, NaiveFact fact) =>
        Overpayment(books, fact) switch
        {
            { Kind: "year_end_cleared" } clearing => new(CameBack.BudgetYear(clearing), ""),
            { } payment => new(payment.Day.Year, payment.Category),
            null when fact.Has("budget_year") => new(CameBack.BudgetYear(fact), ""),
            null => null,
        };

    private static NaiveFact? Overpayment(NaiveBooks books, NaiveFact fact) => !fact.Has("original") ? null
        : books.Facts.FirstOrDefault(earlier => earlier.Number < fact.Number
            && earlier.Document == fact["original"] && earlier.Fund == fact.Fund
            && (earlier.Kind == "reimbursement_paid"
                || earlier.Kind == "year_end_cleared" && earlier["direction"] == "down"));

    // A case whose orders were all reversed starts anew.
    private static List<NaiveFact> OrdersOf(NaiveBooks books, NaiveFact recovery)
    {
        var orders = new List<NaiveFact>();
        var ordered = 0L;
        foreach (var fact in books.Facts.Where(fact => fact.Number < recovery.Number && fact.Fund == recovery.Fund))
        {
            if (fact.Kind == "clawback_ordered" && fact["case_no"] == recovery["case_no"])
            {
                if (ordered == 0) orders.Clear();
                orders.Add(fact);
                ordered += fact.Fen;
            }
            if (fact.Kind == "entry_reversed" && books.Reversed(fact) is { Kind: "clawback_ordered" } order
                && order["case_no"] == recovery["case_no"]) ordered -= order.Fen;
        }
        return orders;
    }

    // Orders of one year that differ otherwise say the year alone.
    private static Booking? Common(List<Booking?> bookings)
    {
        if (bookings.Count == 0 || bookings.Contains(null)) return null;
        if (bookings.TrueForAll(booking => booking == bookings[0])) return bookings[0];
        return bookings.TrueForAll(booking => booking!.Year == bookings[0]!.Year) ? new(bookings[0]!.Year, "") : null;
    }
}
