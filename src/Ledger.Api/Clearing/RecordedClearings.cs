using Ledger.Domain;
using Ledger.Domain.Clearing;
using Ledger.Projections.Clearing;

namespace Ledger.Api.Clearing;

/// <summary>A clearing is recorded once: what is recorded is what comes out again, or it is a conflict.</summary>
internal static class RecordedClearings
{
    /// <summary>What differs, in the words of who must mend it; null where nothing is recorded or all of it is the same.</summary>
    internal static Wording? Conflict(ClearingResult result, IReadOnlyList<RecordedClearing> recorded)
    {
        if (recorded.Count == 0) return null;
        var due = result.Institutions.ToDictionary(one => one.Institution, one => one.Due);
        var before = recorded.ToDictionary(one => one.Institution, one => one.Decided);
        if (recorded.FirstOrDefault(one => one.Decided == Money.Zero) is { } reversed) return Reversed(result, reversed);
        foreach (var institution in due.Keys.Concat(before.Keys).OrderBy(code => code.Text, StringComparer.Ordinal))
        {
            var (was, now) = (before.GetValueOrDefault(institution), due.GetValueOrDefault(institution));
            if (was != now) return Changed(result, institution, was, now);
        }
        return null;
    }

    private static Wording Reversed(ClearingResult result, RecordedClearing reversed) => new(
        $"{reversed.Document} was reversed; to clear {result.Year} again give the policy round {result.Policy.Round + 1}",
        $"{reversed.Document} 已冲销;重新清算 {result.Year} 年度请将规则的 round 设为 {result.Policy.Round + 1}");

    private static Wording Changed(ClearingResult result, InstitutionCode institution, Money was, Money now) => new(
        $"{ClearingEntries.VoucherOf(result.Policy, result.Year)} is recorded with other figures: {institution} was {was} "
            + $"and would now be {now}; give the policy round {result.Policy.Round + 1} to clear the difference",
        $"{ClearingEntries.VoucherOf(result.Policy, result.Year)} 已登记,但金额不同:{institution} 原为 {was},现为 {now};"
            + $"清算差额请将规则的 round 设为 {result.Policy.Round + 1}");
}
