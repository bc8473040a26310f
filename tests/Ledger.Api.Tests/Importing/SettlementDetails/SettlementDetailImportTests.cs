using System.Text.Json;
using Ledger.Api.Importing;
using Ledger.Api.Importing.SettlementDetails;
using Ledger.Domain;
using Ledger.Testing;
using static Ledger.Api.Tests.Importing.SettlementDetails.Details;

namespace Ledger.Api.Tests.Importing.SettlementDetails;

/// <summary>A settlement detail goes the way of every import: whole or not at all, each bad row named.</summary>
[Collection(VerbsCollection.Name)]
public sealed class SettlementDetailImportTests(PostgresFixture postgres)
{
    private static readonly string _good = Line("S-1", "P1", "180.00", "100.00");

    [Fact]
    public async Task Every_bad_row_is_named_and_nothing_is_written()
    {
        using var pool = await DetailPool.Opened(postgres);
        var before = await pool.Pool.Tables();
        var run = await pool.Import([], Header, _good, Line("S-2", "P1", "1.00", "x"), "S-3", Line("null", "P1", "1", "1"));
        run.ErrorLines.ShouldBe(
        [
            "detail.txt:3: fund_pay_sumamt: is not an amount in yuan with at most two decimals, such as 1234.56 or, in a "
            + "refund, -1234.56",
            "detail.txt:4: has 1 fields, a line of 3202 has 8, with TABs between them",
            "detail.txt:5: setl_id: is missing",
        ]);
        run.Output.ShouldBe($"pool {pool.Pool.Code}: nothing was written; 3 bad\n");
        run.ExitCode.ShouldBe(1);
        (await pool.Pool.Tables()).ShouldBe(before);
    }

    [Fact]
    public async Task A_bad_row_is_named_in_Chinese_too()
    {
        using var pool = await DetailPool.Opened(postgres);
        Environment.SetEnvironmentVariable("LEDGER_LANG", "zh");
        try
        {
            (await pool.Import([], Line("null", "P1", "1", "1"))).ErrorLines.ShouldBe(["detail.txt:1: setl_id: 缺失"]);
            (await pool.Import([], Line("S-1", "P1", "-1", "-1"))).ErrorLines.ShouldHaveSingleItem()
                .ShouldStartWith("detail.txt:1: setl_id: 基金 resident 没有可由");
        }
        finally
        {
            Environment.SetEnvironmentVariable("LEDGER_LANG", null);
        }
    }

    [Fact]
    public async Task Lines_without_money_make_nothing_and_are_said()
    {
        using var pool = await DetailPool.Opened(postgres);
        string[] lines = [_good, Line("S-2", "P1", "30.00", "0.00"), Line("S-2", "P1", "-30.00", "0.00")];
        (await pool.Import([], lines)).Output.ShouldBe(
            $"pool {pool.Pool.Code}: 1 recorded, 0 recorded before, 0 bad, 2 without money and not recorded; position 6\n");
        JsonSerializer.Serialize((await pool.Import(["--json"], lines)).Json).ShouldBe(
            """{"accepted":0,"duplicates":1,"rejected":0,"position":6,"errors":[],"withoutMoney":2}""");
        (await pool.Recorded()).ShouldBe(["settlement_recorded S-1 resident 100.00"]);
    }

    [Fact]
    public async Task A_dry_run_writes_nothing()
    {
        using var pool = await DetailPool.Opened(postgres);
        var before = await pool.Pool.Tables();
        (await pool.Import(["--dry-run"], _good, Line("S-1", "P1", "-180.00", "-100.00"))).Output.ShouldBe(
            $"dry run for pool {pool.Pool.Code}: 2 to record, 0 recorded before, 0 bad; nothing was written\n");
        (await pool.Pool.Tables()).ShouldBe(before);
    }

