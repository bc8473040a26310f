using Ledger.Projections.Reading;
using Ledger.Testing;
using static Ledger.Projections.Tests.Entries;

namespace Ledger.Projections.Tests.Reading;

/// <summary>
/// Figures read through one snapshot belong to one position, whatever is recorded meanwhile.
/// </summary>
public sealed class SnapshotTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int Readings = 60;
    private const int RecordingsMax = 10_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_recorded_after_a_snapshot_was_opened_is_in_none_of_its_figures()
    {
        var recorded = await RecordedPool.In(postgres, "560001");
        await recorded.Record([.. Books("2025-01-01", 100), Pay("S-1", "2025-01-10", 10)]);

        await using var snapshot = await recorded.Snapshot();
        await recorded.Record(Pay("S-2", "2025-01-11", 20));

        snapshot.Position.ShouldBe(3);
        (await Balance(snapshot)).ShouldBe(90_00);
        await using var later = await recorded.Snapshot();
        later.Position.ShouldBe(4);
        (await Balance(later)).ShouldBe(70_00);
    }

    [Fact]
    public async Task Every_figure_of_a_snapshot_belongs_to_its_position_while_another_connection_records()
    {
        var recorded = await RecordedPool.In(postgres, "560002");
        await recorded.Record([.. Books("2025-01-01", 1_000_000)]);
        using var done = new CancellationTokenSource();
        var writer = Task.Run(async () =>
        {
            // One yuan an event, so that the balance tells the position.
            var count = 0;
            for (; count < RecordingsMax && !done.IsCancellationRequested; count++)
                await recorded.Record(Pay($"S-{count}", "2025-01-10", 1));
            return count;
        });

        var positions = new HashSet<long>();
        for (var reading = 0; reading < Readings; reading++)
        {
            await using var snapshot = await recorded.Snapshot();
            positions.Add(snapshot.Position);
            var paidFen = (snapshot.Position - 2) * 100;
            (await Balance(snapshot)).ShouldBe(1_000_000_00 - paidFen);
            snapshot.Funds[Resident].Balance.Fen.ShouldBe(1_000_000_00 - paidFen);
            await Task.Delay(1, Cancellation);
            (await Benefits(snapshot)).ShouldBe(paidFen);
        }
        await done.CancelAsync();
        (await writer).ShouldBeGreaterThan(0);
        positions.Count.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task A_pool_without_events_has_an_empty_snapshot()
    {
        var recorded = await RecordedPool.In(postgres, "560003");
        await using var snapshot = await recorded.Snapshot();
        (snapshot.Position, snapshot.Funds.Count, snapshot.LastCashDate).ShouldBe((0, 0, null));
    }

    private static async Task<long> Balance(PoolSnapshot snapshot) =>
        (await FundBalances.At(snapshot, [Resident], Day("2025-01-31"), Cancellation))[0].Balance!.Value.Fen;

    private static async Task<long> Benefits(PoolSnapshot snapshot) =>
        (await FundStatements.Over(snapshot, [Resident], Day("2025-01-01"), Day("2025-01-31"), Cancellation))
            .Single()["expenditure.benefits"].Fen;
}
