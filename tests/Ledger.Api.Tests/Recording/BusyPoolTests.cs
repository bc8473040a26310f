using Ledger.Api.Clearing;
using Ledger.Api.CommandLine;
using Ledger.Api.Corrections;
using Ledger.Api.Importing;
using Ledger.Api.Periods;
using Ledger.Api.Recording;
using Ledger.Domain;
using Ledger.Domain.Clearing;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Premiums;
using Ledger.EventStore;
using Ledger.Projections.Rebuilding;
using Ledger.Testing;
using NodaTime;

namespace Ledger.Api.Tests.Recording;

/// <summary>
/// While an import holds a pool, whoever waits for it is answered within the limit, with one line; when it is committed
/// in time, all who wait get through.
/// </summary>
public sealed class BusyPoolTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int Callers = 20;

    private static readonly Duration _short = Duration.FromMilliseconds(1_200);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commands_of_many_callers_are_told_so_while_the_import_still_goes_on()
    {
        await using var ledger = await Ledger(_short);
        var pool = await Opened(ledger, "710101");
        await using var import = await ImportUnderWay(ledger, pool);
        await using var writers = new PoolWriters(ledger);

        var sent = Enumerable.Range(1, Callers).Select(number => Submit(writers, pool, number)).ToList();
        // More than one batch can hold, and more than may stand in line: nobody waits for those before to be told.
        var more = Enumerable.Range(Callers + 1, PoolWriters.WaitingMax + PoolWriters.BatchMax)
            .Select(number => Submit(writers, pool, number)).ToList();

        foreach (var caller in sent.Concat(more))
            (await Should.ThrowAsync<PoolBusyException>(caller)).Message
                .ShouldBe("pool 710101 is being written by another command for more than 1 s; try again later");
        await import.Commit(Cancellation);

        (await Submit(writers, pool, 1)).Accepted.Count.ShouldBe(1);
        (await Documents(ledger, pool)).ShouldBe(["O-1", "IMPORT-1", "P-1"]);
    }

    [Fact]
    public async Task A_caller_who_came_later_waits_on_when_the_first_is_told()
    {
        var wait = Duration.FromSeconds(3);
        await using var ledger = await Ledger(wait);
        var pool = await Opened(ledger, "710102");
        await using var import = await ImportUnderWay(ledger, pool);
        await using var writers = new PoolWriters(ledger);

        var first = Submit(writers, pool, 1);
        await Task.Delay((wait / 2).ToTimeSpan(), Cancellation);
        var later = Submit(writers, pool, 2);
        await Should.ThrowAsync<PoolBusyException>(first);
        await import.Commit(Cancellation);

        (await later).Accepted.Count.ShouldBe(1);
        (await Documents(ledger, pool)).ShouldBe(["O-1", "IMPORT-1", "P-2"]);
    }

    [Fact]
    public async Task All_who_wait_get_through_when_the_import_is_committed()
    {
        await using var ledger = await Ledger(Duration.FromSeconds(60));
        await using var other = await Ledger(Duration.FromSeconds(60));
        var pool = await Opened(ledger, "710103");
        await using var import = await ImportUnderWay(ledger, pool);
        // Two processes' worth of them, and imports of their own.
        await using var writers = new PoolWriters(ledger);
        await using var others = new PoolWriters(other);

        var sent = Enumerable.Range(1, Callers)
            .Select(number => Submit(number % 2 == 0 ? writers : others, pool, number)).ToList();
        var imports = Enumerable.Range(1, 3).Select(number => Import(ledger, pool, $"FILE-{number}")).ToList();
        await Eventually.True(async () => await Waiting() == 5, "two lines and three imports wait");
        sent.ShouldAllBe(one => !one.IsCompleted);
        await import.Commit(Cancellation);

        (await Task.WhenAll(sent)).ShouldAllBe(answer => answer.Accepted.Count == 1);
        (await Task.WhenAll(imports)).ShouldAllBe(result => result.Accepted == 1);
        (await Documents(ledger, pool)).Order(StringComparer.Ordinal).ShouldBe(
            Enumerable.Range(1, Callers).Select(number => $"P-{number}")
                .Concat(["FILE-1", "FILE-2", "FILE-3", "IMPORT-1", "O-1"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_verb_that_writes_says_in_one_line_that_nothing_was_written()
    {
        await using var ledger = await Ledger(Duration.FromMilliseconds(300));
        var pool = await Opened(ledger, "710104");
        // What has nothing to mend waits for nobody.
        await using (var spoil = ledger.Database.CreateCommand("update ledger.month_block set block = 7 where pool = '710104'"))
            await spoil.ExecuteNonQueryAsync(Cancellation);
        await using var import = await ImportUnderWay(ledger, pool);

        Task[] verbs =
        [
            Import(ledger, pool, "FILE-1"),
            new PeriodRecorder(ledger, pool, "tester").Close(new(2027, 1), false, null, false, Cancellation),
            new PeriodRecorder(ledger, pool, "tester").Reopen(new(2027, 1), "late bill", dryRun: false, Cancellation),
            new Corrector(ledger, "tester").Run(Correction(pool), dryRun: false, Cancellation),
            new ClearingRun(ledger, "tester").Run(pool, 2027, Policy, null, dryRun: false, Cancellation),
        ];

        foreach (var verb in verbs)
            (await Should.ThrowAsync<UserError>(verb)).Message
                .ShouldBe("nothing was written: pool 710104 is being written by another command for more than 0 s; try again later");
        await Should.ThrowAsync<PoolBusyException>(new PoolRebuild(ledger.Database, ledger.Store, new(ledger.Chart))
            .Run(pool, RebuildWay.Fold, ledger.WriterWait, keep: true, Cancellation));
        await import.Commit(Cancellation);
        (await Import(ledger, pool, "FILE-1")).Accepted.ShouldBe(1);
    }

    private async Task<LedgerContext> Ledger(Duration wait)
    {
        var ledger = new LedgerContext(LedgerContext.DataSource(postgres.ConnectionString)) { WriterWait = wait };
        await ledger.Prepare(Cancellation);
        return ledger;
    }

    private static async Task<PoolCode> Opened(LedgerContext ledger, string code)
    {
        var pool = PoolCode.Of(code);
        await using var writers = new PoolWriters(ledger);
        await writers.Submit(pool,
            [new FundOpened { Document = DocumentId.Of("O-1"), Fund = FundCode.Of("resident"), CashDate = new(2027, 1, 1) }],
            "tester", null, Cancellation);
        return pool;
    }

    // As far as an import is when it has decided and written its rows, and reads on in its file.
    private static async Task<PoolAppend> ImportUnderWay(LedgerContext ledger, PoolCode pool)
    {
        var append = await ledger.Store.Begin(pool, ledger.WriterWait, rehearsal: false, Cancellation);
        var writer = new LedgerWriter(append, ledger.Rules, new(ledger.Chart));
        var decisions = await writer.Record([new([Premium("IMPORT-1", 1)], "tester", "import:x")], Cancellation);
        decisions[0].Refused.ShouldBeEmpty();
        await append.Write(Cancellation);
        return append;
    }

    private static Task<SubmissionDecision> Submit(PoolWriters writers, PoolCode pool, int number) => Task.Run(
        () => writers.Submit(pool, [Premium($"P-{number}", number)], $"caller-{number}", null, Cancellation));

    private static async Task<ImportResult> Import(LedgerContext ledger, PoolCode pool, string document)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("rows.csv",
            $"kind,document,fund,amount,date,payer\npremium_received,{document},resident,1.00,2027-01-05,individual\n");
        return await new Importer(ledger, "tester", new NoProgress())
            .Run([EventsFile.Open(file, encoding: null)], pool, new(), Cancellation);
    }

    private static CorrectionRequest Correction(PoolCode pool) => new(pool, "fund_opened", "O-1", null, null, null, "test",
        new Dictionary<string, string?> { ["note"] = "opened by the board" });

    private static ClearingPolicy Policy => ClearingPolicyFile.Parse(File.ReadAllText(
        Directory.GetFiles(Repository.Path("data", "clearing"), "*.json").Order(StringComparer.Ordinal).First()));

    private static PremiumReceived Premium(string document, long fen) => new()
    {
        Document = DocumentId.Of(document), Fund = FundCode.Of("resident"), Amount = new(fen), CashDate = new(2027, 1, 5),
        Payer = "individual",
    };

    private async Task<long> Waiting()
    {
        await using var command = postgres.DataSource.CreateCommand("""
            select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
            """);
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    private static async Task<List<string>> Documents(LedgerContext ledger, PoolCode pool)
    {
        var documents = new List<string>();
        await foreach (var one in ledger.Store.Read(pool, 1, long.MaxValue, Cancellation))
            documents.Add(((FundEvent)one.Body).Document.Text);
        return documents;
    }
}
