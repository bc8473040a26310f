using Ledger.Domain.Events;
using Ledger.Domain.People;
using Ledger.Domain.Reimbursements;
using Ledger.Domain.Tests.Deciding;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Deciding.Scenario;
using static Ledger.Domain.Tests.People.PeopleEntries;

namespace Ledger.Domain.Tests.People;

public sealed class DuplicateBenefitTests
{
    private static readonly BenefitCaps _caps = BenefitCaps.Parse(Repository.Text("data/caps.json"));

    [Fact]
    public void One_care_under_two_documents_is_found() =>
        Found(Stay("S-1", 50_00), Stay("S-2", 60_00))
            .ShouldBe(["duplicate-benefit/same-care inpatient S-1 50.00 S-2 60.00"]);

    [Fact]
    public void Each_further_document_is_found_beside_the_first() =>
        Found(Stay("S-1", 50_00), Stay("S-2", 60_00), Stay("S-3", 1)).ShouldBe(
        [
            "duplicate-benefit/same-care inpatient S-1 50.00 S-2 60.00",
            "duplicate-benefit/same-care inpatient S-1 50.00 S-3 0.01",
        ]);

    [Fact]
    public void Legs_of_one_settlement_are_one_benefit() =>
        Found(Stay("S-1", 50_00), Stay("S-1", 30_00).In(EmployeePooled)).ShouldBeEmpty();

    [Fact]
    public void A_settlement_and_its_payments_are_one_benefit() =>
        Found(Settled("D-1", 80_00).For(Wang), Paid("S-1", 30_00).For(Wang).Naming("D-1"),
            Paid("S-2", 50_00).For(Wang).Naming("D-1")).ShouldBeEmpty();

    [Fact]
    public void A_settlement_of_what_was_paid_already_is_found_before_it_is_paid() =>
        Found(Paid("S-1", 50_00).For(Wang), Settled("D-1", 80_00).For(Wang))
            .ShouldBe(["duplicate-benefit/same-care inpatient S-1 50.00 D-1 80.00"]);

    [Theory]
    [InlineData("hospital")]
    [InlineData("last day")]
    [InlineData("category")]
    public void Care_that_differs_is_another_benefit(string what)
    {
        var other = Stay("S-2", 60_00);
        Found(Stay("S-1", 50_00), what switch
        {
            "hospital" => other.Of(OtherHospital),
            "last day" => other.Care("2025-03-01", "2025-03-08"),
            _ => other with { Category = "outpatient" },
        }).ShouldBeEmpty();
    }

    [Fact]
    public void The_same_bill_is_found_although_it_was_called_something_else() =>
        Found(Stay("S-1", 50_00).Billed(900_00), (Stay("S-2", 60_00) with { Category = "outpatient" }).Billed(900_00))
            .ShouldBe(["duplicate-benefit/same-bill outpatient S-1 50.00 S-2 60.00"]);

    [Fact]
    public void Another_bill_of_the_day_is_not() =>
        Found(Stay("S-1", 50_00).Billed(900_00), (Stay("S-2", 60_00) with { Category = "outpatient" }).Billed(900_01))
            .ShouldBeEmpty();

    [Fact]
    public void Two_basic_insurances_for_one_care_are_found() =>
        Found(Stay("S-1", 50_00), Stay("S-2", 60_00).In(EmployeePooled)).Length.ShouldBe(1);

    [Fact]
    public void Aid_that_adds_to_an_insurance_under_a_document_of_its_own_is_no_duplicate() =>
        Found(Stay("S-1", 50_00).Billed(900_00), Stay("S-2", 8_00).In(Aid).Billed(900_00)).ShouldBeEmpty();

    [Fact]
    public void Aid_by_two_identities_is_one() =>
        Found(Stay("S-1", 8_00).In(Aid), Stay("S-2", 8_00).In(Aid)).Length.ShouldBe(1);

    [Fact]
    public void Ones_own_money_is_no_benefit() =>
        Found(Spend("S-1", 5_00), Spend("S-2", 5_00)).ShouldBeEmpty();

    [Fact]
    public void What_was_reversed_came_back_or_was_withdrawn_is_no_duplicate()
    {
        Found(Stay("S-1", 50_00), Stay("S-2", 60_00), Reversed("R-1", "S-1")).ShouldBeEmpty();
        Found(Stay("S-1", 50_00), Stay("S-2", 60_00), CameBack("B-1", "S-2", 60_00)).ShouldBeEmpty();
        Found(Stay("S-1", 50_00), Settled("D-1", 80_00).For(Wang).Care("2025-03-01", "2025-03-09"),
            Withdrawn("W-1", "D-1", 80_00)).ShouldBeEmpty();
    }

    [Fact]
    public void Care_without_an_institution_is_the_same_only_by_its_bill() =>
        Found(Stay("S-1", 50_00) with { Institution = null }, Stay("S-2", 60_00) with { Institution = null })
            .ShouldBeEmpty();

    private static ReimbursementPaid Stay(string document, long fen) =>
        Paid(document, fen).For(Wang).Care("2025-03-01", "2025-03-09");

    private static string[] Found(params FundEvent[] entries)
    {
        var scenario = Given([.. OpenFunds, .. entries]);
        var ofPerson = scenario.Recorded.Select((entry, index) => (index + 1L, entry))
            .Where(one => PersonEntry.Of(one.entry) is not null);
        return
        [
            .. DuplicateBenefits.Among(ofPerson, _caps.Exclude).Select(pair => $"{pair.Policy} {pair.Category} "
                + $"{pair.First.Document} {pair.First.Amount} {pair.Second.Document} {pair.Second.Amount}"),
        ];
    }
}

internal static class Bills
{
    internal static ReimbursementPaid Billed(this ReimbursementPaid entry, long fen) =>
        entry with { MedicalCost = new Money(fen) };
}
