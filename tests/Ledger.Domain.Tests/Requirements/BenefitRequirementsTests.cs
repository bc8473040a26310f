using Ledger.Domain.Reimbursements;
using Ledger.Domain.Tests.Deciding;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Requirements.SourceBooks;

namespace Ledger.Domain.Tests.Requirements;

/// <summary>Benefits by category (rows C of docs/requirements.md).</summary>
public sealed class BenefitRequirementsTests
{
    [Fact]
    public void C1_six_categories_come_to_53_891_visits_and_5_814_06_wan()
    {
        var books = BooksOf(Resident, CriticalIllness, MedicalAid);
        foreach (var (fund, category, visits, fen) in new[]
        {
            (Resident, "outpatient", 29_213L, 123_890_000L), (Resident, "outpatient-special", 6_981L, 534_610_000L),
            (Resident, "inpatient", 6_447L, 3_513 * Wan), (CriticalIllness, "inpatient", 1_506L, 474_370_000L),
            (MedicalAid, "inpatient", 6_368L, 771_260_000L), (Resident, "other", 3_376L, 396_930_000L),
        })
            books.Records(Paid($"{fund}-{category}", fen, category).In(fund).Standing(visits: visits));

        books.Line("expenditure.benefits").ToString().ShouldBe("58140600.00");
        books.Recorded.OfType<ReimbursementPaid>().Sum(entry => entry.Count).ShouldBe(53_891);
        books.Told(Resident, "expenditure.benefits.outpatient").ShouldBe("1238900.00");
    }

    [Fact]
    public void C2_a_bill_keeps_both_denominators()
    {
        var books = BooksOf(Resident).Records(Settled("S-1", 79_500_00) with
        {
            MedicalCost = new Money(110_000_00), InScopeCost = new Money(100_000_00),
            OutOfScopeCost = new Money(10_000_00), SelfPaid = new Money(20_500_00),
        });

        var bill = books.Recorded[^1];
        (bill.Amount.Fen * 1000 / bill.InScopeCost!.Value.Fen).ShouldBe(795);
        (bill.InScopeCost + bill.OutOfScopeCost).ShouldBe(bill.MedicalCost);
    }

    [Fact]
    public void C3_persons_visits_and_money_are_three_figures()
    {
        var paid = BooksOf(Resident)
            .Records(Paid("S-1", 131_100 * Wan, "other").Standing(persons: 1_050_000, visits: 3_160_000)).Recorded[^1];

        (paid.Persons, paid.Count, paid.Amount.ToString()).ShouldBe((1_050_000, 3_160_000, "1311000000.00"));
    }

    [Fact]
    public void C7_care_of_last_year_paid_this_year_is_expenditure_of_this_year() => BooksOf(MedicalAid)
        .When(Paid("S-1", 596_000_00, "other").In(MedicalAid).Standing(persons: 22).On("2025-06-30") with
        {
            BusinessFrom = Date("2024-01-01"), BusinessTo = Date("2024-12-31"),
        })
        .ThenMoves(("expenditure.benefits.other", "596000.00"));

    [Fact]
    public void C8_relief_that_a_hospital_gives_is_in_no_funds_expenditure()
    {
        var books = BooksOf(Resident).When(Fact("F-1", 1) with
        {
            Category = "hospital-relief", Amount = new Money(233 * Wan), Fund = Resident,
        }).ThenMoves();

        books.Moved(Resident).ShouldBe("0.00");
    }

    [Fact]
    public void C9_care_insurance_has_its_benefit_and_its_hours_beside_it()
    {
        var books = BooksOf(LongTermCare)
            .Records(Paid("N-1", 9_859 * Wan, "nursing").In(LongTermCare).Standing(persons: 16_000, visits: 212_000))
            .Records(Fact("F-1", 395_000) with { Category = "nursing-hours", Fund = LongTermCare });

        books.Told(LongTermCare, "expenditure.benefits.nursing").ShouldBe("98590000.00");
        books.Moved(LongTermCare).ShouldBe("-98590000.00");
    }

