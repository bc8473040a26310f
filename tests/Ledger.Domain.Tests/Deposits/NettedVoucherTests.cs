using Ledger.Domain.Accounting;
using Ledger.Domain.Deciding;
using Ledger.Domain.Statements;
using Ledger.Domain.Tests.Deciding;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Deciding.Scenario;

namespace Ledger.Domain.Tests.Deposits;

/// <summary>
/// A hospital's month is paid in one bank transfer: the settlement less deposit, advance and clawback.
/// </summary>
public sealed class NettedVoucherTests
{
    private static readonly RuleBook _atSettlement = Repository.RulesOf(Repository.Text("data/rules.json")
        .Replace("\"at-release\"", "\"at-settlement\"", StringComparison.Ordinal));

    [Fact]
    public void netted_voucher_equals_bank_line() => Sum(Voucher(Repository.Rules), StatementLines.Bank)
        .ShouldBe("-720000.00");

    [Fact]
    public void Netted_voucher_equals_bank_line_at_settlement_too() =>
        Sum(Voucher(_atSettlement), StatementLines.Bank).ShouldBe("-720000.00");

    [Fact]
    public void At_release_the_deposit_and_the_clawback_lower_benefits()
    {
        var voucher = Voucher(Repository.Rules);

        Sum(voucher, StatementLines.Benefits).ShouldBe("920000.00");
        Sum(voucher, StatementLines.PrepaymentAsset).ShouldBe("-200000.00");
        Sum(voucher, StatementLines.DepositLiability).ShouldBe("0.00");
    }

    [Fact]
    public void At_settlement_the_deposit_is_a_debt_and_benefits_are_whole_but_for_the_clawback()
    {
        var voucher = Voucher(_atSettlement);

        Sum(voucher, StatementLines.Benefits).ShouldBe("970000.00");
        Sum(voucher, StatementLines.PrepaymentAsset).ShouldBe("-200000.00");
        Sum(voucher, StatementLines.DepositLiability).ShouldBe("50000.00");
    }

    [Fact]
    public void A_clawback_of_an_earlier_year_is_other_income_and_the_bank_line_is_the_same()
    {
        var voucher = Voucher(Repository.Rules, clawbackOf: 2024);

        Sum(voucher, StatementLines.Bank).ShouldBe("-720000.00");
        Sum(voucher, StatementLines.Benefits).ShouldBe("950000.00");
        Sum(voucher, StatementLines.OtherIncome).ShouldBe("30000.00");
    }

    [Fact]
    public void The_deposit_ends_under_the_ruling_under_which_it_began()
    {
        var scenario = Netted(_atSettlement, 2025);

        scenario.Under(Repository.Rules).When(Released("R-1", "W-1", 40_000_00).On("2026-03-20"))
            .ThenMoves((StatementLines.DepositLiability, "-40000.00"));
        scenario.When(Forfeited("F-1", "W-1", 10_000_00).On("2026-03-20"))
            .ThenMoves((StatementLines.DepositLiability, "-10000.00"), (StatementLines.OtherIncome, "10000.00"));
    }

    [Fact]
    public void At_release_what_is_released_is_benefits_of_that_year_and_what_is_forfeited_is_nothing()
    {
        var scenario = Netted(Repository.Rules, 2025);

        scenario.Under(_atSettlement).When(Released("R-1", "W-1", 40_000_00).On("2026-03-20"))
            .ThenMoves(("expenditure.benefits.inpatient", "40000.00"));
        scenario.When(Forfeited("F-1", "W-1", 10_000_00).On("2026-03-20")).ThenMoves();
    }

    [Fact]
    public void Forfeited_in_the_same_year_at_settlement_lowers_benefits() =>
        Netted(_atSettlement, 2025).When(Forfeited("F-1", "W-1", 10_000_00))
            .ThenMoves(
                (StatementLines.DepositLiability, "-10000.00"), ("expenditure.benefits.inpatient", "-10000.00"));

    private static Scenario Netted(RuleBook rules, int clawbackOf) =>
        Given(rules, Opened(), Opening(2_000_000_00), Prepaid("A-1", 300_000_00), Settled("Y-1", 1_000_000_00),
                Ordered("O-1", "C-1", 30_000_00, clawbackOf))
            .When(
                Paid("S-1", 1_000_000_00).Naming("Y-1").Under("V-1"),
                Withheld("W-1", "S-1", 50_000_00).Under("V-1"),
                Offset("F-1", "Y-1", 200_000_00).Under("V-1"),
                (Recovered("B-1", "C-1", 30_000_00) with { Category = "offset" }).Under("V-1"))
            .ThenAccepted();

    private static List<LineEffect> Voucher(RuleBook rules, int clawbackOf = 2025) =>
    [
        .. Netted(rules, clawbackOf).Recorded.Where(entry => entry.Voucher == "V-1")
            .SelectMany(new Journal(Repository.Chart).Movements),
    ];

    private static string Sum(List<LineEffect> movements, string line) =>
        movements.Where(movement => StatementLines.IsAtOrBelow(movement.Line, line))
            .Aggregate(Money.Zero, (sum, movement) => sum + movement.Amount).ToString();
}
