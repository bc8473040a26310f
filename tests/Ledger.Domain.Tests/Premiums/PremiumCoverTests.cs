using FsCheck.Fluent;
using Ledger.Domain.Corrections;
using Ledger.Domain.Events;
using Ledger.Domain.Premiums;
using Ledger.Domain.Statements;
using Ledger.Domain.Tests.Deciding;
using Ledger.Domain.Tests.Statements;
using NodaTime;
using static Ledger.Domain.Tests.Deciding.Entries;

namespace Ledger.Domain.Tests.Premiums;

/// <summary>For which years a premium is: by the months of its cover, to the fen.</summary>
public sealed class PremiumCoverTests
{
    [Fact]
    public void A_premium_for_eighteen_months_is_a_third_of_this_year_and_two_of_the_next() =>
        Shares(Covering("2025-07-01", "2026-12-31", 180_00)).ShouldBe([(2025, "60.00"), (2026, "120.00")]);

    [Fact]
    public void A_residents_premium_of_the_fourth_quarter_is_for_the_year_that_it_covers() =>
        Shares(Covering("2026-01-01", "2026-12-31", 400_00).On("2025-11-20")).ShouldBe([(2026, "400.00")]);

    [Fact]
    public void A_premium_that_does_not_say_what_it_covers_is_for_the_year_in_which_it_came() =>
        Shares(Premium("P-1", 400_00).On("2025-11-20")).ShouldBe([(2025, "400.00")]);

    [Theory]
    // One month each: the odd fen goes to the earlier year.
    [InlineData("2025-12-01", "2026-01-31", 101, "2025:51 2026:50")]
    // 1, 12 and 1 months of 100 fen: 7.14, 85.71, 7.14. The largest remainder first.
    [InlineData("2024-12-31", "2026-01-01", 100, "2024:7 2025:86 2026:7")]
    // A part of a month counts as the month.
    [InlineData("2025-12-31", "2026-01-01", 100, "2025:50 2026:50")]
    [InlineData("2025-12-31", "2025-12-31", 100, "2025:100")]
    // Less than a fen a year.
    [InlineData("2025-12-01", "2026-11-30", 1, "2025:0 2026:1")]
    public void Whole_months_and_the_largest_remainders_decide(string from, string to, long fen, string shares) =>
        string.Join(' ', PremiumCover.ByYear(new(fen), Date(from).ToYearMonth(), Date(to).ToYearMonth())
            .Select(share => $"{share.Year}:{share.Amount.Fen}")).ShouldBe(shares);

    [Fact]
    public void The_shares_of_any_amount_come_to_the_amount_and_its_refund_to_nothing() => Seeds.Check(
        (from fen in Gen.Choose(0, int.MaxValue)
         from first in Gen.Choose(0, 40)
         from months in Gen.Choose(0, 70)
         select (Fen: fen * 3_000_000L, First: new YearMonth(2023, 1).PlusMonths(first), Months: months)).ToArbitrary(),
        one =>
        {
            var shares = PremiumCover.ByYear(new(one.Fen), one.First, one.First.PlusMonths(one.Months));
            shares.Sum(share => share.Amount.Fen).ShouldBe(one.Fen);
            PremiumCover.ByYear(new(-one.Fen), one.First, one.First.PlusMonths(one.Months))
                .ShouldBe(shares.Select(share => (share.Year, -share.Amount)));
            shares.ShouldAllBe(share => share.Amount.Fen >= 0);
        });

    [Fact]
    public void A_refund_takes_from_the_years_of_its_original() =>
        Shares(Scenario.Given(Opened(), Covering("2025-07-01", "2026-12-31", 180_00))
            .When(Refund("R-1", "P-1", 90_00)).ThenAccepted().Recorded[^1]).ShouldBe([(2025, "-30.00"), (2026, "-60.00")]);

    [Fact]
    public void A_refund_that_says_for_which_months_takes_from_those() =>
        Shares(Scenario.Given(Opened(), Covering("2025-07-01", "2026-12-31", 180_00))
            .When(Refund("R-1", "P-1", 90_00) with { BusinessFrom = Date("2026-04-01"), BusinessTo = Date("2026-12-31") })
            .ThenAccepted().Recorded[^1]).ShouldBe([(2026, "-90.00")]);

    [Fact]
    public void A_refund_of_a_premium_that_said_nothing_takes_from_the_year_in_which_that_was_booked() =>
        Shares(Scenario.Given(Opened(), Premium("P-1", 400_00).On("2024-11-20"))
            .When(Refund("R-1", "P-1", 400_00).On("2025-02-10")).ThenAccepted().Recorded[^1])
            .ShouldBe([(2024, "-400.00")]);

    [Theory]
    [InlineData("2025-12-31", "income.premium")]
    [InlineData("2026-01-01", "opening.adjusted")]
    public void A_reversal_takes_back_what_its_original_gave_to_each_year(string date, string line)
    {
        var original = Covering("2025-07-01", "2026-12-31", 180_00);
        var shares = PremiumCover.Of(Made(new EntryReversed { Reverses = original }, "X-1", 180_00).On(date));

        shares.Select(share => (share.CoverYear, share.Amount.Fen)).ShouldBe([(2025, -60_00), (2026, -120_00)]);
        shares.ShouldAllBe(share => share.Line == line && share.CashDate == Date(date));
    }

    [Fact]
    public void By_cover_or_by_cash_the_premium_line_moves_by_the_same_for_every_kind_and_variant()
    {
        foreach (var variant in StatementVariants.All)
        {
            foreach (var entry in (FundEvent[])[variant.Entry, Undone(variant, "2025-12-31"), Undone(variant, "2026-01-01")])
            {
                var covered = PremiumCover.Of(entry).Where(share => PremiumCover.IsPremium(share.Line))
                    .GroupBy(share => (share.Fund, share.Line), share => share.Amount.Fen);
                var booked = StatementEffects.Of(entry).Where(effect => PremiumCover.IsPremium(effect.Line))
                    .GroupBy(effect => (effect.Fund, effect.Line), effect => effect.Amount.Fen);
                covered.Select(line => (line.Key, line.Sum())).ShouldBe(booked.Select(line => (line.Key, line.Sum())),
                    $"{variant.Kind} {variant.Name}");
            }
        }
    }

    private static EntryReversed Undone(StatementVariant variant, string date) =>
        Made(new EntryReversed { Reverses = variant.Entry }, "X-1", 1).On(date);

    private static PremiumReceived Covering(string from, string to, long fen) =>
        Premium("P-1", fen) with { BusinessFrom = Date(from), BusinessTo = Date(to) };

    private static IEnumerable<(int Year, string Yuan)> Shares(FundEvent entry) =>
        PremiumCover.Of(entry).Select(share => (share.CoverYear, share.Amount.ToString()));
}
