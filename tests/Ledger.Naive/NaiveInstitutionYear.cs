namespace Ledger.Naive;

/// <summary>What an institution was allotted for a year, and what was charged to that year.</summary>
public static class NaiveInstitutionYear
{
    /// <summary>Allotted, adjusted up and down; what was reversed does not count.</summary>
    public static long Budget(NaiveBooks books, string institution, int year) => books.Facts
        .Where(fact => fact.Kind is "budget_allotted" or "budget_adjusted" && fact.Institution == institution
            && CameBack.BudgetYear(fact) == year && books.Stands(fact))
        .Sum(fact => fact["direction"] == "down" ? -fact.Fen : fact.Fen);

    /// <summary>What was paid and did not come back, but for what the budget does not cover.</summary>
    public static long Paid(NaiveBooks books, string institution, int year) => Charged(books, institution, year)
        .Where(payment => payment.Category != "negotiated-drug").Sum(payment => payment.Fen);

    /// <summary>Visits, once a settlement however many funds and payments it has.</summary>
    public static long Visits(NaiveBooks books, string institution, int year) =>
        Bills(books, institution, year).Sum(bill => bill.NumberOf("count"));

    /// <summary>The whole bills, once a settlement.</summary>
    public static long MedicalCost(NaiveBooks books, string institution, int year) =>
        Bills(books, institution, year).Sum(bill => bill.FenOf("medical_cost"));

    /// <summary>
    /// The year whose budget bears it: as it says, else that of the care, else that of what it pays, else that of the
    /// money.
    /// </summary>
    public static int ChargedYear(NaiveBooks books, NaiveFact fact) =>
        fact.Has("budget_year") ? CameBack.BudgetYear(fact)
        : fact.Has("business_to") ? fact.DayOf("business_to").Year
        : fact.Has("business_from") ? fact.DayOf("business_from").Year
        : Owed(books, fact) is { } owed ? ChargedYear(books, owed)
        : fact.Day.Year;

    // With the settlement that was recorded first; else with the payment itself. One leg stands for all.
    private static IEnumerable<NaiveFact> Bills(NaiveBooks books, string institution, int year) => books.Facts
        .Where(fact => fact.Institution == institution && ChargedYear(books, fact) == year && books.Stands(fact))
        .Where(fact => fact.Kind == "settlement_recorded" && !IsWithdrawnWhole(books, fact)
            || fact.Kind == "reimbursement_paid" && !fact.Has("original") && !CameBackWhole(books, fact))
        .GroupBy(bill => (bill.Kind, bill.Document)).Select(legs => legs.First());

    private static IEnumerable<NaiveFact> Charged(NaiveBooks books, string institution, int year) => books.Facts
        .Where(fact => fact.Kind == "reimbursement_paid" && PaidTo(books, fact) == institution
            && ChargedYear(books, fact) == year && books.Stands(fact) && !CameBackWhole(books, fact));

    // A payment of what is owed need not say again to whom it goes.
    private static string PaidTo(NaiveBooks books, NaiveFact payment) =>
        payment.Has("institution") ? payment.Institution : Owed(books, payment)?.Institution ?? "";

    private static NaiveFact? Owed(NaiveBooks books, NaiveFact fact) => fact.Kind == "reimbursement_paid"
        ? books.Original(fact, "settlement_recorded", "year_end_cleared") : null;

    private static bool CameBackWhole(NaiveBooks books, NaiveFact payment) => books.Facts.Any(fact =>
        fact.Kind == "reimbursement_reversed" && books.Original(fact, "reimbursement_paid") == payment
        && books.Stands(fact));

    private static bool IsWithdrawnWhole(NaiveBooks books, NaiveFact settlement) => books.Facts.Any(fact =>
        fact.Kind == "settlement_withdrawn" && fact.Fen == settlement.Fen
        && books.Original(fact, "settlement_recorded") == settlement && books.Stands(fact));
}
