namespace Ledger.Naive;

/// <summary>When and how a fund's books were opened.</summary>
public static class NaiveOpening
{
    public static DateOnly Day(NaiveBooks books, string fund) => Of(books, fund).Day;

    /// <summary>What the fund had is unknown, so it has no balance.</summary>
    public static bool IsFlowsOnly(NaiveBooks books, string fund) => Of(books, fund).Category == "flows-only";

    private static NaiveFact Of(NaiveBooks books, string fund) =>
        books.Facts.First(fact => fact.Kind == "fund_opened" && fact.Fund == fund);
}
