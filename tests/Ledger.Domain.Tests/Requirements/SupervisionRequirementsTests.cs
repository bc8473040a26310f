using Ledger.Domain.Clawbacks;
using Ledger.Domain.Funds;
using Ledger.Domain.Statements;
using Ledger.Domain.Tests.Deciding;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Requirements.SourceBooks;

namespace Ledger.Domain.Tests.Requirements;

/// <summary>Supervision, control and early warning (rows F, G and H of docs/requirements.md).</summary>
public sealed class SupervisionRequirementsTests
{
    [Theory]
    [InlineData(17_465_100_00, "-17465100.00")]
    [InlineData(203 * Wan, "-2030000.00")]
    public void F1_F2_what_is_recovered_lowers_benefits_and_a_fine_does_not(long fen, string benefits)
    {
        var books = BooksOf(Resident).Records(Ordered("O-1", "C-1", fen, bookedIn: 2025))
            .Records(Recovered("R-1", "C-1", fen)).Records(Fined("F-1", 7 * Wan));

        books.Told(Resident, "expenditure.benefits").ShouldBe(benefits);
        books.Told(Resident, "income").ShouldBe("0.00");
        books.Told(Resident, "liability.penalties").ShouldBe("70000.00");
    }

    [Fact]
    public void F3_what_is_taken_back_is_told_apart_by_its_reason()
    {
        var books = BooksOf(Resident)
            .Records(Ordered("O-1", "C-1", 60 * Wan, bookedIn: 2025) with { Reason = "stock does not match" })
            .Records(Ordered("O-2", "C-2", 20 * Wan, bookedIn: 2025) with { Reason = "cards swiped without care" })
            .Records(Ordered("O-3", "C-3", 20 * Wan, bookedIn: 2025) with { Reason = "other" });

        var orders = books.Recorded.OfType<ClawbackOrdered>().ToLookup(order => order.Reason, order => order.Amount.Fen);
        orders["stock does not match"].Sum().ShouldBe(60 * Wan);
        orders["cards swiped without care"].Sum().ShouldBe(20 * Wan);
        orders.Sum(reason => reason.Sum()).ShouldBe(100 * Wan);
    }

    [Theory]
    [InlineData("whistleblower-reward", 3)]
    [InlineData("fiscal-project", 13_200)]
    public void F4_H18_fiscal_money_has_books_of_its_own_outside_the_statutory_ones(string slug, long wan)
    {
        var fund = FundCode.Of(slug);
        var books = BooksOf(fund, Resident).Records(Made(new OtherExpenditurePaid(), "X-1", wan * Wan).In(fund));

        books.Told(fund, "expenditure.other").ShouldBe($"{wan * 10_000}.00");
        books.Moved(Resident).ShouldBe("0.00");
        Repository.Funds.Find(fund)!.Books.ShouldBe(FundBooks.Outside);
    }

    [Fact]
    public void H18_thirty_two_times_400_and_two_times_200_are_13_200_wan()
    {
        var fund = FundCode.Of("fiscal-project");
        var books = BooksOf(fund);
        for (var index = 0; index < 34; index++)
            books.Records(Made(new OtherExpenditurePaid(), $"X-{index}", (index < 32 ? 400 : 200) * Wan).In(fund));

        books.Told(fund, "expenditure").ShouldBe("132000000.00");
    }

    [Fact]
    public void F5_a_case_number_leads_from_the_finding_to_the_recovery_and_the_fine()
    {
        var books = BooksOf(Resident).Records(Ordered("O-1", "C-1", 100_00, bookedIn: 2025))
            .Records(Recovered("R-1", "C-1", 100_00)).Records(Fined("F-1", 200_00)).Records(Remitted("T-1", 200_00));

        books.Recorded.Where(entry => entry.CaseNo == "C-1").Select(entry => entry.Document.Text)
            .ShouldBe(["O-1", "R-1", "F-1", "T-1"]);
    }

    [Theory]
    [InlineData("transfer")]
    [InlineData("inheritance")]
    [InlineData("lump-sum")]
    public void G2_H21_an_account_may_move_on_be_inherited_or_be_paid_out(string category) => BooksOf(EmployeePersonal)
        .When(Transferred("T-1", 3_000_00).In(EmployeePersonal) with { Category = category })
        .ThenMoves(("expenditure.transfer", "3000.00"));

    [Fact]
    public void G5_G6_the_pools_part_of_the_employees_income_falls_by_what_retirees_accounts_get()
    {
        var books = BooksOf(EmployeePooled, EmployeePersonal)
            .Records(Premium("P-1", 700_00, "employer").In(EmployeePooled))
            .Records(Premium("P-2", 300_00).In(EmployeePersonal))
            .Records(Entries.Moved("M-1", 100_00, "pool-to-personal", EmployeePersonal).In(EmployeePooled));

        books.Told(EmployeePooled, "income").ShouldBe("600.00");
        books.Line("income").ToString().ShouldBe("1000.00");
    }

    [Fact]
    public void H2_what_one_fund_does_moves_no_other_fund()
    {
        var books = BooksOf(Resident, Employee, MedicalAid).Records(Paid("S-1", 100_00));

        books.Moved(Resident).ShouldBe("-100.00");
        books.Moved(Employee).ShouldBe("0.00");
        books.Moved(MedicalAid).ShouldBe("0.00");
    }

    [Fact]
    public void H8_surplus_rates_of_five_years_have_a_mean_of_28_4_and_the_last_three_of_21_7()
    {
        int[] printed = [52, 25, 19, 35, 11];

        var rates = printed.Select(rate => FundStatement.Of(EmployeePooled, openingKnown: true, Money.Zero,
            new Dictionary<string, Money>
            {
                [StatementLines.Premium] = new(100 * Wan), [StatementLines.Benefits] = new((100 - rate) * Wan),
            })).Select(year => 100m * year[StatementLines.Surplus].Fen / year[StatementLines.IncomeTotal].Fen).ToList();

        rates.ShouldBe([52m, 25m, 19m, 35m, 11m]);
        rates.Average().ShouldBe(28.4m);
        Math.Round(rates.TakeLast(3).Average(), 1).ShouldBe(21.7m);
    }

    [Fact]
    public void H9_the_dependency_coefficient_is_made_of_two_facts()
    {
        var books = BooksOf(EmployeePooled).Records(Fact("F-1", 96_000) with { Category = "active" })
            .Records(Fact("F-2", 41_000) with { Category = "retired" });

        var facts = books.Recorded.OfType<FactRecorded>().ToDictionary(fact => fact.Category!, fact => fact.Count!.Value);
        Math.Round((decimal)facts["retired"] / facts["active"], 3).ShouldBe(0.427m);
    }

    [Theory]
    [InlineData("agency")]
    [InlineData("administration")]
    public void H20_a_recovery_says_which_of_two_supervisors_ordered_it(string channel) => BooksOf(Resident)
        .Records(Ordered("O-1", "C-1", 100_00) with { Channel = channel }).Recorded[^1].Channel.ShouldBe(channel);
}
