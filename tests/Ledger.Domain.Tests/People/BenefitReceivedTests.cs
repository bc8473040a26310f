using Ledger.Domain.People;
using Ledger.Domain.Tests.Deciding;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Deciding.Scenario;
using static Ledger.Domain.Tests.People.PeopleEntries;

namespace Ledger.Domain.Tests.People;

/// <summary>What counts into a person's accumulators, on which day and with which sign.</summary>
public sealed class BenefitReceivedTests
{
    [Fact]
    public void The_first_day_of_the_care_decides_whenever_the_money_moved() =>
        Sums(Given([.. OpenFunds, Paid("S-1", 50_00, "outpatient").For(Wang).Care("2024-12-30")]))
            .ShouldBe(["2024-12-30 resident outpatient 50.00 1"]);

    [Fact]
    public void Without_a_day_of_care_the_cash_date_decides_and_visits_count_as_stated() =>
        Sums(Given([.. OpenFunds, Paid("S-1", 50_00, "outpatient").For(Wang) with { Count = 3 }]))
            .ShouldBe(["2025-03-10 resident outpatient 50.00 3"]);

    [Fact]
    public void A_payment_that_names_nobody_counts_for_nobody() =>
        Sums(Given([.. OpenFunds, Paid("S-1", 50_00)])).ShouldBeEmpty();

    [Fact]
    public void A_payment_of_a_settlement_counts_for_the_person_and_day_of_the_settlement() =>
        Sums(Given([
            .. OpenFunds, Settled("D-1", 80_00).For(Wang).Care("2025-01-05"), Paid("S-1", 80_00).Naming("D-1"),
        ])).ShouldBe(["2025-01-05 resident inpatient 80.00 1"]);

    [Fact]
    public void What_comes_back_or_is_reversed_is_taken_off_the_day_on_which_it_counted() =>
        Sums(Given([
            .. OpenFunds,
            Paid("S-1", 50_00).For(Wang).Care("2025-01-05"), Paid("S-2", 20_00).For(Wang).Care("2025-01-05"),
            CameBack("B-1", "S-1", 50_00).On("2025-06-01"), Reversed("R-1", "S-2").On("2026-06-01"),
        ])).ShouldBe(["2025-01-05 resident inpatient 0.00 0"]);

    [Fact]
    public void Undoing_a_return_counts_the_payment_again() =>
        Sums(Given([
            .. OpenFunds, Paid("S-1", 50_00).For(Wang).Care("2025-01-05"), CameBack("B-1", "S-1", 50_00),
            Reversed("R-1", "B-1"),
        ])).ShouldBe(["2025-01-05 resident inpatient 50.00 1"]);

    /// <summary>Three days before admission: outpatient costs join the inpatient settlement, by two new events.</summary>
    [Fact]
    public void Outpatient_care_of_the_three_days_before_admission_moves_to_the_inpatient_accumulator() =>
        Sums(Given([
            .. OpenFunds,
            Paid("OUT-1", 120_00, "outpatient").For(Wang).Care("2025-03-02"),
            Paid("IN-1", 3000_00 - 2500_00).For(Wang).Care("2025-03-05", "2025-03-12"),
            CameBack("BACK-1", "OUT-1", 120_00) with { Category = "reclassified" },
            Paid("IN-2", 120_00).For(Wang).Care("2025-03-02", "2025-03-12"),
        ])).ShouldBe(
        [
            "2025-03-02 resident inpatient 120.00 1", "2025-03-02 resident outpatient 0.00 0",
            "2025-03-05 resident inpatient 500.00 1",
        ]);

    [Fact]
    public void A_premium_that_aid_pays_for_a_person_is_a_benefit_and_no_visit() =>
        Sums(Given([
            .. OpenFunds, Moved("M-1", 380_00, "aid-funded", Resident).In(Aid).For(Wang),
        ])).ShouldBe(["2025-03-10 medical-aid premium-aid 380.00 0"]);

    [Fact]
    public void Money_that_the_pool_puts_into_an_account_is_no_benefit() =>
        Sums(Given([.. OpenFunds, FromPool("M-1", 70_00)])).ShouldBeEmpty();

    private static string[] Sums(Scenario scenario) =>
    [
        .. scenario.Recorded.Select(BenefitReceived.Of).OfType<BenefitReceived>()
            .GroupBy(one => $"{one.Day.Iso()} {one.Fund} {one.Category}")
            .OrderBy(cell => cell.Key, StringComparer.Ordinal)
            .Select(cell => $"{cell.Key} {new Money(cell.Sum(one => one.Amount.Fen))} {cell.Sum(one => one.Visits)}"),
    ];
}
