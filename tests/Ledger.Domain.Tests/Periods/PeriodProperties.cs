using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain.Events;
using Ledger.Domain.Tests.Deciding;
using NodaTime;
using static Ledger.Domain.Tests.Deciding.Entries;

namespace Ledger.Domain.Tests.Periods;

/// <summary>
/// Whoever closes and reopens and whatever is sent between, in any order: a month holds no entry that was recorded
/// while it was closed. What is closed is kept by a model of its own, one flag a month.
/// </summary>
public sealed class PeriodProperties
{
    private const int Months = 12;
    private static readonly YearMonth _first = new(2025, 1);

    private enum Ask
    {
        Entry,
        Close,
        CloseHard,
        Reopen,
    }

    private static Arbitrary<(Ask Ask, int Month, int Day)[]> Sequences { get; } = Arb.From(Gen.ArrayOf(
        from ask in Gen.Frequency((6, Gen.Constant(Ask.Entry)), (2, Gen.Constant(Ask.Close)),
            (1, Gen.Constant(Ask.CloseHard)), (3, Gen.Constant(Ask.Reopen)))
        from month in Gen.Choose(0, Months - 1)
        from day in Gen.Choose(1, 28)
        select (ask, month, day), 40));

    [Fact]
    public void No_entry_is_recorded_in_a_month_while_it_is_closed() => Seeds.Check(Sequences, sequence =>
    {
        var scenario = Scenario.Given(Opened(), Opening(100), Premium("LAST", 1).On("2025-12-31"));
        var (closed, hard) = (new bool[Months], new bool[Months]);
        var number = 0;
        foreach (var (ask, month, day) in sequence)
        {
            var accepted = scenario.Decide([Sent(ask, month, day, ++number)]).Accepted.Count == 1;
            accepted.ShouldBe(ask switch
            {
                Ask.Entry or Ask.Close => !closed[month],
                Ask.CloseHard => !hard[month],
                _ => closed[month] && !hard[month],
            }, $"{ask} {month + 1}");
            if (accepted) Follow(ask, month, closed, hard);
            for (var index = 0; index < Months; index++)
            {
                scenario.Books.Periods.IsClosed(_first.PlusMonths(index)).ShouldBe(closed[index]);
                scenario.Books.Periods.IsHardClosed(_first.PlusMonths(index)).ShouldBe(hard[index]);
            }
        }
    });

    private static void Follow(Ask ask, int month, bool[] closed, bool[] hard)
    {
        for (var index = 0; index < Months; index++)
        {
            if (ask is Ask.Close or Ask.CloseHard && index <= month) closed[index] = true;
            if (ask == Ask.CloseHard && index <= month) hard[index] = true;
            if (ask == Ask.Reopen && index >= month) closed[index] = false;
        }
    }

    private static FundEvent Sent(Ask ask, int month, int day, int number)
    {
        var text = _first.PlusMonths(month).Iso();
        return ask switch
        {
            Ask.Close => PeriodEntries.Closed(text, number),
            Ask.CloseHard => PeriodEntries.ClosedHard(text, number),
            Ask.Reopen => PeriodEntries.Reopened(text, number),
            _ => Premium($"P-{number}", 1).On(_first.PlusMonths(month).OnDayOfMonth(day).Iso()),
        };
    }
}
