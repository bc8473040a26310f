using System.Text.Json;

namespace Ledger.Domain.Rulings;

/// <summary>Benefits that some funds may not pay.</summary>
/// <param name="Pools">The pools whose rule it is; null: everybody's.</param>
/// <param name="Categories">The categories of benefits.</param>
/// <param name="NotBy">The funds that may not pay them.</param>
public sealed record BenefitRule(
    string Policy, IReadOnlyList<PoolCode>? Pools, IReadOnlyList<string> Categories, IReadOnlyList<FundCode> NotBy)
{
    /// <summary>Whether it is in force in the pool, and keeps the fund from paying the category.</summary>
    public bool Forbids(PoolCode? pool, FundCode fund, string? category) =>
        (Pools is null || pool is { } code && Pools.Contains(code))
        && category is not null && Categories.Contains(category) && NotBy.Contains(fund);

    internal static BenefitRule Read(JsonElement row) => new(
        row.Text("policy"),
        row.TryGetProperty("pools", out var pools) ? [.. Texts(pools).Select(PoolCode.Of)] : null,
        [.. Texts(row.GetProperty("categories"))],
        [.. Texts(row.GetProperty("notBy")).Select(FundCode.Of)]);

    private static IEnumerable<string> Texts(JsonElement list) =>
        list.EnumerateArray().Select(text => text.GetString() ?? "");
}
