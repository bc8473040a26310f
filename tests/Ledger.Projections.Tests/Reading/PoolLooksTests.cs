using Ledger.Domain;
using Ledger.Domain.Funds;
using Ledger.Projections.Reading;
using Ledger.Testing;
using NodaTime;
using static Ledger.Projections.Tests.Entries;

namespace Ledger.Projections.Tests.Reading;

/// <summary>A look that asks all at once answers as one that stays open, whatever was recorded since the last.</summary>
public sealed class PoolLooksTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    private static readonly FundCode _pooled = FundCode.Of("employee-pooled");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_look_answers_as_one_that_stays_open_while_the_history_grows()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var recorded = await RecordedPool.In(postgres, "570001");
        foreach (var chunk in GeneratedHistory.Of(seed, 6_000).Chunk(random.Next(300, 1_500)))
        {
            await recorded.Record(chunk);
            long head;
            await using (var snapshot = await recorded.Snapshot()) head = snapshot.Position;
            foreach (var position in (long?[])[null, random.NextInt64(1, head + 1), random.NextInt64(1, head + 1), head, head + 5])
            {
                var asOf = random.Next(2) == 0 ? (LocalDate?)null : Day("2023-12-01").PlusDays(random.Next(900));
                (await Looked(recorded, position, null, asOf)).ShouldBe(await Opened(recorded, position, asOf), $"{position} {asOf}");
            }
        }
    }

    [Fact]
    public async Task What_the_last_look_found_is_not_believed_where_the_pool_has_moved_on()
    {
        var recorded = await RecordedPool.In(postgres, "570002");
        await recorded.Record([.. Books("2025-03-01", 100), Pay("S-1", "2025-03-31", 10)]);
        (await Looked(recorded, null, Resident, null)).ShouldBe("resident 100.00 0.00 10.00 90.00 at 2025-03-31, 3");

        await recorded.Record(Pay("S-2", "2026-01-02", 20));
        (await Looked(recorded, null, Resident, null)).ShouldBe("resident 90.00 0.00 20.00 70.00 at 2026-01-02, 4");

        // A look up to the last cash date takes the year as a whole; later in that year something is dated since.
        (await Looked(recorded, null, Resident, Day("2026-01-31"))).ShouldBe("resident 90.00 0.00 20.00 70.00 at 2026-01-31, 4");
        await recorded.Record(Pay("S-3", "2026-02-01", 30));
        (await Looked(recorded, null, Resident, Day("2026-01-31"))).ShouldBe("resident 90.00 0.00 20.00 70.00 at 2026-01-31, 5");
        (await Looked(recorded, 4, Resident, Day("2026-01-31"))).ShouldBe("resident 90.00 0.00 20.00 70.00 at 2026-01-31, 4");

        // Books of another fund that began years before.
        await recorded.Record([.. Books("2021-05-01", 7, _pooled)]);
        (await Looked(recorded, null, _pooled, Day("2022-12-31"))).ShouldBe("employee-pooled 7.00 0.00 0.00 7.00 at 2022-12-31, 7");
        (await Looked(recorded, 4, null, null)).ShouldBe("resident 90.00 0.00 20.00 70.00 at 2026-01-02, 4");
        (await Looked(recorded, 3, null, null)).ShouldBe("resident 100.00 0.00 10.00 90.00 at 2025-03-31, 3");
    }

    [Fact]
    public async Task A_look_at_a_pool_without_events_is_empty_and_one_at_a_fund_without_books_has_none_of_it()
    {
        var recorded = await RecordedPool.In(postgres, "570003");
        (await Looked(recorded, null, null, null)).ShouldBe(" at , 0");
        await recorded.Record(Of<FundOpened>("O-1", "2025-01-01", 0));
        (await Looked(recorded, null, _pooled, null)).ShouldBe(" at 2025-01-01, 1");
        (await Looked(recorded, 0, null, null)).ShouldBe(" at , 0");
    }

    [Fact]
    public async Task A_look_answers_nothing_that_it_was_not_asked()
    {
        var recorded = await RecordedPool.In(postgres, "570004");
        await recorded.Record(Books("2025-03-01", 100));
        await using var look = await Take(recorded, null, null, Day("2025-03-31"));

        await Should.ThrowAsync<InvalidOperationException>(() => look.Sums([(Day("2025-03-02"), Day("2025-03-31"))], Cancellation));
        await Should.ThrowAsync<InvalidOperationException>(() => look.PremiumsAhead(Resident, Day("2025-03-31"), Cancellation));
    }

    private static async Task<string> Looked(RecordedPool pool, long? position, FundCode? fund, LocalDate? asOf)
    {
        await using var look = await Take(pool, position, fund, asOf);
        return await Text(look, fund, asOf);
    }

    private static async Task<string> Opened(RecordedPool pool, long? position, LocalDate? asOf)
    {
        await using var snapshot = position is { } then
            ? await PoolSnapshot.KnownAt(pool.Ledger.Database, pool.Ledger.Store, new(pool.Ledger.Chart), pool.Pool, then, Cancellation)
            : await pool.Snapshot();
        return await Text(snapshot, null, asOf);
    }

    private static Task<PoolSnapshot> Take(RecordedPool pool, long? position, FundCode? fund, LocalDate? asOf) =>
        pool.Ledger.Looks.Take(new(pool.Pool, position, fund, asOf, (_, date) => FundBalances.Spans(date)), Cancellation);

    private static async Task<string> Text(PoolSnapshot snapshot, FundCode? fund, LocalDate? asOf)
    {
        var date = asOf ?? snapshot.LastCashDate;
        var funds = snapshot.Funds.Keys.Where(one => fund is null || one == fund).ToList();
        var balances = funds.Count == 0 ? [] : await FundBalances.At(snapshot, funds, date!.Value, Cancellation);
        return string.Join("; ", balances.Select(row =>
            $"{row.Fund} {row.Opening} {row.Income} {row.Expenditure} {row.Balance}")) + $" at {date?.Iso()}, {snapshot.Position}";
    }
}
