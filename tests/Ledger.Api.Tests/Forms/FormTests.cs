using Ledger.Api.Tests.Sheets;
using Ledger.Testing;

namespace Ledger.Api.Tests.Forms;

/// <summary>The papers of the verb form, with figures worked out by hand.</summary>
[Collection(VerbsCollection.Name)]
public sealed class FormTests(PostgresFixture postgres)
{
    private const string Hospital = "H33082500001";

    [Theory]
    // 601.00 in three months are 200.33 a month, more than the 150.00 that are owed; the account has 900.00 - 601.00.
    [InlineData("2027-04", "150.00", "200.33", "200.33", "0.00")]
    // Owed by then are 450.00, more than a mean month of four; the account lacks 450.00 - 299.00.
    [InlineData("2027-05", "450.00", "150.25", "450.00", "151.00")]
    public async Task A_plan_calls_what_the_expenditure_account_lacks(
        string month, string unpaid, string mean, string expected, string call)
    {
        using var pool = await TestPool.Opened(postgres);
        await Import(pool, $"""
            kind,document,fund,amount,date,account,to_account,category,institution
            account_moved,M-1,resident,900.00,2027-01-05,fiscal-account,expenditure-account,,
            reimbursement_paid,P-1,resident,100.00,2027-01-31,,,inpatient,{Hospital}
            reimbursement_paid,P-2,resident,200.00,2027-02-28,,,inpatient,{Hospital}
            reimbursement_paid,P-3,resident,301.00,2027-03-31,,,inpatient,{Hospital}
            settlement_recorded,S-1,resident,150.00,2027-03-31,,,inpatient,{Hospital}
            settlement_recorded,S-2,resident,300.00,2027-04-30,,,inpatient,{Hospital}
            """);
        var plan = (await Form(pool, "plan", "--period", month)).Json;
        var row = plan.GetProperty("funds").EnumerateArray().Single(one => one.GetProperty("fund").GetString() == "resident");
        row.GetProperty("fiscalAccount").GetString().ShouldBe("999100.00");
        row.GetProperty("expenditureAccount").GetString().ShouldBe("299.00");
        row.GetProperty("settledUnpaid").GetString().ShouldBe(unpaid);
        row.GetProperty("monthlyExpenditure").GetString().ShouldBe(mean);
        row.GetProperty("policy").GetString().ShouldBe("ytd-average-total");
        row.GetProperty("expected").GetString().ShouldBe(expected);
        row.GetProperty("call").GetString().ShouldBe(call);
        plan.GetProperty("total").GetProperty("call").GetString().ShouldBe(call);
    }

    [Theory]
    [InlineData("903.00", "0.00", 0)]
    [InlineData("902.99", "-0.01", 1)]
    public async Task The_bank_must_show_the_books_less_what_only_one_of_them_has(string bank, string difference, int exitCode)
    {
        using var pool = await TestPool.Opened(postgres);
        await Import(pool, """
            kind,document,fund,amount,date,bank_date,account,to_account,category
            account_moved,A-1,resident,1000.00,2027-03-01,,fiscal-account,expenditure-account,
            reimbursement_paid,R-3,resident,100.00,2027-03-15,,,,inpatient
            reimbursement_paid,R-1,resident,40.00,2027-03-30,2027-04-02,,,inpatient
            account_moved,A-2,resident,5.00,2027-03-31,2027-04-01,fiscal-account,expenditure-account,
            reimbursement_paid,R-2,resident,7.00,2027-04-01,2027-03-31,,,inpatient
            account_moved,A-3,resident,11.00,2027-04-02,2027-03-31,fiscal-account,expenditure-account,
            reimbursement_paid,R-4,resident,1.00,2027-03-20,2027-03-22,,,inpatient
            """);
        var run = await Form(pool, "reconciliation", "--period", "2027-03", "--bank-balance", bank);
        run.ExitCode.ShouldBe(exitCode, run.Errors);
        // 1000 - 100 - 40 + 5 - 1.
        run.Json.GetProperty("bookBalance").GetString().ShouldBe("864.00");
        run.Json.GetProperty("adjustedBalance").GetString().ShouldBe("868.00");
        // What the bank had: 1000 - 100 - 7 + 11 - 1.
        run.Json.GetProperty("expectedBankBalance").GetString().ShouldBe("903.00");
        run.Json.GetProperty("difference").GetString().ShouldBe(difference);
        run.Json.GetProperty("items").EnumerateArray()
            .Select(item => $"{item.GetProperty("group")} {item.GetProperty("document")} {item.GetProperty("amount")}")
            .ShouldBe(["received-by-us A-2 5.00", "paid-by-us R-1 40.00", "received-by-bank A-3 11.00", "paid-by-bank R-2 7.00"]);
    }

