using Ledger.Domain.Ageing;
using NodaTime;
using static Ledger.Domain.Tests.Deciding.Entries;

namespace Ledger.Domain.Tests.Ageing;

public sealed class AgesTests
{
    private static readonly LocalDate _asOf = Date("2026-12-31");
    private static readonly AgeBuckets _buckets = AgeBuckets.Parse(Repository.Text("data/ageing.json"));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(30, 0)]
    [InlineData(31, 1)]
    [InlineData(90, 1)]
    [InlineData(91, 2)]
    [InlineData(180, 2)]
    [InlineData(181, 3)]
    [InlineData(365, 3)]
    [InlineData(366, 4)]
    [InlineData(3_660, 4)]
    public void An_age_is_in_the_bucket_whose_last_day_it_does_not_pass(int days, int bucket)
    {
        var age = Of(Up(_asOf.PlusDays(-days), 7));

        age.Days.ShouldBe(days);
        age.Buckets.Select(amount => amount.Fen).ShouldBe(Enumerable.Range(0, 5).Select(index => index == bucket ? 7L : 0));
    }

    [Fact]
    public void Buckets_are_named_after_their_days() =>
        _buckets.Names.ShouldBe(["0-30", "31-90", "91-180", "181-365", "366+"]);

    [Fact]
    public void What_is_taken_away_without_naming_a_part_takes_the_oldest_first()
    {
        var age = Of(Up(Date("2026-12-01"), 100), Up(Date("2026-01-01"), 60), Down(59));

        age.ShouldSatisfyAllConditions(
            () => age.Outstanding.Fen.ShouldBe(101),
            () => age.Oldest.ShouldBe(Date("2026-01-01")),
            () => age.Buckets.Select(amount => amount.Fen).ShouldBe([100L, 0, 0, 1, 0]));
    }

    [Fact]
    public void When_the_last_fen_of_the_oldest_part_is_gone_the_next_is_the_oldest() =>
        Of(Up(Date("2026-01-01"), 60), Up(Date("2026-12-01"), 100), Down(60)).Oldest.ShouldBe(Date("2026-12-01"));

    [Fact]
    public void What_names_its_part_leaves_older_ones_alone()
    {
        var age = Of(Up(Date("2026-01-01"), 60), new Lot(Date("2026-12-01"), null, Money.Zero));

        age.Oldest.ShouldBe(Date("2026-01-01"));
        age.Outstanding.Fen.ShouldBe(60);
    }

    [Fact]
    public void A_taking_away_that_was_undone_gives_the_oldest_its_age_back() =>
        Of(Up(Date("2026-01-01"), 60), Down(60), Down(-60)).Oldest.ShouldBe(Date("2026-01-01"));

    [Fact]
    public void A_part_paid_before_its_own_day_lets_the_others_pay()
    {
        var age = Of(new Lot(Date("2026-12-05"), null, new Money(-40)), Up(Date("2026-12-01"), 100));

        age.Outstanding.Fen.ShouldBe(60);
        age.Buckets[0].Fen.ShouldBe(60);
    }

    [Fact]
    public void Where_nothing_is_left_there_is_no_oldest_day()
    {
        var age = Of(Up(Date("2026-01-01"), 60), Down(60));

        (age.Outstanding, age.Oldest, age.Days).ShouldBe((Money.Zero, null, null));
        age.Buckets.ShouldAllBe(amount => amount == Money.Zero);
    }

    [Fact]
    public void More_taken_than_came_up_is_shown_below_zero_and_the_buckets_agree()
    {
        var age = Of(Up(Date("2026-01-01"), 60), Down(61));

        age.Outstanding.Fen.ShouldBe(-1);
        age.Buckets.Sum(amount => amount.Fen).ShouldBe(-1);
    }

    [Theory]
    [InlineData("2026-12-31", 0)]
    [InlineData("2026-12-30", 7)]
    public void What_is_due_today_is_not_overdue(string due, long overdue) =>
        Of(new Lot(Date("2026-11-01"), Date(due), new Money(7))).Overdue.Fen.ShouldBe(overdue);

    [Theory]
    [InlineData("[]")]
    [InlineData("[30, 30]")]
    [InlineData("[-1]")]
    [InlineData("[0.5]")]
    public void Limits_that_do_not_grow_are_refused(string lastDays) => Should.Throw<FormatException>(() =>
        AgeBuckets.Parse("{\"buckets\":{\"policy\":\"p\",\"lastDays\":" + lastDays + "}}"));

    private static Age Of(params Lot[] lots) => Ages.Of(lots, _asOf, _buckets);

    private static Lot Up(LocalDate day, long fen) => new(day, null, new Money(fen));

    private static Lot Down(long fen) => new(null, null, new Money(-fen));
}
