using Ledger.Api.Importing.SettlementDetails;
using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Domain.Settlements;
using static Ledger.Api.Tests.Importing.SettlementDetails.Details;

namespace Ledger.Api.Tests.Importing.SettlementDetails;

/// <summary>What one line of a settlement detail means, and what is wrong with a bad one.</summary>
public sealed class SettlementDetailParserTests
{
    [Fact]
    public void A_positive_line_is_a_settlement_that_is_owed() =>
        Entries(Line("S-1", "P1", "180.00", "100.5")).ShouldBe(
        [
            new SettlementRecorded
            {
                Document = DocumentId.Of("S-1"), Fund = Options.Fund, Amount = new(100_50), MedicalCost = new(180_00),
                Institution = Options.Institution, Person = Persons.Of("P1"), Category = "other",
                CashDate = Options.To, BusinessFrom = Options.From, BusinessTo = Options.To,
            },
        ]);

    [Fact]
    public void A_negative_line_takes_back_the_settlement_of_its_number() =>
        Entries(Line("S-1", "P1", "-180.00", "-100.50")).ShouldBe(
        [
            new SettlementWithdrawn
            {
                Document = DocumentId.Of("S-1"), Original = DocumentId.Of("S-1"), Fund = Options.Fund,
                Amount = new(100_50), MedicalCost = new(180_00), Institution = Options.Institution,
                Person = Persons.Of("P1"), CashDate = Options.To, BusinessFrom = Options.From, BusinessTo = Options.To,
            },
        ]);

    [Theory]
    [InlineData("100.00", "20.00", "resident 100.00, employee-personal 20.00")]
    [InlineData("100.00", "0.00", "resident 100.00")]
    [InlineData("100.00", "null", "resident 100.00")]
    [InlineData("0.00", "20.00", "employee-personal 20.00")]
    [InlineData("-100.00", "-20.00", "resident 100.00, employee-personal 20.00")]
    [InlineData("0", "-0.00", "")]
    public void Each_fund_that_pays_is_a_leg(string fund, string account, string legs)
    {
        var bill = fund.StartsWith('-') ? "-180.00" : "180.00";
        Legs(Entries(Line("S-1", "P1", bill, fund, account), WithAccounts)).ShouldBe(legs);
    }

    [Fact]
    public void What_personal_accounts_pay_is_left_out_where_they_are_not_kept_here() =>
        Legs(Entries(Line("S-1", "P1", "180.00", "100.00", "20.00"))).ShouldBe("resident 100.00");

    [Theory]
    [InlineData("null")]
    [InlineData("NULL")]
    [InlineData("")]
    public void What_is_empty_is_not_said(string empty)
    {
        var entry = Entries($"S-1\t{empty}\t{empty}\t{empty}\t1.00\t{empty}\t{empty}\t{empty}").ShouldHaveSingleItem();
        entry.Person.ShouldBeNull();
        entry.MedicalCost.ShouldBeNull();
        entry.Amount.ShouldBe(new Money(1_00));
    }

    [Theory]
    [InlineData("null\tV\tP1\t2\t1\t0\t0\tnull", "setl_id: is missing")]
    [InlineData(" S-1\tV\tP1\t2\t1\t0\t0\tnull", "setl_id: must be 1 to 128 characters")]
    [InlineData("S-1\tV\tP 1\t2\t1\t0\t0\tnull", "psn_no: must be 1 to 64 characters")]
    [InlineData("S-1\tV\tP1\t2\tnull\t0\t0\tnull", "fund_pay_sumamt: is missing")]
    [InlineData("S-1\tV\tP1\t2\t1.001\t0\t0\tnull", "fund_pay_sumamt: is not an amount")]
    [InlineData("S-1\tV\tP1\t2\t1,000.00\t0\t0\tnull", "fund_pay_sumamt: is not an amount")]
    [InlineData("S-1\tV\tP1\t2\t--1\t0\t0\tnull", "fund_pay_sumamt: is not an amount")]
    [InlineData("S-1\tV\tP1\t2\t-\t0\t0\tnull", "fund_pay_sumamt: is not an amount")]
    [InlineData("S-1\tV\tP1\t2\t1E3\t0\t0\tnull", "fund_pay_sumamt: is not an amount")]
    [InlineData("S-1\tV\tP1\t2\t１\t0\t0\tnull", "fund_pay_sumamt: is not an amount")]
    [InlineData("S-1\tV\tP1\tx\t1\ty\t0\tnull", "medfee_sumamt: is not an amount; acct_pay: is not an amount")]
    [InlineData("S-1\tV\tP1\t100000000000.01\t1\t0\t0\tnull", "medfee_sumamt: is more than any bill has")]
    [InlineData("S-1\tV\tP1\t2\t-1\t0\t0\tnull", "fund_pay_sumamt: has not the sign")]
    [InlineData("S-1\tV\tP1\t0\t-1\t1\t0\tnull", "acct_pay: has not the sign")]
    [InlineData("S-1\tV\tP1\t2\t1\t0\t0", "has 7 fields")]
    [InlineData("S-1\tV\tP1\t2\t1\t0\t0\tnull\tx", "has 9 fields")]
    [InlineData("S-1,V,P1,2,1,0,0,null", "has 1 fields")]
    public void A_bad_line_says_what_to_mend(string line, string beginnings)
    {
        new SettlementDetailParser(Options, Persons).Parse(line, out var problems).ShouldBeEmpty();
        var expected = beginnings.Split("; ");
        problems.Count.ShouldBe(expected.Length);
        for (var index = 0; index < expected.Length; index++)
        {
            var (column, reason) = (problems[index].Column, problems[index].Reason);
            (column is null ? reason.English : $"{column}: {reason.English}").ShouldStartWith(expected[index]);
            reason.Chinese.ShouldContain(c => c >= '\u4e00' && c <= '\u9fff');
        }
    }

    [Fact]
    public void The_largest_bill_is_taken() =>
        Entries("S-1\tV\tP1\t100000000000.00\t1\t0\t0\tnull").ShouldHaveSingleItem();

    [Theory]
    [InlineData("330825199001011234\tS-1\tV\t2\t1\t0\t0\tnull")]
    [InlineData("S-1\tV\t2\t330825199001011234x\t1\t0\t0\tnull")]
    [InlineData("S-1\tV\t2\t1\t330825199001011234X\t0\t0\tnull")]
    [InlineData("S-1\tV\t330825 199001011234\t2\t1\t0\t0\tnull")]
    public void No_reason_repeats_a_field_since_columns_may_be_shifted(string line)
    {
        new SettlementDetailParser(Options, Persons).Parse(line, out var problems);
        problems.ShouldAllBe(problem => !(problem.Reason.English + problem.Reason.Chinese).Contains("19900101", StringComparison.Ordinal));
    }

    private static IReadOnlyList<FundEvent> Entries(string line, SettlementDetailOptions? options = null)
    {
        var entries = new SettlementDetailParser(options ?? Options, Persons).Parse(line, out var problems);
        problems.ShouldBeEmpty();
        return entries;
    }

    private static string Legs(IReadOnlyList<FundEvent> entries) =>
        string.Join(", ", entries.Select(entry => $"{entry.Fund} {entry.Amount}"));
}
