using Ledger.Domain.Reconciling;
using static Ledger.Domain.Tests.Reconciling.Lines;

namespace Ledger.Domain.Tests.Reconciling;

/// <summary>Which lines of the ledger and of another's statement are the same money, rule by rule.</summary>
public sealed class LineMatchingTests
{
    [Fact]
    public void The_same_document_and_amount_match_within_the_window() =>
        Found([Line(1, 10, -500, "P-1")], [Line(1, 13, -500, "P-1")]).ShouldBe(["Document 1=1"]);

    [Fact]
    public void A_day_more_than_the_window_is_a_difference_of_dates() =>
        Found([Line(1, 10, -500, "P-1")], [Line(1, 14, -500, "P-1")]).ShouldBe(["Date 1|1 0.00"]);

    [Fact]
    public void One_fen_more_under_the_same_document_is_a_difference_of_amounts() =>
        Found([Line(1, 10, -500, "P-1")], [Line(1, 10, -501, "P-1")]).ShouldBe(["Amount 1|1 -0.01"]);

    [Fact]
    public void What_only_the_bank_has_is_missing_here_and_what_only_the_ledger_has_there() =>
        Found([Line(1, 10, -500, "P-1")], [Line(1, 10, 700, "X-9")])
            .ShouldBe(["MissingThere 1| 5.00", "MissingHere |1 7.00"]);

    [Fact]
    public void A_document_that_the_bank_paid_twice_is_missing_here_once_and_takes_no_other_entry() =>
        Found([Line(1, 10, -500, "P-1"), Line(2, 10, -500, "P-2")],
            [Line(1, 10, -500, "P-1"), Line(2, 10, -500, "P-1")])
            .ShouldBe(["Document 1=1", "MissingHere |2 -5.00", "MissingThere 2| 5.00"]);

    [Fact]
    public void Without_a_document_the_amount_matches_on_the_last_day_of_the_window() =>
        Found([Line(1, 10, -500, "P-1")], [Line(1, 13, -500)]).ShouldBe(["AmountAndDate 1=1"]);

    [Fact]
    public void Without_a_document_a_day_past_the_window_is_two_differences() =>
        Found([Line(1, 10, -500, "P-1")], [Line(1, 14, -500)])
            .ShouldBe(["MissingThere 1| 5.00", "MissingHere |1 -5.00"]);

    [Fact]
    public void The_nearest_day_is_taken_first() =>
        Found([Line(1, 9, -500, "P-1"), Line(2, 10, -500, "P-2")], [Line(1, 10, -500), Line(2, 12, -500)])
            .ShouldBe(["AmountAndDate 2=1", "AmountAndDate 1=2"]);

    [Fact]
    public void Money_that_came_in_is_never_money_that_went_out() =>
        Found([Line(1, 10, 500)], [Line(1, 10, -500)]).Count.ShouldBe(2);

    [Fact]
    public void A_voucher_is_known_by_each_of_its_documents() =>
        Found([Line(1, 10, -900, "V-1", "P-1", "P-2")], [Line(1, 10, -900, "P-2")]).ShouldBe(["Document 1=1"]);

    [Fact]
    public void Two_lines_of_the_bank_may_be_one_voucher() =>
        Found([Line(1, 10, -900, "V-1", "P-1", "P-2")], [Line(1, 10, -400, "P-1"), Line(2, 11, -500, "P-2")])
            .ShouldBe(["OneToMany 1=1+2"]);

    [Fact]
    public void Parts_of_a_document_that_come_too_late_are_a_difference_of_dates() =>
        Found([Line(1, 10, -900, "V-1")], [Line(1, 10, -400, "V-1"), Line(2, 14, -500, "V-1")])
            .ShouldBe(["Date 1|1+2 0.00"]);

    [Fact]
    public void Parts_of_a_document_that_do_not_add_up_are_a_difference_of_amounts() =>
        Found([Line(1, 10, -900, "V-1")], [Line(1, 10, -400, "V-1"), Line(2, 10, -499, "V-1")])
            .ShouldBe(["Amount 1|2+1 0.01"]);

    [Fact]
    public void The_same_total_in_other_parts_is_a_split() =>
        Found([Line(1, 10, -300, "V-1"), Line(2, 10, -600, "V-1")], [Line(1, 10, -400, "V-1"), Line(2, 10, -500, "V-1")])
            .ShouldBe(["Split 2+1|2+1 0.00"]);

    [Fact]
    public void The_same_total_divided_otherwise_among_funds_is_a_split() =>
        Found(
            [Line(1, 10, 700, "T-1").Of("employee-pooled"), Line(2, 10, 300, "T-1").Of("employee-personal")],
            [Line(1, 10, 600, "T-1").Of("employee-pooled"), Line(2, 10, 400, "T-1").Of("employee-personal")])
            .ShouldBe(["Split 2+1|2+1 0.00"]);

