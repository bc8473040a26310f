using NodaTime;

namespace Ledger.Domain.Reconciling;

/// <summary>
/// The last way: one line that is the sum of some of the few lines near it. Only where there is exactly one such choice,
/// and only among few lines: with many, some choice adds up by chance.
/// </summary>
internal static class SumSearch
{
    /// <summary>Lines in the window among which a choice is looked for; with more none is.</summary>
    internal const int CandidatesMax = 12;

    /// <summary>Lines of a side for which it is looked for.</summary>
    internal const int SearchesMax = 20_000;

    internal static OpenLines Settle(OpenLines open, ReconciledSpan span, Findings found)
    {
        open = Take(open, span, (many, one) => found.Add(new Match(MatchedBy.OneToMany, many, [one])));
        return Take(open.Turned, span, (many, one) => found.Add(new Match(MatchedBy.OneToMany, [one], many))).Turned;
    }

    private static OpenLines Take(
        OpenLines open, ReconciledSpan span, Action<IReadOnlyList<ReconciledLine>, ReconciledLine> onMatch)
    {
        if (open.Here.Count < 2 || open.There.Count == 0) return open;
        var days = open.Here.GroupBy(line => new Day(line.Date, line.Account, line.Fund, line.IsIn))
            .ToDictionary(day => day.Key, day => day.ToList());
        List<ReconciledLine> ones = [.. open.There];
        ones.Sort(ReconciledLine.Compare);
        var (taken, searches) = (new HashSet<ReconciledLine>(ReferenceEqualityComparer.Instance), 0);
        var left = new List<ReconciledLine>();
        foreach (var one in ones)
        {
            var choice = searches < SearchesMax && Near(one, days, span.WindowDays, taken) is { } near && ++searches > 0
                ? new SumChoice(near, one.Amount).Only()
                : null;
            if (choice is null)
            {
                left.Add(one);
                continue;
            }
            taken.UnionWith(choice);
            onMatch(choice, one);
        }
        return new([.. open.Here.Where(line => !taken.Contains(line))], left);
    }

    // Null where there are too many, or too few to make a sum.
    private static List<ReconciledLine>? Near(ReconciledLine one, Dictionary<Day, List<ReconciledLine>> days,
        int windowDays, HashSet<ReconciledLine> taken)
    {
        var near = new List<ReconciledLine>();
        for (var offset = -windowDays; offset <= windowDays; offset++)
        {
            if (!days.TryGetValue(new(one.Date.PlusDays(offset), one.Account, one.Fund, one.IsIn), out var day)) continue;
            if (day.Count > CandidatesMax) day.RemoveAll(taken.Contains);
            near.AddRange(day.Where(line => !taken.Contains(line)));
            if (near.Count > CandidatesMax) return null;
        }
        return near.Count > 1 ? near : null;
    }

    private readonly record struct Day(LocalDate Date, string Account, FundCode Fund, bool IsIn);
}

/// <summary>Choices of lines, all of one sign, that add up to an amount.</summary>
internal sealed class SumChoice(List<ReconciledLine> lines, Money amount)
{
    private readonly List<ReconciledLine> _chosen = [];
    private List<ReconciledLine>? _first;
    private int _count;

    /// <summary>The only choice of two lines or more; null where there is none, or another.</summary>
    internal IReadOnlyList<ReconciledLine>? Only()
    {
        Choose(0, amount);
        return _count == 1 ? _first : null;
    }

    private void Choose(int index, Money left)
    {
        if (_count > 1) return;
        if (left == Money.Zero)
        {
            if (_chosen.Count > 1 && _count++ == 0) _first = [.. _chosen];
            return;
        }
        // Of one sign: what is overshot is never made good.
        if (index == lines.Count || left > Money.Zero != amount > Money.Zero) return;
        _chosen.Add(lines[index]);
        Choose(index + 1, left - lines[index].Amount);
        _chosen.RemoveAt(_chosen.Count - 1);
        Choose(index + 1, left);
    }
}
