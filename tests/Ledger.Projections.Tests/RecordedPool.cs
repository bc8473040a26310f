using Ledger.Api;
using Ledger.Api.Recording;
using Ledger.Domain;
using Ledger.Domain.Approvals;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Rulings;
using Ledger.EventStore;
using Ledger.Projections.Following;
using Ledger.Projections.Reading;
using Ledger.Testing;
using NodaTime;

namespace Ledger.Projections.Tests;

/// <summary>A pool that is written as the program writes it, and read through its read models.</summary>
internal sealed class RecordedPool(LedgerContext ledger, PoolCode pool)
{
    public static readonly Duration Wait = Duration.FromSeconds(30);

    public LedgerContext Ledger { get; } = ledger;

    public PoolCode Pool { get; } = pool;

    /// <summary>
    /// The rulings under which it is written: those that are delivered, unless a test says others, and nothing needs approval.
    /// </summary>
    public RuleBook Rules { get; init; } = ledger.Rules with { Approvals = ApprovalRules.None };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<RecordedPool> In(PostgresFixture postgres, string pool)
    {
        var ledger = new LedgerContext(postgres.DataSource);
        await ledger.Prepare(Cancellation);
        return new(ledger, PoolCode.Of(pool));
    }

    /// <summary>A pool for which a ruling has a row of its own.</summary>
    public static async Task<RecordedPool> Under(PostgresFixture postgres, string pool, string ruling, string row)
    {
        var rows = $"\"{ruling}\": [";
        var recorded = await In(postgres, pool);
        var delivered = DataFiles.Read("rules.json");
        if (!delivered.Contains(rows, StringComparison.Ordinal)) throw new ArgumentException($"no {rows}", nameof(ruling));
        var changed = delivered.Replace(
            rows, $$"""{{rows}} { "policy": "test", "pools": ["{{pool}}"], {{row}} },""", StringComparison.Ordinal);
        return new(recorded.Ledger, recorded.Pool)
        {
            Rules = recorded.Rules with { Rulings = LedgerRules.Parse(changed) },
        };
    }

    /// <summary>
    /// Records submissions in batches, all in one transaction; every one of them must be accepted.
    /// </summary>
    public async Task Record(IReadOnlyList<IReadOnlyList<FundEvent>> submissions, int batch = 5000)
    {
        await using var append = await Ledger.Store.Begin(Pool, Wait, rehearsal: false, Cancellation);
        await Record(append, submissions, batch);
        await append.Commit(Cancellation);
        await Follow();
    }

    /// <summary>Each entry is a submission of its own, and all of them are one batch.</summary>
    public Task Record(params FundEvent[] entries) =>
        Record([.. entries.Select(entry => (FundEvent[])[entry])]);

    public async Task Record(
        PoolAppend append, IReadOnlyList<IReadOnlyList<FundEvent>> submissions, int batch = 5000)
    {
        var writer = new LedgerWriter(append, Rules, new(Ledger.Chart));
        foreach (var chunk in submissions.Chunk(batch))
        {
            foreach (var decision in await writer.Record(Sent(chunk), Cancellation)) Accepted(decision);
        }
    }

    public async Task<List<RecordedEvent>> Log()
    {
        var log = new List<RecordedEvent>();
        await foreach (var one in Ledger.Store.Read(Pool, 1, long.MaxValue, Cancellation)) log.Add(one);
        return log;
    }

    /// <summary>Brings what follows the log up to it.</summary>
    public Task Follow() => new Follower(Ledger.Database, Ledger.Store).CatchUp(Pool, Cancellation);

    public Task<PoolSnapshot> Snapshot() => PoolSnapshot.Open(Ledger.Database, Pool, Cancellation);

    public async Task<FundBalance> Balance(FundCode fund, LocalDate asOf)
    {
        await using var snapshot = await Snapshot();
        return (await FundBalances.At(snapshot, [fund], asOf, Cancellation))[0];
    }

    public async Task<PaymentCapacity> Capacity(
        FundCode fund, LocalDate asOf, string? policy = null, string? pooledAt = null)
    {
        await using var snapshot = await Snapshot();
        var capacities = new PaymentCapacities(Ledger.Policies, Ledger.Funds);
        return (await capacities.At(snapshot, [fund], asOf, policy, pooledAt, Cancellation))[0];
    }

    private static IReadOnlyList<Submission> Sent(IEnumerable<IReadOnlyList<FundEvent>> submissions) =>
        [.. submissions.Select(rows => new Submission(rows, "tester", "test"))];

    private static void Accepted(SubmissionDecision decision)
    {
        if (decision.Refused.Count > 0) throw new InvalidOperationException(decision.Refused[0].Explanation.English);
    }
}
