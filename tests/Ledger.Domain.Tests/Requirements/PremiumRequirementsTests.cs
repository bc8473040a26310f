using Ledger.Domain.Funds;
using Ledger.Domain.Premiums;
using Ledger.Domain.Tests.Deciding;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Requirements.SourceBooks;

namespace Ledger.Domain.Tests.Requirements;

/// <summary>Premiums by payer (rows B of docs/requirements.md).</summary>
public sealed class PremiumRequirementsTests
{
    private static readonly FundCode _huiminbao = FundCode.Of("huiminbao");

    [Theory]
    [InlineData(730, 430, "1160.00")]
    [InlineData(650, 355, "1005.00")]
    public void B1_what_a_resident_brings_is_the_own_part_and_the_subsidy(long subsidy, long own, string both)
    {
        var books = BooksOf(Resident).Records(Premium("P-1", own * 100).Standing(persons: 1))
            .Records(Subsidy("S-1", subsidy * 100));

        books.Told(Resident, "income").ShouldBe(both);
        books.Told(Resident, "income.premium").ShouldBe($"{own}.00");
    }

    [Fact]
    public void B2_the_government_pays_the_own_part_of_125_500_persons() => BooksOf(Resident)
        .When(Premium("P-1", 5_159 * Wan, "fiscal").Standing(persons: 125_500))
        .ThenMoves(("income.premium.fiscal-paid", "51590000.00"));

    [Fact]
    public void B3_medical_aid_spends_what_the_residents_fund_receives_and_both_come_to_nothing()
    {
        var books = BooksOf(MedicalAid, Resident)
            .Records(Moved("M-1", 320_00L * 1_000, "aid-funded", Resident).In(MedicalAid));

        books.Told(MedicalAid, "expenditure.benefits.premium-aid").ShouldBe("320000.00");
        books.Told(Resident, "income.premium.aid-funded").ShouldBe("320000.00");
        books.Moved(MedicalAid).ShouldBe("-320000.00");
        books.Moved(Resident).ShouldBe("320000.00");
    }

    [Fact]
    public void B5_a_premium_for_eighteen_months_is_income_of_the_year_in_which_it_came() => BooksOf(Resident)
        .When(Premium("P-1", 60_00).On("2025-09-01") with
        {
            BusinessFrom = Date("2025-07-01"), BusinessTo = Date("2026-12-31"),
        })
        .ThenMoves(("income.premium", "60.00"));

    [Fact]
    public void B6_a_back_payment_for_earlier_years_is_income_of_today() => BooksOf(Resident)
        .When(Premium("P-1", 840_00).On("2025-03-10") with
        {
            BusinessFrom = Date("2022-01-01"), BusinessTo = Date("2024-12-31"),
        })
        .ThenMoves(("income.premium", "840.00"));

    [Fact]
    public void B8_the_employers_part_goes_to_the_pool_and_the_own_part_to_the_account()
    {
        var books = BooksOf(EmployeePooled, EmployeePersonal).Records(
            Premium("P-1", 800_00, "employer").In(EmployeePooled).Under("V-1"),
            Premium("P-2", 200_00, "individual").In(EmployeePersonal).Under("V-1"));

        books.Told(EmployeePooled, "income.premium").ShouldBe("800.00");
        books.Told(EmployeePersonal, "income.premium").ShouldBe("200.00");
    }

    [Fact]
    public void B9_the_version_of_the_split_stays_with_the_premium() => BooksOf(EmployeePersonal)
        .When(Premium("P-1", 25_00, "employer").In(EmployeePersonal) with { Policy = "pa-split-2022-12" })
        .ThenAccepted().Recorded[^1].Policy.ShouldBe("pa-split-2022-12");

    [Fact]
    public void B12_an_account_pays_a_relatives_premium_of_another_fund()
    {
        var books = BooksOf(EmployeePersonal, Resident, LongTermCare, _huiminbao)
            .Records(Moved("M-1", 380_00, "family-premium", Resident).In(EmployeePersonal))
            .Records(Moved("M-2", 30_00, "family-premium", LongTermCare).In(EmployeePersonal))
            .Records(Moved("M-3", 100_00, "family-premium", _huiminbao).In(EmployeePersonal));

        books.Told(EmployeePersonal, "expenditure.benefits.personal").ShouldBe("510.00");
        books.Told(Resident, "income.premium").ShouldBe("380.00");
        books.Told(LongTermCare, "income.premium").ShouldBe("30.00");
        books.Told(_huiminbao, "income.premium").ShouldBe("100.00");
    }

    [Fact]
    public void B13_a_donation_to_medical_aid_is_other_income_and_named() => BooksOf(MedicalAid)
        .When(Made(new OtherIncomeReceived { Category = "donation" }, "D-1", 5 * Wan).In(MedicalAid))
        .ThenMoves(("income.other", "50000.00"));

    [Fact]
    public void B14_huiminbao_is_outside_the_statutory_books_and_pays_87_44_per_cent()
    {
        var books = BooksOf(_huiminbao, Resident)
            .Records(Premium("P-1", 18_700 * 100_00, "charity").In(_huiminbao).Standing(persons: 18_700))
            .Records(Premium("P-2", 305_400 * 100_00L).In(_huiminbao).Standing(persons: 305_400))
            .Records(Paid("S-1", 2_834 * Wan, "other").In(_huiminbao));

        var (premiums, paid) = (books.Told(_huiminbao, "income.premium"), books.Told(_huiminbao, "expenditure.benefits"));
        (premiums, paid).ShouldBe(("32410000.00", "28340000.00"));
        Math.Round(28_340_000m / 32_410_000m * 100, 2).ShouldBe(87.44m);
        books.Moved(Resident).ShouldBe("0.00");
        Repository.Funds.Find(_huiminbao)!.Books.ShouldBe(FundBooks.Outside);
    }

    [Theory]
    [InlineData("collected-today", 77_460)]
    [InlineData("paid-of-last-years-subsidised", 178_568)]
    [InlineData("insured-employees", 135_442)]
    [InlineData("insured-residents", 988_317)]
    public void B16_B17_B19_a_count_is_a_fact_and_moves_nothing(string what, long count)
    {
        var books = BooksOf(Resident).When(Fact("F-1", count) with { Category = what }).ThenMoves();

        books.Recorded[^1].Count.ShouldBe(count);
        books.Moved(Resident).ShouldBe("0.00");
    }

    [Fact]
    public void B18_insured_twice_gives_back_the_premium_and_the_subsidy()
    {
        var books = BooksOf(Resident).Records(Premium("P-1", 380_00)).Records(Subsidy("S-1", 640_00)).Records(
            Refund("R-1", "P-1", 380_00).Under("V-1") with { Reason = "insured twice" },
            SubsidyBack("R-2", "S-1", 640_00).Under("V-1") with { Reason = "insured twice" });

        books.Told(Resident, "income").ShouldBe("0.00");
        books.Recorded.OfType<PremiumRefunded>().ShouldHaveSingleItem().Reason.ShouldBe("insured twice");
    }
}
