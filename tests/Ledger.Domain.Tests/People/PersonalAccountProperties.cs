using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain.Corrections;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Tests.Deciding;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.People.PeopleEntries;

namespace Ledger.Domain.Tests.People;

/// <summary>
/// Whatever is sent for two persons, in whatever order: no account that is kept falls below zero, what the books hold
/// is what a stored log gives again, and reversing everything brings every account to zero.
/// </summary>
public sealed class PersonalAccountProperties
{
    private static readonly long[] _amounts = [1, 2, 99, 100, 101];

    private static Gen<FundEvent> Any { get; } =
        from shape in Gen.Choose(0, 11)
        from number in Gen.Choose(0, 19)
        from original in Gen.Choose(0, 19)
        from person in Gen.Elements(Wang, Li)
        from amount in Gen.Elements(_amounts)
        select (FundEvent)(shape switch
        {
            0 or 1 => Credit($"D-{number}", amount).For(person),
            2 or 3 or 4 => Spend($"D-{number}", amount).For(person),
            5 => FromPool($"D-{number}", amount).For(person),
            6 => Transferred($"D-{number}", amount).In(EmployeePersonal).For(person),
            7 => Refund($"D-{number}", $"D-{original}", amount).In(EmployeePersonal),
            8 => CameBack($"D-{number}", $"D-{original}", amount).In(EmployeePersonal),
            9 => Moved($"D-{number}", amount, "family-premium", Resident).In(EmployeePersonal).For(person),
            _ => Reversed($"D-{number}", $"D-{original}"),
        });

    private static Arbitrary<FundEvent[]> Sequences { get; } =
        Arb.From(Gen.ArrayOf(Any, 60), sequence => Enumerable.Range(0, sequence.Length)
            .Select(index => sequence.Where((_, place) => place != index).ToArray()));

    [Fact]
    public void No_account_falls_below_zero_and_the_rule_is_met_often() =>
        Met(Refusal.PersonalAccountOverdrawn).ShouldBeGreaterThan(50);

    [Fact]
    public void Books_that_follow_the_stored_events_have_the_same_accounts() =>
        Seeds.Check(Sequences, sequence =>
        {
            var scenario = Sent(sequence);
            var followed = new Books();
            var position = 0L;
            foreach (var entry in scenario.Recorded)
                followed.Apply(EventJson.Read(EventTypes.Of(entry), EventJson.Write(entry)), ++position);

            BooksText.Of(followed).ShouldBe(BooksText.Of(scenario.Books));
        });

    [Fact]
    public void Reversing_everything_brings_every_account_to_zero() =>
        Seeds.Check(Sequences, sequence =>
        {
            var scenario = Sent(sequence);

            // Undoing a return spends it again: with too little in an account, the order would decide what can be undone.
            scenario.Decide([Plenty]).Accepted.ShouldNotBeEmpty();
            scenario.Decide([PlentyForLi]).Accepted.ShouldNotBeEmpty();
            ReverseEverything(scenario);
            scenario.Decide([Reversed("X-1", "PLENTY-1")]).Accepted.ShouldNotBeEmpty();
            scenario.Decide([Reversed("X-2", "PLENTY-2")]).Accepted.ShouldNotBeEmpty();

            scenario.Books.ChangedAccounts.ShouldAllBe(row => row.Value.Balance == Money.Zero);
        });

    private static FundEvent Plenty => Credit("PLENTY-1", 100_000_00);

    private static FundEvent PlentyForLi => Credit("PLENTY-2", 100_000_00).For(Li);

    private static int Met(Refusal refusal)
    {
        var met = 0;
        Seeds.Check(Sequences, sequence =>
        {
            var scenario = Scenario.Given(OpenFunds);
            foreach (var entry in sequence)
            {
                if (scenario.Decide([entry]).Refused is [var why, ..] && why.Refusal == refusal) met++;
                scenario.Books.ChangedAccounts.ShouldAllBe(row => row.Value.Balance.Fen >= 0);
            }
        });
        return met;
    }

    private static Scenario Sent(IEnumerable<FundEvent> sequence)
    {
        var scenario = Scenario.Given(OpenFunds);
        foreach (var entry in sequence) scenario.Decide([entry]);
        return scenario;
    }

    // Last first; what a spent credit holds up, an earlier payment frees, so the rest is tried until all is undone.
    private static void ReverseEverything(Scenario scenario)
    {
        for (var pass = 0; ; pass++)
        {
            var open = scenario.Books.ChangedEntries.Where(row => !row.Value.Reversed
                    && row.Value.Entry is not FundOpened and not OpeningBalanceRecorded
                    && row.Value.Entry is not EntryReversed
                    && row.Value.Entry.Document != Plenty.Document && row.Value.Entry.Document != PlentyForLi.Document)
                .OrderByDescending(row => row.Value.Position).ToList();
            if (open.Count == 0) return;
            var before = scenario.Recorded.Count;
            foreach (var (key, _) in open)
                scenario.Decide([Reversed($"X-{scenario.Recorded.Count}-{pass}", key.Document.Text, key.Kind)]);
            scenario.Recorded.Count.ShouldBeGreaterThan(before, string.Join(", ", open.Select(row => row.Key)));
        }
    }
}
