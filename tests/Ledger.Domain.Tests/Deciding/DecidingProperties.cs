using Ledger.Domain.Corrections;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Statements;
using static Ledger.Domain.Tests.Deciding.Entries;
using Ledger.Domain.Tests.Approvals;

namespace Ledger.Domain.Tests.Deciding;

/// <summary>
/// Whatever is asked, in whatever order and however often: no fund pays what it does not have, no institution gives
/// back more than it holds, each balance is the sum of its events, and asking again changes nothing.
/// </summary>
public sealed class DecidingProperties
{
    private static readonly FundCode[] _funds = [Resident, Employee, EmployeePooled];

    // Deposits are on no line of their own where they are booked when they are released.
    private static readonly (string Line, OutstandingKind Kind)[] _linesOfOutstanding =
    [
        (StatementLines.PrepaymentAsset, OutstandingKind.Prepayment),
        (StatementLines.AdvanceAsset, OutstandingKind.Advance),
        (StatementLines.HeldLiability, OutstandingKind.Held),
        (StatementLines.LoanLiability, OutstandingKind.Loan),
        (StatementLines.PenaltyLiability, OutstandingKind.Penalty),
    ];

    [Fact]
    public void Nothing_falls_below_zero_and_a_balance_is_the_sum_of_its_events() =>
        Seeds.Check(Sending.Sequences, sequence =>
        {
            var scenario = OpenBooks();
            foreach (var sending in sequence)
            {
                scenario.Decide(sending.Rows);
                // The third fund is kept as flows only, and may.
                scenario.Balance(Resident).Fen.ShouldBeGreaterThanOrEqualTo(0);
                scenario.Balance(Employee).Fen.ShouldBeGreaterThanOrEqualTo(0);
                scenario.Books.ChangedOutstanding.ShouldAllBe(row => row.Value.Fen >= 0);
                scenario.Books.ChangedClawbacks.ShouldAllBe(row => row.Value.Outstanding.Fen >= 0);
            }
            foreach (var fund in _funds) scenario.Balance(fund).ShouldBe(scenario.SumOfEffects(fund));
        });

    [Fact]
    public void What_the_lines_of_claims_and_debts_say_is_what_is_outstanding() =>
        Seeds.Check(Sending.Sequences, sequence =>
        {
            var scenario = Sent(sequence);

            foreach (var (line, kind) in _linesOfOutstanding)
            {
                scenario.Line(line).Fen.ShouldBe(scenario.Books.ChangedOutstanding
                    .Where(row => row.Key.Kind == kind).Sum(row => row.Value.Fen), line);
            }
        });

    [Fact]
    public void Whatever_was_accepted_is_a_repeat_when_sent_again() =>
        Seeds.Check(Sending.Sequences, sequence =>
        {
            var scenario = OpenBooks();
            var accepted = new List<(Sending Sending, long Position)>();
            foreach (var sending in sequence)
            {
                var next = scenario.Recorded.Count + 1;
                if (scenario.Decide(sending.Rows).Accepted.Count > 0) accepted.Add((sending, next));
            }
            foreach (var (sending, position) in accepted)
                scenario.Decide(sending.Rows).RepeatOf.ShouldBe(position, sending.ToString());
        });

    [Fact]
    public void What_was_refused_leaves_the_books_as_they_were() =>
        Seeds.Check(Sending.Sequences, sequence =>
        {
            var scenario = OpenBooks();
            foreach (var sending in sequence)
            {
                var outcome = scenario.Send(sending.Rows);
                if (outcome.Decision.Refused is [var refused, ..])
                    outcome.ThenRefused(refused.Refusal, refused.Index);
            }
        });

    [Fact]
    public void Books_that_follow_the_stored_events_are_the_books_that_decided_them() =>
        Seeds.Check(Sending.Sequences, sequence =>
        {
            var scenario = Sent(sequence);
            var followed = new Books();
            var position = 0L;
            foreach (var entry in scenario.Recorded)
                followed.Apply(EventJson.Read(EventTypes.Of(entry), EventJson.Write(entry)), ++position);

            BooksText.Of(followed).ShouldBe(BooksText.Of(scenario.Books));
        });

    [Fact]
    public void Reversing_everything_within_the_year_brings_every_line_to_zero() =>
        Seeds.Check(Sending.Sequences, sequence =>
        {
            var scenario = Sent(sequence);

            // Undoing a return pays it again: with too little left in a fund, the order would decide what can be undone.
            foreach (var plenty in Plenty) scenario.Decide([plenty]).Accepted.ShouldNotBeEmpty();
            ReverseEverything(scenario);
            foreach (var plenty in Plenty) scenario.Decide([Undo(plenty)]).Accepted.ShouldNotBeEmpty();

            scenario.Recorded.SelectMany(StatementEffects.Of).GroupBy(effect => (effect.Fund, effect.Line))
                .ShouldAllBe(line => line.Sum(effect => effect.Amount.Fen) == 0);
            scenario.Books.ChangedOutstanding.ShouldAllBe(row => row.Value == Money.Zero);
            scenario.Books.ChangedClawbacks.ShouldAllBe(row => row.Value.Ordered == Money.Zero);
        });

