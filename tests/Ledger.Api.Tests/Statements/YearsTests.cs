using Ledger.Testing;

namespace Ledger.Api.Tests.Statements;

/// <summary>The same months of several years side by side.</summary>
[Collection(VerbsCollection.Name)]
public sealed class YearsTests(PostgresFixture postgres)
{
    private static readonly string[] _spring = ["--fund", "resident", "--from", "2028-02", "--to", "2028-03"];

    [Fact]
    public async Task Last_year_stands_beside_this_with_the_difference_and_its_percentage()
    {
        using var pool = await Booked();
        var fund = (await pool.Read("statement", [.. _spring, "--compare", "last-year"])).GetProperty("funds")[0];

        fund.GetProperty("lines").GetProperty("income.premium").GetString().ShouldBe("150.00");
        var last = fund.GetProperty("years").EnumerateArray().ShouldHaveSingleItem();
        last.GetProperty("from").GetString().ShouldBe("2027-02-01");
        last.GetProperty("to").GetString().ShouldBe("2027-03-31");
        last.GetProperty("lines").GetProperty("income.premium").GetString().ShouldBe("100.00");
        fund.GetProperty("changes").GetProperty("income.premium").ShouldBeJson("""{"difference":"50.00","percent":"50.00"}""");
        fund.GetProperty("changes").GetProperty("expenditure.benefits.pharmacy")
            .ShouldBeJson("""{"difference":"-20.00","percent":"-100.00"}""");
        fund.GetProperty("changes").GetProperty("income.interest").ShouldBeJson("""{"difference":"3.00","percent":null}""");
    }

    [Fact]
    public async Task A_year_before_the_books_were_opened_is_not_zero_but_missing_with_its_reason()
    {
        using var pool = await Booked();
        var fund = (await pool.Read("statement", [.. _spring, "--years", "3"])).GetProperty("funds")[0];
        fund.GetProperty("years")[0].GetProperty("reason").GetString().ShouldBeNull();
        fund.GetProperty("years")[1].ShouldBeJson("""
            {"from":"2026-02-01","to":"2026-03-31","lines":null,"reason":"history-shorter-than-window"}
            """);
        (await pool.Read("statement", "--fund", "resident", "--from", "2027-01", "--to", "2027-03", "--compare", "last-year"))
            .GetProperty("funds")[0].GetProperty("changes").GetRawText().ShouldBe("null");
    }

    [Fact]
    public async Task Csv_has_a_column_a_year()
    {
        using var pool = await Booked();
        var rows = (await pool.Run("statement", ["--pool", pool.Code, .. _spring, "--years", "3", "--format", "csv"]))
            .Output.Split('\n');
        rows[0].ShouldBe("pool,fund,line,2028-02..2028-03,2027-02..2027-03,2026-02..2026-03,difference,percent");
        rows.ShouldContain($"{pool.Code},resident,income.premium,150.00,100.00,,50.00,50.00");
        rows.ShouldContain($"{pool.Code},resident,expenditure.benefits.pharmacy,0.00,20.00,,-20.00,-100.00");
    }

    [Fact]
    public async Task The_printed_table_is_the_approved_one()
    {
        using var pool = await Booked();
        var run = await pool.Run("statement", ["--pool", pool.Code, .. _spring, "--years", "3"]);
        run.Output.Calling(pool, "330999").ShouldMatchApproved(approval => approval
            .NoDiff().WithFilenameGenerator((_, _, type, extension) => $"Years.{type}.{extension}"));
    }

    [Theory]
    [InlineData("1", false)]
    [InlineData("2", true)]
    [InlineData("20", true)]
    [InlineData("21", false)]
    public async Task Two_to_twenty_years_may_stand_side_by_side(string years, bool fine)
    {
        using var pool = await Booked();
        var run = await pool.Run("statement", ["--pool", pool.Code, .. _spring, "--years", years]);
        run.ExitCode.ShouldBe(fine ? 0 : 2);
        if (!fine) run.Errors.ShouldBe("ledger: --years must be 2 to 20 (see ./ledger statement --help)\n");
    }

    [Theory]
    [InlineData("--form and --compare cannot be asked together; choose one", "--form", "statutory", "--compare", "last-year")]
    [InlineData("--years and --cover cannot be asked together; choose one", "--cover", "--years", "2")]
    [InlineData("--pools needs --consolidated", "--pools", "330900,330921")]
    [InlineData("--consolidated needs --pools, such as 330900,330921", "--consolidated")]
    [InlineData("give --pool or --pools, not both", "--consolidated", "--pools", "330900,330921")]
    public async Task Views_that_do_not_go_together_are_refused_in_one_line(string line, params string[] options)
    {
        using var pool = await Booked();
        var run = await pool.Run("statement", ["--pool", pool.Code, .. _spring, .. options]);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith($"ledger: {line}");
        (run.ExitCode, run.Output).ShouldBe((2, ""));
    }

    [Theory]
    [InlineData("330900", "--pools needs two pools or more, such as 330900,330921")]
    [InlineData("330900,330900", "pool 330900 stands twice in --pools")]
    [InlineData("330900,33", "'33' must be ")]
    public async Task Pools_that_are_none_or_too_few_or_the_same_are_refused(string pools, string line)
    {
        using var pool = await Booked();
        var run = await pool.Run("statement", ["--pools", pools, "--consolidated", .. _spring]);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith($"ledger: {line}");
        (run.ExitCode, run.Output).ShouldBe((2, ""));
    }

    private async Task<TestPool> Booked()
    {
        var pool = await TestPool.Opened(postgres);
        var run = await pool.Import("""
            kind,document,fund,amount,date,category,payer
            premium_received,D-1,resident,100.00,2027-02-01,,individual
            reimbursement_paid,D-2,resident,20.00,2027-03-31,pharmacy,
            premium_received,D-3,resident,900.00,2027-04-01,,individual
            premium_received,D-4,resident,150.00,2028-02-29,,individual
            interest_credited,D-5,resident,3.00,2028-03-31,,
            """);
        run.ExitCode.ShouldBe(0, run.Errors);
        return pool;
    }
}
