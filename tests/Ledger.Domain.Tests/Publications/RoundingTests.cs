using static Ledger.Domain.Tests.Publications.Published;

namespace Ledger.Domain.Tests.Publications;

public sealed class RoundingTests
{
    [Fact]
    public void A_difference_of_exactly_the_summed_half_digits_is_rounding() =>
        FindingsOf(Quarter("closing 100", "closing.pooled 99"))
            .ShouldBe(["q1 Parts closing: 100 - 99 = 1 Wan Rounding"]);

    [Fact]
    public void A_hair_more_than_the_summed_half_digits_is_a_mismatch() =>
        // 0.5 of the parent and 0.05 of the part make 0.55.
        FindingsOf(Quarter("closing 100", "closing.pooled 99.4"))
            .ShouldBe(["q1 Parts closing: 100 - 99.4 = 0.6 Wan Mismatch"]);

    [Fact]
    public void Every_figure_used_adds_half_of_its_own_last_digit()
    {
        // 0.005 of the parent, 0.005 of the one part and 0.05 of the other make 0.06.
        FindingsOf(Quarter("closing 10.00", "closing.pooled 5.04", "closing.personal 4.9"))
            .ShouldBe(["q1 Parts closing: 10.00 - 9.94 = 0.06 Wan Rounding"]);
        FindingsOf(Quarter("closing 10.00", "closing.pooled 5.03", "closing.personal 4.9"))
            .ShouldBe(["q1 Parts closing: 10.00 - 9.93 = 0.07 Wan Mismatch"]);
    }

    [Fact]
    public void Units_are_converted_exactly_and_so_are_their_half_digits()
    {
        // 5,000 yuan of each figure in 万元 and half a yuan of the other make 10,000.5 yuan.
        FindingsOf(Quarter("closing 100", "closing.pooled 50", "closing.personal 490000 yuan"))
            .ShouldBe(["q1 Parts closing: 100 - 99 = 1 Wan Rounding"]);
        FindingsOf(Quarter("closing 100", "closing.pooled 50", "closing.personal 489999 yuan"))
            .ShouldBe(["q1 Parts closing: 100 - 98.9999 = 1.0001 Wan Mismatch"]);
    }

    [Fact]
    public void Units_of_yi_wan_and_yuan_tie_with_each_other() =>
        Check(Quarter("income.total 1.234567 yi", "income.premium 12345.6 wan", "income.interest 700 yuan"))
            .Findings.ShouldBeEmpty();

    [Fact]
    public void The_largest_figures_beside_the_smallest_are_exact() =>
        FindingsOf(Quarter("closing 999999999999999.999999 yi", "closing.pooled 999999999999999.999999 yi",
            "closing.personal 0.000001 yuan"))
            .ShouldBe(
            [
                "q1 Parts closing: 999999999999999.999999 - 999999999999999.99999900000001 = "
                + "-0.00000000000001 Yi Rounding",
            ]);

    [Fact]
    public void A_difference_is_printed_exactly_even_where_the_parent_has_fewer_digits() =>
        FindingsOf(Quarter("surplus 1", "income.total 5.25", "expenditure.total 1.75"))
            .ShouldBe(["q1 Surplus surplus: 1 - 3.5 = -2.5 Wan Mismatch"]);

    [Fact]
    public void Rounding_alone_is_no_mismatch()
    {
        Check(Quarter("closing 100", "closing.pooled 99")).HasMismatch.ShouldBeFalse();
        Check(Quarter("closing 100", "closing.pooled 98")).HasMismatch.ShouldBeTrue();
    }
}
