using Ledger.Domain.Publications;

namespace Ledger.Domain.Tests.Publications;

public sealed class PublishedAmountTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("4.60")]
    [InlineData("0.05")]
    [InlineData("-0.05")]
    [InlineData("-1305.20")]
    [InlineData("999999999999999.999999")]
    public void A_figure_is_printed_again_as_it_was_read(string text)
    {
        PublishedAmount.TryParse(text, AmountUnit.Wan, out var amount).ShouldBeTrue();
        amount.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1,000")]
    [InlineData(" 1")]
    [InlineData("1\n")]
    [InlineData("+1")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("1e3")]
    [InlineData("－1")]
    [InlineData("１")]
    [InlineData("--1")]
    [InlineData("1000000000000000")]
    [InlineData("1.0000001")]
    public void What_is_not_a_plain_decimal_of_that_size_is_refused(string text) =>
        PublishedAmount.TryParse(text, AmountUnit.Wan, out _).ShouldBeFalse();
}
