using Ledger.Testing;

namespace Ledger.Api.Tests.Figures;

/// <summary>The statement verb: its formats, its file, and what it refuses.</summary>
[Collection(VerbsCollection.Name)]
public sealed class StatementVerbTests(PostgresFixture postgres)
{
    private static readonly string[] _february =
        ["--fund", "resident", "--from", "2027-02", "--to", "2027-02"];

    [Fact]
    public async Task Json_has_a_line_for_each_line_of_the_statutory_form()
    {
        using var pool = await Booked();
        (await pool.Read("statement", _february)).ShouldBeJson($$"""
            {"pool":"{{pool.Code}}","from":"2027-02-01","to":"2027-02-28","position":6,"funds":[
                {"fund":"resident","lines":{
                    "opening":"1000000.00","opening.adjusted":"0.00",
                    "income.premium":"50.00","income.premium.fiscal-paid":"50.00","income.subsidy":"0.00",
                    "income.interest":"0.00","income.transfer":"0.00","income.other":"0.00",
                    "income.subtotal":"50.00","income.from-upper":"0.00","income.from-lower":"0.00",
                    "income.total":"50.00",
                    "expenditure.benefits":"20.00","expenditure.benefits.pharmacy":"20.00",
                    "expenditure.critical-illness":"0.00","expenditure.transfer":"0.00",
                    "expenditure.other":"0.00","expenditure.subtotal":"20.00","expenditure.to-lower":"0.00",
                    "expenditure.to-upper":"0.00","expenditure.total":"20.00",
                    "surplus":"30.00","closing":"1000030.00","total":"1000050.00"} } ] }
            """);
    }

    [Fact]
    public async Task Format_json_is_the_same_as_the_json_option()
    {
        using var pool = await Booked();
        string[] pooled = ["--pool", pool.Code, .. _february];
        (await pool.Run("statement", [.. pooled, "--format", "json"])).Output
            .ShouldBe((await pool.Run("statement", [.. pooled, "--json"])).Output);
    }

    [Fact]
    public async Task Csv_has_a_row_a_line_and_goes_to_a_file_on_request()
    {
        using var pool = await Booked();
        string[] options = ["--pool", pool.Code, .. _february, "--format", "csv"];
        var printed = (await pool.Run("statement", options)).Output;
        var rows = printed.Split('\n');
        rows[0].ShouldBe("pool,fund,from,to,line,amount");
        rows[1].ShouldBe($"{pool.Code},resident,2027-02-01,2027-02-28,opening,1000000.00");
        rows[^3].ShouldBe($"{pool.Code},resident,2027-02-01,2027-02-28,closing,1000030.00");
        rows[^1].ShouldBeEmpty();

        var run = await pool.Run("statement", [.. options, "--out", pool.Path("statement.csv")]);
        run.Output.ShouldBeEmpty();
        run.ExitCode.ShouldBe(0);
        (await Written(pool, "statement.csv")).ShouldBe(printed);
    }

    [Fact]
    public async Task A_table_in_a_file_is_the_table_that_is_printed()
    {
        using var pool = await Booked();
        string[] options = ["--pool", pool.Code, .. _february];
        var printed = (await pool.Run("statement", options)).Output;
        // The title is broken where the table is narrower.
        string.Join(' ', printed.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
            .ShouldStartWith(
            $"Statement of resident, pool {pool.Code}, 2027-02-01 to 2027-02-28, position 6 line yuan ");
        await pool.Run("statement", [.. options, "--out", pool.Path("statement.txt")]);
        (await Written(pool, "statement.txt")).ShouldBe(printed);
    }

    [Fact]
    public async Task All_funds_are_given_where_none_is_named()
    {
        using var pool = await Booked();
        (await pool.Read("statement", "--from", "2027-01", "--to", "2027-12")).GetProperty("funds")
            .EnumerateArray().Select(row => row.GetProperty("fund").GetString())
                .ShouldBe(["employee", "resident"]);
    }

    [Theory]
    [InlineData("2027-02", "2027-01", "--to 2027-01 is before --from 2027-02\n")]
    [InlineData("2027-13", "2027-12",
        "'2027-13' is not a month, written as 2025-03 (see ./ledger statement --help)\n")]
    [InlineData("2027-1", "2027-12",
        "'2027-1' is not a month, written as 2025-03 (see ./ledger statement --help)\n")]
    public async Task Months_that_are_none_are_refused(string from, string to, string line)
    {
        using var pool = await Booked();
        var run = await pool.Run("statement", "--pool", pool.Code, "--from", from, "--to", to);
        run.Errors.ShouldBe("ledger: " + line);
        run.Output.ShouldBeEmpty();
        run.ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task A_format_that_is_not_known_is_refused_in_one_line()
    {
        using var pool = await Booked();
        var run = await pool.Run("statement", ["--pool", pool.Code, .. _february, "--format", "word"]);
        run.Errors.ShouldBe("ledger: Argument 'word' not recognized. Must be one of: 'table' 'json' 'csv' 'xlsx' 'pdf' "
            + "(see ./ledger statement --help)\n");
        run.ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_named()
    {
        using var pool = await Booked();
        var run = await pool.Run("statement", ["--pool", pool.Code, .. _february, "--out",
            pool.Path("none/x")]);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("ledger: --out none/x: cannot be written: ");
        run.ExitCode.ShouldBe(2);
    }

    private async Task<TestPool> Booked()
    {
        var pool = await TestPool.Opened(postgres);
        await pool.Import("""
            kind,document,fund,amount,date,category,payer
            premium_received,D-1,resident,50.00,2027-02-01,,fiscal
            reimbursement_paid,D-2,resident,20.00,2027-02-28,pharmacy,
            """);
        return pool;
    }

    private static Task<string> Written(TestPool pool, string name) =>
        File.ReadAllTextAsync(pool.Path(name), TestContext.Current.CancellationToken);
}
