using Ledger.Domain.Publications;
using static Ledger.Domain.Tests.Publications.Published;

namespace Ledger.Domain.Tests.Publications;

public sealed class PartsTests
{
    [Fact]
    public void Parts_that_sum_to_their_parent_tie()
    {
        var result = Check(Quarter("income.total 100.00", "income.premium 60.00", "income.subsidy 40.00"));

        result.Findings.ShouldBeEmpty();
        result.NotChecked.ShouldBeEmpty();
    }

    [Fact]
    public void A_parent_that_its_parts_do_not_make_is_named_with_the_difference() =>
        FindingsOf(Quarter("expenditure.total 9185.82", "expenditure.benefits 9084.49",
            "expenditure.other 1.33"))
            .ShouldBe(["q1 Parts expenditure.total: 9185.82 - 9085.82 = 100.00 Wan Mismatch"]);

    [Fact]
    public void A_parent_smaller_than_its_parts_has_a_negative_difference() =>
        FindingsOf(Quarter("closing 10", "closing.pooled 9", "closing.personal 9"))
            .ShouldBe(["q1 Parts closing: 10 - 18 = -8 Wan Mismatch"]);

    [Fact]
    public void Parts_of_a_part_sum_to_that_part() =>
        FindingsOf(Quarter("income.subsidy 100", "income.subsidy.standard 90", "income.subsidy.vaccine 4"))
            .ShouldBe(["q1 Parts income.subsidy: 100 - 94 = 6 Wan Mismatch"]);

    [Fact]
    public void An_of_which_line_may_name_less_than_its_parent() =>
        Check(Quarter("income.premium 100", "income.premium.aid-funded 30 of-which"))
            .Findings.ShouldBeEmpty();

    [Fact]
    public void Of_which_lines_may_name_all_of_their_parent() =>
        Check(Quarter("income.premium 100.00", "income.premium.aid-funded 30.00 of-which",
            "income.premium.fiscal-paid 70.00 of-which")).Findings.ShouldBeEmpty();

    [Fact]
    public void Of_which_lines_that_together_exceed_their_parent_are_a_finding() =>
        FindingsOf(Quarter("income.premium 100.00", "income.premium.aid-funded 30.00 of-which",
            "income.premium.fiscal-paid 70.02 of-which"))
            .ShouldBe(["q1 Parts income.premium: 100.00 - 100.02 = -0.02 Wan Mismatch"]);

    [Fact]
    public void Of_which_lines_are_not_added_to_the_parts_beside_them() =>
        Check(Quarter("income.premium 100", "income.premium.employer 80", "income.premium.individual 20",
            "income.premium.aid-funded 15 of-which")).Findings.ShouldBeEmpty();

    [Fact]
    public void A_surplus_does_not_bound_its_halves()
    {
        var result = Check(Quarter("income.total 30", "expenditure.total 20", "surplus 10",
            "surplus.pooled 25 of-which"));

        result.Findings.ShouldBeEmpty();
        result.NotChecked.ShouldHaveSingleItem().ShouldBe(new NotChecked("q1", "resident", "surplus.pooled",
            "an of-which line is bounded by its parent only where neither can be negative"));
    }

    [Fact]
    public void A_subtotal_is_the_sum_of_the_lines_above_it_and_no_part_of_the_total() =>
        Check(Quarter("income.premium 60", "income.subsidy 30", "income.collective 1", "income.subtotal 91",
            "income.from-upper 5", "income.from-lower 4", "income.total 100")).Findings.ShouldBeEmpty();

    [Fact]
    public void A_wrong_subtotal_is_named_and_the_right_total_is_not() =>
        FindingsOf(Quarter("expenditure.benefits 60", "expenditure.critical-illness 30",
            "expenditure.subtotal 95", "expenditure.to-lower 6", "expenditure.to-upper 4",
            "expenditure.total 100"))
            .ShouldBe(["q1 Parts expenditure.subtotal: 95 - 90 = 5 Wan Mismatch"]);

    [Fact]
    public void A_subtotal_stands_in_for_lines_that_are_not_printed() =>
        FindingsOf(Quarter("income.subtotal 91", "income.from-upper 5", "income.total 100"))
            .ShouldBe(["q1 Parts income.total: 100 - 96 = 4 Wan Mismatch"]);

    [Fact]
    public void A_total_may_be_broken_down_by_line_and_by_sub_fund_at_once() =>
        FindingsOf(Quarter("income.total 100", "income.premium 60", "income.subsidy 40",
            "income.total.pooled 70", "income.total.personal 20"))
            .ShouldBe(["q1 Parts income.total: 100 - 90 = 10 Wan Mismatch"]);

    [Fact]
    public void Both_columns_of_the_statutory_form_come_to_its_total() =>
        FindingsOf(Quarter("opening 50", "income.total 30", "expenditure.total 20", "closing 60", "total 81"))
            .ShouldBe(
            [
                "q1 Parts total: 81 - 80 = 1 Wan Rounding",
                "q1 Parts total: 81 - 80 = 1 Wan Rounding",
            ]);

    [Fact]
    public void What_adjusted_the_opening_stands_in_the_left_column() =>
        Check(Quarter("opening 50", "opening.adjusted 1", "income.total 30", "expenditure.total 20",
            "closing 61", "total 81")).Findings.ShouldBeEmpty();

    [Fact]
    public void A_part_without_its_parent_is_not_checked_and_says_why()
    {
        var result = Check(Quarter("income.premium.employer 5"));

        result.Findings.ShouldBeEmpty();
        var line = result.NotChecked.ShouldHaveSingleItem();
        line.Line.ShouldBe("income.premium.employer");
        line.Reason.ShouldBe("its parent income.premium is not printed");
    }

    [Fact]
    public void A_line_with_neither_parent_nor_parts_is_not_checked() =>
        Check(Quarter("income.total 5")).NotChecked.ShouldHaveSingleItem()
            .Reason.ShouldBe("none of its parts is printed");

    [Fact]
    public void The_same_line_twice_in_one_table_is_impossible() =>
        Should.Throw<ArgumentException>(() => Check(Quarter("closing 5", "closing 5")));
}
