namespace Ledger.Naive;

/// <summary>What a fact does to what is outstanding between a fund and somebody.</summary>
/// <param name="Kind">prepayment, deposit, advance, held, loan or penalty.</param>
/// <param name="Fund">The fund.</param>
/// <param name="Holder">The institution, the other party or the case.</param>
/// <param name="Fen">Up or down.</param>
public sealed record OutstandingMove(string Kind, string Fund, string Holder, long Fen);

/// <summary>What is outstanding between a fund and an institution, another party or a case.</summary>
public static class NaiveOutstanding
{
    /// <summary>Kind, fund, holder → fen, without those that come to nothing.</summary>
    public static Dictionary<(string Kind, string Fund, string Holder), long> Of(NaiveBooks books) => books.Facts
        .Select(fact => Move(books, fact)).OfType<OutstandingMove>()
        .GroupBy(move => (move.Kind, move.Fund, move.Holder))
        .ToDictionary(holder => holder.Key, holder => holder.Sum(move => move.Fen))
        .Where(row => row.Value != 0).ToDictionary();

    /// <summary>What a fact moves; null where it moves none.</summary>
    public static OutstandingMove? Move(NaiveBooks books, NaiveFact fact)
    {
        return fact.Kind switch
        {
            "opening_balance_recorded" when fact["account"] == "prepayment" => Up("prepayment", "institution"),
            "prepayment_paid" => Up("prepayment", "institution"),
            "prepayment_offset" or "prepayment_returned" => Down("prepayment", "institution"),
            "deposit_withheld" => Up("deposit", "institution"),
            "deposit_released" or "deposit_forfeited" => Down("deposit", "institution"),
            "advance_paid" => Up("advance", "counterparty"),
            "advance_settled" or "advance_returned" => Down("advance", "counterparty"),
            "held_received" => Up("held", "counterparty"),
            "held_applied" or "held_returned" => Down("held", "counterparty"),
            "loan_received" => Up("loan", "counterparty"),
            "loan_repaid" => Down("loan", "counterparty"),
            "penalty_collected" when fact["account"] == "treasury" => null,
            "penalty_collected" => Up("penalty", "case_no"),
            "penalty_remitted" => Down("penalty", "case_no"),
            "entry_reversed" when Move(books, books.Reversed(fact)) is { } move => move with { Fen = -move.Fen },
            _ => null,
        };

        OutstandingMove Up(string kind, string holder) => new(kind, fact.Fund, fact[holder], fact.Fen);

        OutstandingMove Down(string kind, string holder) => new(kind, fact.Fund, fact[holder], -fact.Fen);
    }
}