    [Fact]
    public void C10_a_hundredth_of_the_premiums_leaves_care_insurance_for_a_fund_of_its_own()
    {
        var reserve = FundCode.Of("disability-delay");
        var books = BooksOf(LongTermCare, reserve)
            .Records(Premium("P-1", 100_000 * Wan).In(LongTermCare))
            .Records(Moved("M-1", 1_000 * Wan, "reserve", reserve).In(LongTermCare));

        books.Moved(LongTermCare).ShouldBe("990000000.00");
        books.Told(LongTermCare, "expenditure").ShouldBe("10000000.00");
        books.Told(reserve, "income.other").ShouldBe("10000000.00");
    }

    [Fact]
    public void C12_what_the_pool_leaves_of_a_visit_the_civil_servants_fund_pays()
    {
        var books = BooksOf(EmployeePooled, CivilServant).Records(
            Paid("S-1", 120_00, "outpatient").In(EmployeePooled),
            Paid("S-1", 60_00, "outpatient").In(CivilServant));

        books.Told(EmployeePooled, "expenditure.benefits.outpatient").ShouldBe("120.00");
        books.Told(CivilServant, "expenditure.benefits.outpatient").ShouldBe("60.00");
    }

    [Fact]
    public void C14_a_visit_before_admission_moves_into_the_stay_and_benefits_stay_as_they_are()
    {
        var books = BooksOf(EmployeePooled).Records(Paid("S-1", 860_00, "outpatient").In(EmployeePooled)).Records(
            (CameBack("R-1", "S-1", 860_00).In(EmployeePooled) with { Category = "reclassified" }).Under("V-1"),
            Paid("S-2", 860_00).In(EmployeePooled).Under("V-1"));

        books.Told(EmployeePooled, "expenditure.benefits.outpatient").ShouldBe("0.00");
        books.Told(EmployeePooled, "expenditure.benefits.inpatient").ShouldBe("860.00");
        books.Told(EmployeePooled, "expenditure.benefits").ShouldBe("860.00");
    }

    [Fact]
    public void C18_C19_a_benefit_keeps_the_version_of_the_rule_that_was_repealed_since()
    {
        var books = BooksOf(MedicalAid)
            .Records(Paid("S-1", 5_000_00).In(MedicalAid) with { Policy = "aid-90-percent-2018" })
            .Records(Paid("S-2", 4_000_00).In(MedicalAid) with { Policy = "aid-70-percent-2022" });

        books.Recorded.OfType<ReimbursementPaid>().Select(entry => entry.Policy)
            .ShouldBe(["aid-90-percent-2018", "aid-70-percent-2022"]);
        books.Told(MedicalAid, "expenditure.benefits").ShouldBe("9000.00");
    }

    [Fact]
    public void C24_C25_maternity_has_a_medical_line_and_one_of_allowances()
    {
        var books = BooksOf(EmployeePooled)
            .Records(Paid("M-1", 4_200_00, "maternity-medical").In(EmployeePooled) with { Method = "per-case" })
            .Records(Paid("M-2", 18_000_00, "maternity-allowance").In(EmployeePooled));

        books.Told(EmployeePooled, "expenditure.benefits.maternity-medical").ShouldBe("4200.00");
        books.Told(EmployeePooled, "expenditure.benefits.maternity-allowance").ShouldBe("18000.00");
    }

    [Fact]
    public void C28_an_allowance_put_aside_for_outpatients_is_not_spent_until_it_is_paid()
    {
        var family = FundCode.Of("resident-family");
        var books = BooksOf(Resident, family).Records(Moved("M-1", 100 * Wan, "pool-to-family", family))
            .Records(Paid("S-1", 40 * Wan, "outpatient").In(family));

        books.Told(Resident, "expenditure").ShouldBe("0.00");
        books.Told(family, "expenditure").ShouldBe("400000.00");
        books.Moved(family).ShouldBe("600000.00");
    }

    [Theory]
    [InlineData("work injury")]
    [InlineData("a third party is liable")]
    [InlineData("public health")]
    [InlineData("care abroad")]
    public void C29_what_the_fund_does_not_pay_is_refused_with_its_reason(string reason)
    {
        var books = BooksOf(Resident).Records(Settled("S-1", 1_000_00))
            .Records(Refused("X-1", "S-1", 300_00) with { Reason = reason });

        books.Recorded[^1].Reason.ShouldBe(reason);
        books.Moved(Resident).ShouldBe("0.00");
    }
}
