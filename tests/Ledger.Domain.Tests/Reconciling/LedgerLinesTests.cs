using Ledger.Domain.Events;
using Ledger.Domain.Reconciling;
using Ledger.Domain.Tests.Deciding;
using static Ledger.Domain.Tests.Deciding.Entries;

namespace Ledger.Domain.Tests.Reconciling;

/// <summary>What the bank must have of the log: one line for a voucher, on the day on which it moved.</summary>
public sealed class LedgerLinesTests
{
    private static readonly string[] _accounts = ["treasury", "fiscal-account", "expenditure-account", "collection-account"];

    [Fact]
    public void A_voucher_is_one_line_of_its_net() =>
        LinesOf(Opened(), Opening(1000_00), Paid("S-1", 80_00).Under("V-1"), Paid("S-2", 20_00).Under("V-1"))
            .ShouldBe(["2025-03-10 expenditure-account -100.00 V-1 S-1 S-2"]);

    [Fact]
    public void An_entry_in_no_voucher_is_a_line_of_its_own_and_an_opening_is_none() =>
        LinesOf(Opened(), Opening(1000_00), Premium("P-1", 5_00), Paid("S-1", 1_00))
            .ShouldBe(["2025-03-10 fiscal-account 5.00 P-1", "2025-03-10 expenditure-account -1.00 S-1"]);

    [Fact]
    public void The_bank_date_counts_where_it_is_another() =>
        LinesOf(Opened(), Premium("P-1", 5_00) with { BankDate = Date("2025-02-27") })
            .ShouldBe(["2025-02-27 fiscal-account 5.00 P-1"]);

    [Fact]
    public void What_is_undone_leaves_no_line() =>
        LinesOf(Opened(), Premium("P-1", 5_00), Reversed("X-1", "P-1")).ShouldBeEmpty();

    [Fact]
    public void A_correction_is_one_line_with_what_it_corrects_on_that_day() =>
        LinesOf(Opened(), Premium("P-1", 5_00), Reversed("P-1-C1", "P-1").On("2025-04-02").Under("P-1-C1"),
            Premium("P-1-C1", 7_00).On("2025-04-02").Under("P-1-C1"))
            .ShouldBe(["2025-03-10 fiscal-account 7.00 P-1-C1 P-1"]);

    [Fact]
    public void Money_moved_between_accounts_is_a_line_in_each() =>
        LinesOf(Opened(), Opening(1000_00),
            new Domain.Treasury.AccountMoved
            {
                Document = DocumentId.Of("M-1"), Fund = Resident, Amount = new(9_00), CashDate = Date("2025-03-10"),
                Account = "fiscal-account", ToAccount = "expenditure-account",
            })
            .ShouldBe(["2025-03-10 expenditure-account 9.00 M-1", "2025-03-10 fiscal-account -9.00 M-1"]);

    private static IReadOnlyList<string> LinesOf(params FundEvent[] events)
    {
        var lines = new LedgerLines(new(Repository.Chart), _accounts.ToHashSet(), byFund: false, fund: null);
        var position = 0L;
        foreach (var entry in Scenario.Given(events).Recorded) lines.Add(++position, entry);
        return
        [
            .. lines.All.Select(line =>
                $"{line.Date.Iso()} {line.Account} {line.Amount} {string.Join(' ', line.References)}"),
        ];
    }
}
