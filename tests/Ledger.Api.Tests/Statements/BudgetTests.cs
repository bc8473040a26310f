using Ledger.Testing;

namespace Ledger.Api.Tests.Statements;

/// <summary>The fund's own budget of the year (预算) beside what became of it (执行).</summary>
[Collection(VerbsCollection.Name)]
public sealed class BudgetTests(PostgresFixture postgres)
{
    private static readonly string[] _year = ["--fund", "resident", "--from", "2027-01", "--to", "2027-12", "--budget"];

    [Fact]
    public async Task Every_line_that_the_budget_sets_stands_beside_its_actual_figure()
    {
        using var pool = await Booked();
        var answer = await pool.Read("statement", _year);

        answer.GetProperty("year").GetInt32().ShouldBe(2027);
        var fund = answer.GetProperty("funds")[0];
        fund.GetProperty("budget").ShouldBeJson("""
            {
                "income.premium": {"budget":"400.00","actual":"500.00","difference":"100.00","executed":"125.00"},
                "income.interest": {"budget":"8.00","actual":"0.00","difference":"-8.00","executed":"0.00"},
                "expenditure.benefits.inpatient":
                    {"budget":"300.00","actual":"200.00","difference":"-100.00","executed":"66.67"}
            }
            """);
        fund.GetProperty("lines").GetProperty("income.premium").GetString().ShouldBe("500.00");
        fund.GetProperty("lines").GetProperty("expenditure.benefits.outpatient").GetString().ShouldBe("30.00");
    }

    [Fact]
    public async Task A_fund_without_a_budget_has_no_lines_of_one()
    {
        using var pool = await Booked();
        (await pool.Read("statement", ["--fund", "employee", .. _year[2..]]))
            .GetProperty("funds")[0].GetProperty("budget").ShouldBeJson("{}");
    }

    [Fact]
    public async Task Csv_has_a_row_a_line()
    {
        using var pool = await Booked();
        var run = await pool.Run("statement", ["--pool", pool.Code, .. _year, "--format", "csv"]);
        run.Output.ShouldBe($"""
            pool,fund,year,from,to,line,budget,actual,difference,executed
            {pool.Code},resident,2027,2027-01-01,2027-12-31,income.premium,400.00,500.00,100.00,125.00
            {pool.Code},resident,2027,2027-01-01,2027-12-31,income.interest,8.00,0.00,-8.00,0.00
            {pool.Code},resident,2027,2027-01-01,2027-12-31,expenditure.benefits.inpatient,300.00,200.00,-100.00,66.67

            """);
    }

    [Fact]
    public async Task People_read_the_budget_beside_the_actual_figures()
    {
        using var pool = await Booked();
        (await pool.Run("statement", ["--pool", pool.Code, .. _year])).Output.Split('\n')
            .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToList()[..^2]
            .ShouldBe([
                $"Budget of 2027 of resident, pool {pool.Code}, 2027-01-01 to 2027-12-31, position 14",
                "line budget actual difference executed %",
                "income.premium 400.00 500.00 100.00 125.00",
                "income.interest 8.00 0.00 -8.00 0.00",
                "expenditure.benefits.inpatient 300.00 200.00 -100.00 66.67",
            ]);
    }

    [Fact]
    public async Task Months_of_two_years_have_no_one_budget()
    {
        using var pool = await Booked();
        var run = await pool.Run("statement", "--pool", pool.Code, "--from", "2027-12", "--to", "2028-01", "--budget");
        run.ExitCode.ShouldBe(2);
        run.ErrorLines.ShouldHaveSingleItem().ShouldBe("ledger: a budget is of one year; 2027-12..2028-01 is of several");
    }

    // Premiums above their budget, inpatient care below it, outpatient care without one, interest that never came;
    // a line set twice counts as it was set last, one that was reversed is gone, and next year's is not this year's.
    private async Task<TestPool> Booked()
    {
        var pool = await TestPool.Opened(postgres);
        var run = await pool.Import("""
            kind,document,fund,amount,date,payer,category,institution,line,budget_year,original,reason
            fund_budget_set,B-1,resident,350.00,2027-01-01,,,,income.premium,2027,,
            fund_budget_set,B-2,resident,300.00,2027-01-01,,,,expenditure.benefits.inpatient,2027,,
            fund_budget_set,B-3,resident,8.00,2027-01-01,,,,income.interest,2027,,
            fund_budget_set,B-4,resident,70.00,2027-01-01,,,,income.transfer,2027,,
            fund_budget_set,B-5,resident,999.00,2027-12-01,,,,income.premium,2028,,
            fund_budget_set,B-6,resident,400.00,2027-06-01,,,,income.premium,2027,,
            entry_reversed,B-7,,,2027-06-02,,,,,,B-4,taken out of the budget
            premium_received,D-1,resident,500.00,2027-03-01,individual,,,,,,
            reimbursement_paid,D-2,resident,200.00,2027-04-01,,inpatient,H33082500017,,,,
            reimbursement_paid,D-3,resident,30.00,2027-04-01,,outpatient,H33082500017,,,,
            """);
        run.ExitCode.ShouldBe(0, run.Errors);
        return pool;
    }
}
