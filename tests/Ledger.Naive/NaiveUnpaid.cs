namespace Ledger.Naive;

/// <summary>What was settled with an institution and not yet paid, withdrawn or refused.</summary>
public static class NaiveUnpaid
{
    /// <summary>By institution, over all funds; without those that come to nothing.</summary>
    public static Dictionary<string, long> ByInstitution(NaiveBooks books) => books.Facts
        .Where(fact => fact.Kind == "settlement_recorded" && fact.Has("institution") && books.Stands(fact))
        .GroupBy(settlement => settlement.Institution)
        .ToDictionary(group => group.Key, group => group.Sum(settlement => Left(books, settlement)))
        .Where(row => row.Value != 0).ToDictionary();

    /// <summary>The settlement less the payments, withdrawals and refusals that name it and were not reversed.</summary>
    public static long Left(NaiveBooks books, NaiveFact settlement) => settlement.Fen - books.Facts
        .Where(fact => fact.Kind is "reimbursement_paid" or "settlement_withdrawn" or "amount_refused" && fact.Fund == settlement.Fund
            && fact["original"] == settlement.Document && fact.Number > settlement.Number && books.Stands(fact))
        .Sum(fact => fact.Fen);
}
