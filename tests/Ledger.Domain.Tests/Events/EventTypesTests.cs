using System.Text.RegularExpressions;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Statements;
using Ledger.Domain.Tests.Deciding;

namespace Ledger.Domain.Tests.Events;

/// <summary>No kind can be forgotten: the compiler does not check that a switch covers every event.</summary>
public sealed partial class EventTypesTests
{
    public static TheoryData<string> Kinds => [.. EventTypes.All.Select(type => type.Name)];

    [Fact]
    public void Every_event_is_registered_once() =>
        EventTypes.All.Select(type => type.Type).ShouldBe(Concrete(), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Its_name_is_that_of_its_record_in_snake_case(string kind) =>
        kind.ShouldBe(WordStart().Replace(EventTypes.Find(kind)!.Type.Name, "_$1").ToLowerInvariant());

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Its_record_is_sealed(string kind) => EventTypes.Find(kind)!.Type.IsSealed.ShouldBeTrue();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_has_a_statement_effect(string kind) =>
        Should.NotThrow(() => StatementEffects.Of(EventSamples.Of(EventTypes.Find(kind)!)));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_has_a_stream(string kind) =>
        Streams.Of(EventSamples.Of(EventTypes.Find(kind)!)).ShouldMatch(@"^[a-z]+(/[A-Za-z0-9-]+)+$");

    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_has_a_rule_that_accepts_or_refuses_it(string kind) => Should.NotThrow(() =>
        EntryDecider.Decide(
            EventSamples.Of(EventTypes.Find(kind)!).AsSubmitted(),
            Scenario.Given(Entries.Opened(), Entries.Opened().In(Entries.EmployeePersonal)).Books, Repository.Rules));

    [Fact]
    public void The_check_of_effects_streams_and_rules_can_fail()
    {
        var unknown = new UnknownHappened { Fund = Entries.Resident, CashDate = Entries.Date("2025-01-01") };
        var books = Scenario.Given(Entries.Opened()).Books;

        Should.Throw<System.Diagnostics.UnreachableException>(() => StatementEffects.Of(unknown));
        Should.Throw<System.Diagnostics.UnreachableException>(() => Streams.Of(unknown));
        Should.Throw<System.Diagnostics.UnreachableException>(
            () => EntryDecider.Decide(unknown, books, Repository.Rules));
    }

    [Fact]
    public void A_name_is_found_only_as_it_is_written()
    {
        EventTypes.Find("premium_received").ShouldNotBeNull();
        EventTypes.Find("Premium_Received").ShouldBeNull();
    }

    [Theory]
    [InlineData("premium_received", "premiums/resident/2024-11")]
    [InlineData("premium_refunded", "premiums/resident/2025-02")]
    [InlineData("reimbursement_paid", "settlements/H33082500017/2025-01")]
    [InlineData("prepayment_offset", "prepayment/resident/H33082500017/2025")]
    [InlineData("clawback_recovered", "clawback/ZH-2025-014")]
    [InlineData("fact_recorded", "facts/insured")]
    [InlineData("subsidy_received", "fund/resident")]
    [InlineData("entry_reversed", "fund/resident")]
    [InlineData("period_closed", "period/2025-03")]
    [InlineData("period_reopened", "period/2025-03")]
    [InlineData("reconciliation_signed", "reconciliation/2025-03")]
    [InlineData("person_erased", "person/P00017")]
    [InlineData("statement_issued", "statement/2025-03")]
    public void Streams_are_those_of_the_contract(string kind, string stream) =>
        Streams.Of(EventSamples.Of(EventTypes.Find(kind)!)).ShouldBe(stream);

    [Fact]
    public void A_benefit_without_institution_is_in_the_stream_of_none() =>
        Streams.Of(Entries.Paid("S-1", 1) with { Institution = null }).ShouldBe("settlements/-/2025-03");

    private static IEnumerable<Type> Concrete() => typeof(FundEvent).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(FundEvent)) && !type.IsAbstract);

    [GeneratedRegex("(?<!^)([A-Z])")]
    private static partial Regex WordStart();

    private sealed record UnknownHappened : FundEvent;
}
