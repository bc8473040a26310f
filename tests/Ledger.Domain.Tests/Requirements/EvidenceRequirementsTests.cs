using Ledger.Domain.Deciding;
using Ledger.Domain.Tests.Deciding;
using NodaTime;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Requirements.SourceBooks;

namespace Ledger.Domain.Tests.Requirements;

/// <summary>What an entry keeps as evidence is part of the fact: said otherwise it is another fact, and refused.</summary>
public sealed class EvidenceRequirementsTests
{
    [Fact]
    public void B15_a_premium_keeps_the_way_in_which_it_was_collected()
    {
        var collected = Premium("P-1", 380_00) with { Channel = "agent-pos" };
        var books = BooksOf(Resident).Records(collected);

        books.Recorded[^1].Channel.ShouldBe("agent-pos");
        books.When(collected with { Channel = "bank-app" }).ThenRefused(Refusal.DocumentConflict);
    }

    [Fact]
    public void C21_the_legs_of_a_stay_keep_the_day_of_admission_and_the_class_that_held_on_it()
    {
        var aid = Paid("S-1", 1_200_00).In(MedicalAid) with
        {
            BusinessFrom = new LocalDate(2021, 3, 1), BusinessTo = new LocalDate(2021, 3, 20), PersonClass = "low-income",
        };
        var books = BooksOf(MedicalAid).Records(aid);

        books.Recorded[^1].ShouldSatisfyAllConditions(
            leg => leg.BusinessFrom.ShouldBe(new LocalDate(2021, 3, 1)), leg => leg.PersonClass.ShouldBe("low-income"));
        books.When(aid with { PersonClass = "resident" }).ThenRefused(Refusal.DocumentConflict);
    }

    [Fact]
    public void C23_a_second_aid_is_a_document_of_its_own_and_the_costs_stand_once()
    {
        var books = BooksOf(MedicalAid)
            .Records(Paid("S-1", 1_200_00).In(MedicalAid) with { MedicalCost = new Money(5_000_00) })
            .Records(Paid("S-1-second", 300_00).In(MedicalAid));

        books.Told(MedicalAid, "expenditure.benefits").ShouldBe("1500.00");
        books.Recorded.Sum(entry => entry.MedicalCost?.Fen ?? 0).ShouldBe(5_000_00);
    }

    [Fact]
    public void D9_a_bill_that_was_handed_in_keeps_the_hash_of_its_scan()
    {
        var bill = Paid("S-1", 500_00) with { Evidence = new string('a', 64) };
        var books = BooksOf(Resident).Records(bill);

        books.Recorded[^1].Evidence.ShouldBe(new string('a', 64));
        books.When(bill with { Evidence = new string('b', 64) }).ThenRefused(Refusal.DocumentConflict);
    }

    [Fact]
    public void E13_an_advance_for_purchases_says_so_and_so_does_what_uses_it_up()
    {
        var books = BooksOf(Resident).Records(Prepaid("A-1", 500_00) with { Category = "procurement" })
            .Records(Paid("S-1", 300_00))
            .Records(Offset("F-1", "S-1", 300_00) with { Category = "procurement" })
            .Records(Returned("B-1", 200_00) with { Category = "procurement" });

        books.Recorded.Where(entry => entry.Category == "procurement").Select(entry => entry.Document.Text)
            .ShouldBe(["A-1", "F-1", "B-1"]);
        books.Told(Resident, "asset.prepayments").ShouldBe("0.00");
        books.When(Prepaid("A-1", 500_00) with { Category = "working-capital" }).ThenRefused(Refusal.DocumentConflict);
    }
}