    [Fact]
    public void The_right_amount_in_the_wrong_account_is_a_split() =>
        Found([Line(1, 10, -700, "P-1")], [Line(1, 10, -700, "P-1").In("fiscal-account")]).ShouldBe(["Split 1|1 0.00"]);

    [Fact]
    public void Of_money_moved_between_accounts_each_account_differs_for_itself() =>
        Found(
            [Line(1, 10, -900, "M-1").In("treasury"), Line(2, 10, 900, "M-1").In("fiscal-account")],
            [Line(1, 10, -800, "M-1").In("treasury"), Line(2, 10, 800, "M-1").In("fiscal-account")])
            .ShouldBe(["Amount 2|2 -1.00", "Amount 1|1 1.00"], ignoreOrder: true);

    [Fact]
    public void One_line_of_the_bank_may_be_all_that_a_party_was_paid_that_day() =>
        Found([Line(1, 10, -300, "P-1").With("H1"), Line(2, 10, -400, "P-2").With("H1"), Line(3, 10, -50, "P-3").With("H2")],
            [Line(1, 11, -700)])
            .ShouldBe(["OneToMany 2+1=1", "MissingThere 3| 0.50"], ignoreOrder: true);

    [Fact]
    public void One_line_of_the_bank_may_be_all_that_went_out_that_day() =>
        Found([.. Enumerable.Range(1, 40).Select(number => Line(number, 10, -number, $"P-{number}"))], [Line(1, 10, -820)])
            .Single().ShouldStartWith("OneToMany 40+39");

    [Fact]
    public void One_entry_may_be_several_lines_of_the_bank() =>
        Found([Line(1, 10, -700, "P-1")], [Line(1, 10, -300), Line(2, 10, -400)]).ShouldBe(["OneToMany 1=2+1"]);

    [Fact]
    public void The_only_choice_that_adds_up_is_taken() =>
        Found([Line(1, 10, -301, "P-1"), Line(2, 11, -402, "P-2"), Line(3, 11, -57, "P-3")], [Line(1, 10, -703)])
            .ShouldBe(["OneToMany 1+2=1", "MissingThere 3| 0.57"], ignoreOrder: true);

    [Fact]
    public void Of_two_choices_that_add_up_none_is_taken() =>
        Found([Line(1, 10, -300), Line(2, 11, -400), Line(3, 11, -400), Line(4, 12, -1)], [Line(1, 10, -700)])
            .ShouldNotContain(text => text.StartsWith("OneToMany", StringComparison.Ordinal));

    [Theory]
    [InlineData(SumSearch.CandidatesMax, true)]
    [InlineData(SumSearch.CandidatesMax + 1, false)]
    public void A_choice_is_looked_for_among_few_lines_only(int candidates, bool isFound)
    {
        // Powers of two: every sum is made in one way.
        var here = Enumerable.Range(0, candidates).Select(number => Line(number, 10 + number % 2, -1L << number)).ToList();

        Found(here, [Line(1, 10, -(1 + 4))]).Any(text => text == "OneToMany 2+0=1").ShouldBe(isFound);
    }

    [Fact]
    public void Lines_of_the_margin_may_match_and_are_no_difference()
    {
        var found = LineMatching.Match([Line(1, 0, -500), Line(2, -1, -40)], [Line(1, 1, -500), Line(2, 33, -60)], March);

        found.Texts().ShouldBe(["AmountAndDate 1=1"]);
        (Numbers(found.BeyondHere), Numbers(found.BeyondThere)).ShouldBe(("2", "2"));
    }

    [Fact]
    public void A_difference_has_the_same_name_wherever_its_line_stands()
    {
        var alone = LineMatching.Match([], [Line(7, 10, -500, "X-1")], March).Differences;
        var amongOthers = LineMatching.Match([Line(1, 2, 5)], [Line(1, 2, -7), Line(90, 10, -500, "X-1")], March).Differences;

        DifferenceIds.Of("bank", amongOthers).ShouldContain(DifferenceIds.Of("bank", alone).Single());
        DifferenceIds.Of("tax", alone).ShouldNotBe(DifferenceIds.Of("bank", alone));
    }

    [Fact]
    public void Differences_that_are_alike_have_names_of_their_own()
    {
        var found = LineMatching.Match([], [Line(1, 10, -500), Line(2, 10, -500)], March).Differences;

        DifferenceIds.Of("bank", found).ToHashSet().Count.ShouldBe(2);
    }

    private static IReadOnlyList<string> Found(IEnumerable<ReconciledLine> here, IEnumerable<ReconciledLine> there) =>
        LineMatching.Match(here, there, March).Texts();
}
