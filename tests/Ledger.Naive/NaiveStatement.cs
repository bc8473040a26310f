namespace Ledger.Naive;

/// <summary>A fund's statement over a period: 期初, 收入, 支出, 期末, every line that has a figure.</summary>
public static class NaiveStatement
{
    public static SortedDictionary<string, long> Of(NaiveSums sums, string fund, DateOnly from, DateOnly to)
    {
        var lines = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var own = sums.Effects.Where(effect => effect.Fund == fund && effect.Day >= from && effect.Day <= to);
        foreach (var line in own.Select(effect => effect.Line).ToHashSet())
        {
            if (line.StartsWith("income", StringComparison.Ordinal)
                || line.StartsWith("expenditure", StringComparison.Ordinal)) lines[line] = Sum(line);
        }
        string[] named =
        [
            "income.premium", "income.subsidy", "income.interest", "income.transfer", "income.other",
            "income.from-upper", "income.from-lower", "expenditure.benefits", "expenditure.critical-illness",
            "expenditure.transfer", "expenditure.other", "expenditure.to-lower", "expenditure.to-upper",
        ];
        foreach (var line in named) lines[line] = Sum(line);
        lines["income.subtotal"] = Sum("income.premium") + Sum("income.subsidy") + Sum("income.interest")
            + Sum("income.transfer") + Sum("income.other");
        lines["income.total"] = lines["income.subtotal"] + Sum("income.from-upper") + Sum("income.from-lower");
        lines["expenditure.subtotal"] = Sum("expenditure.benefits") + Sum("expenditure.critical-illness")
            + Sum("expenditure.transfer") + Sum("expenditure.other");
        lines["expenditure.total"] = lines["expenditure.subtotal"] + Sum("expenditure.to-lower")
            + Sum("expenditure.to-upper");
        lines["surplus"] = lines["income.total"] - lines["expenditure.total"];
        if (NaiveOpening.IsFlowsOnly(sums.Books, fund)) return lines;
        lines["opening.adjusted"] = Sum("opening.adjusted");
        lines["opening"] = sums.Balance(fund, from.AddDays(-1)) + Sum("opening") - Sum("opening.adjusted");
        lines["total"] = lines["opening"] + lines["opening.adjusted"] + lines["income.total"];
        lines["closing"] = lines["total"] - lines["expenditure.total"];
        return lines;

        long Sum(string line) => sums.Sum(fund, line, from, to);
    }
}
