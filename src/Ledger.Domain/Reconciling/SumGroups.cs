namespace Ledger.Domain.Reconciling;

/// <summary>
/// One line of a side that is the sum of several of the other: all that one party was paid on a day, else all that moved
/// on a day in that direction. Batches are paid so.
/// </summary>
internal static class SumGroups
{
    internal static OpenLines Settle(OpenLines open, int windowDays, Findings found)
    {
        open = Take(open, byParty: true, windowDays, (many, one) => found.Add(new Match(MatchedBy.OneToMany, many, [one])));
        open = Take(open.Turned, byParty: true, windowDays, (many, one) => found.Add(new Match(MatchedBy.OneToMany, [one], many))).Turned;
        open = Take(open, byParty: false, windowDays, (many, one) => found.Add(new Match(MatchedBy.OneToMany, many, [one])));
        return Take(open.Turned, byParty: false, windowDays, (many, one) => found.Add(new Match(MatchedBy.OneToMany, [one], many))).Turned;
    }

    // The sum of a group is a line like any other, so the nearest in date is found as for lines.
    private static OpenLines Take(OpenLines open, bool byParty, int windowDays,
        Action<IReadOnlyList<ReconciledLine>, ReconciledLine> onMatch)
    {
        if (open.Here.Count < 2 || open.There.Count == 0) return open;
        var groups = open.Here.Where(line => !byParty || line.Party.Length > 0)
            .GroupBy(line => (line.Date, line.Account, line.Fund, line.IsIn, Party: byParty ? line.Party : ""))
            .Select(group => group.ToList()).Where(lines => lines.Count > 1)
            .ToDictionary(lines => lines.Min(line => line.Order));
        var sums = groups.Select(group => group.Value[0] with
        {
            Order = group.Key, Amount = ReconciledLine.Sum(group.Value),
        }).ToList();
        var taken = new HashSet<long>();
        var left = NearestPairs.Take(new(sums, open.There), windowDays, (sum, one) =>
        {
            onMatch(groups[sum.Order], one);
            foreach (var line in groups[sum.Order]) taken.Add(line.Order);
        });
        return new([.. open.Here.Where(line => !taken.Contains(line.Order))], left.There);
    }
}
