using Ledger.Domain.Reconciling;
using NodaTime;

namespace Ledger.Domain.Tests.Reconciling;

/// <summary>
/// The rules of matching again, by trying everything: pairs of all lines, all subsets of what is near. For few lines.
/// </summary>
internal sealed class NaiveMatching
{
    private readonly ReconciledSpan _span;
    private readonly List<ReconciledLine> _here;
    private readonly List<ReconciledLine> _there;
    private readonly List<string> _found = [];

    private NaiveMatching(IEnumerable<ReconciledLine> here, IEnumerable<ReconciledLine> there, ReconciledSpan span)
    {
        _span = span;
        _here = Ordered(here);
        _there = Ordered(there);
    }

    internal static IReadOnlyList<string> Match(
        IEnumerable<ReconciledLine> here, IEnumerable<ReconciledLine> there, ReconciledSpan span)
    {
        var matching = new NaiveMatching(here, there, span);
        matching.Documents();
        matching.Pairs(matching._here, matching._there, MatchedBy.AmountAndDate, span.WindowDays);
        foreach (var byParty in new[] { true, false })
        {
            matching.DaySums(matching._here, matching._there, byParty, turned: false);
            matching.DaySums(matching._there, matching._here, byParty, turned: true);
        }
        matching.Choices(matching._here, matching._there, turned: false);
        matching.Choices(matching._there, matching._here, turned: true);
        foreach (var line in matching._here) matching.Note("MissingThere", [line], []);
        foreach (var line in matching._there) matching.Note("MissingHere", [], [line]);
        return matching._found;
    }

    private void Documents()
    {
        var groups = new List<List<ReconciledLine>>();
        var known = _there.SelectMany(line => line.References).ToHashSet();
        foreach (var line in _here.Concat(_there).Where(IsKnownThere))
        {
            var touched = groups.Where(group => group.Exists(other => other.References.Intersect(line.References).Any(known.Contains))).ToList();
            groups.RemoveAll(touched.Contains);
            groups.Add([line, .. touched.SelectMany(group => group)]);
        }
        foreach (var group in groups)
        {
            var here = _here.Where(line => group.Exists(one => ReferenceEquals(one, line))).ToList();
            var there = _there.Where(line => group.Exists(one => ReferenceEquals(one, line))).ToList();
            if (here.Count == 0 || there.Count == 0) continue;
            Remove(_here, here);
            Remove(_there, there);
            Document(here, there);
        }
    }

    private void Document(List<ReconciledLine> here, List<ReconciledLine> there)
    {
        Pairs(here, there, MatchedBy.Document, _span.WindowDays);
        foreach (var mine in here.ToList())
        {
            if (there.Find(theirs => IsAlike(mine, theirs)) is not { } partner) continue;
            Note("Date", [mine], [partner]);
            Remove(here, [mine]);
            Remove(there, [partner]);
        }
        var all = here.Concat(there).ToList();
        var places = all.Select(PlaceOf).ToHashSet();
        if (here.Count > 0 && there.Count > 0 && all.TrueForAll(line => line.Amount > Money.Zero == all[0].Amount > Money.Zero)
            && Sum(here) == Sum(there) && places.Any(place => Sum(At(here, place)) != Sum(At(there, place))))
        {
            Note("Split", here, there);
            return;
        }
        foreach (var place in places)
        {
            var (mine, theirs) = (At(here, place), At(there, place));
            if (theirs.Count == 0) foreach (var line in mine) Note("MissingThere", [line], []);
            else if (mine.Count == 0) foreach (var line in theirs) Note("MissingHere", [], [line]);
            else if (Sum(mine) != Sum(theirs)) Note("Amount", mine, theirs);
            else if (mine.Count > 1 && theirs.Count > 1) Note("Split", mine, theirs);
            else if (mine.TrueForAll(one => theirs.TrueForAll(other => Days(one, other) <= _span.WindowDays)))
                Note("OneToMany", mine, theirs);
            else Note("Date", mine, theirs);
        }
    }

