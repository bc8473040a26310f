using Ledger.Domain.Reimbursements;
using Ledger.Domain.Tests.Deciding;
using Ledger.Domain.Treasury;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Requirements.SourceBooks;

namespace Ledger.Domain.Tests.Requirements;

/// <summary>Settlements, other regions and institutions (rows D and E of docs/requirements.md).</summary>
public sealed class SettlementRequirementsTests
{
    [Fact]
    public void D1_one_settlement_of_five_funds_stands_or_falls_as_one()
    {
        FundCode[] funds =
            [Resident, CriticalIllness, FundCode.Of("enterprise-supplement"), MedicalAid, FundCode.Of("poverty-insurance")];
        var legs = funds.Select((fund, index) => Paid("S-1", (index + 1) * 100_00).In(fund) with
        {
            MedicalCost = new Money(2_000_00),
        }).ToArray();

        var books = BooksOf(funds).Records(legs);

        books.Recorded.OfType<ReimbursementPaid>().Count().ShouldBe(5);
        books.Line("expenditure.benefits").ToString().ShouldBe("1500.00");
        foreach (var (fund, index) in funds.Select((fund, index) => (fund, index)))
            books.Told(fund, "expenditure").ShouldBe($"{(index + 1) * 100}.00");
    }

    [Fact]
    public void D3_patients_abroad_are_our_expenditure_and_patients_from_abroad_are_owed_to_us()
    {
        var books = BooksOf(Resident)
            .Records(Paid("OUT", 11_000 * Wan).Standing(visits: 7_069) with { Institution = null, Counterparty = "other pools" })
            .Records(new AdvancePaid().WithCity("IN", 22_300 * Wan).Standing(visits: 21_500));

        books.Told(Resident, "expenditure").ShouldBe("110000000.00");
        books.Told(Resident, "asset.advances").ShouldBe("223000000.00");
        books.Moved(Resident).ShouldBe("-110000000.00");
    }

    [Fact]
    public void D4_an_account_pays_in_another_city_from_its_own_fund()
    {
        var books = BooksOf(EmployeePersonal).Records(Paid("S-1", 86_00, "personal").In(EmployeePersonal) with
        {
            Institution = null, Counterparty = "330100", Persons = 72,
        });

        books.Told(EmployeePersonal, "expenditure.benefits.personal").ShouldBe("86.00");
    }

    [Fact]
    public void D6_a_case_filed_after_the_care_is_owed_from_the_day_it_is_settled()
    {
        var books = BooksOf(Resident).Records(Settled("S-1", 3_000_00).On("2025-06-02") with
        {
            BusinessFrom = Date("2025-03-01"), BusinessTo = Date("2025-03-09"), Reason = "filed afterwards",
        });

        books.Moved(Resident).ShouldBe("0.00");
        books.When(Paid("P-1", 3_000_00).Naming("S-1").On("2025-06-20"))
            .ThenMoves(("expenditure.benefits.inpatient", "3000.00"));
    }

    [Fact]
    public void D10_a_settlement_priced_anew_by_the_treating_area_is_withdrawn_and_recorded_again()
    {
        var books = BooksOf(Resident).Records(Settled("S-1", 9_000_00)).Records(
            Withdrawn("W-1", "S-1", 9_000_00).Under("V-1"), (Settled("S-2", 8_400_00) with { Method = "drg" }).Under("V-1"));

        books.When(Paid("P-1", 8_400_00).Naming("S-2")).ThenMoves(("expenditure.benefits.inpatient", "8400.00"));
    }

    [Fact]
    public void E3_a_special_case_adds_to_what_is_payable() => BooksOf(Resident)
        .Records(Cleared("Q-1", 42_000_00, "up") with { Category = "special-case", Reason = "reviewed singly" })
        .When(Paid("P-1", 42_000_00).Naming("Q-1"))
        .ThenMoves(("expenditure.benefits.inpatient", "42000.00"));

    [Theory]
    [InlineData("dip")]
    [InlineData("per-bed-day")]
    [InlineData("quota")]
    [InlineData("per-item")]
    [InlineData("day-surgery")]
    public void E5_a_settlement_says_by_which_method_it_is_paid(string method) => BooksOf(Resident)
        .Records(Settled("S-1", 100_00) with { Method = method }).Recorded[^1].Method.ShouldBe(method);

    [Fact]
    public void E12_a_prepayment_for_purchases_is_an_advance_and_no_expenditure()
    {
        var books = BooksOf(Resident).Records(Prepaid("A-1", 1_100 * Wan) with { Category = "procurement" });

        books.Told(Resident, "asset.prepayments").ShouldBe("11000000.00");
        books.Told(Resident, "expenditure").ShouldBe("0.00");
        books.Moved(Resident).ShouldBe("0.00");
    }

    [Fact]
    public void E14_E15_an_emergency_advance_is_used_up_by_what_is_settled_later()
    {
        var books = BooksOf(Resident).Records(Prepaid("A-1", 500 * Wan) with { Category = "emergency" })
            .Records(Paid("S-1", 500 * Wan))
            .Records(Offset("F-1", "S-1", 500 * Wan) with { Category = "emergency" });

        books.Told(Resident, "asset.prepayments").ShouldBe("0.00");
        books.Told(Resident, "expenditure").ShouldBe("5000000.00");
    }

    [Fact]
    public void E16_a_supplier_is_advanced_money_and_its_bond_is_held()
    {
        var books = BooksOf(Resident)
            .Records(Made(new AdvancePaid { Counterparty = "supplier-1", Category = "procurement" }, "A-1", 80 * Wan))
            .Records(Made(new HeldReceived { Counterparty = "supplier-1", Category = "bond" }, "H-1", 5 * Wan));

        books.Told(Resident, "asset.advances").ShouldBe("800000.00");
        books.Told(Resident, "liability.held").ShouldBe("50000.00");
        books.Moved(Resident).ShouldBe("0.00");
    }
}
