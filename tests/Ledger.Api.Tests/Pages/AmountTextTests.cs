using Ledger.Api.Pages.Parts;

namespace Ledger.Api.Tests.Pages;

/// <summary>Amounts as people read them, to the fen in both units.</summary>
public sealed class AmountTextTests
{
    [Theory]
    [InlineData("0.00", false, "0.00")]
    [InlineData("1234567.89", false, "1,234,567.89")]
    [InlineData("-1234567.89", false, "−1,234,567.89")]
    [InlineData("1234567.89", true, "123.456789")]
    [InlineData("-0.01", true, "−0.000001")]
    [InlineData("92233720368547758.07", true, "9,223,372,036,854.775807")]
    public void No_digit_is_lost(string yuan, bool inWan, string shown) => AmountText.Of(yuan, inWan).ToString().ShouldBe(shown);

    [Fact]
    public void In_ten_thousands_the_digits_below_a_hundred_yuan_are_apart() =>
        AmountText.Of("1234567.89", inWan: true).ShouldBe(new("123.45", "6789"));
}
