using Ledger.Domain.Accounting;
using Ledger.Domain.Statements;
using Ledger.Domain.Tests.Deciding;
using static Ledger.Domain.Tests.Deciding.Entries;

namespace Ledger.Domain.Tests.Accounting;

/// <summary>
/// Whatever was recorded: assets and expenditure are liabilities, openings and income, in every fund.
/// </summary>
public sealed class TrialBalanceTests
{
    private static readonly Journal _journal = new(Repository.Chart);

    [Fact]
    public void The_trial_balance_of_each_fund_is_zero_at_every_position() => Seeds.Check(Sending.Sequences, sequence =>
    {
        var balances = new Dictionary<FundCode, long>();
        foreach (var entry in Recorded(sequence).Recorded)
        {
            foreach (var posting in _journal.Of(entry))
            {
                balances[posting.Fund] = balances.GetValueOrDefault(posting.Fund)
                    + posting.Debit.Fen - posting.Credit.Fen;
            }
            balances.Values.ShouldAllBe(balance => balance == 0);
        }
    });

    [Fact]
    public void Money_and_claims_less_debts_are_the_balance_of_the_books() => Seeds.Check(Sending.Sequences, sequence =>
    {
        var scenario = Recorded(sequence);
        foreach (var fund in new[] { Resident, Employee, EmployeePooled })
        {
            var lines = scenario.Recorded.SelectMany(_journal.Movements).Where(line => line.Fund == fund).ToList();

            (Sum(lines, StatementSide.Asset) - Sum(lines, StatementSide.Liability))
                .ShouldBe(scenario.Balance(fund).Fen);
            Sum(lines, StatementSide.Asset).ShouldBe(Sum(lines, StatementSide.Liability)
                + Sum(lines, StatementSide.Opening) + Sum(lines, StatementSide.Income)
                - Sum(lines, StatementSide.Expenditure));
        }
    });

    private static long Sum(IEnumerable<LineEffect> lines, StatementSide side) =>
        lines.Where(line => StatementLines.SideOf(line.Line) == side).Sum(line => line.Amount.Fen);

    private static Scenario Recorded(IEnumerable<Sending> sequence)
    {
        var scenario = Scenario.Given(
            Opened().On("2025-01-01"), Opened().In(Employee).On("2025-01-01"),
            Opened("flows-only").In(EmployeePooled).On("2025-01-01"), Opening(500).On("2025-01-01"));
        foreach (var sending in sequence) scenario.Decide(sending.Rows);
        return scenario;
    }
}
