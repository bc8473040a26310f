using Ledger.Domain.Accounting;
using Ledger.Domain.Corrections;
using Ledger.Domain.Events;
using Ledger.Domain.Statements;
using Ledger.Domain.Tests.Deciding;
using Ledger.Domain.Tests.Events;
using Ledger.Domain.Tests.Statements;
using Ledger.Domain.Treasury;
using static Ledger.Domain.Tests.Deciding.Entries;

namespace Ledger.Domain.Tests.Accounting;

public sealed class JournalTests
{
    private static readonly Journal _journal = new(Repository.Chart);

    public static TheoryData<string> Kinds => EventTypesTests.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_journal_of_every_sample_balances_in_each_fund(string kind) =>
        ShouldBalance(EventSamples.Of(EventTypes.Find(kind)!));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void So_do_those_of_every_variant_and_of_its_reversal_in_the_same_year_and_in_a_later_one(string kind)
    {
        foreach (var variant in StatementVariants.All.Where(variant => variant.Kind == kind))
        {
            var entry = Placed(variant.Entry);
            ShouldBalance(entry);
            foreach (var date in new[] { "2025-12-31", "2026-01-01" })
                ShouldBalance(Made(new EntryReversed { Reverses = entry }, "X-1", 1).On(date));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_moves_a_fund_is_posted_on_two_accounts_at_least(string kind)
    {
        var sample = EventSamples.Of(EventTypes.Find(kind)!);
        if (_journal.Movements(sample).Count > 0) _journal.Of(sample).Count.ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public void Every_line_that_an_event_can_move_has_an_account() =>
        StatementVariants.All.SelectMany(variant => _journal.Movements(Placed(variant.Entry)))
            .Concat(StatementVariants.All.SelectMany(variant => variant.ReversedLater))
            .ShouldAllBe(movement => Repository.Chart.Of(movement.Line).Code.Length > 0);

    [Fact]
    public void A_payment_raises_benefits_by_debit_and_takes_from_the_expenditure_account_by_credit() =>
        _journal.Of(Paid("S-1", 40_00)).ShouldBe(
        [
            new(Resident, "expenditure.benefits.inpatient", "resident:expenditure:benefits:inpatient",
                new(40_00), Money.Zero),
            new(Resident, "bank.expenditure-account", "resident:bank:expenditure-account", Money.Zero, new(40_00)),
        ]);

    [Fact]
    public void Its_reversal_turns_both_sides() =>
        _journal.Of(Made(new EntryReversed { Reverses = Paid("S-1", 40_00) }, "X-1", 40_00)).ShouldBe(
        [
            new(Resident, "expenditure.benefits.inpatient", "resident:expenditure:benefits:inpatient",
                Money.Zero, new(40_00)),
            new(Resident, "bank.expenditure-account", "resident:bank:expenditure-account", new(40_00), Money.Zero),
        ]);

    [Fact]
    public void A_premium_comes_to_the_fiscal_account_unless_it_names_another()
    {
        Bank(Premium("P-1", 40_00)).ShouldBe(("bank.fiscal-account", "40.00"));
        Bank(Premium("P-1", 40_00) with { Account = "treasury" }).ShouldBe(("bank.treasury", "40.00"));
        Bank(Premium("P-1", 40_00) with { Account = "no-account" }).ShouldBe(("bank.fiscal-account", "40.00"));
    }

    [Fact]
    public void Money_that_is_not_the_funds_leaves_the_account_into_which_it_came()
    {
        Bank(new HeldReceived().WithCity("H-1", 40_00)).ShouldBe(("bank.fiscal-account", "40.00"));
        Bank(new HeldApplied().WithCity("H-2", 40_00)).ShouldBe(("bank.fiscal-account", "-40.00"));
        Bank(new HeldReturned().WithCity("H-3", 40_00)).ShouldBe(("bank.fiscal-account", "-40.00"));
        Bank(new LoanReceived().WithCity("L-1", 40_00)).ShouldBe(("bank.fiscal-account", "40.00"));
        Bank(new LoanRepaid().WithCity("L-2", 40_00)).ShouldBe(("bank.fiscal-account", "-40.00"));
        Bank(Fined("F-1", 40_00)).ShouldBe(("bank.fiscal-account", "40.00"));
        Bank(Remitted("F-2", 40_00)).ShouldBe(("bank.fiscal-account", "-40.00"));
    }

    [Fact]
    public void A_reversal_moves_the_account_of_its_original()
    {
        var original = Premium("P-1", 40_00) with { Account = "treasury" };

        Bank(Made(new EntryReversed { Reverses = original }, "X-1", 40_00)).ShouldBe(("bank.treasury", "-40.00"));
    }

    [Fact]
    public void An_account_moved_goes_from_bank_to_bank_and_its_reversal_back()
    {
        var moved = Between("M-1", 40_00, "fiscal-account", "expenditure-account");

        Movements(moved).ShouldBe([("bank.fiscal-account", "-40.00"), ("bank.expenditure-account", "40.00")]);
        Movements(Made(new EntryReversed { Reverses = moved }, "X-1", 40_00))
            .ShouldBe([("bank.fiscal-account", "40.00"), ("bank.expenditure-account", "-40.00")]);
    }

    [Fact]
    public void What_leaves_one_fund_comes_to_the_other_and_each_has_its_own_bank_line() =>
        _journal.Movements(Cover("K-1", 40_00, Employee)).Select(line => (line.Fund, line.Line, line.Amount.ToString()))
            .ShouldBe(
            [
                (Resident, "expenditure.critical-illness", "40.00"), (Employee, "income.premium", "40.00"),
                (Resident, "bank.expenditure-account", "-40.00"), (Employee, "bank.fiscal-account", "40.00"),
            ]);

    [Fact]
    public void An_opening_advance_is_not_at_the_bank() =>
        Movements(OpeningPrepayment(40_00)).ShouldBe([("opening", "40.00"), ("asset.prepayments", "40.00")]);

    [Fact]
    public void What_moves_no_money_has_no_journal()
    {
        _journal.Of(Settled("Y-1", 40_00)).ShouldBeEmpty();
        _journal.Of(Fined("F-1", 40_00, "treasury")).ShouldBeEmpty();
        _journal.Of(Cleared("Q-1", 40_00, "up")).ShouldBeEmpty();
    }

    [Fact]
    public void An_account_is_named_after_its_fund_and_line_and_after_no_other()
    {
        var pairs = (from fund in Repository.Funds.All
                     from line in Repository.Chart.All
                     select Journal.NameOf(fund.Slug, line.Line)).ToList();

        pairs.ToHashSet().Count.ShouldBe(pairs.Count);
    }

    private static void ShouldBalance(FundEvent entry)
    {
        foreach (var fund in _journal.Of(entry).GroupBy(posting => posting.Fund))
        {
            fund.Sum(posting => posting.Debit.Fen).ShouldBe(fund.Sum(posting => posting.Credit.Fen), entry.ToString());
            fund.ShouldAllBe(posting => posting.Debit.Fen >= 0 && posting.Credit.Fen >= 0
                && (posting.Debit == Money.Zero) != (posting.Credit == Money.Zero));
        }
    }

    // Between which accounts decides the journal alone, so the variants of the statement do not say it.
    private static FundEvent Placed(FundEvent entry) => entry is AccountMoved
        ? entry with { ToAccount = "expenditure-account" }
        : entry;

    private static IEnumerable<(string Line, string Yuan)> Movements(FundEvent entry) =>
        _journal.Movements(entry).Select(movement => (movement.Line, movement.Amount.ToString()));

    private static (string Line, string Yuan) Bank(FundEvent entry) =>
        Movements(entry).Single(movement => StatementLines.IsAtOrBelow(movement.Line, StatementLines.Bank));
}
