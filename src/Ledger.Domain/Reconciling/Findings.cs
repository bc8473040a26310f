namespace Ledger.Domain.Reconciling;

/// <summary>What matching has found so far.</summary>
internal sealed class Findings
{
    private readonly List<Match> _matches = [];
    private readonly List<Difference> _differences = [];

    internal void Add(Match match) => _matches.Add(match);

    internal void Add(Difference difference) => _differences.Add(difference);

    /// <summary>All of it in order, without what lies wholly outside of the span: that is another span's.</summary>
    internal Reconciliation Within(ReconciledSpan span)
    {
        var (beyondHere, beyondThere) = (new List<ReconciledLine>(), new List<ReconciledLine>());
        var matches = new List<Match>(_matches.Count);
        foreach (var match in _matches)
        {
            if (Touches(match.Here, match.There)) matches.Add(match with { Here = Sorted(match.Here), There = Sorted(match.There) });
        }
        var differences = new List<Difference>();
        foreach (var one in _differences)
        {
            if (Touches(one.Here, one.There)) differences.Add(one with { Here = Sorted(one.Here), There = Sorted(one.There) });
        }
        matches.Sort((one, other) => ReconciledLine.Compare(one.There[0], other.There[0]));
        differences.Sort(Compare);
        return new(matches, differences, Sorted(beyondHere), Sorted(beyondThere));

        bool Touches(IReadOnlyList<ReconciledLine> here, IReadOnlyList<ReconciledLine> there)
        {
            if (here.Any(span.Covers) || there.Any(span.Covers)) return true;
            beyondHere.AddRange(here);
            beyondThere.AddRange(there);
            return false;
        }
    }

    // By the first line, that of the other side before that of the ledger.
    private static int Compare(Difference one, Difference other)
    {
        var order = ReconciledLine.Compare(one.Lines.First(), other.Lines.First());
        return order == 0 ? one.Kind.CompareTo(other.Kind) : order;
    }

    private static IReadOnlyList<ReconciledLine> Sorted(IReadOnlyList<ReconciledLine> lines)
    {
        if (lines.Count < 2) return lines;
        List<ReconciledLine> sorted = [.. lines];
        sorted.Sort(ReconciledLine.Compare);
        return sorted;
    }
}
