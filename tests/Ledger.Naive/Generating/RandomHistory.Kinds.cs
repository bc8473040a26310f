namespace Ledger.Naive.Generating;

// What a row of each kind says, and of which earlier row it speaks.
public sealed partial class RandomHistory
{
    private static readonly string[] _benefits =
    [
        "inpatient", "outpatient", "outpatient-special", "pharmacy", "negotiated-drug", "vaccine", "nursing", "personal",
    ];

    // What others build on comes more often.
    private static readonly string[] _kinds =
    [
        .. Often(6, "premium_received", "settlement_recorded", "reimbursement_paid"),
        .. Often(5, "prepayment_paid", "entry_reversed", "clawback_ordered", "clawback_recovered",
            "reimbursement_reversed"),
        .. Often(3, "premium_refunded", "subsidy_received", "deposit_withheld"),
        .. Often(2, "subsidy_returned", "deposit_released", "deposit_forfeited", "prepayment_offset",
            "prepayment_returned", "clawback_waived", "funds_moved", "year_end_cleared", "settlement_withdrawn",
            "advance_paid", "held_received", "loan_received", "penalty_collected", "budget_allotted", "payment_held",
            "payment_hold_lifted"),
        "balance_adjusted", "opening_balance_recorded", "interest_credited", "transfer_received",
        "other_income_received", "upper_level_subsidy_received", "lower_level_remittance_received",
        "upper_level_remittance_paid", "lower_level_subsidy_paid", "critical_illness_premium_paid", "transfer_paid",
        "other_expenditure_paid", "amount_refused", "advance_settled", "advance_returned", "held_applied",
        "held_returned", "loan_repaid", "penalty_remitted", "budget_adjusted", "fund_budget_set", "fact_recorded",
        "account_moved", "fund_opened",
    ];

    private Row Make(string kind) => kind switch
    {
        "fund_opened" => New(kind).With("amount", ""),
        "opening_balance_recorded" => New(kind).With("account", Any(["", "prepayment", "treasury"]))
            .With("institution", Institution()),
        "balance_adjusted" => New(kind).With("direction", UpOrDown()).With("category", "audit").With("reason", "audit"),

        "premium_received" => New(kind).With("payer", Any(["employer", "fiscal", "medical-aid", "collective"])),
        "premium_refunded" => OneIn(4) ? OfYear(New(kind)).With("payer", Any(["", "fiscal", "employer"]))
            : Answer(kind, "premium_received"),
        "subsidy_received" => New(kind).With("payer", Any(["central", "county"]))
            .With("category", Any(["standard", "vaccine", "deficit-share", ""])),
        "subsidy_returned" => (OneIn(4) ? OfYear(New(kind)).With("category", Any(["standard", "vaccine", ""]))
            : Answer(kind, "subsidy_received")).With("payer", "county"),
        "other_income_received" => New(kind).With("category", Any(["breach", "late-fee", ""])),
        "upper_level_subsidy_received" or "upper_level_remittance_paid" or "lower_level_remittance_received"
            or "lower_level_subsidy_paid" => New(kind).With("counterparty", "330800"),
        "critical_illness_premium_paid" => OneIn(2) ? New(kind).With("to_fund", Any([.. _funds, NeverOpened]))
            : New(kind).With("counterparty", "insurer"),
        "funds_moved" => New(kind).With("to_fund", Any([.. _funds, NeverOpened])).With("category",
            Any(["aid-funded", "pool-to-personal", "pool-to-family", "family-premium", "reserve", "no-such-move"])),
        "account_moved" => New(kind).With("account", "treasury").With("to_account", "fiscal-account"),

        "settlement_recorded" => Care(New(kind)),
        "reimbursement_paid" => OneIn(2) ? Care(New(kind)) : Answer(kind, "settlement_recorded", "year_end_cleared"),
        "settlement_withdrawn" or "amount_refused" or "payment_held" or "payment_hold_lifted"
            => Answer(kind, "settlement_recorded").With("reason", "inspected"),
        "reimbursement_reversed" => WholeOf(kind, "reimbursement_paid")
            .With("category", OneIn(5) ? "reclassified" : ""),

        "prepayment_paid" => New(kind).With("institution", Institution()),
        "prepayment_offset" => Answer(kind, "settlement_recorded", "reimbursement_paid"),
        "prepayment_returned" => Against(kind, "institution", "prepayment_paid"),
        "deposit_withheld" => Small(Answer(kind, "settlement_recorded", "reimbursement_paid")),
        "deposit_released" or "deposit_forfeited" => Answer(kind, "deposit_withheld"),

        "clawback_ordered" => Order(kind),
        "clawback_recovered" or "clawback_waived" => Recovery(kind),
        "penalty_collected" => New(kind).With("institution", Institution()).With("case_no", Case())
            .With("account", OneIn(3) ? "treasury" : ""),
        "penalty_remitted" => Against(kind, "case_no", "penalty_collected").With("institution", Institution()),

        "advance_paid" => New(kind).With("counterparty", City()).With("category", "cross-region"),
        "advance_settled" or "advance_returned" => Against(kind, "counterparty", "advance_paid")
            .With("category", "cross-region"),
        "held_received" => New(kind).With("counterparty", City()).With("category", "bond"),
        "held_applied" or "held_returned" => Against(kind, "counterparty", "held_received").With("category", "bond"),
        "loan_received" => New(kind).With("counterparty", City()),
        "loan_repaid" => Against(kind, "counterparty", "loan_received"),

        "budget_allotted" => OfYear(New(kind)).With("institution", Institution()),
        "budget_adjusted" => OfYear(New(kind)).With("institution", Institution()).With("direction", UpOrDown()),
        "fund_budget_set" => OfYear(New(kind)).With("line", "income.premium"),
        "year_end_cleared" => OfYear(New(kind)).With("institution", Institution()).With("direction", UpOrDown()),
        "fact_recorded" => New(kind).With("category", "insured").With("count", "5"),
        "entry_reversed" => Reversal(kind),
        _ => New(kind),
    };

