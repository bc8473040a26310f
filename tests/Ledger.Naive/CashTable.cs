namespace Ledger.Naive;

/// <summary>
/// What a fact does to the money at the bank, whatever line it belongs to: written without the table of signs, so that
/// the two must agree that closing = bank + what others owe − what is owed to others.
/// </summary>
public static class CashTable
{
    public static IReadOnlyList<Effect> Of(NaiveBooks books, NaiveFact fact) => fact.Kind switch
    {
        "opening_balance_recorded" when fact["account"] == "prepayment" => [],
        "opening_balance_recorded" => In(fact),
        "balance_adjusted" => fact["direction"] == "up" ? In(fact) : Out(fact),

        "premium_received" or "subsidy_received" or "interest_credited" or "transfer_received" => In(fact),
        "other_income_received" or "upper_level_subsidy_received" or "lower_level_remittance_received" => In(fact),
        "premium_refunded" or "subsidy_returned" => Out(fact),

        "reimbursement_paid" or "transfer_paid" or "other_expenditure_paid" => Out(fact),
        "lower_level_subsidy_paid" or "upper_level_remittance_paid" => Out(fact),
        "reimbursement_reversed" or "clawback_recovered" => In(fact),

        "funds_moved" => [.. Out(fact), .. IntoOther(fact)],
        "critical_illness_premium_paid" => fact.Has("to_fund") ? [.. Out(fact), .. IntoOther(fact)] : Out(fact),

        // Of a payment in the same voucher, so much less is paid.
        "prepayment_offset" or "advance_settled" or "deposit_withheld" => In(fact),
        "prepayment_paid" or "advance_paid" or "deposit_released" => Out(fact),
        "prepayment_returned" or "advance_returned" => In(fact),

        "held_received" or "loan_received" => In(fact),
        "held_applied" or "held_returned" or "loan_repaid" => Out(fact),
        "penalty_collected" => fact["account"] == "treasury" ? [] : In(fact),
        "penalty_remitted" => Out(fact),

        "entry_reversed" =>
            [.. Of(books, books.Reversed(fact)).Select(one => one with { Day = fact.Day, Fen = -one.Fen })],
        _ => [],
    };

    private static Effect[] In(NaiveFact fact) => [new(fact.Fund, "bank", fact.Day, fact.Fen)];

    private static Effect[] Out(NaiveFact fact) => [new(fact.Fund, "bank", fact.Day, -fact.Fen)];

    private static Effect[] IntoOther(NaiveFact fact) => [new(fact["to_fund"], "bank", fact.Day, fact.Fen)];
}
