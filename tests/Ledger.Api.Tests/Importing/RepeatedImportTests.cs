using Ledger.Testing;

namespace Ledger.Api.Tests.Importing;

/// <summary>A file sent twice changes nothing, also when both are under way at once.</summary>
[Collection(AloneCollection.Name)]
public sealed class RepeatedImportTests(PostgresFixture postgres)
{
    private const int Rows = 20_000;

    [Fact]
    public async Task A_file_sent_again_writes_no_row_of_any_table()
    {
        using var folder = new TemporaryFolder();
        var (import, rows) = await Generated(folder, seed: 31);
        var contents = new PoolContents(postgres.DataSource);
        (await import.Run("330911")).ShouldBe((rows, 0));
        var before = await contents.Written("330911");

        (await import.Run("330911")).ShouldBe((0, rows));

        (await contents.Written("330911")).ShouldBe(before);
    }

    [Fact]
    public async Task Of_two_imports_of_a_file_at_once_one_records_and_the_other_counts_duplicates()
    {
        using var folder = new TemporaryFolder();
        var (import, rows) = await Generated(folder, seed: 32);
        var contents = new PoolContents(postgres.DataSource);

        var runs = await Task.WhenAll(import.Run("330912"), import.Run("330912"));

        runs.OrderBy(run => run.Accepted).ShouldBe([(0, rows), (rows, 0)]);
        (await import.Run("330913")).ShouldBe((rows, 0));
        (await contents.Of("330912")).ShouldBe(await contents.Of("330913"));
    }

    private async Task<(ImportProcess Import, int Rows)> Generated(TemporaryFolder folder, int seed)
    {
        var file = Path.Combine(folder.Path, "history.csv");
        var rows = await EventsCsv.Write(file, GeneratedHistory.Of(seed, Rows));
        return (new(postgres, file), rows);
    }
}
