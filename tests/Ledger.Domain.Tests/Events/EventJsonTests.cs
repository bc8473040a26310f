using System.Text.Json;
using Ledger.Domain.Events;
using Ledger.Domain.Premiums;
using Ledger.Domain.Reimbursements;
using static Ledger.Domain.Tests.Deciding.Entries;

namespace Ledger.Domain.Tests.Events;

public sealed class EventJsonTests
{
    private const string Smallest = """{"Document":"P-1","Fund":"resident","Amount":1,"CashDate":"2025-03-10"}""";

    [Fact]
    public void Money_is_whole_fen_codes_are_text_and_dates_have_ten_characters() =>
        EventJson.Write(new PremiumReceived
        {
            Document = DocumentId.Of("P-1"), Fund = Resident, Amount = new Money(1), CashDate = Date("2025-03-10"),
        }).ShouldBe(Smallest);

    [Fact]
    public void Chinese_is_stored_as_it_is() =>
        EventJson.Write(Premium("P-1", 1) with { Note = "城乡居民" }).ShouldContain("城乡居民");

    [Fact]
    public void A_cost_of_zero_is_not_a_cost_that_was_not_said()
    {
        var paid = Paid("S-1", 1) with { SelfPaid = Money.Zero, Count = 0 };

        var read = EventJson.Read(EventTypes.Of(paid), EventJson.Write(paid));

        read.ShouldBe(paid);
        read.SelfPaid.ShouldBe(Money.Zero);
        read.OutOfScopeCost.ShouldBeNull();
    }

    [Fact]
    public void An_old_event_without_the_properties_of_today_is_read() =>
        EventJson.Read(EventTypes.Find("premium_received")!, Smallest)
            .ShouldBe(Premium("P-1", 1) with { Payer = null });

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"Document":"P-1"}""")]
    [InlineData("""{"CashDate":"2025-03-10"}""")]
    [InlineData("""{"Document":"","CashDate":"2025-03-10"}""")]
    [InlineData("""{"Document":"P-1","CashDate":"2025-02-29"}""")]
    [InlineData("""{"Document":"P-1","CashDate":"2025-03-10","Amount":1.5}""")]
    [InlineData("""{"Document":"P-1","CashDate":"2025-03-10","Amount":"1"}""")]
    [InlineData("""{"Document":"P-1","CashDate":"2025-03-10","Fund":"Resident!"}""")]
    public void What_no_ledger_wrote_is_refused(string json) =>
        Should.Throw<JsonException>(() => EventJson.Read(EventTypes.Find("premium_received")!, json));

    [Fact]
    public void A_reversal_of_a_kind_that_is_not_known_is_refused() =>
        Should.Throw<JsonException>(() => EventJson.Read(EventTypes.Find("entry_reversed")!, """
            {"Document":"X-1","CashDate":"2025-03-10",
             "Reverses":{"Kind":"no_such_kind","Document":"P-1","CashDate":"2025-03-10"}}
            """));

    [Fact]
    public void What_a_payment_takes_over_from_its_settlement_is_stored()
    {
        var paid = Paid("S-1", 1) with
        {
            Leg = 2,
            Answers = new(2025)
            {
                BudgetYear = 2024, Institution = Hospital, Person = PersonRef.Of("p-1"), SettledOn = Date("2025-01-31"),
            },
        };

        var stored = EventJson.Write(paid);

        EventJson.Read(EventTypes.Of(paid), stored).ShouldBe(paid);
        stored.ShouldContain("""
            "Answers":{"Year":2025,"BudgetYear":2024,"Institution":"H33082500017","Person":"p-1","SettledOn":"2025-01-31"},"Leg":2
            """);
    }

    [Fact]
    public void What_the_decision_added_is_not_what_was_submitted()
    {
        var stored = new ReimbursementReversed { Answers = new OriginalBooking(2025, "inpatient") };

        stored.AsSubmitted().ShouldBe(new ReimbursementReversed());
        (Paid("S-1", 1) with { Leg = 2, Answers = new(2025) }).AsSubmitted().ShouldBe(Paid("S-1", 1));
    }
}