    [Fact]
    public async Task A_notice_names_fund_amount_deadline_and_account_and_what_came_since()
    {
        using var pool = await Clawed();
        var notice = (await Form(pool, "clawback-notice", "--case", "C-1")).Json;
        notice.GetProperty("holder").GetString().ShouldBe(Hospital);
        notice.GetProperty("orders").EnumerateArray().ShouldHaveSingleItem().ShouldBeJson("""
            {"fund":"resident","document":"D-1","date":"2027-02-01","due":"2027-03-31","amount":"260.00",
             "reason":"beds counted twice & <twice>","channel":"agency","original":null}
            """);
        (notice.GetProperty("ordered").GetString(), notice.GetProperty("recovered").GetString(),
            notice.GetProperty("waived").GetString(), notice.GetProperty("outstanding").GetString())
            .ShouldBe(("260.00", "100.00", "10.00", "150.00"));

        (await pool.Run("form", "clawback-notice", "--pool", pool.Code, "--case", "C-1", "--format", "xlsx", "--out", pool.Path("n.xlsx")))
            .Errors.ShouldBeEmpty();
        var cells = ReadWorkbook.Of(pool.Path("n.xlsx")).Sheets["clawback-notice"].SelectMany(row => row).ToList();
        cells.ShouldContain(new ReadCell("beds counted twice & <twice>", true));
        cells.ShouldContain(new ReadCell("150.00", false));
        cells.ShouldContain(cell => cell.Text.Contains("医疗保障基金财政专户", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_order_that_was_a_mistake_is_in_no_notice()
    {
        using var pool = await Clawed();
        var run = await Form(pool, "clawback-notice", "--case", "C-2");
        run.Errors.ShouldStartWith("ledger: nothing is ordered to be given back under case 'C-2'");
        run.ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task Adjustments_are_what_changes_what_was_recorded()
    {
        using var pool = await Clawed();
        await Import(pool, """
            kind,document,fund,amount,date,direction,category,reason
            balance_adjusted,B-1,employee,3.00,2027-03-02,down,audit,=an audit
            """);
        var rows = (await Form(pool, "adjustments", "--year", "2027")).Json.GetProperty("adjustments").EnumerateArray()
            .Select(row => $"{row.GetProperty("kind")} {row.GetProperty("undoes")} {row.GetProperty("fund")} "
                + $"{row.GetProperty("amount")} {row.GetProperty("document")} {row.GetProperty("reason")}");
        rows.ShouldBe(
        [
            "entry_reversed clawback_ordered resident 99.00 X-2 the wrong hospital",
            "balance_adjusted  employee 3.00 B-1 =an audit",
        ]);
        (await Form(pool, "adjustments", "--year", "2026")).Json.GetProperty("adjustments").GetArrayLength().ShouldBe(0);
        (await pool.Run("form", "adjustments", "--pool", pool.Code, "--format", "csv")).Output.ShouldContain(",'=an audit\n");
    }

    [Theory]
    [InlineData("plan", "--period")]
    [InlineData("reconciliation", "--period")]
    [InlineData("clawback-notice", "--case")]
    public async Task What_a_form_needs_is_said(string form, string option)
    {
        using var pool = await TestPool.Opened(postgres);
        var run = await Form(pool, form);
        run.Errors.ShouldBe($"ledger: form {form} needs {option} (see ./ledger form --help)\n");
        run.ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task Who_asks_for_a_notice_is_noted()
    {
        using var pool = await Clawed();
        await Form(pool, "clawback-notice", "--case", "C-1");
        (await pool.Run("accesses", "--pool", pool.Code)).Output.ShouldContain("./ledger form clawback-notice");
    }

    private async Task<TestPool> Clawed()
    {
        var pool = await TestPool.Opened(postgres);
        await Import(pool, $"""
            kind,document,fund,amount,date,due_date,institution,case_no,channel,category,budget_year,original,reason
            clawback_ordered,D-1,resident,260.00,2027-02-01,2027-03-31,{Hospital},C-1,agency,,,,beds counted twice & <twice>
            clawback_recovered,D-1-A,resident,100.00,2027-02-20,,{Hospital},C-1,,cash,2027,,
            clawback_waived,D-1-B,resident,10.00,2027-02-21,,{Hospital},C-1,,,,,
            clawback_ordered,D-2,resident,99.00,2027-02-02,2027-03-31,{Hospital},C-2,agency,,,,beds
            entry_reversed,X-2,,,2027-02-03,,,,,,,D-2,the wrong hospital
            """);
        return pool;
    }

    private static async Task Import(TestPool pool, string rows)
    {
        var run = await pool.Import(rows);
        run.ExitCode.ShouldBe(0, run.Output + run.Errors);
    }

    private static Task<VerbRun> Form(TestPool pool, string form, params string[] options) =>
        pool.Run("form", [form, "--pool", pool.Code, "--json", .. options]);
}
