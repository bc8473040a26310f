using System.Globalization;
using Ledger.Domain;
using Ledger.Projections.Tracing;

namespace Ledger.Api.Tracing;

/// <summary>
/// Where the next page of a trace begins: the position that the figure is of, the first event to read, and what the events
/// before it came to, so that the last page has the sum of all and no page reads what another has read.
/// </summary>
public sealed record TraceCursor(long Position, long Next, IReadOnlyList<(long Sum, long Events)> Sums)
{
    public static readonly Wording Form = new("the next of the page before, with the same question", "上一页的 next,且查询条件相同");

    private const char Separator = '.';

    // What was added up so far leaves room for what is still to come; more was not given out by us.
    private const long SumMax = long.MaxValue / 2;

    internal static string After(Trace trace, long next) => string.Join(Separator, Enumerable.Range(0, trace.Sums.Terms.Count)
        .SelectMany(term => (long[])[trace.Sums.Sum(term), trace.Sums.Events(term)]).Prepend(next).Prepend(trace.Position)
        .Select(number => number.ToString(CultureInfo.InvariantCulture)));

    public static bool TryParse(string text, out TraceCursor cursor)
    {
        var numbers = new List<long>();
        cursor = new(0, 0, []);
        foreach (var part in text.Split(Separator))
        {
            if (!long.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return false;
            numbers.Add(number);
        }
        if (numbers.Count < 2 || numbers.Count % 2 != 0 || numbers[1] < 1 || numbers[1] > numbers[0]) return false;
        var (next, sums) = (numbers[1], numbers.Skip(2).Chunk(2).Select(pair => (Sum: pair[0], Events: pair[1])).ToList());
        cursor = new(numbers[0], next, sums);
        return sums.TrueForAll(one => one.Sum is > -SumMax and < SumMax && one.Events >= 0 && one.Events < next);
    }

    /// <returns>False where it is of another question.</returns>
    internal bool Resume(TermSums sums)
    {
        if (sums.Terms.Count != Sums.Count) return false;
        for (var term = 0; term < Sums.Count; term++) sums.Resume(term, Sums[term].Sum, Sums[term].Events);
        return true;
    }
}