    [Fact]
    public async Task Bad_rows_are_put_aside_for_the_eyes_of_their_owner_and_can_be_mended()
    {
        using var pool = await DetailPool.Opened(postgres);
        var bad = pool.Pool.Path("bad.txt");
        var run = await pool.Import(["--skip-bad", bad], _good, Line("S-2", "P2", "9.00", "x"),
            Line("S-3", "P3", "-9.00", "-5.00"));
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldBe($"pool {pool.Pool.Code}: 1 recorded, 0 recorded before, 2 bad; position 6\n");
        File.GetUnixFileMode(bad).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var lines = await File.ReadAllLinesAsync(bad, TestContext.Current.CancellationToken);
        lines[0].ShouldBe(Header + "\trefused_because");
        lines[1].ShouldStartWith(Line("S-2", "P2", "9.00", "x") + "\tfund_pay_sumamt: is not an amount");
        lines[2].ShouldStartWith(Line("S-3", "P3", "-9.00", "-5.00") + "\tsetl_id: no recorded entry with document S-3");

        var mended = lines[1][..lines[1].LastIndexOf('\t')].Replace("\tx\t", "\t5.00\t", StringComparison.Ordinal);
        (await pool.Import([], Header, mended)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Another_category_may_be_named_and_is_part_of_the_fact()
    {
        using var pool = await DetailPool.Opened(postgres);
        await pool.Import(["--category", "inpatient"], _good);
        (await pool.Pool.Events())[^1].GetProperty("data").GetProperty("Category").GetString().ShouldBe("inpatient");
        (await pool.Import([], _good)).ErrorLines.ShouldBe(
            ["detail.txt:1: setl_id: settlement_recorded S-1 is recorded already with other content"]);
    }

    [Fact]
    public async Task A_closed_month_is_said_of_the_option_that_names_it()
    {
        using var pool = await DetailPool.Opened(postgres);
        await pool.Import([], _good);
        (await pool.Pool.Run("close", "--pool", pool.Pool.Code, "--period", "2027-03")).ExitCode.ShouldBe(0);
        (await pool.Import([], Line("S-9", "P1", "2.00", "1.00"))).ErrorLines.ShouldHaveSingleItem()
            .ShouldStartWith("detail.txt:1: --to: ");
    }

    [Fact]
    public async Task A_fund_that_is_not_opened_is_said_of_its_option()
    {
        using var pool = await DetailPool.Opened(postgres);
        (await pool.Import(["--personal-fund", "resident-family"], Line("S-1", "P1", "9.00", "5.00", "1.00"))).ErrorLines
            .ShouldBe(["detail.txt:1: --personal-fund: fund resident-family is not opened in this pool; record fund_opened first"]);
    }

    [Fact]
    public async Task A_file_that_cannot_be_taken_records_nothing_of_the_files_before_it()
    {
        using var pool = await DetailPool.Opened(postgres);
        var before = await pool.Pool.Tables();
        var run = await pool.Send([pool.Pool.Write("a.txt", Text(_good)), pool.Pool.Write("b.zip", Zip(Text(_good))[..^9])],
            "--skip-bad", pool.Pool.Path("bad.txt"));
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("b.zip:1: is a ZIP that cannot be unpacked");
        run.ExitCode.ShouldBe(1);
        (await pool.Pool.Tables()).ShouldBe(before);
    }

    [Fact]
    public async Task In_batches_what_is_committed_stands_and_the_file_is_sent_again()
    {
        using var pool = await DetailPool.Opened(postgres);
        var path = pool.Pool.Write("detail.txt", Text([.. Enumerable.Range(1, 7).Select(Numbered), Line("S-9", "P", "-1", "-1")]));
        var refused = await InBatches(pool, path);
        refused.Errors.ShouldHaveSingleItem().Line.ShouldBe(8);
        (refused.Accepted, refused.Duplicates, refused.Rejected).ShouldBe((6, 0, 1));

        File.WriteAllText(path, Text([.. Enumerable.Range(1, 7).Select(Numbered)]));
        var mended = await InBatches(pool, path);
        (mended.Accepted, mended.Duplicates, mended.Rejected).ShouldBe((1, 6, 0));
        (await pool.Owed()).ShouldBe(["2027-03 7.00"]);
    }

    private async Task<ImportResult> InBatches(DetailPool pool, string path)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var ledger = await LedgerContext.Open(new(postgres.ConnectionString, false, "the tests' database"), cancellation);
        return await new Importer(ledger, "tests", new NoProgress()).Run([SettlementDetailFile.Open(path, Options, Persons)],
            PoolCode.Of(pool.Pool.Code), new(Batches: true) { BatchRows = 2 }, cancellation);
    }

    private static string Numbered(int number) => Line($"S-{number}", $"P{number}", "2.00", "1.00");
}
