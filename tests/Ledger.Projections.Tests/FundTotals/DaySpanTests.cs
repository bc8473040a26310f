using Ledger.Projections.FundTotals;
using NodaTime;

namespace Ledger.Projections.Tests.FundTotals;

/// <summary>A span of the calendar is made of shorter ones, and every day is in one span of each grain.</summary>
public sealed class DaySpanTests
{
    [Fact]
    public void The_parts_of_a_span_hold_each_of_its_days_once()
    {
        foreach (var span in DaySpan.Around(Day("2024-02-29")).Where(span => span.Grain != Grain.Day))
        {
            var next = span.Start;
            foreach (var part in span.Parts)
            {
                part.Start.ShouldBe(next);
                next = part.End.PlusDays(1);
            }
            next.ShouldBe(span.End.PlusDays(1));
        }
        DaySpan.Of(Grain.Day, Day("2024-02-29")).Parts.ShouldBeEmpty();
    }

    [Fact]
    public void The_spans_around_a_day_are_those_whose_days_it_is_one_of()
    {
        for (var day = Day("2024-01-01"); day.Year == 2024; day = day.PlusDays(1))
        {
            DaySpan.Around(day).Select(span => span.GrainName).ShouldBe(["y", "q", "m", "t", "d"]);
            DaySpan.Around(day).ShouldAllBe(span => span.Start <= day && day <= span.End);
        }
    }

    private static LocalDate Day(string text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;
}
