using System.Text.Json;
using Ledger.Testing;

namespace Ledger.Api.Tests.Importing;

/// <summary>A dry run decides everything and leaves no trace.</summary>
[Collection(VerbsCollection.Name)]
public sealed class DryRunTests(PostgresFixture postgres)
{
    private const string Header = TestPool.Header;

    private const string Opening = $"""
        {Header}
        fund_opened,D-1,,resident,,2027-01-01,,,,
        interest_credited,D-2,,resident,1.00,2027-01-01,,,,
        """;

    [Fact]
    public async Task It_registers_not_even_the_pool()
    {
        using var other = await TestPool.Opened(postgres);
        using var pool = new TestPool(postgres);
        var before = await pool.Tables();
        var run = await pool.Import(Opening, "--dry-run");
        run.Output.ShouldBe(
            $"dry run for pool {pool.Code}: 2 to record, 0 recorded before, 0 bad; nothing was written\n");
        run.ExitCode.ShouldBe(0);
        (await pool.Tables()).ShouldBe(before);
    }

    [Fact]
    public async Task It_says_what_would_be_recorded_and_what_was_before()
    {
        using var pool = new TestPool(postgres);
        await pool.Import(Opening);
        var before = await pool.Tables();
        var run = await pool.Import($"{Opening}\ninterest_credited,D-3,,resident,1.00,2027-01-01,,,,\n",
            "--dry-run", "--json");
        JsonSerializer.Serialize(run.Json).ShouldBe(
            """{"accepted":1,"duplicates":2,"rejected":0,"position":2,"errors":[]}""");
        (await pool.Tables()).ShouldBe(before);
    }

    [Fact]
    public async Task It_names_what_the_books_would_refuse()
    {
        using var pool = new TestPool(postgres);
        var run = await pool.Import($"{Opening}\nother_expenditure_paid,D-3,,resident,1.01,2027-01-01,,,,\n",
            "--dry-run");
        run.ErrorLines.ShouldBe(
            ["rows.csv:4: amount: fund resident would fall to -0.01; a fund may not go below zero"]);
        run.Output.ShouldBe(
            $"dry run for pool {pool.Code}: 0 to record, 0 recorded before, 1 bad; nothing was written\n");
        run.ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task With_skip_bad_it_counts_what_would_be_left_out_and_writes_no_file()
    {
        using var pool = new TestPool(postgres);
        var run = await pool.Import($"{Opening}\ninterest_credited,D-3,,resident,0,2027-01-01,,,,\n",
            "--dry-run", "--skip-bad", pool.Path("bad.csv"));
        run.Output.ShouldBe(
            $"dry run for pool {pool.Code}: 2 to record, 0 recorded before, 1 bad; nothing was written\n");
        Directory.GetFiles(pool.Folder).ShouldBe([pool.Path("rows.csv")]);
    }
}
