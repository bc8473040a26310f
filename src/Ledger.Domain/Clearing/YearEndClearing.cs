using System.Diagnostics;

namespace Ledger.Domain.Clearing;

/// <summary>
/// Clears a year (年终清算): what each institution's year comes to under a policy. Pure; the money follows in entries of
/// its own.
/// </summary>
public static class YearEndClearing
{
    /// <summary>Why the year cannot be cleared yet, in the words of who must mend it; null when it can.</summary>
    public static Wording? Obstacle(ClearingPolicy policy, ClearingInput input) => policy.Method switch
    {
        _ when input.RegionBudget < Money.Zero || input.Institutions.Any(one => one.Budget < Money.Zero) => new(
            $"a budget of {input.Year} under fund {policy.Fund} is below zero; check its adjustments",
            $"{input.Year} 年度基金 {policy.Fund} 有预算为负数,请检查预算调整"),
        _ when input.Institutions.FirstOrDefault(one => one.Points < 0) is { } minus => new(
            $"{minus.Institution} has points below zero; check its reversals",
            $"{minus.Institution} 的点数为负数,请检查冲销"),
        ClearingMethod.Points => PointsClearing.Obstacle(policy, input),
        ClearingMethod.Budget => BudgetClearing.Obstacle(policy, input),
        _ => throw new UnreachableException($"No clearing by {policy.Method}."),
    };

    /// <param name="policy">The rule.</param>
    /// <param name="input">What it rests on; there is no <see cref="Obstacle"/>.</param>
    public static ClearingResult Clear(ClearingPolicy policy, ClearingInput input)
    {
        var inOrder = input with
        {
            Institutions = [.. input.Institutions.OrderBy(one => one.Institution.Text, StringComparer.Ordinal)],
        };
        var result = policy.Method switch
        {
            ClearingMethod.Points => PointsClearing.Clear(policy, inOrder),
            ClearingMethod.Budget => BudgetClearing.Clear(policy, inOrder),
            _ => throw new UnreachableException($"No clearing by {policy.Method}."),
        };
        return result.IsProved
            ? result
            : throw new UnreachableException($"Clearing {policy.Id} of {input.Year} does not add up to its budget.");
    }

    /// <summary>What is released of a deposit held; null without a score, or where the policy does not say.</summary>
    internal static Money? Release(ClearingPolicy policy, ClearingInstitution one) =>
        one.Score is { } score && policy.Deposit.FirstOrDefault(band => score >= band.MinScore) is { } reached
            ? reached.Release.Of(one.DepositHeld)
            : null;

    internal static Money Positive(Money amount) => amount > Money.Zero ? amount : Money.Zero;
}
