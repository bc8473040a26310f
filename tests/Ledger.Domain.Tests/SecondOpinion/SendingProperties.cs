using FsCheck.Fluent;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Tests.Approvals;
using Ledger.Domain.Tests.Deciding;
using Ledger.Naive.Generating;

namespace Ledger.Domain.Tests.SecondOpinion;

/// <summary>How often and in which order things are sent makes no difference to the figures.</summary>
public sealed class SendingProperties
{
    private static readonly HistorySettings _plenty = new(25) { OpeningFen = 10_000_000_00, OpensFunds = false };

    [Fact]
    public void Any_part_of_what_was_accepted_may_be_sent_again_and_changes_nothing() =>
        Seeds.Check(History.Any, history =>
        {
            var played = Played.Of(history);
            var before = BooksText.Of(played.Scenario.Books);
            var recorded = played.Recorded.Count;
            var random = new Random(history.Seed);
            var accepted = played.Answers.Where(answer => answer.Decision.Accepted.Count > 0).ToArray();
            random.Shuffle(accepted);

            foreach (var (rows, _, position) in accepted.Take(random.Next(accepted.Length + 1)))
                played.Scenario.Decide(rows).RepeatOf.ShouldBe(position, string.Join(" + ", rows));
            played.Recorded.Count.ShouldBe(recorded);
            BooksText.Of(played.Scenario.Books).ShouldBe(before);
        });

    [Fact]
    public void A_beginning_may_be_sent_again_before_the_rest_and_changes_nothing() =>
        Seeds.Check(History.Any, history =>
        {
            var beginning = history.Submissions.Take(history.Seed % (history.Submissions.Count + 1)).ToList();
            var accepted = Accepted(beginning);
            var again = Played.Of([.. beginning, .. accepted, .. history.Submissions.Skip(beginning.Count)]);

            BooksText.Of(again.Scenario.Books).ShouldBe(BooksText.Of(Played.Of(history).Scenario.Books));
        });

    [Fact]
    public void Independent_submissions_come_to_the_same_in_any_interleaving() =>
        Seeds.Check(Arb.From(Gen.Choose(0, int.MaxValue - 1)), seed =>
        {
            var opening = RandomHistory.Opening(_plenty).ToList();
            IReadOnlyList<IReadOnlyList<Row>>[] senders =
            [
                RandomHistory.Of(seed, _plenty with { Prefix = "a" }),
                RandomHistory.Of(seed / 2, _plenty with { Prefix = "bb" }),
                RandomHistory.Of(seed / 3, _plenty with { Prefix = "ccc" }),
            ];
            var oneAfterTheOther = Played.Of([.. opening, .. senders.SelectMany(sender => sender)]);
            var together = Played.Of([.. opening, .. Interleaved(senders, new Random(seed))]);

            together.Recorded.Count.ShouldBe(oneAfterTheOther.Recorded.Count);
            together.Cells().ShouldBe(oneAfterTheOther.Cells());
            together.Outstanding().ShouldBe(oneAfterTheOther.Outstanding());
            together.Clawbacks().ShouldBe(oneAfterTheOther.Clawbacks());
        });

    // Of histories that are nearly all refused nothing would be learned.
    [Fact]
    public void The_random_histories_reach_every_kind_and_nearly_every_refusal()
    {
        var kinds = new HashSet<string>();
        var refusals = new HashSet<Refusal>();
        var (sent, accepted, repeated) = (0, 0, 0);
        Seeds.Check(History.Any, history =>
        {
            foreach (var (_, decision, _) in Played.Of(history).Answers)
            {
                kinds.UnionWith(decision.Accepted.Select(EventTypes.NameOf));
                refusals.UnionWith(decision.Refused.Select(refused => refused.Refusal));
                sent++;
                if (decision.Accepted.Count > 0) accepted++;
                if (decision.RepeatOf is not null) repeated++;
            }
        }, times: 2);

        EventTypes.All.Where(type => type.Importable).Select(type => type.Name).ShouldBeSubsetOf(kinds);
        // No sum of theirs comes near the largest; nobody closes a month; the rulings as delivered allow every advance,
        // cap no reserve of these funds and see no account named; and no row credits a person.
        Enum.GetValues<Refusal>().Except(refusals).ShouldBeSubsetOf(
        [
            Refusal.TotalTooLarge, Refusal.PeriodClosed, Refusal.PeriodAlreadyClosed, Refusal.PeriodNotReached,
            Refusal.PeriodNotClosed, Refusal.PeriodIsHardClosed, Refusal.PrepaymentNotReturned,
            Refusal.PrepaymentAfterDeficit, Refusal.PrepaymentMonthsTooFew, Refusal.ReserveExceeded,
            Refusal.AccountMayNotReceive, Refusal.AccountMayNotPay, Refusal.AccountMoveNotAllowed,
            Refusal.PersonalAccountOverdrawn,
            // No row is a refund line of a settlement detail.
            Refusal.RefundDiffers,
            // Nothing needs approval: FourEyesTests and ApprovalProperties have rules of it.
            .. ApprovalEntries.Refusals,
        ]);
        ((double)accepted / sent).ShouldBeInRange(0.4, 0.9);
        ((double)repeated / sent).ShouldBeInRange(0.01, 0.2);
    }

    private static List<IReadOnlyList<Row>> Accepted(IReadOnlyList<IReadOnlyList<Row>> submissions)
    {
        var played = new Played();
        return [.. submissions.Where(rows => played.Send(rows) is { Accepted.Count: > 0 })];
    }

    private static IEnumerable<IReadOnlyList<Row>> Interleaved(
        IReadOnlyList<IReadOnlyList<IReadOnlyList<Row>>> senders, Random random)
    {
        var queues = senders.Select(sender => new Queue<IReadOnlyList<Row>>(sender)).ToList();
        while (queues.RemoveAll(queue => queue.Count == 0) >= 0 && queues.Count > 0)
            yield return queues[random.Next(queues.Count)].Dequeue();
    }
}
