namespace Ledger.Domain.Clearing;

/// <summary>
/// 总额控制: under its budget an institution keeps part of what it saved, over it the fund bears part of the overrun and
/// refuses the rest. Special cases stand outside the bands.
/// </summary>
internal static class BudgetClearing
{
    internal static Wording? Obstacle(ClearingPolicy policy, ClearingInput input) =>
        input.Institutions.All(one => one.Budget is null)
            ? new($"no institution has a budget of {input.Year} under fund {policy.Fund}; record budget_allotted",
                $"{input.Year} 年度基金 {policy.Fund} 没有机构预算,请先登记 budget_allotted")
            : input.Institutions.Where(one => one.Budget is null && one.Charged != Money.Zero)
                .MinBy(one => one.Institution.Text, StringComparer.Ordinal) is { } without
                ? new($"{without.Institution} has {without.Charged} charged and no budget of {input.Year}; record budget_allotted for it",
                    $"{without.Institution} 已计入 {without.Charged} 但没有 {input.Year} 年度预算,请先登记 budget_allotted")
                : null;

    internal static ClearingResult Clear(ClearingPolicy policy, ClearingInput input)
    {
        List<ClearedInstitution> institutions = [.. input.Institutions.Select(one => Clear(policy, one))];
        var allotted = Sum(institutions, one => one.Budget!.Value);
        var budget = input.RegionBudget is { } region ? policy.BudgetShare.Of(region) : allotted;
        var result = new ClearingResult
        {
            Policy = policy,
            Year = input.Year,
            Budget = budget,
            Unallotted = budget - allotted,
            Kept = Money.Zero,
            Added = Money.Zero,
            Institutions = institutions,
        };
        return result with
        {
            Kept = Parts(result).Where(part => part > Money.Zero).Aggregate(Money.Zero, Money.Add),
            Added = -Parts(result).Where(part => part < Money.Zero).Aggregate(Money.Zero, Money.Add),
        };
    }

    private static ClearedInstitution Clear(ClearingPolicy policy, ClearingInstitution one)
    {
        var budget = policy.BudgetShare.Of(one.Budget ?? Money.Zero);
        var saving = YearEndClearing.Positive(budget - one.Charged);
        var overrun = YearEndClearing.Positive(one.Charged - budget);
        var retained = policy.Surplus.ShareOf(saving, budget);
        var borne = policy.Overrun.ShareOf(overrun, budget);
        return new()
        {
            Input = one,
            Budget = budget,
            Retained = retained,
            Borne = borne,
            Refused = overrun - borne,
            Share = one.Charged + retained - (overrun - borne),
            Release = YearEndClearing.Release(policy, one),
        };
    }

    // What each institution and the region leave of their budgets, or take beyond them; special cases inside the
    // budget are met first from what the region left.
    private static IEnumerable<Money> Parts(ClearingResult result)
    {
        var special = result.Sum(one => one.Input.Special);
        var inside = result.Policy.SpecialCases == SpecialCases.Inside;
        yield return inside ? result.Unallotted - special : result.Unallotted;
        if (!inside) yield return -special;
        foreach (var one in result.Institutions) yield return one.Budget!.Value - one.Share;
    }

    private static Money Sum(List<ClearedInstitution> institutions, Func<ClearedInstitution, Money> amount) =>
        institutions.Aggregate(Money.Zero, (sum, one) => sum + amount(one));
}
