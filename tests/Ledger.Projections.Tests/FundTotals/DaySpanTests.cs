using Ledger.Domain;
using Ledger.Projections.FundTotals;
using NodaTime;

namespace Ledger.Projections.Tests.FundTotals;

/// <summary>Any stretch of days is tiled by spans of the calendar, and every day is in one span of each grain.</summary>
public sealed class DaySpanTests
{
    [Theory]
    [InlineData("2025-01-01", "2025-12-31", "y2025-01-01")]
    [InlineData("2024-12-31", "2025-04-10", "d2024-12-31 q2025-01-01 t2025-04-01")]
    [InlineData("2024-02-21", "2024-02-29", "t2024-02-21")]
    [InlineData("2024-02-21", "2024-02-28", "d2024-02-21 d2024-02-22 d2024-02-23 d2024-02-24 d2024-02-25 d2024-02-26 d2024-02-27 d2024-02-28")]
    [InlineData("2025-03-31", "2025-03-31", "d2025-03-31")]
    [InlineData("2025-03-31", "2025-03-30", "")]
    [InlineData("2025-02-11", "2025-05-31", "t2025-02-11 t2025-02-21 m2025-03-01 m2025-04-01 m2025-05-01")]
    public void A_stretch_of_days_is_tiled_by_the_fewest_spans(string from, string to, string tiles) =>
        string.Join(' ', DaySpan.Tiling(Day(from), Day(to)).Select(span => span.GrainName + span.Start.Iso())).ShouldBe(tiles);

    [Fact]
    public void The_tiles_of_any_stretch_hold_each_of_its_days_once()
    {
        var random = new Random(20251122);
        for (var number = 0; number < 200; number++)
        {
            var from = Day("2023-06-01").PlusDays(random.Next(900));
            var to = from.PlusDays(random.Next(800));
            var next = from;
            foreach (var tile in DaySpan.Tiling(from, to))
            {
                tile.Start.ShouldBe(next);
                next = tile.End.PlusDays(1);
            }
            next.ShouldBe(to.PlusDays(1));
        }
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
