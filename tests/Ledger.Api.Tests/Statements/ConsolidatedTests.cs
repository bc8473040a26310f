using Ledger.Testing;

namespace Ledger.Api.Tests.Statements;

/// <summary>Two pools as one: what the county sent up to its city is neither income nor expenditure of both.</summary>
[Collection(VerbsCollection.Name)]
public sealed class ConsolidatedTests(PostgresFixture postgres)
{
    private static readonly string[] _year = ["--fund", "resident", "--from", "2027-01", "--to", "2027-12", "--consolidated"];

    [Fact]
    public async Task What_both_sides_booked_cancels_and_the_rest_adds_up()
    {
        using var city = await TestPool.Opened(postgres);
        using var county = await TestPool.Opened(postgres);
        await Book(city, county, received: "300.00");

        var json = await Read(city, county, exitCode: 0);

        json.GetProperty("pools").EnumerateArray().Select(pool => pool.GetString()).ShouldBe([city.Code, county.Code]);
        json.GetProperty("positions").GetProperty(county.Code).GetInt64().ShouldBe(7);
        var fund = json.GetProperty("funds").EnumerateArray().ShouldHaveSingleItem();
        fund.GetProperty("fund").GetString().ShouldBe("resident");
        Lines(fund).ShouldBe(
        [
            "opening 2000000.00", "income.premium 500.00", "income.from-upper 0.00", "income.from-lower 25.00",
            "income.total 525.00", "expenditure.to-lower 0.00", "expenditure.to-upper 0.00", "expenditure.total 70.00",
            "surplus 455.00", "closing 2000455.00",
        ]);
        fund.GetProperty("lines").TryGetProperty("months", out _).ShouldBeFalse();
        json.GetProperty("eliminated").ShouldBeJson($$"""
            [{"fund":"resident","payer":"{{city.Code}}","receiver":"{{county.Code}}",
              "paidLine":"expenditure.to-lower","receivedLine":"income.from-upper","amount":"40.00"},
             {"fund":"resident","payer":"{{county.Code}}","receiver":"{{city.Code}}",
              "paidLine":"expenditure.to-upper","receivedLine":"income.from-lower","amount":"300.00"}]
            """);
        json.GetProperty("unmatched").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task One_fen_that_only_one_side_booked_is_a_finding_by_pair_and_stays_in_the_lines()
    {
        using var city = await TestPool.Opened(postgres);
        using var county = await TestPool.Opened(postgres);
        await Book(city, county, received: "299.99");

        var json = await Read(city, county, exitCode: 1);

        json.GetProperty("unmatched").ShouldBeJson($$"""
            [{"fund":"resident","payer":"{{county.Code}}","receiver":"{{city.Code}}",
              "paidLine":"expenditure.to-upper","receivedLine":"income.from-lower",
              "paid":"300.00","received":"299.99","difference":"0.01"}]
            """);
        json.GetProperty("funds")[0].GetProperty("lines").GetProperty("expenditure.to-upper").GetString().ShouldBe("0.01");
        json.GetProperty("funds")[0].GetProperty("lines").GetProperty("income.from-lower").GetString().ShouldBe("25.00");
    }

    [Fact]
    public async Task Tables_and_csv_name_what_cancels_and_what_does_not()
    {
        using var city = await TestPool.Opened(postgres);
        using var county = await TestPool.Opened(postgres);
        await Book(city, county, received: "299.99");
        string[] options = [.. _year, "--pools", $"{city.Code},{county.Code}"];

        (await city.Run("statement", options)).Output.Calling(city, "330900")
            .Calling(county, "330921").ShouldMatchApproved(approval => approval
                .NoDiff().WithFilenameGenerator((_, _, type, extension) => $"Consolidated.{type}.{extension}"));
        var rows = (await city.Run("statement", [.. options, "--format", "csv"])).Output.Split('\n');
        rows[0].ShouldBe("pools,fund,from,to,part,payer,receiver,line,amount");
        rows[^2].ShouldBe($"{city.Code}+{county.Code},resident,2027-01-01,2027-12-31,unmatched,{county.Code},"
            + $"{city.Code},expenditure.to-upper,0.01");
    }

    [Fact]
    public async Task A_fund_that_none_of_them_has_is_named()
    {
        using var city = await TestPool.Opened(postgres);
        using var county = await TestPool.Opened(postgres);
        var run = await city.Run("statement", "--pools", $"{city.Code},{county.Code}", "--consolidated", "--fund",
            "medical-aid", "--from", "2027-01", "--to", "2027-12");
        run.Errors.ShouldBe("ledger: fund 'medical-aid' is opened in none of these pools\n");
        run.ExitCode.ShouldBe(2);
    }

    // The province pays the city 25 that come from nobody in the set.
    private static async Task Book(TestPool city, TestPool county, string received)
    {
        (await city.Import($"""
            kind,document,fund,amount,date,counterparty,category
            lower_level_remittance_received,D-1,resident,{received},2027-05-02,{county.Code},
            lower_level_remittance_received,D-2,resident,25.00,2027-06-01,island,
            lower_level_subsidy_paid,D-3,resident,40.00,2027-06-01,{county.Code},
            reimbursement_paid,D-4,resident,70.00,2027-06-01,,inpatient
            """)).ExitCode.ShouldBe(0);
        (await county.Import($"""
            kind,document,fund,amount,date,counterparty,payer
            premium_received,D-1,resident,500.00,2027-04-01,,individual
            upper_level_remittance_paid,D-2,resident,300.00,2027-05-01,{city.Code},
            upper_level_subsidy_received,D-3,resident,40.00,2027-06-01,{city.Code},
            """)).ExitCode.ShouldBe(0);
    }

    private static async Task<System.Text.Json.JsonElement> Read(TestPool city, TestPool county, int exitCode)
    {
        var run = await city.Run("statement", ["--pools", $"{city.Code},{county.Code}", .. _year, "--json"]);
        run.Errors.ShouldBeEmpty();
        run.ExitCode.ShouldBe(exitCode);
        return run.Json;
    }

    private static IEnumerable<string> Lines(System.Text.Json.JsonElement fund) =>
        ((string[])["opening", "income.premium", "income.from-upper", "income.from-lower", "income.total",
            "expenditure.to-lower", "expenditure.to-upper", "expenditure.total", "surplus", "closing"])
        .Select(line => $"{line} {fund.GetProperty("lines").GetProperty(line).GetString()}");
}
