using Ledger.Testing;

namespace Ledger.Api.Tests.Statements;

/// <summary>The statement as the printed form: two sides that agree, in every format.</summary>
[Collection(VerbsCollection.Name)]
public sealed class StatutoryFormTests(PostgresFixture postgres)
{
    private static readonly string[] _year = ["--from", "2027-01", "--to", "2027-12", "--form", "statutory"];

    [Fact]
    public async Task The_printed_form_is_the_approved_one()
    {
        using var pool = await Booked();
        var run = await pool.Run("statement", ["--pool", pool.Code, .. _year]);
        run.ExitCode.ShouldBe(0, run.Errors);
        run.Output.Calling(pool, "330999").ShouldMatchApproved(approval => approval
            .NoDiff().WithFilenameGenerator((_, _, type, extension) => $"StatutoryForm.{type}.{extension}"));
    }

    [Fact]
    public async Task Json_keeps_the_lines_and_adds_the_forms()
    {
        using var pool = await Booked();
        var json = await pool.Read("statement", _year);
        var plain = await pool.Read("statement", "--from", "2027-01", "--to", "2027-12", "--fund", "resident");

        json.GetProperty("form").GetString().ShouldBe("statutory");
        json.GetProperty("funds").EnumerateArray().Single(row => row.GetProperty("fund").GetString() == "resident")
            .ShouldBeJson(plain.GetProperty("funds")[0].GetRawText());
        plain.TryGetProperty("form", out _).ShouldBeFalse();

        var form = json.GetProperty("forms").EnumerateArray()
            .Single(one => one.GetProperty("form").GetString() == "resident");
        form.GetProperty("columns").EnumerateArray().Select(one => one.GetString())
            .ShouldBe(["total", "resident", "resident-family"]);
        form.GetProperty("left")[0].ShouldBeJson("""
            {"number":"一","chinese":"基本医疗保险费收入","english":"Premium income","ofWhich":false,
             "amounts":{"total":"500.00","resident":"500.00","resident-family":"0.00"}}
            """);
        var (left, right) = (form.GetProperty("left"), form.GetProperty("right"));
        left[left.GetArrayLength() - 1].GetProperty("amounts").GetRawText()
            .ShouldBe(right[right.GetArrayLength() - 1].GetProperty("amounts").GetRawText());
    }

    [Fact]
    public async Task Csv_has_a_row_for_each_cell_and_goes_to_a_file_on_request()
    {
        using var pool = await Booked();
        string[] options = ["--pool", pool.Code, .. _year, "--fund", "resident", "--format", "csv"];
        var printed = (await pool.Run("statement", options)).Output;
        var rows = printed.Split('\n');
        rows[0].ShouldBe("pool,from,to,form,fund,side,number,chinese,english,relation,amount");
        rows[1].ShouldBe($"{pool.Code},2027-01-01,2027-12-31,resident,resident,left,一,基本医疗保险费收入,Premium income,part,500.00");
        rows.ShouldContain($"{pool.Code},2027-01-01,2027-12-31,resident,resident,left,,财政为困难人员代缴收入,"
            + "Paid by government for people in hardship,of-which,200.00");
        rows.ShouldContain($"{pool.Code},2027-01-01,2027-12-31,resident,resident,left,五,本年收入小计,"
            + "\"Income of the year, subtotal\",part,500.00");

        (await pool.Run("statement", [.. options, "--out", pool.Path("form.csv")])).Output.ShouldBeEmpty();
        (await File.ReadAllTextAsync(pool.Path("form.csv"), TestContext.Current.CancellationToken)).ShouldBe(printed);
    }

    [Fact]
    public async Task Money_outside_the_statutory_funds_stands_in_no_form()
    {
        using var pool = await Booked();
        (await pool.Read("statement", _year)).GetProperty("forms").EnumerateArray()
            .SelectMany(form => form.GetProperty("columns").EnumerateArray()).Select(column => column.GetString())
            .ShouldNotContain("huiminbao");
        var run = await pool.Run("statement", ["--pool", pool.Code, .. _year, "--fund", "huiminbao"]);
        run.Errors.ShouldBe("ledger: fund 'huiminbao' stands in no statutory statement; ask for the plain one\n");
        run.ExitCode.ShouldBe(2);
    }

    private async Task<TestPool> Booked()
    {
        var pool = await TestPool.Opened(postgres);
        var run = await pool.Import("""
            kind,document,fund,amount,date,category,payer
            fund_opened,O-5,resident-family,,2027-01-01,,
            fund_opened,O-6,huiminbao,,2027-01-01,flows-only,
            fund_opened,O-7,medical-aid,,2027-01-01,flows-only,
            opening_balance_recorded,O-8,resident-family,70.00,2027-01-01,,
            premium_received,D-1,resident,300.00,2027-02-01,,individual
            premium_received,D-2,resident,200.00,2027-02-01,,fiscal
            subsidy_received,D-3,medical-aid,90.00,2027-03-01,vaccine,county
            reimbursement_paid,D-4,resident,20.00,2027-02-28,pharmacy,
            reimbursement_paid,D-5,resident,80.00,2027-03-31,inpatient,
            interest_credited,D-6,resident-family,1.23,2027-06-30,,
            reimbursement_paid,D-7,resident-family,5.00,2027-07-01,personal,
            """);
        run.ExitCode.ShouldBe(0, run.Errors);
        return pool;
    }
}
