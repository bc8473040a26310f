using NodaTime;

namespace Ledger.Domain.Tests;

public sealed class CashDatesTests
{
    [Theory]
    [InlineData("2025-03-31", 2025, 3, 31)]
    [InlineData("2024-02-29", 2024, 2, 29)]
    [InlineData("2000-02-29", 2000, 2, 29)]
    [InlineData("1900-01-01", 1900, 1, 1)]
    [InlineData("2999-12-31", 2999, 12, 31)]
    public void A_date_of_the_calendar_is_read_and_written_back(string text, int year, int month, int day)
    {
        CashDates.TryParse(text, out var date).ShouldBeTrue();
        date.ShouldBe(new LocalDate(year, month, day));
        date.Iso().ShouldBe(text);
    }

    // A scheme of Jining is valid "to 31 November 2027".
    [Theory]
    [InlineData("2027-11-31")]
    [InlineData("2025-02-29")]
    [InlineData("1900-02-29")]
    [InlineData("2025-00-10")]
    [InlineData("2025-13-10")]
    [InlineData("2025-01-00")]
    [InlineData("2025-01-32")]
    public void A_day_that_does_not_exist_is_refused_and_never_rolled_over(string text) => Refused(text);

    [Theory]
    [InlineData("0000-01-01")]
    [InlineData("1899-12-31")]
    [InlineData("3000-01-01")]
    [InlineData("9999-12-31")]
    public void A_year_outside_of_1900_to_2999_is_refused(string text) => Refused(text);

    [Theory]
    [InlineData("")]
    [InlineData("25-1-1")]
    [InlineData("2025-1-1")]
    [InlineData("2025/01/01")]
    [InlineData("2025-01/01")]
    [InlineData("20250101")]
    [InlineData("2025-01-01 ")]
    [InlineData(" 2025-01-1")]
    [InlineData("2025-01-01T00:00:00")]
    [InlineData("01-01-2025")]
    [InlineData("+025-01-01")]
    [InlineData("２０２５-01-01")]
    public void Any_other_form_is_refused(string text) => Refused(text);

    private static void Refused(string text)
    {
        CashDates.TryParse(text, out var date).ShouldBeFalse();
        date.ShouldBe(default);
    }
}
