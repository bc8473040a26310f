using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain.Approvals;
using Ledger.Domain.Tests.Deciding;
using static Ledger.Domain.Tests.Approvals.ApprovalEntries;
using static Ledger.Domain.Tests.Deciding.Entries;

namespace Ledger.Domain.Tests.Approvals;

/// <summary>
/// Whoever says what and when, an entry is in the books if and only if as many different people as there are steps, none of
/// them who asked, said yes before anybody said no and before the time was over. That is said here a second time, as a
/// walk over who said what.
/// </summary>
public sealed class ApprovalProperties
{
    private static readonly string[] _people = ["officer", "a", "b", "c"];

    private static Arbitrary<(int Steps, (int Person, bool Yes, int Day)[] Words)> Histories { get; } = Arb.From(
        from steps in Gen.Choose(1, 3)
        from words in Gen.ArrayOf(
            from person in Gen.Choose(0, _people.Length - 1)
            from yes in Gen.Frequency((5, Gen.Constant(true)), (1, Gen.Constant(false)))
            from day in Gen.Frequency((8, Gen.Constant(0)), (1, Gen.Choose(29, 31)))
            select (person, yes, day), 8)
        select (steps, words));

    [Fact]
    public void It_is_recorded_if_and_only_if_enough_others_said_yes_in_time()
    {
        var (recorded, not) = (0, 0);
        Seeds.Check(Histories, history =>
        {
            var scenario = Scenario.Given(Ruled(Rule("clawback_waived", [.. ApprovalSteps.All.Take(history.Steps)])), Owing);
            scenario.When(Waived("W-1", "C-1", 4_00)).ThenAccepted();

            foreach (var (person, yes, day) in history.Words)
            {
                var word = yes ? Approved(_people[person]) : Rejected(_people[person]);
                scenario.Decide([word with { CashDate = Asked.PlusDays(day) }]);
            }

            var isIn = scenario.Books.Clawback("C-1", Resident)!.Waived == new Money(4_00);
            isIn.ShouldBe(ShouldBeIn(history.Steps, history.Words));
            if (isIn) recorded++;
            else not++;
        });
        recorded.ShouldBeGreaterThan(10);
        not.ShouldBeGreaterThan(10);
    }

    private static bool ShouldBeIn(int steps, IEnumerable<(int Person, bool Yes, int Day)> words)
    {
        var agreed = new HashSet<int>();
        foreach (var (person, yes, day) in words)
        {
            if (person == 0 || day > 30 || agreed.Contains(person)) continue;
            if (!yes) return false;
            agreed.Add(person);
            if (agreed.Count == steps) return true;
        }
        return false;
    }
}
