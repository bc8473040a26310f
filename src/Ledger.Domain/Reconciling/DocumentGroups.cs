namespace Ledger.Domain.Reconciling;

/// <summary>
/// Lines that name the same documents, whole vouchers with all documents in them: what belongs together whatever the
/// amounts are. A line whose document the other side knows is settled here and is never taken for another's.
/// </summary>
internal static class DocumentGroups
{
    /// <returns>The lines whose documents the other side does not know.</returns>
    internal static OpenLines Settle(
        IReadOnlyList<ReconciledLine> here, IReadOnlyList<ReconciledLine> there, ReconciledSpan span, Findings found)
    {
        var references = new JoinedReferences();
        foreach (var line in there) references.Join(line.References, onlyKnown: false);
        foreach (var line in here) references.Join(line.References, onlyKnown: true);

        var groups = new Dictionary<int, Group>();
        var (openHere, openThere) = (new List<ReconciledLine>(), new List<ReconciledLine>());
        foreach (var line in here)
        {
            if (references.RootOf(line.References) is { } root) GroupOf(root).Here.Add(line);
            else openHere.Add(line);
        }
        foreach (var line in there)
        {
            if (references.RootOf(line.References) is { } root && groups.TryGetValue(root, out var group)) group.There.Add(line);
            else openThere.Add(line);
        }
        foreach (var group in groups.Values) Settle(group, span, found);
        return new(openHere, openThere);

        Group GroupOf(int root) => groups.TryGetValue(root, out var group) ? group : groups[root] = new([], []);
    }

    private static void Settle(Group group, ReconciledSpan span, Findings found)
    {
        var open = NearestPairs.Take(new(group.Here, group.There), span.WindowDays, (mine, theirs) =>
            found.Add(new Match(MatchedBy.Document, [mine], [theirs])));
        open = TakeDistant(open, found);
        if (IsDividedAmongPlaces(open))
        {
            found.Add(new Difference(DifferenceKind.Split, open.Here, open.There));
            return;
        }
        var theirs = open.There.ToLookup(PlaceOf);
        foreach (var mine in open.Here.GroupBy(PlaceOf)) SettlePlace([.. mine], [.. theirs[mine.Key]], span, found);
        var places = open.Here.Select(PlaceOf).ToHashSet();
        foreach (var line in open.There.Where(line => !places.Contains(PlaceOf(line))))
            found.Add(new Difference(DifferenceKind.MissingHere, [], [line]));
    }

    // The same amounts, further apart than the window: the first with the first, and so on.
    private static OpenLines TakeDistant(OpenLines open, Findings found)
    {
        var theirs = open.There.GroupBy(KeyOf).ToDictionary(group => group.Key, Sorted);
        var left = new List<ReconciledLine>();
        foreach (var mine in open.Here.GroupBy(KeyOf))
        {
            var counterparts = theirs.GetValueOrDefault(mine.Key) ?? new();
            foreach (var line in Sorted(mine))
            {
                if (counterparts.TryDequeue(out var partner)) found.Add(new Difference(DifferenceKind.Date, [line], [partner]));
                else left.Add(line);
            }
        }
        return new(left, [.. theirs.Values.SelectMany(line => line)]);

        static (string, FundCode, Money) KeyOf(ReconciledLine line) => (line.Account, line.Fund, line.Amount);
    }

    // The total is right and its division among funds or accounts is not. Money that goes from one account to another is
    // in the document with both signs, and its sum says nothing.
    private static bool IsDividedAmongPlaces(OpenLines open)
    {
        if (open.Here.Count == 0 || open.There.Count == 0) return false;
        var isIn = open.Here[0].IsIn;
        if (open.Here.Any(line => line.IsIn != isIn) || open.There.Any(line => line.IsIn != isIn)) return false;
        if (ReconciledLine.Sum(open.Here) != ReconciledLine.Sum(open.There)) return false;
        var theirs = open.There.ToLookup(PlaceOf);
        return open.Here.GroupBy(PlaceOf).Any(mine => ReconciledLine.Sum(mine) != ReconciledLine.Sum(theirs[mine.Key]));
    }

    // Lines of one document in one account of one fund, no two of them alike.
    private static void SettlePlace(
        List<ReconciledLine> here, List<ReconciledLine> there, ReconciledSpan span, Findings found)
    {
        if (there.Count == 0)
        {
            foreach (var line in here) found.Add(new Difference(DifferenceKind.MissingThere, [line], []));
            return;
        }
        if (ReconciledLine.Sum(here) != ReconciledLine.Sum(there))
            found.Add(new Difference(DifferenceKind.Amount, here, there));
        else if (here.Count > 1 && there.Count > 1)
            found.Add(new Difference(DifferenceKind.Split, here, there));
        else if (here.TrueForAll(mine => there.TrueForAll(theirs => span.IsWithinWindow(mine, theirs))))
            found.Add(new Match(MatchedBy.OneToMany, here, there));
        else
            found.Add(new Difference(DifferenceKind.Date, here, there));
    }

    private static (string Account, FundCode Fund) PlaceOf(ReconciledLine line) => (line.Account, line.Fund);

    private static Queue<ReconciledLine> Sorted(IEnumerable<ReconciledLine> lines)
    {
        var sorted = lines.ToList();
        sorted.Sort(ReconciledLine.Compare);
        return new(sorted);
    }

    private sealed record Group(List<ReconciledLine> Here, List<ReconciledLine> There);
}
