using Ledger.Domain.Accounting;
using Ledger.Domain.Events;
using Ledger.Domain.Statements;
using Ledger.Domain.Tests.Statements;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Deciding.Scenario;

namespace Ledger.Domain.Tests.Treasury;

/// <summary>收支两条线: by default no kind moves an account that may not be moved so.</summary>
public sealed class TwoLinesTests
{
    [Fact]
    public void The_default_account_of_every_kind_and_category_is_within_the_rules()
    {
        var rules = Repository.Rules.Rulings.TwoLines;
        var journal = new Journal(Repository.Chart);
        foreach (var variant in StatementVariants.All.Where(variant => variant.Kind != "account_moved"))
        {
            foreach (var bank in journal.Movements(variant.Entry with { Account = null })
                .Where(movement => StatementLines.IsAtOrBelow(movement.Line, StatementLines.Bank)))
            {
                var account = bank.Line[(StatementLines.Bank.Length + 1)..];
                (bank.Amount > Money.Zero ? rules.MayReceive(account, variant.Kind) : rules.MayPay(account, variant.Kind))
                    .ShouldBeTrue($"{variant.Kind} {variant.Name}: {bank.Line} {bank.Amount}");
            }
        }
    }

    [Fact]
    public void What_comes_back_goes_to_the_fiscal_account_and_what_is_set_off_is_netted_with_the_payment()
    {
        Bank(Recovered("R-1", "C-1", 1) with { Answers = new(2025) }).ShouldBe("bank.fiscal-account");
        Bank(Recovered("R-1", "C-1", 1) with { Category = "offset", Answers = new(2025) })
            .ShouldBe("bank.expenditure-account");
    }

    [Fact]
    public void A_premium_is_refunded_and_another_level_paid_from_the_expenditure_account()
    {
        Bank(Refund("R-1", "P-1", 1) with { Answers = new(2025) }).ShouldBe("bank.expenditure-account");
        Bank(Made(new Domain.Funds.UpperLevelRemittancePaid(), "U-1", 1)).ShouldBe("bank.expenditure-account");
        Bank(Made(new Domain.Funds.LowerLevelSubsidyPaid(), "L-1", 1)).ShouldBe("bank.expenditure-account");
    }

    [Fact]
    public void A_reversal_puts_money_back_where_it_was() =>
        Given(Opened(), Opening(100), Paid("S-1", 1) with { Account = "expenditure-account" })
            .When(Reversed("X-1", "S-1")).ThenAccepted();

    [Theory]
    [InlineData("treasury", "fiscal-account", true)]
    [InlineData("fiscal-account", "expenditure-account", true)]
    [InlineData("expenditure-account", "fiscal-account", true)]
    [InlineData("collection-account", "fiscal-account", true)]
    [InlineData("collection-account", "expenditure-account", false)]
    [InlineData("treasury", "collection-account", false)]
    [InlineData("fiscal-account", "collection-account", false)]
    public void Money_goes_the_way_that_the_rules_name(string from, string to, bool allowed) =>
        Repository.Rules.Rulings.TwoLines.MayMove(from, to).ShouldBe(allowed);

    private static string Bank(FundEvent entry) => new Journal(Repository.Chart).Movements(entry)
        .Single(movement => StatementLines.IsAtOrBelow(movement.Line, StatementLines.Bank)).Line;
}
