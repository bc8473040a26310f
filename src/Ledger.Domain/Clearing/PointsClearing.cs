namespace Ledger.Domain.Clearing;

/// <summary>点数法: the region's budget, less what is set aside and special cases inside it, divided by points.</summary>
internal static class PointsClearing
{
    internal static Wording? Obstacle(ClearingPolicy policy, ClearingInput input) => input switch
    {
        { RegionBudget: null } => new(
            $"there is no budget of {input.Year} for the region under fund {policy.Fund}; record budget_allotted without an institution",
            $"{input.Year} 年度基金 {policy.Fund} 没有区域总额预算,请先登记不带机构的 budget_allotted"),
        _ when input.Institutions.All(one => one.Points == 0) => new(
            $"no points of {input.Year} are recorded under fund {policy.Fund} in {string.Join(", ", policy.Categories)}",
            $"{input.Year} 年度基金 {policy.Fund} 没有点数({string.Join("、", policy.Categories)})"),
        _ when Distributable(policy, input) < Money.Zero => new(
            $"special cases of {Special(input)} are more than the budget of {Budget(policy, input)} less what is set aside",
            $"特病单议 {Special(input)} 超过预算 {Budget(policy, input)} 扣除预留后的余额"),
        _ => input.Institutions.Where(one => one.Points == 0 && one.Charged != Money.Zero)
            .MinBy(one => one.Institution.Text, StringComparer.Ordinal) is { } without
            ? new($"{without.Institution} has {without.Charged} charged and no points; check its points or the policy's categories",
                $"{without.Institution} 已计入 {without.Charged} 但没有点数,请检查点数或规则中的类别")
            : null,
    };

    internal static ClearingResult Clear(ClearingPolicy policy, ClearingInput input)
    {
        var shares = LargestRemainder.Divide(
            Distributable(policy, input), [.. input.Institutions.Select(one => (one.Institution, one.Points))]);
        var budget = Budget(policy, input);
        var setAside = policy.SetAside.Of(budget);
        var outside = policy.SpecialCases == SpecialCases.Outside ? Special(input) : Money.Zero;
        return new()
        {
            Policy = policy,
            Year = input.Year,
            Budget = budget,
            SetAside = setAside,
            Distributable = Distributable(policy, input),
            Kept = setAside + YearEndClearing.Positive(-outside),
            Added = YearEndClearing.Positive(outside),
            Institutions =
            [
                .. input.Institutions.Select(one => new ClearedInstitution
                {
                    Input = one, Share = shares[one.Institution], Release = YearEndClearing.Release(policy, one),
                }),
            ],
        };
    }

    private static Money Budget(ClearingPolicy policy, ClearingInput input) =>
        policy.BudgetShare.Of(input.RegionBudget!.Value);

    private static Money Special(ClearingInput input) =>
        input.Institutions.Aggregate(Money.Zero, (sum, one) => sum + one.Special);

    private static Money Distributable(ClearingPolicy policy, ClearingInput input)
    {
        var budget = Budget(policy, input);
        var inside = policy.SpecialCases == SpecialCases.Inside ? Special(input) : Money.Zero;
        return budget - policy.SetAside.Of(budget) - inside;
    }
}
