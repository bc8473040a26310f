using Ledger.Domain.Corrections;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Tests.Deciding;
using Ledger.Naive;

namespace Ledger.Domain.Tests.SecondOpinion;

/// <summary>What holds after every submission of any history, valid or not.</summary>
public sealed class AccountingProperties
{
    private static readonly DateOnly _end = new(2999, 12, 31);

    [Fact]
    public void Every_journal_balances_in_each_fund_and_so_does_the_trial_balance_at_every_position() =>
        Seeds.Check(History.Any, history =>
        {
            var balances = new Dictionary<(FundCode Fund, string Account), long>();
            foreach (var entry in Played.Of(history).Recorded)
            {
                var postings = Played.Postings(entry);
                foreach (var posting in postings)
                {
                    var key = (posting.Fund, posting.Account);
                    balances[key] = balances.GetValueOrDefault(key) + posting.Debit.Fen - posting.Credit.Fen;
                    (posting.Debit == Money.Zero).ShouldNotBe(posting.Credit == Money.Zero, posting.ToString());
                }
                postings.GroupBy(posting => posting.Fund)
                    .ShouldAllBe(fund => fund.Sum(one => one.Debit.Fen) == fund.Sum(one => one.Credit.Fen));
                balances.GroupBy(row => row.Key.Fund).ShouldAllBe(fund => fund.Sum(row => row.Value) == 0);
            }
        });

    [Fact]
    public void Closing_is_bank_and_receivables_less_payables_on_every_day() =>
        Seeds.Check(History.Any, history =>
        {
            var sums = new NaiveSums(Played.Of(history).Naive());

            foreach (var fund in sums.Books.Funds)
            {
                foreach (var day in sums.Effects.Select(effect => effect.Day).ToHashSet())
                    NaiveTrialBalance.Of(sums, fund, day).Difference.ShouldBe(0, $"{fund} on {day}");
            }
        });

    [Fact]
    public void Nothing_that_may_not_go_below_zero_does_after_any_submission() =>
        Seeds.Check(History.Any, history =>
        {
            var played = Played.Of(history);
            var books = played.Naive();
            var ends = played.Answers.Where(answer => answer.Decision.Accepted.Count > 0)
                .Select(answer => answer.Position + answer.Decision.Accepted.Count - 1).ToHashSet();
            var balances = new Dictionary<string, long>();
            var outstanding = new Dictionary<(string, string, string), long>();
            foreach (var fact in books.Facts)
            {
                foreach (var effect in SignTable.Of(books, fact))
                    balances[effect.Fund] = balances.GetValueOrDefault(effect.Fund) + OnBalance(effect);
                if (NaiveOutstanding.Move(books, fact) is { } move)
                {
                    var key = (move.Kind, move.Fund, move.Holder);
                    outstanding[key] = outstanding.GetValueOrDefault(key) + move.Fen;
                }
                if (!ends.Contains(fact.Number)) continue;
                balances.Where(row => !NaiveOpening.IsFlowsOnly(books, row.Key))
                    .ShouldAllBe(row => row.Value >= 0, $"after {fact}");
                outstanding.ShouldAllBe(row => row.Value >= 0, $"after {fact}");
                if (fact.Kind is not ("clawback_recovered" or "clawback_waived" or "entry_reversed")) continue;
                NaiveClawbacks.Outstanding(new(books.Facts.Take(fact.Number).ToList()))
                    .ShouldAllBe(row => row.Value >= 0, $"after {fact}");
            }
        });

    [Fact]
    public void No_fund_pays_for_another_and_pooled_money_pays_no_transfers() =>
        Seeds.Check(History.Any, history =>
        {
            foreach (var entry in Played.Of(history).Recorded)
            {
                var meant = entry is EntryReversed { Reverses: { } original } ? original : entry;
                foreach (var movement in Played.Movements(entry))
                    ((FundCode?[])[meant.Fund, meant.ToFund]).ShouldContain(movement.Fund, entry.ToString());
                if (entry is TransferPaid) Repository.Funds.Find(entry.Fund)!.Part.ShouldNotBe(FundPart.Pooled);
            }
        });

    [Fact]
    public void Reversing_everything_in_its_own_year_brings_every_line_to_zero() =>
        Seeds.Check(History.Rich, history =>
        {
            // What is undone in another year stays on its line, and moves the opening balance.
            var played = Played.Of(history.Submissions
                .Where(rows => rows.All(row => row.Of("kind") != "entry_reversed")));
            ReverseEverything(played, entry => $"{entry.CashDate.Year}-12-31");

            played.Recorded.SelectMany(Played.Movements).GroupBy(effect => (effect.Fund, effect.Line))
                .ShouldAllBe(line => line.Sum(effect => effect.Amount.Fen) == 0);
            played.Outstanding().ShouldBeEmpty();
            played.Clawbacks().ShouldBeEmpty();
        });

    [Fact]
    public void Reversing_everything_in_a_later_year_leaves_nothing_at_the_bank_and_no_balance() =>
        Seeds.Check(History.Rich, history =>
        {
            var played = Played.Of(history);
            ReverseEverything(played, _ => "2027-06-30");

            var sums = new NaiveSums(played.Naive());
            foreach (var fund in sums.Books.Funds)
                NaiveTrialBalance.Of(sums, fund, _end).ShouldBe(new(0, 0, 0, 0), fund);
        });

    // Last first. What answers another is undone before it, so one pass may have to wait for the next.
    private static void ReverseEverything(Played played, Func<FundEvent, string> day)
    {
        for (var pass = 0; ; pass++)
        {
            var left = played.Scenario.Books.ChangedEntries
                .Where(row => !row.Value.Reversed
                    && row.Value.Entry is not FundOpened and not EntryReversed && !row.Key.Fund.IsNone)
                .OrderByDescending(row => row.Value.Position)
                .GroupBy(row => (row.Key.Document, row.Key.Kind)).ToList();
            if (left.Count == 0) return;
            var before = played.Recorded.Count;
            foreach (var legs in left)
            {
                played.Scenario.Decide([Entries.Reversed($"UNDO-{pass}-{played.Recorded.Count}",
                    legs.Key.Document.Text, legs.Key.Kind).On(day(legs.First().Value.Entry))]);
            }
            played.Recorded.Count.ShouldBeGreaterThan(before, $"left: {string.Join(", ", left.Select(legs => legs.Key))}");
        }
    }

    private static long OnBalance(Effect effect) =>
        effect.IsOf("expenditure") ? -effect.Fen : effect.IsOf("asset") || effect.IsOf("liability") ? 0 : effect.Fen;
}
