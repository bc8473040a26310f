using System.Net;
using Ledger.Api.Importing;
using Ledger.Api.Tests.Importing;
using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Projections.Rebuilding;
using Ledger.Testing;
using NodaTime;
using Npgsql;

namespace Ledger.Api.Tests.Hosting;

/// <summary>Processes that follow the same pools: one that dies or hangs is followed up, and each event counts once.</summary>
/// <remarks>In a database of its own: whoever follows there follows nothing but the pools of this test.</remarks>
[Collection(AloneCollection.Name)]
public sealed class FollowingProcessesTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    private const int Kills = 3;

    // Less would be followed in a turn before anybody could be killed.
    private const int Rows = 12_000;

    private static readonly TimeSpan _takeOver = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("KILL", "720301")]
    [InlineData("STOP", "720302")]
    public async Task Another_follows_within_10_s_when_the_process_that_holds_a_pool_is_killed_or_stopped(string signal, string pool)
    {
        await using var ledger = await Prepared();
        await Import(ledger, pool, GeneratedHistory.Of(seed: 3, rowCount: 1_000));
        var head = await Head(pool);

        // The first comes as far as the position's row, with its lease in hand and its events folded.
        await using var session = await postgres.DataSource.OpenConnectionAsync(Cancellation);
        await using var row = await Hold(session, pool);
        await using var first = await ServingProcess.Start(postgres);
        await Eventually.True(async () => await Number("""
            select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
            """) == 1, "the first waits for the row");
        (await LeasesOf(first)).ShouldBe(1);
        await using var second = await ServingProcess.Start(postgres);
        // For a moment it may have a pool of another of these tests, whose trees are behind; this one it would keep.
        await Eventually.True(async () => await LeasesOf(second) == 0, "the second has no lease");

        await first.Signal(signal);
        // What the first waited for is given to it, who is not there to take it.
        await row.RollbackAsync(Cancellation);
        await Eventually.True(async () => await Followed(pool) == head, "the second follows", _takeOver);

        if (signal == "STOP")
        {
            await first.Signal("CONT");
            (await first.Client.GetAsync("/health/ready", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
            await second.Signal("KILL");
            await Import(ledger, pool, [[Interest("MORE")]]);
            await Eventually.True(async () => await Followed(pool) > head, "the first follows again");
        }
        await IsExact(ledger, pool);
    }

    [Fact]
    public async Task Processes_that_are_killed_while_they_follow_leave_the_figures_that_the_log_gives()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        string[] pools = ["720303", "720304"];
        await using var ledger = await Prepared();
        foreach (var pool in pools) await ImportAfterAKill(pool, GeneratedHistory.Of(seed, Rows));
        var all = await Head(pools[0]) + await Head(pools[1]);

        ServingProcess[] serving = [await ServingProcess.Start(postgres), await ServingProcess.Start(postgres)];
        for (var kill = 0; kill < Kills; kill++)
        {
            var before = await Followed(pools);
            await Eventually.True(async () => await Followed(pools) is var now && (now > before || now == all), "somebody follows");
            await Task.Delay(random.Next(100), Cancellation);
            await serving[kill % 2].DisposeAsync();
            output.WriteLine($"killed when {await Followed(pools)} of {all} events were followed");
            serving[kill % 2] = await ServingProcess.Start(postgres);
        }
        await Eventually.True(async () => await Followed(pools) == all, "all is followed");

        foreach (var one in serving) await one.DisposeAsync();
        foreach (var pool in pools) await IsExact(ledger, pool);
    }

    // An import whose first process is killed while it writes, and which is then sent again.
    private async Task ImportAfterAKill(string pool, IReadOnlyList<IReadOnlyList<FundEvent>> submissions)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "history.csv");
        var rows = await EventsCsv.Write(file, submissions);
        var import = new ImportProcess(postgres, file);
        using (var killed = import.Start(pool))
        {
            await Eventually.True(async () => killed.HasExited || await Number(
                $"select coalesce(pg_relation_size(to_regclass('ledger.mt_events_{pool}')), 0)") > 0, "it writes");
            killed.HasExited.ShouldBeFalse();
            killed.Kill();
            await killed.WaitForExitAsync(Cancellation);
        }
        (await import.Run(pool)).ShouldBe((rows, 0));
    }

    private static async Task Import(LedgerContext ledger, string pool, IEnumerable<IReadOnlyList<FundEvent>> submissions)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "history.csv");
        await EventsCsv.Write(file, submissions);
        var result = await new Importer(ledger, "tester", new NoProgress())
            .Run([EventsFile.Open(file, encoding: null)], PoolCode.Of(pool), new(), Cancellation);
        result.Errors.ShouldBeEmpty();
    }

    private async Task<LedgerContext> Prepared()
    {
        var ledger = new LedgerContext(LedgerContext.DataSource(postgres.ConnectionString));
        await ledger.Prepare(Cancellation);
        return ledger;
    }

    private async Task<NpgsqlTransaction> Hold(NpgsqlConnection session, string pool)
    {
        await Number($"with made as (insert into ledger.followed (pool, position) values ('{pool}', 0) returning 1) select count(*) from made");
        var transaction = await session.BeginTransactionAsync(Cancellation);
        await using var hold = new NpgsqlCommand($"select 1 from ledger.followed where pool = '{pool}' for update", session);
        await hold.ExecuteNonQueryAsync(Cancellation);
        return transaction;
    }

    private static InterestCredited Interest(string document) => new()
    {
        Document = DocumentId.Of(document), Fund = FundCode.Of("resident"), Amount = new(1), CashDate = new(2025, 1, 1),
    };

    // A fold of the log from nothing, compared row by row.
    private static async Task IsExact(LedgerContext ledger, string pool)
    {
        var rebuilt = await new PoolRebuild(ledger.Database, ledger.Store, new(ledger.Chart))
            .Run(PoolCode.Of(pool), RebuildWay.Fold, Duration.FromSeconds(30), keep: false, Cancellation);
        rebuilt.Differences.ShouldBeEmpty();
    }

    private Task<long> LeasesOf(ServingProcess process) => Number($"""
        select count(*) from pg_locks as l join pg_stat_activity as a on a.pid = l.pid
        where a.datname = current_database() and a.application_name = 'ledger lease {process.Id}' and l.locktype = 'advisory'
        """);

    private Task<long> Head(string pool) => Number($"select position from ledger.pool_head where pool = '{pool}'");

    private Task<long> Followed(params string[] pools) => Number($"""
        select coalesce(sum(position), 0)::bigint from ledger.followed where pool in ('{string.Join("', '", pools)}')
        """);

    private async Task<long> Number(string sql)
    {
        await using var command = postgres.DataSource.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }
}
