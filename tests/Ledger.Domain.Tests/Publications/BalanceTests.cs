using Ledger.Domain.Publications;
using static Ledger.Domain.Tests.Publications.Published;

namespace Ledger.Domain.Tests.Publications;

public sealed class BalanceTests
{
    [Fact]
    public void The_surplus_is_income_less_expenditure() =>
        FindingsOf(Quarter("income.total 16248.77", "expenditure.total 13243.05", "surplus 3005.82"))
            .ShouldBe(["q1 Surplus surplus: 3005.82 - 3005.72 = 0.10 Wan Mismatch"]);

    [Fact]
    public void A_deficit_is_a_negative_surplus() =>
        Check(Quarter("income.total 7880.62", "expenditure.total 9185.82", "surplus -1305.20"))
            .Findings.ShouldBeEmpty();

    [Fact]
    public void The_closing_is_the_opening_and_what_happened_since() =>
        FindingsOf(Quarter("opening 100", "income.total 30", "expenditure.total 20", "closing 115"))
            .ShouldBe(["q1 Closing closing: 115 - 110 = 5 Wan Mismatch"]);

    [Fact]
    public void What_adjusted_the_opening_is_in_the_closing() =>
        Check(Quarter("opening 100", "opening.adjusted -3", "income.total 30", "expenditure.total 20",
            "closing 107")).Findings.ShouldBeEmpty();

    [Fact]
    public void The_closing_trusts_the_totals_more_than_the_printed_surplus() =>
        FindingsOf(Quarter("opening 100.0", "income.total 30.0", "expenditure.total 20.0", "surplus 15.0",
            "closing 110.0"))
            .ShouldBe(["q1 Surplus surplus: 15.0 - 10.0 = 5.0 Wan Mismatch"]);

    [Fact]
    public void The_closing_falls_back_to_the_printed_surplus()
    {
        var result = Check(Quarter("opening 100.0", "surplus 15.0", "closing 110.0"));

        result.Findings.Select(Words).ShouldBe(["q1 Closing closing: 110.0 - 115.0 = -5.0 Wan Mismatch"]);
        result.NotChecked.ShouldBeEmpty();
    }

    [Fact]
    public void A_closing_without_an_opening_is_not_checked_against_itself()
    {
        var result = Check(Quarter("income.total 30", "expenditure.total 20", "surplus 10", "closing 110"));

        result.Findings.ShouldBeEmpty();
        result.NotChecked.ShouldBe([new NotChecked("q1", "resident", "closing", "opening is not printed")]);
    }

    [Theory]
    [InlineData("surplus 1", "income.total and expenditure.total are not both printed")]
    [InlineData("opening 1", "closing is not printed")]
    [InlineData("total 1", "neither opening and income.total nor expenditure.total and closing are printed")]
    public void A_balance_line_alone_says_what_is_missing_to_check_it(string line, string reason) =>
        Check(Quarter(line)).NotChecked.ShouldHaveSingleItem().Reason.ShouldBe(reason);

    [Fact]
    public void An_opening_that_moved_within_the_year_is_named_in_the_later_publication() =>
        FindingsOf(
            Table("h1", "2025-01-01", "2025-06-30", "opening 101.0"),
            Table("q1", "2025-01-01", "2025-03-31", "opening 100.0"))
            .ShouldBe(["h1 OpeningMoved opening: 101.0 - 100.0 = 1.0 Wan Mismatch"]);

    [Fact]
    public void An_opening_that_is_not_printed_is_derived_before_it_is_compared() =>
        FindingsOf(
            Table("q1", "2025-01-01", "2025-03-31",
                "income.total 30.0", "expenditure.total 20.0", "closing 110.0"),
            Table("h1", "2025-01-01", "2025-06-30",
                "income.total 50.0", "expenditure.total 45.0", "closing 107.0"))
            .ShouldBe(["h1 OpeningMoved opening: 102.0 - 100.0 = 2.0 Wan Mismatch"]);

    [Fact]
    public void A_derived_opening_carries_the_rounding_of_every_figure_behind_it() =>
        // Three figures a side, half a tenth each: 0.3.
        FindingsOf(
            Table("q1", "2025-01-01", "2025-03-31",
                "income.total 30.0", "expenditure.total 20.0", "closing 110.0"),
            Table("h1", "2025-01-01", "2025-06-30",
                "income.total 50.0", "expenditure.total 45.0", "closing 105.3"))
            .ShouldBe(["h1 OpeningMoved opening: 100.3 - 100.0 = 0.3 Wan Rounding"]);

    [Fact]
    public void A_year_opens_with_what_the_year_before_closed_with() =>
        FindingsOf(
            Table("2023", "2023-01-01", "2023-12-31", "closing 36845"),
            Table("2024-q1", "2024-01-01", "2024-03-31", "opening 36840"))
            .ShouldBe(["2024-q1 OpeningMoved opening: 36840 - 36845 = -5 Wan Mismatch"]);

    [Fact]
    public void A_closing_within_a_year_says_nothing_of_the_next_year() =>
        Check(
            Table("2024-q3", "2024-01-01", "2024-09-30", "closing 50.0"),
            Table("2025-q1", "2025-01-01", "2025-03-31", "opening 80.0")).Findings.ShouldBeEmpty();

    [Fact]
    public void Only_adjacent_publications_are_compared() =>
        FindingsOf(
            Table("q1", "2025-01-01", "2025-03-31", "opening 100.0"),
            Table("h1", "2025-01-01", "2025-06-30", "opening 101.0"),
            Table("q3", "2025-01-01", "2025-09-30", "opening 101.0"))
            .ShouldBe(["h1 OpeningMoved opening: 101.0 - 100.0 = 1.0 Wan Mismatch"]);

    [Fact]
    public void Funds_of_other_pools_are_not_compared()
    {
        var other = Table("h1", "2025-01-01", "2025-06-30", "opening 101.0")
            .Select(row => row with { Pool = "330802" }).ToList();

        Check(Table("q1", "2025-01-01", "2025-03-31", "opening 100.0"), other).Findings.ShouldBeEmpty();
    }
}
