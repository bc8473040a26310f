using System.Text.Json;
using Ledger.Domain.Corrections;
using Ledger.Domain.Events;
using Ledger.Domain.Periods;

namespace Ledger.Domain.Approvals;

/// <summary>What needs other people's approval, and whose.</summary>
/// <param name="Id">Stamped on every request that it caused.</param>
/// <param name="Pools">The pools whose rule it is; null: everybody's.</param>
/// <param name="Kinds">The kinds that need it; of <c>period_reopened</c>, the months that are closed hard.</param>
/// <param name="ReversalsOf">Kinds whose reversal needs it.</param>
/// <param name="From">The amount from which on; what stands in one voucher is taken together.</param>
/// <param name="Steps">Of <see cref="ApprovalSteps.All"/>, at least one, in that order: each by another person.</param>
/// <param name="Days">How many days after the request it can still be decided.</param>
/// <param name="RefusesFiles">A file may not bring them either; else a file's entries are facts approved elsewhere.</param>
public sealed record ApprovalRule(string Id, IReadOnlyList<PoolCode>? Pools, IReadOnlyList<string> Kinds,
    IReadOnlyList<string> ReversalsOf, Money From, IReadOnlyList<string> Steps, int Days, bool RefusesFiles)
{
    private const int DaysMax = 3_660;

    /// <summary>Whether the entries, which stand or fall together, come to what the rule is about.</summary>
    internal bool Concerns(IReadOnlyList<FundEvent> entries, PeriodBook periods)
    {
        var amounts = entries.Where(entry => Names(entry, periods)).Select(entry => (decimal)entry.Amount.Fen).ToList();
        return amounts.Count > 0 && amounts.Sum() >= From.Fen;
    }

    private bool Names(FundEvent entry, PeriodBook periods) => entry switch
    {
        PeriodReopened => Kinds.Contains(EventTypes.NameOf(entry)) && periods.IsHardClosed(PeriodBook.MonthOf(entry)),
        EntryReversed { Reverses: { } original } when ReversalsOf.Contains(EventTypes.NameOf(original)) => true,
        _ => Kinds.Contains(EventTypes.NameOf(entry)),
    };

    /// <exception cref="FormatException">The row is not of that shape; the message names the place.</exception>
    internal static ApprovalRule Read(JsonElement row)
    {
        var id = row.Text("id");
        var steps = Texts(row, "steps");
        if (steps.Count == 0 || !steps.SequenceEqual(ApprovalSteps.All.Where(steps.Contains)))
            throw new FormatException($"{id}: steps must be some of {string.Join(", ", ApprovalSteps.All)}, in that order");
        var rule = new ApprovalRule(id,
            row.TryGetProperty("pools", out _) ? [.. Texts(row, "pools").Select(PoolCode.Of)] : null,
            KindsIn(row, "kinds", id), KindsIn(row, "reversalsOf", id), FromOf(row, id), steps,
            row.GetProperty("days").GetInt32(),
            row.TryGetProperty("files", out _) && row.Text("files") switch
            {
                "refuse" => true,
                "exempt" => false,
                var other => throw new FormatException($"{id}: files '{other}' is neither exempt nor refuse"),
            });
        if (rule.Kinds.Count + rule.ReversalsOf.Count == 0) throw new FormatException($"{id}: names no kind");
        if (rule.Kinds.FirstOrDefault(kind => !IsApprovable(EventTypes.Find(kind)!)) is { } recorded)
            throw new FormatException($"{id}: a {recorded} is not put under approval");
        if (rule.From > Money.Zero && rule.Kinds.FirstOrDefault(kind => EventTypes.Find(kind)!.Amount == Use.None) is { } free)
            throw new FormatException($"{id}: a {free} has no amount, and never comes to from");
        return rule.Days is >= 0 and <= DaysMax
            ? rule
            : throw new FormatException($"{id}: days must be 0 to {DaysMax}");
    }

    // What somebody sends, and the opening of what was reported; not what the ledger's own rules record.
    private static bool IsApprovable(EventType type) => type.Importable || type.Blank is PeriodReopened;

    private static List<string> KindsIn(JsonElement row, string name, string id)
    {
        var kinds = Texts(row, name);
        return kinds.Find(kind => EventTypes.Find(kind) is null) is { } unknown
            ? throw new FormatException($"{id}: '{unknown}' in {name} is no kind of event")
            : kinds;
    }

    private static Money FromOf(JsonElement row, string id)
    {
        if (!row.TryGetProperty("from", out _)) return Money.Zero;
        return Amounts.TryParse(row.Text("from"), out var from) is { } problem
            ? throw new FormatException($"{id}: from {problem.English}")
            : from;
    }

    private static List<string> Texts(JsonElement row, string name) => row.TryGetProperty(name, out var list)
        ? [.. list.EnumerateArray().Select(text => text.GetString() ?? "")]
        : [];
}
