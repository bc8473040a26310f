using System.Text;
using Ledger.Testing;
using static Ledger.Api.Tests.Importing.SettlementDetails.Details;

namespace Ledger.Api.Tests.Importing.SettlementDetails;

/// <summary>A refund is two lines of a settlement detail, wherever they stand.</summary>
[Collection(VerbsCollection.Name)]
public sealed class RefundPairTests(PostgresFixture postgres)
{
    private static readonly string _settled = Line("S-1", "P1", "180.00", "100.00");
    private static readonly string _refunded = Line("S-1", "P1", "-180.00", "-100.00");
    private static readonly string _other = Line("S-2", "P2", "50.00", "30.00");

    [Fact]
    public async Task A_settlement_is_owed_and_not_paid()
    {
        using var pool = await DetailPool.Opened(postgres);
        var run = await pool.Import([], _settled, _other);
        run.Output.ShouldBe($"pool {pool.Pool.Code}: 2 recorded, 0 recorded before, 0 bad; position 7\n");
        (await pool.Recorded()).ShouldBe(
            ["settlement_recorded S-1 resident 100.00", "settlement_recorded S-2 resident 30.00"]);
        (await pool.HospitalYear("resident")).GetProperty("total").GetProperty("settled").GetString().ShouldBe("130.00");
        (await pool.Owed()).ShouldBe(["2027-03 130.00"]);
        (await pool.Pool.Read("balance", "--fund", "resident")).GetProperty("funds")[0].GetProperty("balance").GetString()
            .ShouldBe("1000000.00");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_pair_in_one_file_is_a_settlement_and_its_withdrawal_in_either_order(bool settlementFirst)
    {
        using var pool = await DetailPool.Opened(postgres);
        string[] lines = settlementFirst ? [_settled, _other, _refunded] : [_refunded, _other, _settled];
        (await pool.Import([], lines)).ExitCode.ShouldBe(0);
        (await pool.Recorded())[^1].ShouldBe("settlement_withdrawn S-1 resident 100.00");
        (await pool.Recorded()).Count.ShouldBe(3);
        (await pool.Owed()).ShouldBe(["2027-03 30.00"]);
    }

    [Fact]
    public async Task A_file_sent_twice_changes_nothing()
    {
        using var pool = await DetailPool.Opened(postgres);
        await pool.Import([], _settled, _other, _refunded);
        var before = await pool.Pool.Tables();
        var run = await pool.Import([], _settled, _other, _refunded);
        run.Output.ShouldBe($"pool {pool.Pool.Code}: 0 recorded, 3 recorded before, 0 bad; position 8\n");
        (await pool.Pool.Tables()).ShouldBe(before);
    }

    [Fact]
    public async Task A_pair_may_stand_in_two_files()
    {
        using var pool = await DetailPool.Opened(postgres);
        var first = pool.Pool.Write("a.txt", Text(_settled));
        var second = pool.Pool.Write("b.txt", Text(_refunded));
        (await pool.Send([first, second])).ExitCode.ShouldBe(0);
        (await pool.Owed()).ShouldBe(["2027-03 0.00"]);
    }

    [Fact]
    public async Task A_refund_of_the_next_month_takes_back_what_was_recorded_in_this_one()
    {
        using var pool = await DetailPool.Opened(postgres);
        await pool.Import(DetailPool.March, _settled, _other);
        (await pool.Import(DetailPool.April, _refunded)).ExitCode.ShouldBe(0);
        (await pool.Owed()).ShouldBe(["2027-03 130.00", "2027-04 30.00"]);

        var again = await pool.Import(DetailPool.March, _settled, _other);
        again.Output.ShouldBe($"pool {pool.Pool.Code}: 0 recorded, 2 recorded before, 0 bad; position 8\n");
    }

    [Theory]
    [InlineData("-180.00", "-99.99")]
    [InlineData("-179.99", "-100.00")]
    public async Task A_refund_that_differs_is_a_bad_row(string bill, string fund)
    {
        using var pool = await DetailPool.Opened(postgres);
        await pool.Import([], _settled);
        var before = await pool.Pool.Tables();
        var run = await pool.Import([], _other, Line("S-1", "P1", bill, fund));
        run.ErrorLines.ShouldBe(["detail.txt:2: fund_pay_sumamt: the refund is not settlement S-1 as recorded: "
            + "resident 100.00, of a bill of 180.00"]);
        run.ExitCode.ShouldBe(1);
        (await pool.Pool.Tables()).ShouldBe(before);
    }

    [Fact]
    public async Task A_refund_to_another_person_is_a_bad_row()
    {
        using var pool = await DetailPool.Opened(postgres);
        await pool.Import([], _settled);
        (await pool.Import([], Line("S-1", "P2", "-180.00", "-100.00"))).ErrorLines.ShouldHaveSingleItem()
            .ShouldEndWith(", for another person");
    }

    [Fact]
    public async Task A_refund_of_more_is_a_bad_row()
    {
        using var pool = await DetailPool.Opened(postgres);
        await pool.Import([], _settled);
        (await pool.Import([], Line("S-1", "P1", "-180.00", "-100.01"))).ErrorLines.ShouldBe(
            ["detail.txt:1: fund_pay_sumamt: 100.01 is more than what is left of S-1"]);
    }

    [Fact]
    public async Task A_refund_of_what_is_not_recorded_is_a_bad_row_that_names_it()
    {
        using var pool = await DetailPool.Opened(postgres);
        (await pool.Import([], _refunded)).ErrorLines.ShouldBe(["detail.txt:1: setl_id: no recorded entry with document S-1 "
            + "can be answered by settlement_withdrawn for fund resident"]);
    }

    [Fact]
    public async Task A_settlement_that_was_paid_is_refunded_only_when_the_payment_is_undone()
    {
        using var pool = await DetailPool.Opened(postgres);
        await pool.Import([], _settled);
        await pool.Pool.Import($"""
            kind,document,fund,amount,date,category,institution,original
            reimbursement_paid,R-1,resident,100.00,2027-04-05,other,{Hospital},S-1
            """);
        (await pool.Import(DetailPool.April, _refunded)).ErrorLines.ShouldBe(
            ["detail.txt:1: fund_pay_sumamt: 100.00 is more than what is left of S-1"]);
        await pool.Pool.Import("""
            kind,document,date,original,reason
            entry_reversed,X-1,2027-04-20,R-1,paid by mistake
            """);
        (await pool.Import(DetailPool.April, _refunded)).Errors.ShouldBeEmpty();
        (await pool.Owed()).ShouldBe(["2027-03 100.00", "2027-04 0.00"]);
    }

    [Fact]
    public async Task A_settlement_of_two_funds_is_refunded_whole_or_not_at_all()
    {
        using var pool = await DetailPool.Opened(postgres);
        await pool.Import(DetailPool.Accounts, Line("S-1", "P1", "180.00", "100.00", "20.00"));
        (await pool.Recorded()).ShouldBe(
            ["settlement_recorded S-1 resident 100.00", "settlement_recorded S-1 employee-personal 20.00"]);

        (await pool.Import(DetailPool.Accounts, Line("S-1", "P1", "-180.00", "-100.00"))).ErrorLines.ShouldBe(
            ["detail.txt:1: fund_pay_sumamt: the refund is not settlement S-1 as recorded: "
            + "resident 100.00, employee-personal 20.00, of a bill of 180.00"]);
        (await pool.Import(DetailPool.Accounts, Line("S-1", "P1", "-180.00", "-100.00", "-19.99"))).ErrorLines
            .ShouldHaveSingleItem().ShouldStartWith("detail.txt:1: acct_pay: the refund is not settlement S-1");

        (await pool.Import(DetailPool.Accounts, Line("S-1", "P1", "-180.00", "-100.00", "-20.00"))).ExitCode.ShouldBe(0);
        (await pool.Owed()).ShouldBe(["2027-03 0.00"]);
        (await pool.Owed("employee-personal")).ShouldBe(["2027-03 0.00"]);
    }

    [Fact]
    public async Task A_ZIP_is_imported_as_its_text()
    {
        using var pool = await DetailPool.Opened(postgres);
        (await pool.Import("detail.zip", Zip(Text(Header, _settled), Text(_refunded)))).ExitCode.ShouldBe(0);
        (await pool.Import("named.otherwise", Encoding.UTF8.GetBytes(Text(_settled)))).Output.ShouldContain("1 recorded before");
        (await pool.Owed()).ShouldBe(["2027-03 0.00"]);
    }
}