    private Row New(string kind) => new(kind)
    {
        ["document"] = Document(), ["fund"] = Fund(), ["amount"] = Yuan(Fen()),
        ["date"] = Day(),
    };

    private Row Care(Row row)
    {
        var care = row.With("category", Any(_benefits)).With("institution", Institution())
            .With("medical_cost", Yuan(FenOf(row) + 50_00)).With("count", Any(["1", "2"]));
        return _random.Next(5) switch
        {
            0 => OfYear(care),
            1 => care.With("business_to", Any(["2023-12-31", "2024-12-31", "2025-06-30"])),
            2 => care.With("business_from", Any(["2024-12-28", "2025-01-02"])),
            _ => care,
        };
    }

    private Row OfYear(Row row) => row.With("budget_year", Any(["2023", "2024", "2025", "2026"]));

    // Part of what is left most times; all of it, or a fen more, the others.
    private Row Answer(string kind, params string[] originals) =>
        Earlier(originals) is { } original ? Answer(kind, original) : Stray(kind);

    private Row Answer(string kind, Row original)
    {
        var whole = FenOf(original);
        var fen = _random.Next(10) switch { < 6 => 1 + _random.NextInt64(whole), < 9 => whole, _ => whole + 1 };
        return New(kind).With("fund", OneIn(12) ? Any(_funds) : original.Of("fund"))
            .With("original", original.Of("document")).With("amount", Yuan(fen))
            .With("institution", OneIn(15) ? Institution() : original.Of("institution"))
            .With("case_no", original.Of("case_no"))
            .With("category", kind switch
            {
                "reimbursement_paid" => OneIn(3) ? Any(_benefits) : original.Of("category") is var same
                    && _benefits.Contains(same) ? same : "inpatient",
                "clawback_recovered" => Any(["cash", "offset"]),
                _ => "",
            });
    }

    private Row WholeOf(string kind, string original) => Earlier(original) is { } found
        ? Answer(kind, found).With("amount", found.Of("amount"))
        : Stray(kind);

    // Names nothing that anybody sent.
    private Row Stray(string kind) => New(kind).With("original", "nothing").With("institution", Institution())
        .With("case_no", Case()).With("category", kind == "reimbursement_paid" ? "inpatient"
            : kind == "clawback_recovered" ? "cash" : "");

    private static Row Small(Row deposit) => deposit.With("amount", Yuan(Math.Max(1, FenOf(deposit) / 30)));

    private Row Against(string kind, string holder, string raising) => Earlier(raising) is { } earlier
        ? Answer(kind, earlier).With("original", "").With(holder, earlier.Of(holder))
            .With("counterparty", earlier.Of("counterparty"))
        : Stray(kind).With("original", "").With("counterparty", City());

    private Row Order(string kind)
    {
        var order = _random.Next(8) switch
        {
            0 => New(kind),
            1 or 2 => OfYear(New(kind)),
            3 => Answer(kind, "year_end_cleared"),
            _ => Answer(kind, "reimbursement_paid"),
        };
        return order.With("case_no", Case()).With("due_date", "2026-12-31").With("reason", "found out")
            .With("channel", "agency").With("institution", order.Of("institution") is "" ? Institution()
                : order.Of("institution"));
    }

    private Row Recovery(string kind)
    {
        var recovery = Answer(kind, "clawback_ordered").With("original", "");
        return kind == "clawback_recovered" && OneIn(5) ? OfYear(recovery) : recovery;
    }

    // Half of them name the fund and the amount, and never a day of an earlier year.
    private Row Reversal(string kind)
    {
        var open = _sent.SelectMany(rows => rows).Where(row => row.Of("kind") is not "fund_opened").ToList();
        if (open.Count == 0) return Stray(kind).With("reason", "mistake");
        var original = open[_random.Next(2) == 0 ? _random.Next(open.Count) : open.Count - 1 - _random.Next(
            Math.Min(6, open.Count))];
        var day = Day();
        var reversal = New(kind).With("original", original.Of("document")).With("reason", "mistake")
            .With("date", string.CompareOrdinal(day, original.Of("date")) < 0 ? original.Of("date") : day)
            .With("category", OneIn(2) ? original.Of("kind") : "");
        return OneIn(2) ? reversal.With("fund", "").With("amount", "")
            : reversal.With("fund", original.Of("fund")).With("amount", original.Of("amount"));
    }

    private string Case() => $"{_settings.Prefix}C-{_random.Next(8)}";

    private string City() => $"{_settings.Prefix}city-{_random.Next(2)}";

    private string UpOrDown() => OneIn(2) ? "up" : "down";

    private static IEnumerable<string> Often(int times, params string[] kinds) =>
        kinds.SelectMany(kind => Enumerable.Repeat(kind, times));
}
