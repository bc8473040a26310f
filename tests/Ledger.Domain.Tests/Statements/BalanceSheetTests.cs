using Ledger.Domain.Accounting;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Statements;
using Ledger.Domain.Tests.Deciding;
using Ledger.Domain.Treasury;
using static Ledger.Domain.Tests.Deciding.Entries;

namespace Ledger.Domain.Tests.Statements;

public sealed class BalanceSheetTests
{
    private static readonly FundCode _family = FundCode.Of("resident-family");
    private static readonly Journal _journal = new(Repository.Chart);

    // An audit at 2021-05-31, residents. The family accounts' money lies in the fiscal account.
    private static readonly FundEvent[] _audited =
    [
        Opened(), Opened().In(_family),
        InAccount("expenditure-account", 7_152_467_88),
        InAccount("fiscal-account", 391_902_812_24 - 78_161_320_37),
        InAccount("fiscal-account", 78_161_320_37).In(_family),
        OpeningPrepayment(121_466_731_26),
        InAccount("held", 9_803_701_44) with { Counterparty = City },
    ];

    [Fact]
    public void Balance_is_not_cash()
    {
        var sheet = Sheet(_audited, Resident, _family);

        Amount(sheet.Assets, "bank.expenditure-account").ShouldBe("7152467.88");
        Amount(sheet.Assets, "bank.fiscal-account").ShouldBe("391902812.24");
        Amount(sheet.Assets, "asset.prepayments").ShouldBe("121466731.26");
        Amount(sheet.Liabilities, "liability.held").ShouldBe("9803701.44");
        sheet.Net.Select(fund => fund.Value.ToString()).ShouldBe(["432556989.57", "78161320.37"]);
        sheet.TotalNet.ToString().ShouldBe("510718309.94");
        sheet.Cash.ToString().ShouldBe("399055280.12");
        sheet.TotalAssets.ShouldBe(sheet.TotalLiabilities + sheet.TotalNet);
    }

    [Fact]
    public void Each_account_has_its_name_from_the_chart_and_a_row_even_when_it_is_empty() =>
        Sheet(_audited, Resident).Assets.Select(row => row.Account.Chinese)
            .ShouldBe(["国库存款", "财政专户存款", "支出户存款", "收入户存款", "暂付款—预付金", "暂付款—其他"]);

    [Fact]
    public void Both_sides_are_equal_whatever_was_recorded() => Seeds.Check(Sending.Sequences, sequence =>
    {
        var scenario = Scenario.Given(Opened().On("2025-01-01"), Opened().In(Employee).On("2025-01-01"),
            Opened().In(EmployeePooled).On("2025-01-01"), Opening(500).On("2025-01-01"));
        foreach (var sending in sequence) scenario.Decide(sending.Rows);

        foreach (var fund in (FundCode[])[Resident, Employee, EmployeePooled])
        {
            var sheet = Sheet(scenario.Recorded, fund);
            sheet.TotalAssets.ShouldBe(sheet.TotalLiabilities + sheet.TotalNet);
            sheet.TotalNet.ShouldBe(scenario.Balance(fund));
        }
    });

    [Theory]
    [InlineData("held")]
    [InlineData("loan")]
    public void An_opening_debt_lowers_the_balance_by_as_much_as_it_is_and_leaves_the_bank_alone(string account)
    {
        var sheet = Sheet([Opened(), InAccount("treasury", 100_00), InAccount(account, 30_00) with { Counterparty = City }],
            Resident);
        (sheet.Cash, sheet.TotalLiabilities, sheet.TotalNet).ShouldBe((new(100_00), new(30_00), new(70_00)));
    }

    [Fact]
    public void An_opening_advance_is_a_part_of_the_balance_that_is_not_at_the_bank()
    {
        var sheet = Sheet([Opened(), InAccount("advance", 30_00) with { Counterparty = City }], Resident);
        (sheet.Cash, sheet.TotalAssets, sheet.TotalNet).ShouldBe((Money.Zero, new(30_00), new(30_00)));
    }

    [Fact]
    public void What_was_held_at_the_opening_may_be_returned_to_the_last_fen_and_no_more()
    {
        var held = InAccount("held", 30_00) with { Counterparty = City };
        Scenario.Given(Opened(), Opening(100_00), held).When(new HeldReturned().WithCity("H-1", 30_00)).ThenAccepted();
        Scenario.Given(Opened(), Opening(100_00), held).When(new HeldReturned().WithCity("H-1", 30_01))
            .ThenRefused(Refusal.OutstandingExceeded);
    }

    [Fact]
    public void An_opening_debt_may_be_all_that_the_fund_has_and_no_fen_more()
    {
        var debt = InAccount("loan", 100_00) with { Counterparty = City };
        Scenario.Given(Opened(), Opening(100_00)).When(debt).ThenAccepted();
        Scenario.Given(Opened(), Opening(99_99)).When(debt).ThenRefused(Refusal.FundOverdrawn);
    }

    private static OpeningBalanceRecorded InAccount(string account, long fen) =>
        Made(new OpeningBalanceRecorded { Account = account }, $"OPENING-{account}-{fen}", fen).On("2024-01-01");

    private static BalanceSheet Sheet(IReadOnlyList<FundEvent> events, params FundCode[] funds)
    {
        // What is given was sent, one after the other, and must have been accepted.
        var recorded = events is FundEvent[] given ? Scenario.Given(given).Recorded : events;
        return BalanceSheet.Of(Repository.Chart, [.. funds.Select(fund => (fund, Cells(recorded, fund)))]);
    }

    private static Dictionary<string, Money> Cells(IEnumerable<FundEvent> recorded, FundCode fund) => recorded
        .SelectMany(_journal.Movements).Where(line => line.Fund == fund)
        .GroupBy(line => line.Line)
        .ToDictionary(line => line.Key, line => new Money(line.Sum(one => one.Amount.Fen)));

    private static string Amount(IEnumerable<BalanceSheetRow> side, string line) =>
        side.Single(row => row.Account.Line == line).Amount.ToString();
}
