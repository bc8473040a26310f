using System.Numerics;
using Ledger.Domain.Institutions;

namespace Ledger.Domain.Tests.Institutions;

public sealed class QuotientTests
{
    [Theory]
    [InlineData(12_344, 100_000, "0.1234")]
    [InlineData(12_345, 100_000, "0.1235")]
    [InlineData(-12_345, 100_000, "-0.1235")]
    [InlineData(2, 3, "0.6667")]
    [InlineData(0, 3, "0.0000")]
    public void A_half_is_rounded_away_from_zero(long part, long whole, string share) =>
        Quotient.Display(Quotient.Share(new(part), new(whole))!.Value).ShouldBe(share);

    [Fact]
    public void Nothing_divides_by_zero() => Quotient.Share(new(1), Money.Zero).ShouldBeNull();

    [Theory]
    [InlineData(1, 2, 1)]
    [InlineData(149, 100, 1)]
    [InlineData(150, 100, 2)]
    public void A_cost_each_is_in_whole_fen(long fen, long count, long each) =>
        Quotient.Each(new(fen), count).ShouldBe(new Money(each));

    [Fact]
    public void The_largest_sums_divide_exactly() =>
        Quotient.Of((BigInteger)long.MaxValue * long.MaxValue, (BigInteger)long.MaxValue * long.MaxValue, 4).ShouldBe(1m);
}