    // Of books full of refusals nothing would be learned.
    [Fact]
    public void The_random_sequences_reach_every_kind_and_nearly_every_refusal()
    {
        var kinds = new HashSet<string>();
        var refusals = new HashSet<Refusal>();
        Seeds.Check(Sending.Sequences, sequence =>
        {
            var scenario = OpenBooks();
            foreach (var sending in sequence)
            {
                var decision = scenario.Decide(sending.Rows);
                kinds.UnionWith(decision.Accepted.Select(EventTypes.NameOf));
                refusals.UnionWith(decision.Refused.Select(refused => refused.Refusal));
            }
        }, times: 4);

        EventTypes.All.Where(type => type.Importable).Select(type => type.Name).Where(name => name != "fund_opened")
            .ShouldBeSubsetOf(kinds);
        Enum.GetValues<Refusal>().Except(refusals).ShouldBeSubsetOf(
        [
            // Every fund is open from the first day, and no sum comes near the largest.
            Refusal.FundNotOpened, Refusal.DateBeforeFundOpened, Refusal.TotalTooLarge,
            // Nobody is named; personal accounts have sequences of their own.
            Refusal.PersonalAccountOverdrawn,
            // Every row says a year.
            Refusal.BookingYearUnknown,
            // Nobody closes a period here: PeriodProperties does.
            Refusal.PeriodClosed, Refusal.PeriodAlreadyClosed, Refusal.PeriodNotReached, Refusal.PeriodNotClosed,
            Refusal.PeriodIsHardClosed,
            // The rulings as delivered allow every advance, and no row names an account that is against them.
            Refusal.PrepaymentNotReturned, Refusal.PrepaymentAfterDeficit, Refusal.PrepaymentMonthsTooFew,
            Refusal.ReserveExceeded, Refusal.AccountMayNotReceive, Refusal.AccountMayNotPay,
            Refusal.AccountMoveNotAllowed,
            // No row is a refund line of a settlement detail.
            Refusal.RefundDiffers,
            // Nothing needs approval: FourEyesTests and ApprovalProperties have rules of it.
            .. ApprovalEntries.Refusals,
        ]);
    }

    private static IReadOnlyList<FundEvent> Plenty =>
    [
        Made(new OtherIncomeReceived(), "PLENTY-1", 1_000_000_00),
        Made(new OtherIncomeReceived(), "PLENTY-2", 1_000_000_00).In(Employee),
    ];

    private static EntryReversed Undo(FundEvent plenty) =>
        Reversed($"X-{plenty.Document}", plenty.Document.Text, "other_income_received").On("2025-12-31");

    private static Scenario OpenBooks() => Scenario.Given(
        Opened().On("2025-01-01"), Opened().In(Employee).On("2025-01-01"),
        Opened("flows-only").In(EmployeePooled).On("2025-01-01"),
        Opening(500).On("2025-01-01"), Opening(300).In(Employee).On("2025-01-01"));

    private static Scenario Sent(IEnumerable<Sending> sequence)
    {
        var scenario = OpenBooks();
        foreach (var sending in sequence) scenario.Decide(sending.Rows);
        return scenario;
    }

    // Last first; what an overdraft holds up, an earlier expenditure frees, so the rest is tried until all is undone.
    private static void ReverseEverything(Scenario scenario)
    {
        for (var pass = 0; ; pass++)
        {
            var left = Reversible(scenario);
            if (left.Count == 0) return;
            var before = scenario.Recorded.Count;
            foreach (var (document, kind) in left)
            {
                scenario.Decide([Reversed($"X-{scenario.Recorded.Count}-{pass}", document.Text, kind).On("2025-12-31")]);
            }
            scenario.Recorded.Count.ShouldBeGreaterThan(before, $"not reversible: {string.Join(", ", left)}");
        }
    }

    private static List<(DocumentId Document, string Kind)> Reversible(Scenario scenario) =>
    [
        .. scenario.Books.ChangedEntries
            .Where(row => !row.Value.Reversed && row.Value.Entry is not FundOpened and not EntryReversed
                && !Plenty.Any(plenty => plenty.Document == row.Key.Document))
            .OrderByDescending(row => row.Value.Position)
            .GroupBy(row => (row.Key.Document, row.Key.Kind))
            .Select(legs => legs.Key),
    ];
}
