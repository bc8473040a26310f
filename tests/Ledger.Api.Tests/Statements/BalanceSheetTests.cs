using Ledger.Testing;

namespace Ledger.Api.Tests.Statements;

/// <summary>An audit's figures, entered as its balance sheet has them, come out of the verb.</summary>
[Collection(VerbsCollection.Name)]
public sealed class BalanceSheetTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Balance_is_not_cash()
    {
        using var pool = await Audited();
        var all = (await pool.Read("balance-sheet", "--as-of", "2021-05-31")).GetProperty("all");

        Amount(all, "assets", "bank.expenditure-account").ShouldBe("7152467.88");
        Amount(all, "assets", "bank.fiscal-account").ShouldBe("391902812.24");
        Amount(all, "assets", "asset.prepayments").ShouldBe("121466731.26");
        Amount(all, "liabilities", "liability.held").ShouldBe("9803701.44");
        all.GetProperty("net").GetString().ShouldBe("510718309.94");
        all.GetProperty("netByFund").ShouldBeJson("""{"resident":"432556989.57","resident-family":"78161320.37"}""");
        all.GetProperty("cash").GetString().ShouldBe("399055280.12");
        all.GetProperty("totalAssets").GetString().ShouldBe(all.GetProperty("totalLiabilitiesAndNet").GetString());
    }

    [Fact]
    public async Task The_statement_closes_with_the_pooled_and_the_family_part()
    {
        using var pool = await Audited();
        var closing = (await pool.Read("statement", "--from", "2021-01", "--to", "2021-05", "--form", "statutory"))
            .GetProperty("forms").EnumerateArray().Single(form => form.GetProperty("form").GetString() == "resident")
            .GetProperty("right").EnumerateArray()
            .Single(row => row.GetProperty("chinese").GetString() == "年末滚存结余").GetProperty("amounts");
        closing.ShouldBeJson("""{"total":"510718309.94","resident":"432556989.57","resident-family":"78161320.37"}""");
    }

    [Fact]
    public async Task The_printed_sheet_is_the_approved_one()
    {
        using var pool = await Audited();
        var run = await pool.Run("balance-sheet", "--pool", pool.Code);
        run.ExitCode.ShouldBe(0, run.Errors);
        run.Output.Calling(pool, "330999").ShouldMatchApproved(approval => approval
            .NoDiff().WithFilenameGenerator((_, _, type, extension) => $"BalanceSheet.{type}.{extension}"));
    }

    [Fact]
    public async Task Csv_has_a_row_an_account_and_goes_to_a_file_on_request()
    {
        using var pool = await Audited();
        var run = await pool.Run("balance-sheet", "--pool", pool.Code, "--fund", "resident", "--format", "csv", "--out",
            pool.Path("sheet.csv"));
        (run.Output, run.ExitCode).ShouldBe(("", 0));
        var rows = (await File.ReadAllTextAsync(pool.Path("sheet.csv"), TestContext.Current.CancellationToken)).Split('\n');
        rows[0].ShouldBe("pool,as_of,fund,part,line,code,name,amount");
        rows.ShouldContain($"{pool.Code},2021-05-31,resident,liability,liability.held,2001.02,暂收款—其他,9803701.44");
        rows.ShouldContain($"{pool.Code},2021-05-31,resident,cash,,,其中:银行存款,320893959.75");
    }

    [Fact]
    public async Task Where_the_opening_is_unknown_so_is_what_the_fund_has()
    {
        using var pool = await Audited();
        var sheet = (await pool.Read("balance-sheet")).GetProperty("funds").EnumerateArray()
            .Single(fund => fund.GetProperty("fund").GetString() == "medical-aid");
        sheet.GetProperty("reason").GetString().ShouldBe("opening-unknown");
        sheet.GetProperty("net").GetString().ShouldBeNull();
        sheet.GetProperty("cash").GetString().ShouldBeNull();
        sheet.GetProperty("assets").GetArrayLength().ShouldBe(0);
    }

    private async Task<TestPool> Audited()
    {
        var pool = new TestPool(postgres);
        var run = await pool.Import("""
            kind,document,fund,amount,date,account,institution,counterparty,category
            fund_opened,O-1,resident,,2021-05-31,,,,
            fund_opened,O-2,resident-family,,2021-05-31,,,,
            fund_opened,O-3,medical-aid,,2021-05-31,,,,flows-only
            opening_balance_recorded,O-4,resident,7152467.88,2021-05-31,expenditure-account,,,
            opening_balance_recorded,O-5,resident,313741491.87,2021-05-31,fiscal-account,,,
            opening_balance_recorded,O-6,resident-family,78161320.37,2021-05-31,fiscal-account,,,
            opening_balance_recorded,O-7,resident,121466731.26,2021-05-31,prepayment,H33090000001,,
            opening_balance_recorded,O-8,resident,9803701.44,2021-05-31,held,,tax office,
            """);
        run.ExitCode.ShouldBe(0, run.Errors);
        return pool;
    }

    private static string? Amount(System.Text.Json.JsonElement sheet, string side, string line) =>
        sheet.GetProperty(side).EnumerateArray().Single(row => row.GetProperty("line").GetString() == line)
            .GetProperty("amount").GetString();
}
