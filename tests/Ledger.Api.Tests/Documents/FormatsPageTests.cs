using Ledger.Testing;

namespace Ledger.Api.Tests.Documents;

/// <summary>The example of docs/formats.md is imported as the page says it is.</summary>
[Collection(VerbsCollection.Name)]
public sealed class FormatsPageTests(PostgresFixture postgres)
{
    [Fact]
    public async Task The_settlement_detail_of_the_page_is_imported_by_the_command_of_the_page()
    {
        var blocks = (await File.ReadAllTextAsync(Repository.Path("docs", "formats.md"), TestContext.Current.CancellationToken))
            .Split("```");
        var lines = blocks.Single(block => block.StartsWith("\nsetl_id\t", StringComparison.Ordinal)).TrimStart('\n');
        var words = blocks.Single(block => block.StartsWith("\n./ledger import ", StringComparison.Ordinal))
            .Split([' ', '\n', '\\'], StringSplitOptions.RemoveEmptyEntries);
        words[2..5].ShouldBe(["detail.zip", "--pool", "330825"]);
        using var pool = new TestPool(postgres);
        pool.Home = pool.Path("home");
        await pool.Import("""
            kind,document,fund,date
            fund_opened,O-1,employee-pooled,2025-01-01
            fund_opened,O-2,employee-personal,2025-01-01
            """);

        var run = await pool.Run("import", [pool.Write("detail.txt", lines), "--pool", pool.Code, .. words[5..]]);

        run.ExitCode.ShouldBe(0, run.Errors);
        run.Output.ShouldBe(
            $"pool {pool.Code}: 3 recorded, 0 recorded before, 0 bad, 1 without money and not recorded; position 6\n");
    }
}
