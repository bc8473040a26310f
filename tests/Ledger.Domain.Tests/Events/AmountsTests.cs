using Ledger.Domain.Events;

namespace Ledger.Domain.Tests.Events;

public sealed class AmountsTests
{
    [Theory]
    [InlineData("0.01", 1)]
    [InlineData("1", 100)]
    [InlineData("1.5", 150)]
    [InlineData("1.05", 105)]
    [InlineData("007.10", 710)]
    [InlineData("0", 0)]
    [InlineData("1502573700.00", 150257370000)]
    [InlineData("92233720368547758.07", long.MaxValue)]
    public void Yuan_with_at_most_two_decimals_are_read(string text, long fen)
    {
        Amounts.TryParse(text, out var amount).ShouldBeNull();
        amount.Fen.ShouldBe(fen);
    }

    [Theory]
    [InlineData("92233720368547758.08", "larger")]
    [InlineData("99999999999999999", "larger")]
    [InlineData("100000000000000000", "larger")]
    [InlineData("1,000.00", "thousands separator")]
    [InlineData("-1", "negative")]
    [InlineData("1.234", "more than two decimals")]
    [InlineData("1.000", "more than two decimals")]
    [InlineData("", "not an amount")]
    [InlineData(".5", "not an amount")]
    [InlineData("5.", "not an amount")]
    [InlineData(".", "not an amount")]
    [InlineData("1.2.3", "not an amount")]
    [InlineData("+1", "not an amount")]
    [InlineData("1e3", "not an amount")]
    [InlineData(" 1", "not an amount")]
    [InlineData("1 ", "not an amount")]
    [InlineData("¥1", "not an amount")]
    [InlineData("１００", "not an amount")]
    [InlineData("1．5", "not an amount")]
    [InlineData("٣", "not an amount")]
    public void Any_other_text_is_refused_and_told_why(string text, string why)
    {
        Amounts.TryParse(text, out var amount).ShouldNotBeNull().English.ShouldContain(why);
        amount.ShouldBe(Money.Zero);
    }
}
