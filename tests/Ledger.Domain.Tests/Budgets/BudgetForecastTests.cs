using Ledger.Domain.Budgets;

namespace Ledger.Domain.Tests.Budgets;

/// <summary>How a budget will end at the pace so far, to the fen.</summary>
public sealed class BudgetForecastTests
{
    private static readonly Money _budget = new(1_200_00);

    [Fact]
    public void The_mean_of_the_complete_months_goes_on_to_the_years_end()
    {
        var forecast = new BudgetForecast(_budget, [new(90_00), new(110_00), new(130_00)]);

        forecast.Complete.ShouldBe(3);
        forecast.Remaining(2).ShouldBe(new(1_000_00));
        forecast.Remaining(3).ShouldBe(new(870_00));
        forecast.Forecast(4).ShouldBe(new Money(760_00));
        forecast.Forecast(12).ShouldBe(new Money(-120_00));
        forecast.YearPaid.ShouldBe(new Money(1_320_00));
    }

    [Fact]
    public void The_even_line_takes_a_twelfth_a_month()
    {
        var forecast = new BudgetForecast(_budget, []);

        forecast.Even(0).ShouldBe(_budget);
        forecast.Even(5).ShouldBe(new(700_00));
        forecast.Even(12).ShouldBe(Money.Zero);
    }

    [Fact]
    public void Where_no_month_is_complete_there_is_no_forecast()
    {
        new BudgetForecast(_budget, []).Forecast(12).ShouldBeNull();
        new BudgetForecast(_budget, []).YearPaid.ShouldBeNull();
    }

    [Fact]
    public void A_complete_year_is_its_own_forecast() =>
        new BudgetForecast(_budget, [.. Enumerable.Repeat(new Money(33_33), 12)]).YearPaid.ShouldBe(new Money(399_96));

    [Fact]
    public void Half_a_fen_is_rounded_away_from_zero()
    {
        // 1 fen in 8 months: 12/8 is 1.5 fen at the year's end, 10/8 is 1.25 in October.
        var forecast = new BudgetForecast(Money.Zero, [new(1), .. Enumerable.Repeat(Money.Zero, 7)]);

        forecast.YearPaid.ShouldBe(new Money(2));
        forecast.Forecast(10).ShouldBe(new Money(-1));
    }

    [Fact]
    public void What_came_back_raises_what_will_be_left() =>
        new BudgetForecast(_budget, [new(100_00), new(-40_00)]).Forecast(12).ShouldBe(new Money(840_00));

    [Theory]
    [InlineData("2024-12-31", 0)]
    [InlineData("2025-01-30", 0)]
    [InlineData("2025-01-31", 1)]
    [InlineData("2025-02-27", 1)]
    [InlineData("2025-02-28", 2)]
    [InlineData("2025-12-30", 11)]
    [InlineData("2025-12-31", 12)]
    [InlineData("2026-01-01", 12)]
    public void A_month_is_complete_with_its_last_day(string date, int complete) =>
        BudgetForecast.CompleteAt(2025, NodaTime.Text.LocalDatePattern.Iso.Parse(date).Value).ShouldBe(complete);

    [Fact]
    public void There_is_no_thirteenth_month() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new BudgetForecast(_budget, [.. Enumerable.Repeat(Money.Zero, 13)]));
}
