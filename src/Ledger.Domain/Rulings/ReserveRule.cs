using System.Text.Json;

namespace Ledger.Domain.Rulings;

/// <summary>How much of a year's premiums a fund may set aside for another fund (风险储备金, 划转).</summary>
/// <param name="Share">Of the premium income of the year; 0.01 is one per cent.</param>
public sealed record ReserveRule(string Policy, IReadOnlyList<FundCode> Funds, decimal Share)
{
    /// <summary>The category of <c>funds_moved</c> that it limits.</summary>
    public const string Category = "reserve";

    internal static ReserveRule Read(JsonElement row) => new(
        row.Text("policy"),
        [.. row.GetProperty("funds").EnumerateArray().Select(fund => FundCode.Of(fund.GetString() ?? ""))],
        LedgerRules.Share(row, "share"));
}
