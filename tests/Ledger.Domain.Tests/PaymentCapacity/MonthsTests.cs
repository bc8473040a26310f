using Ledger.Domain.PaymentCapacity;

namespace Ledger.Domain.Tests.PaymentCapacity;

public sealed class MonthsTests
{
    // As published: 龙游县 2025-Q1 (both funds), 乌鲁木齐 2013 (17, cut to a whole number).
    [Theory]
    [InlineData(153_263_09, 13_243_05, 3, "34.72")]
    [InlineData(140_770_400_00, 91_858_200_00, 3, "4.60")]
    [InlineData(22_48, 15_67, 12, "17.22")]
    public void Published_months_come_out(long numerator, long expenditure, int months, string shown) =>
        Months.Display(Months.Of(new Money(numerator), new Money(expenditure), months)).ShouldBe(shown);

    [Theory]
    [InlineData("1.005", "1.01")]
    [InlineData("1.0049999", "1.00")]
    [InlineData("2.675", "2.68")]
    [InlineData("-1.005", "-1.01")]
    [InlineData("-0.001", "0.00")]
    [InlineData("0", "0.00")]
    [InlineData("12", "12.00")]
    public void Months_are_shown_with_two_digits_half_away_from_zero(string months, string shown) =>
        Months.Display(decimal.Parse(months, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(shown);

    [Fact]
    public void The_largest_amounts_do_not_overflow() =>
        Months.Of(new Money(long.MaxValue), new Money(1), 12).ShouldBe((decimal)long.MaxValue * 12);

    [Fact]
    public void A_negative_balance_pays_for_a_negative_number_of_months() =>
        Months.Display(Months.Of(new Money(-100), new Money(300), 3)).ShouldBe("-1.00");
}
