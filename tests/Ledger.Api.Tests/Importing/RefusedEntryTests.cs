using Ledger.Testing;

namespace Ledger.Api.Tests.Importing;

/// <summary>
/// Rows that are well formed and that the books refuse: decided in pass two, and nothing is kept.
/// </summary>
[Collection(VerbsCollection.Name)]
public sealed class RefusedEntryTests(PostgresFixture postgres)
{
    private const string Header = TestPool.Header;

    [Fact]
    public async Task A_document_used_again_with_other_content_is_refused_within_a_file()
    {
        using var pool = await TestPool.Opened(postgres);
        await pool.ShouldRefuse($"""
            {Header}
            interest_credited,D-1,,resident,1.00,2027-02-01,,,,
            interest_credited,D-2,,resident,2.00,2027-02-01,,,,
            interest_credited,D-1,,resident,1.01,2027-02-01,,,,
            """,
            "rows.csv:4: document: interest_credited D-1 is recorded already with other content");
    }

    [Fact]
    public async Task A_document_used_again_with_other_content_is_refused_in_a_later_import()
    {
        using var pool = await TestPool.Opened(postgres);
        await pool.Import($"{Header}\ninterest_credited,D-1,,resident,1.00,2027-02-01,,,,\n");
        await pool.ShouldRefuse($"{Header}\ninterest_credited,D-1,,resident,1.00,2027-02-01,,,,a note\n",
            "rows.csv:2: document: interest_credited D-1 is recorded already with other content");
    }

    [Fact]
    public async Task A_reversal_of_an_unknown_document_is_refused()
    {
        using var pool = await TestPool.Opened(postgres);
        await pool.ShouldRefuse("""
            kind,document,fund,amount,date,original,reason
            reimbursement_reversed,D-1,resident,1.00,2027-02-01,NO-1,
            entry_reversed,D-2,,,2027-02-01,NO-2,wrong fund
            """,
            "rows.csv:2: original: no recorded entry with document NO-1 can be answered by "
                + "reimbursement_reversed for fund resident",
            "rows.csv:3: original: no recorded entry has document NO-2");
    }

    [Fact]
    public async Task A_fund_that_is_not_opened_is_refused()
    {
        using var pool = await TestPool.Opened(postgres);
        await pool.ShouldRefuse($"{Header}\ninterest_credited,D-1,,maternity,1.00,2027-02-01,,,,\n",
            "rows.csv:2: fund: fund maternity is not opened in this pool; record fund_opened first");
    }

    [Fact]
    public async Task A_date_before_the_fund_was_opened_is_refused()
    {
        using var pool = await TestPool.Opened(postgres);
        await pool.ShouldRefuse($"{Header}\ninterest_credited,D-1,,resident,1.00,2026-12-31,,,,\n",
            "rows.csv:2: date: 2026-12-31 is before 2027-01-01, the day fund resident was opened");
    }

    [Fact]
    public async Task A_settlement_with_one_fund_twice_is_refused()
    {
        using var pool = await TestPool.Opened(postgres);
        await pool.ShouldRefuse($"""
            {Header}
            reimbursement_paid,D-1,,resident,1.00,2027-02-01,,,inpatient,
            reimbursement_paid,D-1,,employee,1.00,2027-02-01,,,inpatient,
            reimbursement_paid,D-1,,resident,2.00,2027-02-01,,,inpatient,
            """,
            "rows.csv:4: fund: fund resident stands twice in reimbursement_paid D-1");
    }

    [Fact]
    public async Task A_settlement_of_which_one_leg_is_refused_is_refused_whole()
    {
        using var pool = await TestPool.Opened(postgres);
        var before = await pool.Tables();
        var run = await pool.Import($"""
            {Header}
            interest_credited,D-0,,resident,1.00,2027-02-01,,,,
            reimbursement_paid,D-1,,resident,1.00,2027-02-01,,,inpatient,
            reimbursement_paid,D-1,,employee,1000000.01,2027-02-01,,,inpatient,
            """, "--json");
        run.ErrorLines.ShouldBe(
            ["rows.csv:4: amount: fund employee would fall to -0.01; a fund may not go below zero"]);
        run.Json.GetProperty("rejected").GetInt64().ShouldBe(2);
        run.Json.GetProperty("accepted").GetInt64().ShouldBe(0);
        run.Json.GetProperty("position").GetInt64().ShouldBe(4);
        run.ExitCode.ShouldBe(1);
        (await pool.Tables()).ShouldBe(before);
    }

    [Fact]
    public async Task A_recorded_voucher_takes_no_further_row()
    {
        using var pool = await TestPool.Opened(postgres);
        await pool.Import($"{Header}\ninterest_credited,D-1,V-1,resident,1.00,2027-02-01,,,,\n");
        await pool.ShouldRefuse($"{Header}\ninterest_credited,D-2,V-1,resident,1.00,2027-02-01,,,,\n",
            "rows.csv:2: voucher: voucher V-1 is recorded already with other rows; use a new voucher number");
    }

    [Fact]
    public async Task All_that_the_books_refuse_is_named_and_the_good_rows_between_are_not_kept()
    {
        using var pool = await TestPool.Opened(postgres);
        await pool.ShouldRefuse($"""
            {Header}
            interest_credited,D-1,,maternity,1.00,2027-02-01,,,,
            interest_credited,D-2,,resident,2.00,2027-02-01,,,,
            prepayment_returned,D-3,,resident,3.00,2027-02-01,H33082500001,,,
            other_expenditure_paid,D-4,,resident,1000002.01,2027-02-01,,,,
            other_expenditure_paid,D-5,,resident,1000002.00,2027-02-01,,,,
            """,
            "rows.csv:2: fund: fund maternity is not opened in this pool; record fund_opened first",
            "rows.csv:4: amount: 3.00 is more than the advance that is outstanding: "
                + "H33082500001 holds 0.00 of fund resident",
            "rows.csv:5: amount: fund resident would fall to -0.01; a fund may not go below zero");
    }

    [Fact]
    public async Task A_fund_cannot_move_more_than_the_ledger_can_add_up()
    {
        using var pool = await TestPool.Opened(postgres);
        await pool
            .ShouldRefuse($"{Header}\ninterest_credited,D-1,,resident,92233720368547758.07,2027-02-01,,,,\n",
            "rows.csv:2: amount: with 92233720368547758.07 all that fund resident moved would exceed "
                + "what the ledger can add up");
    }
}
