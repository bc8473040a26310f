namespace Ledger.Domain.Tests;

public sealed class MoneyTests
{
    [Theory]
    [InlineData(0, "0.00")]
    [InlineData(5, "0.05")]
    [InlineData(-5, "-0.05")]
    [InlineData(100, "1.00")]
    [InlineData(-130520, "-1305.20")]
    [InlineData(123456789, "1234567.89")]
    [InlineData(long.MaxValue, "92233720368547758.07")]
    [InlineData(long.MinValue, "-92233720368547758.08")]
    public void It_is_written_as_yuan_with_two_decimals_and_no_grouping(long fen, string text) =>
        new Money(fen).ToString().ShouldBe(text);

    [Fact]
    public void The_largest_amount_is_reached_exactly() =>
        (new Money(long.MaxValue - 1) + new Money(1)).Fen.ShouldBe(long.MaxValue);

    [Fact]
    public void One_fen_more_than_the_largest_amount_throws_instead_of_wrapping() =>
        Should.Throw<OverflowException>(() => new Money(long.MaxValue) + new Money(1));

    [Fact]
    public void One_fen_less_than_the_smallest_amount_throws() =>
        Should.Throw<OverflowException>(() => new Money(long.MinValue) - new Money(1));

    [Fact]
    public void The_smallest_amount_has_no_opposite() =>
        Should.Throw<OverflowException>(() => -new Money(long.MinValue));

    [Fact]
    public void The_default_is_zero() => default(Money).ShouldBe(Money.Zero);

    [Fact]
    public void Amounts_are_compared_by_their_fen()
    {
        var (less, more) = (new Money(-1), new Money(1));

        (less < more).ShouldBeTrue();
        (more < less).ShouldBeFalse();
        (less <= new Money(-1)).ShouldBeTrue();
        (less > new Money(-1)).ShouldBeFalse();
        (more >= new Money(1)).ShouldBeTrue();
        new[] { more, less }.Order().ShouldBe([less, more]);
    }

    [Fact]
    public void The_named_operations_are_the_operators()
    {
        Money.Add(new(3), new(4)).ShouldBe(new Money(7));
        Money.Subtract(new(3), new(4)).ShouldBe(new Money(-1));
        Money.Negate(new(3)).ShouldBe(new Money(-3));
    }
}
