using Ledger.Testing;

namespace Ledger.Api.Tests.Importing;

/// <summary>
/// <c>--skip-bad F</c>: the good rows are recorded, and F holds the bad ones with the reasons.
/// </summary>
[Collection(VerbsCollection.Name)]
public sealed class SkipBadTests(PostgresFixture postgres)
{
    private const string Header = TestPool.Header;
    private const string Good = "interest_credited,D-1,,resident,1.00,2027-02-01,,,,";

    [Fact]
    public async Task Good_rows_are_recorded_and_bad_ones_put_aside_with_their_reasons()
    {
        using var pool = await TestPool.Opened(postgres);
        var run = await SkipBad(pool, $"""
            {Header}
            {Good}
            interest_credited,D-2,,resident,0,2027-02-30,,,,"two
            lines"
            interest_credited,D-3,,maternity,3.00,2027-02-01,,,,
            interest_credited,D-4,,resident,4.00,2027-02-01,,,,
            """);
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldBe($"pool {pool.Code}: 2 recorded, 0 recorded before, 2 bad; position 6\n");
        (await pool.Documents(from: 5)).ShouldBe(["D-1", "D-4"]);
        BadRows(pool).ShouldBe($""""
            {Header},refused_because
            interest_credited,D-2,,resident,0,2027-02-30,,,,"two
            lines","amount: is zero; an amount is positive; date: '2027-02-30' is not a date of the calendar, written as 2025-03-31"
            interest_credited,D-3,,maternity,3.00,2027-02-01,,,,,"fund: fund maternity is not opened in this pool; record fund_opened first"

            """");
    }

    [Fact]
    public async Task A_voucher_with_a_bad_row_is_put_aside_whole()
    {
        using var pool = await TestPool.Opened(postgres);
        await SkipBad(pool, $"""
            {Header}
            interest_credited,D-2,V-1,resident,2.00,2027-02-01,,,,
            interest_credited,D-3,V-1,employee,0,2027-02-01,,,,
            {Good}
            """);
        (await pool.Documents(from: 5)).ShouldBe(["D-1"]);
        BadRows(pool).ShouldBe($"""
            {Header},refused_because
            interest_credited,D-2,V-1,resident,2.00,2027-02-01,,,,,"stands together with line 3"
            interest_credited,D-3,V-1,employee,0,2027-02-01,,,,,"amount: is zero; an amount is positive"

            """);
    }

    [Fact]
    public async Task A_settlement_of_which_the_books_refuse_one_leg_is_put_aside_whole()
    {
        using var pool = await TestPool.Opened(postgres);
        await SkipBad(pool, $"""
            {Header}
            reimbursement_paid,D-2,,resident,2.00,2027-02-01,,,inpatient,
            reimbursement_paid,D-2,,employee,2000000.00,2027-02-01,,,inpatient,
            {Good}
            """);
        (await pool.Documents(from: 5)).ShouldBe(["D-1"]);
        BadRows(pool).ShouldBe($"""
            {Header},refused_because
            reimbursement_paid,D-2,,resident,2.00,2027-02-01,,,inpatient,,"stands together with line 3"
            reimbursement_paid,D-2,,employee,2000000.00,2027-02-01,,,inpatient,,"amount: fund employee would fall to -1000000.00; a fund may not go below zero"

            """);
    }

    [Theory]
    [InlineData("interest_credited,D-3,V-1,employee,3,000.00,2027-02-01,,,,")]
    [InlineData("interest_credited,D-3,V-1,employee,3.00,2027-02-01")]
    [InlineData("interest_credited,D-3,V-1,employee,3.00,2027-02-01,,,,a\"b")]
    public async Task A_voucher_with_a_row_that_cannot_be_read_is_put_aside_whole(string unreadable)
    {
        using var pool = await TestPool.Opened(postgres);
        var run = await SkipBad(pool, $"""
            {Header}
            interest_credited,D-2,V-1,resident,2.00,2027-02-01,,,,
            {unreadable}
            interest_credited,D-4,V-1,resident,4.00,2027-02-01,,,,
            {Good}
            """);
        run.ErrorLines.Count.ShouldBe(1);
        (await pool.Documents(from: 5)).ShouldBe(["D-1"]);
        BadRows(pool).Split('\n')[1..4].ShouldAllBe(row => row.Contains(",V-1,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_mended_rows_can_be_sent_again()
    {
        using var pool = await TestPool.Opened(postgres);
        await SkipBad(pool, $"{Header}\n{Good}\ninterest_credited,D-2,,resident,0,2027-02-01,,,,\n");
        var mended = BadRows(pool).Replace(",0,", ",2.00,", StringComparison.Ordinal)
            .Replace(",refused_because", "", StringComparison.Ordinal)
            .Replace(",\"amount: is zero; an amount is positive\"", "", StringComparison.Ordinal);
        (await pool.Import(mended)).Output.ShouldBe(
            $"pool {pool.Code}: 1 recorded, 0 recorded before, 0 bad; position 6\n");
    }

    [Fact]
    public async Task A_file_that_ends_inside_a_quoted_field_leaves_bad_rows_that_can_be_read()
    {
        using var pool = await TestPool.Opened(postgres);
        await SkipBad(pool,
            $"{Header}\n{Good}\ninterest_credited,D-2,,resident,2.00,2027-02-01,,,,\"cut\noff");
        BadRows(pool)
            .ShouldBe($"{Header},refused_because\ninterest_credited,D-2,,resident,2.00,2027-02-01,,,,"
            + "\"cut\noff\",\"the file ends inside a quoted field\"\n");
    }

    [Fact]
    public async Task A_file_that_cannot_be_taken_at_all_records_nothing_and_leaves_no_file_of_bad_rows()
    {
        using var pool = await TestPool.Opened(postgres);
        var before = await pool.Tables();
        var bad = pool.Write("bad.csv", "kind,sum\n");
        var run = await pool.Run("import", pool.Write("good.csv", $"{Header}\n{Good}\n"), bad,
            "--pool", pool.Code, "--skip-bad", pool.Path("skipped.csv"));
        run.ErrorLines.ShouldBe(["bad.csv:1: sum: column 'sum' is not known"]);
        run.ExitCode.ShouldBe(1);
        (await pool.Tables()).ShouldBe(before);
        Directory.GetFiles(pool.Folder, "skipped*").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_file_of_bad_rows_may_not_be_one_of_those_imported()
    {
        using var pool = await TestPool.Opened(postgres);
        var before = await pool.Tables();
        const string rows = $"{Header}\n{Good}\ninterest_credited,D-2,,resident,0,2027-02-01,,,,\n";
        var run = await pool.Import(rows, "--skip-bad",
            pool.Path("../" + Path.GetFileName(pool.Folder) + "/rows.csv"));
        run.ErrorLines.ShouldHaveSingleItem().ShouldEndWith("is a file to import; name another");
        run.ExitCode.ShouldBe(2);
        (await pool.Tables()).ShouldBe(before);
        (await File.ReadAllTextAsync(pool.Path("rows.csv"), TestContext.Current.CancellationToken))
            .ShouldBe(rows);
    }

    [Fact]
    public async Task Rows_of_several_files_stand_under_their_own_headers()
    {
        using var pool = await TestPool.Opened(postgres);
        await pool.Run("import", pool.Write("a.csv", $"{Header}\n{Good}\nx\n"),
            pool.Write("b.csv", "date,kind,document\n2027-02-30,fact_recorded,D-9\n"),
            "--pool", pool.Code, "--skip-bad", pool.Path("bad.csv"));
        BadRows(pool).ShouldBe($"""
            {Header},refused_because
            x,"has 1 fields, the header has 10"
            date,kind,document,refused_because
            2027-02-30,fact_recorded,D-9,"date: '2027-02-30' is not a date of the calendar, written as 2025-03-31; count: fact_recorded needs it; category: fact_recorded needs it"

            """);
    }

    private static Task<VerbRun> SkipBad(TestPool pool, string text) =>
        pool.Import(text, "--skip-bad", pool.Path("bad.csv"));

    private static string BadRows(TestPool pool) => File.ReadAllText(pool.Path("bad.csv"));
}
