using System.Diagnostics;
using Ledger.Domain;
using Ledger.Projections.Rebuilding;
using Ledger.Testing;
using NodaTime;

namespace Ledger.Api.Tests.Importing;

/// <summary>
/// A kill leaves nothing, and sending the file again is always right. The program runs as a process and is
/// killed without warning, ten times over, at moments spread over the run; then it is left alone.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class KilledImportTests(PostgresFixture postgres, ITestOutputHelper output)
{
    private const int Rows = 100_000;
    private const int Kills = 10;
    private const string Undisturbed = "330901";
    private const string Killed = "330902";
    private const int EarliestKillMillisecondsMax = 500;
    private const double LatestShare = 0.96;
    private const int PollsMax = 60_000;
    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(2);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_import_leaves_nothing_and_the_file_sent_again_gives_the_same_books()
    {
        using var folder = new TemporaryFolder();
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var file = Path.Combine(folder.Path, "history.csv");
        var rows = await EventsCsv.Write(file, GeneratedHistory.Of(seed, Rows));
        var contents = new PoolContents(postgres.DataSource);
        var import = new ImportProcess(postgres, file);
        await Begin(folder, Undisturbed);
        await Begin(folder, Killed);

        var watch = Stopwatch.StartNew();
        (await import.Run(Undisturbed)).ShouldBe((rows, 0));
        output.WriteLine($"seed {seed}: {rows} rows in {watch.Elapsed.TotalSeconds:0.0} s, "
            + $"{rows / watch.Elapsed.TotalSeconds:0} rows/s");
        var size = await Size(contents, Undisturbed);
        // What a killed import wrote stays on its pages until it is swept away: here it must not be, since
        // growth is how the test sees how far an import is.
        await contents.Ask(
            $"alter table ledger.mt_events_{Killed} set (autovacuum_enabled = false); select ''");
        var before = await contents.Of(Killed);

        for (var kill = 0; kill < Kills; kill++)
        {
            var share = kill == 0 ? 0 : (kill + random.NextDouble()) / Kills * LatestShare;
            await Kill(import, contents, share, size, random);
            (await contents.Of(Killed)).ShouldBe(before, $"kill {kill} at {share:P0}");
            await IsWhatTheLogSays(Killed);
        }

        (await import.Run(Killed)).ShouldBe((rows, 0));
        (await contents.Of(Killed)).ShouldBe(await contents.Of(Undisturbed));
        output.WriteLine($"{watch.Elapsed.TotalSeconds:0} s in all");
    }

    // Every table of figures, by a fold of the log, which is short here.
    private async Task IsWhatTheLogSays(string pool)
    {
        await using var ledger = new LedgerContext(LedgerContext.DataSource(postgres.ConnectionString));
        (await new PoolRebuild(ledger.Database, ledger.Store, new(ledger.Chart))
            .Run(PoolCode.Of(pool), RebuildWay.Fold, Duration.FromSeconds(30), keep: false, Cancellation)).Differences.ShouldBeEmpty();
    }

    // A pool that has a log already, so that "nothing is left" is more than "nothing is there".
    private async Task Begin(TemporaryFolder folder, string pool)
    {
        var first = folder.Write(
            "first.csv", "kind,document,fund,date\nfund_opened,X-1,medical-aid,2024-01-01\n");
        (await new ImportProcess(postgres, first).Run(pool)).ShouldBe((1, 0));
    }

    private async Task Kill(
        ImportProcess import, PoolContents contents, double share, long size, Random random)
    {
        var start = await Size(contents, Killed);
        using var process = import.Start(Killed);
        if (share == 0) await Task.Delay(random.Next(EarliestKillMillisecondsMax), Cancellation);
        else await Grown(process, contents, start + (long)(share * size));
        var wasWriting = !process.HasExited;
        process.Kill();
        await process.WaitForExitAsync(Cancellation);
        wasWriting.ShouldBeTrue("the import ended before it could be killed: "
            + await process.StandardError.ReadToEndAsync(Cancellation));
        var written = (await Size(contents, Killed) - start) * 100 / size;
        output.WriteLine($"killed at {share:P0}, {written} % written");
    }

    // Pages show how far a transaction is before anyone can see its rows.
    private static async Task Grown(Process process, PoolContents contents, long size)
    {
        for (var poll = 0; poll < PollsMax && !process.HasExited; poll++)
        {
            if (await Size(contents, Killed) > size) return;
            await Task.Delay(_poll, Cancellation);
        }
    }

    private static async Task<long> Size(PoolContents contents, string pool) =>
        long.Parse(await contents.Ask($"select pg_relation_size('ledger.mt_events_{pool}')"), null);
}
