using Ledger.Domain.Periods;
using NodaTime;
using static Ledger.Domain.Tests.Deciding.Entries;

namespace Ledger.Domain.Tests.Periods;

public sealed class DaysBelowZeroTests
{
    private static readonly YearMonth _march = new(2025, 3);

    [Fact]
    public void A_balance_of_nothing_is_not_below_zero() =>
        In(0, ("2025-03-10", 5), ("2025-03-20", -5)).ShouldBeEmpty();

    [Fact]
    public void It_lasts_until_the_day_before_the_money_came() =>
        In(10, ("2025-03-10", -11), ("2025-03-15", 1)).ShouldBe([Days("2025-03-10", "2025-03-14", -1)]);

    [Fact]
    public void It_begins_with_the_month_when_it_was_below_zero_before_and_ends_with_it_when_nothing_comes() =>
        In(-3).ShouldBe([Days("2025-03-01", "2025-03-31", -3)]);

    [Fact]
    public void Days_in_a_row_are_one_run_with_its_lowest_balance() =>
        In(0, ("2025-03-01", -1), ("2025-03-02", -4), ("2025-03-03", 3), ("2025-03-31", 2))
            .ShouldBe([Days("2025-03-01", "2025-03-30", -5)]);

    [Fact]
    public void A_day_above_zero_parts_two_runs() =>
        In(0, ("2025-03-05", -1), ("2025-03-06", 1), ("2025-03-07", -2), ("2025-03-08", 2))
            .ShouldBe([Days("2025-03-05", "2025-03-05", -1), Days("2025-03-07", "2025-03-07", -2)]);

    [Fact]
    public void The_last_day_counts() =>
        In(0, ("2025-03-31", -1)).ShouldBe([Days("2025-03-31", "2025-03-31", -1)]);

    private static IReadOnlyList<DaysBelowZero> In(long opening, params (string Day, long Fen)[] nets) =>
        DaysBelowZero.In(_march, new(opening),
            nets.Select(net => KeyValuePair.Create(Date(net.Day), new Money(net.Fen))));

    private static DaysBelowZero Days(string from, string to, long lowest) => new(Date(from), Date(to), new(lowest));
}
