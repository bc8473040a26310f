using Ledger.Domain.Funds;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Requirements.SourceBooks;

namespace Ledger.Domain.Tests.Requirements;

/// <summary>Money between levels of government (rows A of docs/requirements.md).</summary>
public sealed class LevelRequirementsTests
{
    [Fact]
    public void A2_a_shared_deficit_is_a_flow_of_its_own_on_both_sides()
    {
        BooksOf(Resident).When(Made(
                new LowerLevelSubsidyPaid { Counterparty = "330921", Category = "deficit-share" }, "D-1", 300 * Wan))
            .ThenMoves(("expenditure.to-lower", "3000000.00"));
        BooksOf(Resident).When(Made(
                new UpperLevelSubsidyReceived { Counterparty = "330900", Category = "deficit-share" }, "D-1", 300 * Wan))
            .ThenMoves(("income.from-upper", "3000000.00"));
        BooksOf(Resident).When(Subsidy("D-2", 200 * Wan) with { Category = "deficit-share" })
            .ThenMoves(("income.subsidy.deficit-share", "2000000.00"));
    }

    [Fact]
    public void A3_the_adjustment_fund_is_fed_from_below_and_drawn_from_above()
    {
        var books = BooksOf(Resident)
            .Records(Made(new UpperLevelRemittancePaid { Counterparty = "640000", Category = "adjustment-fund" },
                "U-1", 500 * Wan))
            .Records(Made(new UpperLevelSubsidyReceived { Counterparty = "640000", Category = "adjustment-fund" },
                "U-2", 700 * Wan));

        books.Told(Resident, "expenditure.to-upper").ShouldBe("5000000.00");
        books.Told(Resident, "income.from-upper").ShouldBe("7000000.00");
        books.Told(Resident, "income.subsidy").ShouldBe("0.00");
    }

    [Fact]
    public void A4_a_pool_that_joins_another_gives_its_balance_away_on_a_day()
    {
        var books = BooksOf(Resident).Records(Adjusted("R-1", OpeningFen, "down").On("2025-12-31") with
        {
            Category = "re-parented", Counterparty = "330000", Reason = "pooled by the province from 2026",
        });

        books.Balance(Resident).ShouldBe(Money.Zero);
        books.Told(Resident, "expenditure").ShouldBe("0.00");
    }

    [Fact]
    public void A5_vaccine_money_sent_up_and_injections_paid_for_are_two_flows()
    {
        var books = BooksOf(Resident)
            .Records(Made(new UpperLevelRemittancePaid { Counterparty = "330000", Category = "vaccine" },
                "V-1", 12_600 * Wan))
            .Records(Paid("V-2", 1_984 * Wan, "vaccine"));

        books.Told(Resident, "expenditure.to-upper").ShouldBe("126000000.00");
        books.Told(Resident, "expenditure.benefits.vaccine").ShouldBe("19840000.00");
    }

    [Fact]
    public void A6_an_interim_clearing_is_decided_before_the_year_ends() => BooksOf(Resident)
        .Records(Cleared("Q-1", 80 * Wan, "up").On("2025-09-30") with { Category = "interim", BudgetYear = 2025 })
        .When(Paid("V-1", 80 * Wan, "vaccine").Naming("Q-1").On("2025-10-10"))
        .ThenMoves(("expenditure.benefits.vaccine", "800000.00"));

    [Fact]
    public void A7_a_subsidy_tells_which_of_four_levels_paid_it()
    {
        var books = BooksOf(Resident);
        string[] levels = ["central", "provincial", "municipal", "county"];

        foreach (var level in levels) books.Records(Subsidy(level, 100 * Wan) with { Payer = level });

        books.Told(Resident, "income.subsidy").ShouldBe("4000000.00");
        books.Recorded.OfType<SubsidyReceived>().Select(entry => entry.Payer).ShouldBe(levels);
        books.Told(Resident, "income.premium").ShouldBe("0.00");
    }
}
