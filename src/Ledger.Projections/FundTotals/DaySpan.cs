using NodaTime;

namespace Ledger.Projections.FundTotals;

/// <summary>How long a span of days is.</summary>
public enum Grain
{
    Day,

    /// <summary>旬: the days to the 10th, to the 20th, and the rest of a month.</summary>
    TenDays,

    Month,
    Quarter,
    Year,
}

/// <summary>
/// A span of the calendar for which totals are kept. Every day is in one span of each grain, and any stretch of days
/// is tiled by a few of them, so a figure of ten years costs no more than one of ten days.
/// </summary>
public readonly record struct DaySpan(Grain Grain, LocalDate Start)
{
    private static readonly Grain[] _longestFirst = [Grain.Year, Grain.Quarter, Grain.Month, Grain.TenDays, Grain.Day];

    public LocalDate End => Grain switch
    {
        Grain.Day => Start,
        Grain.TenDays when Start.Day <= 11 => Start.PlusDays(9),
        Grain.TenDays or Grain.Month => Start.With(DateAdjusters.EndOfMonth),
        Grain.Quarter => Start.PlusMonths(2).With(DateAdjusters.EndOfMonth),
        _ => new(Start.Year, 12, 31),
    };

    /// <summary>The name under which the grain is stored.</summary>
    public string GrainName => Grain switch
    {
        Grain.Day => "d",
        Grain.TenDays => "t",
        Grain.Month => "m",
        Grain.Quarter => "q",
        _ => "y",
    };

    /// <summary>The span of a grain that a day is in.</summary>
    public static DaySpan Of(Grain grain, LocalDate day) => new(grain, grain switch
    {
        Grain.Day => day,
        Grain.TenDays => new(day.Year, day.Month, Math.Min((day.Day - 1) / 10, 2) * 10 + 1),
        Grain.Month => new(day.Year, day.Month, 1),
        Grain.Quarter => new(day.Year, (day.Month - 1) / 3 * 3 + 1, 1),
        _ => new(day.Year, 1, 1),
    });

    /// <summary>The spans, one of each grain, that a day is in.</summary>
    public static IEnumerable<DaySpan> Around(LocalDate day) => _longestFirst.Select(grain => Of(grain, day));

    /// <summary>The spans of the next shorter grain that make it; none for a day.</summary>
    public IEnumerable<DaySpan> Parts
    {
        get
        {
            if (Grain == Grain.Day) yield break;
            for (var part = Of(Grain - 1, Start); part.Start <= End; part = Of(part.Grain, part.End.PlusDays(1)))
                yield return part;
        }
    }

    /// <summary>The spans of a grain from one to another, both included, follow each other without a gap.</summary>
    public bool IsFollowedBy(DaySpan next) => Grain == next.Grain && End.PlusDays(1) == next.Start;
}
