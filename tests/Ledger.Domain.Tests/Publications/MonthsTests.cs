using Ledger.Domain.Publications;
using static Ledger.Domain.Tests.Publications.Published;

namespace Ledger.Domain.Tests.Publications;

public sealed class MonthsTests
{
    [Fact]
    public void Longyou_counted_its_whole_balance_over_the_mean_of_the_quarter() =>
        PoliciesOf(Quarter("closing 153263.09", "expenditure.total 13243.05", "months 34.72"))
            .ShouldBe(["ytd-average-total"]);

    [Fact]
    public void A_breakdown_without_levels_of_government_says_that_they_are_nil() =>
        PoliciesOf(Quarter("closing 100", "expenditure.total 30", "expenditure.benefits 30", "months 10.00"))
            .ShouldBe(["ytd-average-total", "ytd-average-excluding-levels"]);

    [Fact]
    public void Money_between_levels_can_be_what_makes_the_figure() =>
        PoliciesOf(Quarter("closing 41", "expenditure.total 21.6", "expenditure.to-upper 11.6 of-which",
            "months 12.3"))
            .ShouldBe(["ytd-average-excluding-levels"]);

    [Fact]
    public void A_full_year_is_year_to_date_trailing_and_annual_at_once() =>
        PoliciesOf(Year("closing 120", "expenditure.total 60", "expenditure.benefits 48",
            "expenditure.other 12", "months 24.0"))
            .ShouldBe(
            [
                "ytd-average-total", "trailing-12-total", "annual-average-total",
                "ytd-average-excluding-levels",
            ]);

    [Fact]
    public void Benefits_alone_can_be_what_makes_the_figure() =>
        PoliciesOf(Year("closing 120", "expenditure.total 60", "expenditure.benefits 48 of-which",
            "months 30"))
            .ShouldBe(["annual-average-benefits"]);

    [Fact]
    public void Twelve_months_that_are_no_calendar_year_are_trailing_only() =>
        PoliciesOf(Table("rolling", "2024-04-01", "2025-03-31",
            "closing 120", "expenditure.total 60", "months 24"))
            .ShouldBe(["trailing-12-total"]);

    [Fact]
    public void The_pooled_balance_of_the_former_year_comes_from_its_own_publication() =>
        PoliciesOf(
            Table("2024", "2024-01-01", "2024-12-31",
                "closing 200", "closing.pooled 90", "closing.personal 110", "expenditure.total 60"),
            Quarter("closing 500", "expenditure.total 15", "months 18"))
            .ShouldBe(["prior-year-pooled"]);

    [Theory]
    [InlineData("17.2")] // 22.48 / (15.67 / 12) = 17.215…
    [InlineData("17")]
    [InlineData("17.21")] // cut
    [InlineData("17.22")] // rounded
    public void A_figure_may_be_rounded_or_cut_to_its_printed_digits(string printed) =>
        PoliciesOf(Year("closing 22.48 yi", "expenditure.total 15.67 yi", $"months {printed}"))
            .ShouldContain("annual-average-total");

    [Fact]
    public void Half_of_the_last_digit_is_rounded_up()
    {
        // 4.595 and a hair less: what is rounded up, and what no longer is.
        PoliciesOf(Quarter("closing 919", "expenditure.total 600", "months 4.60"))
            .ShouldBe(["ytd-average-total"]);
        FindingsOf(Quarter("closing 918.9900", "expenditure.total 600.0000", "months 4.60"))
            .ShouldBe(["q1 Months months: 4.60 - 4.59 = 0.01 Months Mismatch"]);
    }

    [Fact]
    public void A_deficit_is_rounded_and_cut_as_its_mirror_image() =>
        PoliciesOf(Quarter("closing -919", "expenditure.total 600", "months -4.60"))
            .ShouldBe(["ytd-average-total"]);

    [Fact]
    public void A_figure_that_no_policy_reproduces_is_a_mismatch_with_the_nearest_one()
    {
        var result = Check(Quarter("closing 153263.09", "expenditure.total 13243.05", "months 35.22"));

        result.Findings.Select(Words).ShouldBe(["q1 Months months: 35.22 - 34.72 = 0.50 Months Mismatch"]);
        result.Months.ShouldHaveSingleItem().Policies.ShouldBeEmpty();
    }

    [Fact]
    public void Rounding_of_the_balance_and_the_expenditure_can_excuse_a_figure()
    {
        // The true figure lies from 12 × 21.5 / 16.5 = 15.636 to 12 × 22.5 / 15.5 = 17.419: the one is cut to
        // 15.63, the other rounded to 17.42.
        FindingsOf(Year("closing 22 yi", "expenditure.total 16 yi", "months 17.42"))
            .ShouldBe(["2013 Months months: 17.42 - 16.50 = 0.92 Months Rounding"]);
        FindingsOf(Year("closing 22 yi", "expenditure.total 16 yi", "months 17.43"))
            .ShouldBe(["2013 Months months: 17.43 - 16.50 = 0.93 Months Mismatch"]);
        FindingsOf(Year("closing 22 yi", "expenditure.total 16 yi", "months 15.63"))
            .ShouldBe(["2013 Months months: 15.63 - 16.50 = -0.87 Months Rounding"]);
        FindingsOf(Year("closing 22 yi", "expenditure.total 16 yi", "months 15.62"))
            .ShouldBe(["2013 Months months: 15.62 - 16.50 = -0.88 Months Mismatch"]);
    }

    [Theory]
    [InlineData("closing is not printed", "expenditure.total 30", "months 10")]
    [InlineData("the expenditure of ytd-average-total is not printed", "closing 30", "months 10")]
    [InlineData("there is no expenditure to divide by", "closing 30", "expenditure.total 0", "months 10")]
    [InlineData("prepayments are not published", "closing 30", "months 10")]
    [InlineData("no publication covers 2024-01-01 to 2024-12-31", "closing 30", "months 10")]
    public void A_figure_that_no_policy_can_compute_is_not_checked_and_says_why(
        string reason, params string[] lines)
    {
        var result = Check(Quarter(lines));

        result.Months.ShouldBeEmpty();
        result.Findings.ShouldBeEmpty();
        result.NotChecked.ShouldContain(line => line.Line == "months" && line.Reason.Contains(reason));
    }

    [Fact]
    public void A_publication_that_ends_within_a_month_has_no_window_of_its_own() =>
        Check(Table("mid", "2025-01-01", "2025-03-15", "closing 30", "expenditure.total 9", "months 10"))
            .NotChecked.ShouldContain(line => line.Line == "months"
                && line.Reason.Contains("no publication covers 2025-01-01 to 2025-02-28"));

    private static IReadOnlyList<PublicationRow> Year(params string[] lines) =>
        Table("2013", "2013-01-01", "2013-12-31", lines);

    private static IReadOnlyList<string> PoliciesOf(params IReadOnlyList<PublicationRow>[] tables)
    {
        var result = Check(tables);
        result.Findings.ShouldBeEmpty();
        return result.Months.ShouldHaveSingleItem().Policies;
    }
}
