using System.Text.Json;
using Ledger.Domain.Events;
using Ledger.Domain.Periods;

namespace Ledger.Domain.Approvals;

/// <summary>The rules of approval, kept as data (<c>data/approvals.json</c>).</summary>
public sealed record ApprovalRules(IReadOnlyList<ApprovalRule> All)
{
    /// <summary>Nothing needs approval.</summary>
    public static readonly ApprovalRules None = new([]);

    /// <summary>Those in force in a pool.</summary>
    public ApprovalRules For(PoolCode pool) => new([.. All.Where(rule => rule.Pools is null || rule.Pools.Contains(pool))]);

    /// <summary>Whether some rule says who approves an entry of a kind.</summary>
    internal bool Name(string kind) => All.Any(rule => rule.Kinds.Contains(kind));

    /// <summary>The rule with the most steps of those that the entries, which stand or fall together, come under.</summary>
    /// <param name="entries">As they would be recorded.</param>
    /// <param name="periods">How far the books are closed before them.</param>
    internal ApprovalRule? Of(IReadOnlyList<FundEvent> entries, PeriodBook periods) =>
        All.Where(rule => rule.Concerns(entries, periods)).MaxBy(rule => rule.Steps.Count);

    /// <exception cref="FormatException">The text is not of that shape; the message names the place.</exception>
    public static ApprovalRules Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var rules = document.RootElement.GetProperty("rules").EnumerateArray().Select(ApprovalRule.Read).ToList();
            return rules.DistinctBy(rule => rule.Id).Count() == rules.Count
                ? new(rules)
                : throw new FormatException("two rules of approval have one id");
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException
            or ArgumentException)
        {
            throw new FormatException($"not a file of approval rules: {error.Message}", error);
        }
    }
}