    private void Pairs(List<ReconciledLine> here, List<ReconciledLine> there, MatchedBy by, int windowDays)
    {
        for (var days = 0; days <= windowDays; days++)
        {
            foreach (var mine in Ordered(here))
            {
                if (there.Find(other => IsAlike(mine, other) && Days(mine, other) == days) is not { } partner) continue;
                Note(by.ToString(), [mine], [partner]);
                Remove(here, [mine]);
                Remove(there, [partner]);
            }
        }
    }

    private void DaySums(List<ReconciledLine> many, List<ReconciledLine> ones, bool byParty, bool turned)
    {
        var groups = many.Where(line => !byParty || line.Party.Length > 0)
            .GroupBy(line => (line.Date, Place: PlaceOf(line), line.Amount > Money.Zero, byParty ? line.Party : ""))
            .Select(group => group.ToList()).Where(group => group.Count > 1).ToList();
        for (var days = 0; days <= _span.WindowDays; days++)
        {
            foreach (var group in groups.OrderBy(group => group[0].Date).ThenBy(group => group.Min(line => line.Order)).ToList())
            {
                var partner = ones.Find(one => PlaceOf(one) == PlaceOf(group[0]) && one.Amount == Sum(group) && Days(one, group[0]) == days);
                if (partner is null || !many.Contains(group[0])) continue;
                Note("OneToMany", turned ? [partner] : group, turned ? group : [partner]);
                Remove(many, group);
                Remove(ones, [partner]);
            }
        }
    }

    private void Choices(List<ReconciledLine> many, List<ReconciledLine> ones, bool turned)
    {
        foreach (var one in ones.ToList())
        {
            var near = many.Where(line => PlaceOf(line) == PlaceOf(one) && Days(line, one) <= _span.WindowDays
                && line.Amount > Money.Zero == one.Amount > Money.Zero).ToList();
            if (near.Count is < 2 or > 12) continue;
            var choices = Enumerable.Range(0, 1 << near.Count)
                .Select(bits => near.Where((_, index) => (bits >> index & 1) == 1).ToList())
                .Where(choice => choice.Count > 1 && Sum(choice) == one.Amount).ToList();
            if (choices.Count != 1) continue;
            Note("OneToMany", turned ? [one] : choices[0], turned ? choices[0] : [one]);
            Remove(many, choices[0]);
            Remove(ones, [one]);
        }
    }

    // Of what is wholly outside of the span nothing is said.
    private void Note(string what, List<ReconciledLine> here, List<ReconciledLine> there)
    {
        if (!here.Concat(there).Any(line => line.Date >= _span.From && line.Date <= _span.To)) return;
        _found.Add($"{what} {Lines.Numbers(Ordered(here))}/{Lines.Numbers(Ordered(there))}");
    }

    private bool IsKnownThere(ReconciledLine line) =>
        line.References.Any(reference => _there.Exists(other => other.References.Contains(reference)));

    private static bool IsAlike(ReconciledLine one, ReconciledLine other) =>
        PlaceOf(one) == PlaceOf(other) && one.Amount == other.Amount;

    private static (string, FundCode) PlaceOf(ReconciledLine line) => (line.Account, line.Fund);

    private static List<ReconciledLine> At(List<ReconciledLine> lines, (string, FundCode) place) =>
        [.. lines.Where(line => PlaceOf(line) == place)];

    private static Money Sum(IEnumerable<ReconciledLine> lines) => new(lines.Sum(line => line.Amount.Fen));

    private static int Days(ReconciledLine one, ReconciledLine other) =>
        Math.Abs(Period.DaysBetween(one.Date, other.Date));

    private static void Remove(List<ReconciledLine> lines, List<ReconciledLine> taken) =>
        lines.RemoveAll(line => taken.Exists(one => ReferenceEquals(one, line)));

    private static List<ReconciledLine> Ordered(IEnumerable<ReconciledLine> lines) =>
    [
        .. lines.OrderBy(line => line.Date).ThenBy(line => line.Account, StringComparer.Ordinal)
            .ThenBy(line => line.Fund.Text, StringComparer.Ordinal).ThenBy(line => line.Amount.Fen).ThenBy(line => line.Order),
    ];
}
