using Ledger.Domain;
using Ledger.Projections.FundTotals;
using NodaTime;

namespace Ledger.Projections.Tests.FundTotals;

/// <summary>Any stretch of days is a few spans of the calendar, added and taken away.</summary>
public sealed class SpanCoverTests
{
    private const int WithinAYearMax = 13;

    [Theory]
    [InlineData("2025-01-01", "2025-12-31", "+y2025-01-01")]
    [InlineData("2024-01-01", "2025-11-30", "+y2024-01-01 +y2025-01-01 -m2025-12-01")]
    [InlineData("2025-01-01", "2025-06-30", "+q2025-01-01 +q2025-04-01")]
    [InlineData("2024-12-31", "2025-04-10", "+d2024-12-31 +q2025-01-01 +t2025-04-01")]
    [InlineData("2024-02-21", "2024-02-29", "+t2024-02-21")]
    [InlineData("2024-02-21", "2024-02-28", "+t2024-02-21 -d2024-02-29")]
    [InlineData("2025-03-01", "2025-03-31", "+m2025-03-01")]
    [InlineData("2025-03-31", "2025-03-31", "+d2025-03-31")]
    [InlineData("2025-03-31", "2025-03-30", "")]
    [InlineData("2025-02-01", "2025-12-31", "+y2025-01-01 -m2025-01-01")]
    public void A_stretch_of_days_is_the_fewest_spans(string from, string to, string spans) =>
        string.Join(' ', SpanCover.Of(Day(from), Day(to))
            .Select(one => $"{(one.Sign > 0 ? "+" : "-")}{one.Span.GrainName}{one.Span.Start.Iso()}")).ShouldBe(spans);

    [Fact]
    public void The_spans_of_any_stretch_count_each_of_its_days_once_and_no_other_day()
    {
        var random = new Random(20251122);
        for (var number = 0; number < 300; number++)
        {
            var from = Day("2023-06-01").PlusDays(random.Next(900));
            var to = from.PlusDays(random.Next(800));
            var cover = SpanCover.Of(from, to);
            for (var day = Day("2023-01-01"); day.Year < 2029; day = day.PlusDays(1))
            {
                cover.Where(one => one.Span.Start <= day && day <= one.Span.End).Sum(one => one.Sign)
                    .ShouldBe(from <= day && day <= to ? 1 : 0, $"{day} of {from} to {to}");
            }
        }
    }

    [Fact]
    public void Any_year_to_date_is_a_dozen_spans_or_so()
    {
        var start = Day("2024-01-01");
        Enumerable.Range(0, 366).Max(days => SpanCover.Of(start, start.PlusDays(days)).Count).ShouldBeLessThanOrEqualTo(WithinAYearMax);
    }

    private static LocalDate Day(string text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;
}
