using Ledger.Api.Recording;
using Ledger.Domain.Events;
using Ledger.Domain.Reimbursements;
using Ledger.Projections.Following;
using Ledger.Projections.Rebuilding;
using Ledger.Projections.Tests.People;
using Ledger.Testing;

namespace Ledger.Projections.Tests.Following;

/// <summary>A pool of persons and institutions that is recorded without being followed, and looks at what follows.</summary>
internal sealed class FollowedPool(PostgresFixture postgres, RecordedPool recorded)
{
    public RecordedPool Recorded { get; } = recorded;

    private string Code => Recorded.Pool.Text;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<FollowedPool> With(PostgresFixture postgres, string code, int seed, int rows)
    {
        var pool = new FollowedPool(postgres, await RecordedPool.In(postgres, code));
        // Rows that the rules refuse are left out, as they would be.
        await pool.Send(GeneratedPeople.Of(seed, rows, persons: 20));
        return pool;
    }

    public async Task Send(IReadOnlyList<IReadOnlyList<FundEvent>> submissions)
    {
        await using var append = await Recorded.Ledger.Store.Begin(Recorded.Pool, RecordedPool.Wait, false, Cancellation);
        var writer = new LedgerWriter(append, Recorded.Rules, new(Recorded.Ledger.Chart));
        await writer.Record([.. submissions.Select(rows => new Submission(rows, "tester", "test"))], Cancellation);
        await append.Commit(Cancellation);
    }

    /// <summary>A follower of its own, as another process has one.</summary>
    public Follower Follower(int eventsPerTurn) =>
        new(postgres.DataSource, Recorded.Ledger.Store, eventsPerTurn, patienceSeconds: 1);

    public async Task<long> Follow(int eventsPerTurn = 64) =>
        (await Follower(eventsPerTurn).CatchUp(Recorded.Pool, Cancellation)).Position;

    /// <summary>The positions of payments of care, each of which changes every model.</summary>
    public async Task<IReadOnlyList<long>> Care() =>
    [
        .. (await Recorded.Log()).Where(one => one.Body is ReimbursementPaid { Person: not null, PersonClass: not null })
            .Select(one => one.Position),
    ];

    public Task<long> Head() => Number($"select position from ledger.pool_head where pool = '{Code}'");

    /// <summary>Makes events unreadable, as those of a newer program are.</summary>
    public Task Spoil(IEnumerable<long> positions) => Execute(Tampering.With($"""
        update ledger.mt_events set type = type || '_of_a_newer_program'
        where tenant_id = '{Code}' and seq_id in ({string.Join(", ", positions)})
        """));

    public Task Mend(IEnumerable<long> positions) => Execute(Tampering.With($"""
        update ledger.mt_events set type = replace(type, '_of_a_newer_program', '')
        where tenant_id = '{Code}' and seq_id in ({string.Join(", ", positions)})
        """));

    public async Task<IReadOnlyList<ParkedEvent>> Parked()
    {
        await using var connection = await postgres.DataSource.OpenConnectionAsync(Cancellation);
        return [.. (await ParkedEvents.All(connection, 10_000, Cancellation)).Where(one => one.Pool == Recorded.Pool)];
    }

    /// <summary>How many rows differ from a fold of the log from nothing.</summary>
    public async Task<long> Differing() =>
        (await new PoolRebuild(postgres.DataSource, Recorded.Ledger.Store, new(Recorded.Ledger.Chart))
            .Run(Recorded.Pool, RebuildWay.Fold, RecordedPool.Wait, keep: false, Cancellation)).Differing;

    public async Task<long> Number(string sql)
    {
        await using var command = postgres.DataSource.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    public async Task Execute(string sql)
    {
        await using var command = postgres.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
