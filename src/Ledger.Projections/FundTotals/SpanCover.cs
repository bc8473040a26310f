using NodaTime;

namespace Ledger.Projections.FundTotals;

/// <summary>A span whose totals are added (1) or taken away (-1).</summary>
public readonly record struct SignedSpan(DaySpan Span, int Sign);

/// <summary>
/// Which totals make a stretch of days: a year up to 30 November is the year less December, and not eleven months. Any
/// stretch within a year is a dozen spans at most, and each further year is one.
/// </summary>
public static class SpanCover
{
    /// <summary>The fewest spans whose totals, added and taken away, are those of the days, both ends included.</summary>
    public static IReadOnlyList<SignedSpan> Of(LocalDate from, LocalDate to)
    {
        var spans = new List<SignedSpan>();
        if (to < from) return spans;
        for (var year = from.Year; year <= to.Year; year++)
            spans.AddRange(Of(new DaySpan(Grain.Year, new(year, 1, 1)), from, to).Inside);
        return spans;
    }

    // What makes the days of a span that are asked for, and what makes its other days.
    private static (List<SignedSpan> Inside, List<SignedSpan> Outside) Of(
        DaySpan span, LocalDate from, LocalDate to)
    {
        if (from <= span.Start && span.End <= to) return ([new(span, 1)], []);
        if (to < span.Start || span.End < from) return ([], [new(span, 1)]);
        var (inside, outside) = (new List<SignedSpan>(), new List<SignedSpan>());
        foreach (var part in span.Parts)
        {
            var covers = Of(part, from, to);
            inside.AddRange(covers.Inside);
            outside.AddRange(covers.Outside);
        }
        return (Fewer(inside, span, outside), Fewer(outside, span, inside));
    }

    // The parts themselves, or the whole less its other parts.
    private static List<SignedSpan> Fewer(List<SignedSpan> parts, DaySpan whole, List<SignedSpan> others) =>
        parts.Count <= others.Count + 1
            ? parts
            : [new(whole, 1), .. others.Select(other => other with { Sign = -other.Sign })];
}
