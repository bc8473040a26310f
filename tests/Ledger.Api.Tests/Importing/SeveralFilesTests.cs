using Ledger.Testing;

namespace Ledger.Api.Tests.Importing;

/// <summary>The files of one command are one transaction.</summary>
[Collection(VerbsCollection.Name)]
public sealed class SeveralFilesTests(PostgresFixture postgres)
{
    private const string Header = TestPool.Header;

    [Fact]
    public async Task They_are_recorded_in_the_order_in_which_they_are_named()
    {
        using var pool = await TestPool.Opened(postgres);
        var run = await Import(pool, Row("D-2", "2.00"), Row("D-1", "1.00"));
        run.Output.ShouldBe($"pool {pool.Code}: 2 recorded, 0 recorded before, 0 bad; position 6\n");
        (await pool.Documents(from: 5)).ShouldBe(["D-2", "D-1"]);
    }

    [Fact]
    public async Task A_malformed_row_of_the_second_keeps_the_first_out()
    {
        using var pool = await TestPool.Opened(postgres);
        var before = await pool.Tables();
        var run = await Import(pool, Row("D-1", "1.00"), Row("D-2", "0"));
        run.ErrorLines.ShouldBe(["2.csv:2: amount: is zero; an amount is positive"]);
        run.ExitCode.ShouldBe(1);
        (await pool.Tables()).ShouldBe(before);
    }

    [Fact]
    public async Task A_row_of_the_second_that_the_books_refuse_keeps_the_first_out()
    {
        using var pool = await TestPool.Opened(postgres);
        var before = await pool.Tables();
        var run = await Import(pool, Row("D-1", "1.00"), Row("D-1", "2.00"));
        run.ErrorLines.ShouldHaveSingleItem()
            .ShouldStartWith(
                "2.csv:2: document: interest_credited D-1 is recorded already with other content");
        run.ExitCode.ShouldBe(1);
        (await pool.Tables()).ShouldBe(before);
    }

    [Fact]
    public async Task A_row_of_the_second_that_stands_in_the_first_is_a_duplicate()
    {
        using var pool = await TestPool.Opened(postgres);
        (await Import(pool, Row("D-1", "1.00"), Row("D-1", "1.00"))).Output.ShouldBe(
            $"pool {pool.Code}: 1 recorded, 1 recorded before, 0 bad; position 5\n");
    }

    private static string Row(string document, string amount) =>
        $"{Header}\ninterest_credited,{document},,resident,{amount},2027-02-01,,,,\n";

    private static Task<VerbRun> Import(TestPool pool, string first, string second) => pool.Run("import",
        pool.Write("1.csv", first), pool.Write("2.csv", second), "--pool", pool.Code);
}
