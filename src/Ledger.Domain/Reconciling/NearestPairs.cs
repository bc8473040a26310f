using NodaTime;

namespace Ledger.Domain.Reconciling;

/// <summary>
/// Pairs lines of the same account, fund and amount: those of the same day first, then those a day apart, and so on. At
/// a distance the earlier line of the ledger chooses first, and an earlier day before a later one.
/// </summary>
internal static class NearestPairs
{
    /// <returns>The lines that found no partner.</returns>
    internal static OpenLines Take(OpenLines open, int windowDays, Action<ReconciledLine, ReconciledLine> onPair)
    {
        if (open.Here.Count == 0 || open.There.Count == 0) return open;
        var theirs = open.There.GroupBy(KeyOf).ToDictionary(group => group.Key, group => group.ToList());
        var (mine, leftHere) = (new Dictionary<PairKey, List<ReconciledLine>>(), new List<ReconciledLine>());
        foreach (var line in open.Here)
        {
            var key = KeyOf(line);
            if (!theirs.ContainsKey(key)) leftHere.Add(line);
            else if (mine.TryGetValue(key, out var alike)) alike.Add(line);
            else mine[key] = [line];
        }
        var leftThere = new List<ReconciledLine>();
        foreach (var (key, alike) in theirs)
        {
            if (mine.TryGetValue(key, out var counterparts)) TakeAlike(counterparts, alike, windowDays, onPair, leftHere, leftThere);
            else leftThere.AddRange(alike);
        }
        return new(leftHere, leftThere);
    }

    // Only dates tell these lines apart.
    private static void TakeAlike(List<ReconciledLine> here, List<ReconciledLine> there, int windowDays,
        Action<ReconciledLine, ReconciledLine> onPair, List<ReconciledLine> leftHere, List<ReconciledLine> leftThere)
    {
        here.Sort(ReconciledLine.Compare);
        there.Sort(ReconciledLine.Compare);
        var byDate = new Dictionary<LocalDate, Queue<ReconciledLine>>();
        foreach (var line in there)
        {
            if (byDate.TryGetValue(line.Date, out var day)) day.Enqueue(line);
            else byDate[line.Date] = new([line]);
        }
        for (var days = 0; days <= windowDays && here.Count > 0 && byDate.Count > 0; days++)
        {
            here.RemoveAll(line =>
            {
                if ((TakeOn(line.Date.PlusDays(-days)) ?? TakeOn(line.Date.PlusDays(days))) is not { } partner) return false;
                onPair(line, partner);
                return true;
            });
        }
        leftHere.AddRange(here);
        leftThere.AddRange(byDate.Values.SelectMany(day => day));

        ReconciledLine? TakeOn(LocalDate date)
        {
            if (!byDate.TryGetValue(date, out var day)) return null;
            var line = day.Dequeue();
            if (day.Count == 0) byDate.Remove(date);
            return line;
        }
    }

    private static PairKey KeyOf(ReconciledLine line) => new(line.Account, line.Fund, line.Amount);

    private readonly record struct PairKey(string Account, FundCode Fund, Money Amount);
}
