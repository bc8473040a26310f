namespace Ledger.Naive;

/// <summary>
/// Quality deposits under both rulings: at release, what is withheld was not paid; at settlement, it was, and is owed.
/// </summary>
public static class NaiveDeposits
{
    public static IReadOnlyList<Effect> Effects(NaiveBooks books, NaiveFact fact)
    {
        var payment = Payment(books, fact);
        var benefits = SignTable.Benefits(payment.Category);
        return (fact.Kind, books.DepositsAtSettlement) switch
        {
            ("deposit_withheld", false) => [SignTable.Minus(fact, benefits)],
            ("deposit_released", false) => [SignTable.Plus(fact, benefits)],
            ("deposit_forfeited", false) => [],
            ("deposit_withheld", true) => [SignTable.Plus(fact, "liability.deposits")],
            ("deposit_released", true) => [SignTable.Minus(fact, "liability.deposits")],
            ("deposit_forfeited", true) =>
            [
                SignTable.Minus(fact, "liability.deposits"),
                .. CameBack.Lowers(fact, payment.Day.Year, benefits, "income.other"),
            ],
            _ => throw new InvalidOperationException($"no deposit in {fact}"),
        };
    }

    // A release names the withholding, and that names the settlement or the payment.
    private static NaiveFact Payment(NaiveBooks books, NaiveFact fact)
    {
        var withheld = fact.Kind == "deposit_withheld" ? fact : books.Original(fact, "deposit_withheld")!;
        return books.Facts.First(earlier => earlier.Number < withheld.Number
            && earlier.Kind is "settlement_recorded" or "reimbursement_paid"
            && earlier.Document == withheld["original"] && earlier.Fund == withheld.Fund
            && earlier.Institution == withheld.Institution);
    }
}
