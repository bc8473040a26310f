namespace Ledger.Naive;

/// <summary>Kind × category → line and sign, as the design's table of kinds says.</summary>
public static class SignTable
{
    public static IReadOnlyList<Effect> Of(NaiveBooks books, NaiveFact fact) => fact.Kind switch
    {
        "fund_opened" or "fact_recorded" or "account_moved" => [],
        "settlement_recorded" or "settlement_withdrawn" or "amount_refused" => [],
        "payment_held" or "payment_hold_lifted" => [],
        "clawback_ordered" or "clawback_waived" => [],
        "budget_allotted" or "budget_adjusted" or "fund_budget_set" or "year_end_cleared" => [],

        "opening_balance_recorded" when fact["account"] == "prepayment" =>
            [Plus(fact, "opening"), Plus(fact, "asset.prepayments")],
        "opening_balance_recorded" => [Plus(fact, "opening")],
        "balance_adjusted" when fact["direction"] == "up" => [Plus(fact, "opening.adjusted")],
        "balance_adjusted" => [Minus(fact, "opening.adjusted")],

        "premium_received" => [Plus(fact, Premium(fact["payer"]))],
        "subsidy_received" => [Plus(fact, Subsidy(fact.Category))],
        "interest_credited" => [Plus(fact, "income.interest")],
        "transfer_received" => [Plus(fact, "income.transfer")],
        "other_income_received" => [Plus(fact, "income.other")],
        "upper_level_subsidy_received" => [Plus(fact, "income.from-upper")],
        "lower_level_remittance_received" => [Plus(fact, "income.from-lower")],

        "reimbursement_paid" => [Plus(fact, Benefits(fact.Category))],
        "transfer_paid" => [Plus(fact, "expenditure.transfer")],
        "other_expenditure_paid" => [Plus(fact, "expenditure.other")],
        "lower_level_subsidy_paid" => [Plus(fact, "expenditure.to-lower")],
        "upper_level_remittance_paid" => [Plus(fact, "expenditure.to-upper")],
        "critical_illness_premium_paid" when fact.Has("to_fund") =>
            [Plus(fact, "expenditure.critical-illness"), Plus(fact, "income.premium") with { Fund = fact["to_fund"] }],
        "critical_illness_premium_paid" => [Plus(fact, "expenditure.critical-illness")],
        "funds_moved" => Moved(fact),

        "premium_refunded" or "subsidy_returned" or "reimbursement_reversed" or "clawback_recovered"
            => CameBack.Effects(books, fact),
        "deposit_withheld" or "deposit_released" or "deposit_forfeited" => NaiveDeposits.Effects(books, fact),

        "prepayment_paid" => [Plus(fact, "asset.prepayments")],
        "prepayment_offset" or "prepayment_returned" => [Minus(fact, "asset.prepayments")],
        "advance_paid" => [Plus(fact, "asset.advances")],
        "advance_settled" or "advance_returned" => [Minus(fact, "asset.advances")],
        "held_received" => [Plus(fact, "liability.held")],
        "held_applied" or "held_returned" => [Minus(fact, "liability.held")],
        "loan_received" => [Plus(fact, "liability.loans")],
        "loan_repaid" => [Minus(fact, "liability.loans")],
        "penalty_collected" when fact["account"] == "treasury" => [],
        "penalty_collected" => [Plus(fact, "liability.penalties")],
        "penalty_remitted" => [Minus(fact, "liability.penalties")],

        "entry_reversed" => Undone(books, fact, books.Reversed(fact)),
        _ => throw new InvalidOperationException($"no sign for {fact}"),
    };

    public static Effect Plus(NaiveFact fact, string line) => new(fact.Fund, line, fact.Day, fact.Fen);

    public static Effect Minus(NaiveFact fact, string line) => new(fact.Fund, line, fact.Day, -fact.Fen);

    public static string Premium(string payer) => payer switch
    {
        "medical-aid" => "income.premium.aid-funded",
        "fiscal" => "income.premium.fiscal-paid",
        "collective" => "income.premium.collective",
        _ => "income.premium",
    };

    public static string Subsidy(string category) => "income.subsidy." + (category == "" ? "standard" : category);

    public static string Benefits(string category) => "expenditure.benefits." + (category == "" ? "other" : category);

    private static Effect[] Moved(NaiveFact fact) => fact.Category switch
    {
        "aid-funded" => [Plus(fact, Benefits("premium-aid")), To(fact, "income.premium.aid-funded")],
        "pool-to-personal" or "pool-to-family" => [Minus(fact, "income.premium"), To(fact, "income.premium")],
        "family-premium" => [Plus(fact, Benefits("personal")), To(fact, "income.premium")],
        "reserve" => [Plus(fact, "expenditure.other"), To(fact, "income.other")],
        _ => throw new InvalidOperationException($"no move for {fact}"),
    };

    private static Effect To(NaiveFact fact, string line) => Plus(fact, line) with { Fund = fact["to_fund"] };

    // The statements of an earlier year are closed: what they said moves the opening balance of this one.
    private static Effect[] Undone(NaiveBooks books, NaiveFact reversal, NaiveFact original) =>
    [
        .. Of(books, original).Select(effect =>
            original.Day.Year == reversal.Day.Year || effect.IsOf("asset") || effect.IsOf("liability")
                ? effect with { Day = reversal.Day, Fen = -effect.Fen }
            : effect.IsOf("expenditure")
                ? new Effect(effect.Fund, "opening.adjusted", reversal.Day, effect.Fen)
                : new Effect(effect.Fund, "opening.adjusted", reversal.Day, -effect.Fen)),
    ];
}
