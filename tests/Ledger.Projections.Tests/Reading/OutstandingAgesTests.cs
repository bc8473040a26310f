using Ledger.Domain;
using Ledger.Domain.Ageing;
using Ledger.Domain.Events;
using Ledger.Domain.Penalties;
using Ledger.Domain.Prepayments;
using Ledger.EventStore;
using Ledger.Projections.Reading;
using Ledger.Projections.Tests.Institutions;
using Ledger.Testing;
using NodaTime;

namespace Ledger.Projections.Tests.Reading;

/// <summary>What is outstanding, and how old, is what all parts that ever came up say, though few of them are read.</summary>
public sealed class OutstandingAgesTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    // More than are read of a balance at first, at second and at third.
    private const int Advances = 400;

    // Days that a fine is held.
    private const int Held = 23;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("587001", 500)]
    [InlineData("587002", 8_500)]
    public async Task Ages_are_those_of_all_movements_now_and_then_of_the_last_day_and_of_earlier_ones(string code, int steps)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var pool = await RecordedPool.In(postgres, code);
        var history = CareHistory.Of(seed, steps);
        await pool.Record([.. history, .. Repaid(history.SelectMany(rows => rows).Max(row => row.CashDate))]);
        var log = await pool.Log();
        var head = log[^1].Position;

        foreach (var position in (long[])[head, head - 1, head - (Advances / 2), Math.Min(KeptPositions.Every + 1, head / 2)])
        {
            await using var snapshot = await PoolSnapshot.KnownAt(pool.Ledger.Database, pool.Ledger.Store,
                new(pool.Ledger.Chart), pool.Pool, position, Cancellation);
            snapshot.IsPast.ShouldBe(position < head);
            foreach (var asOf in Days(seed, snapshot.LastCashDate!.Value))
            {
                var expected = Expected(log.Where(one => one.Position <= position), asOf, pool.Ledger.Ages);
                expected.ShouldNotBeEmpty();
                (await OutstandingAges.At(snapshot, null, null, asOf, pool.Ledger.Ages, Cancellation)).Select(Text)
                    .ShouldBe(expected.Select(Text), ignoreOrder: true, $"at {position} as of {asOf}");
                foreach (var holder in expected.Select(row => row.Holder).Where(holder => holder.StartsWith('H')).Distinct())
                    (await OutstandingAges.At(snapshot, null, InstitutionCode.Of(holder), asOf, pool.Ledger.Ages, Cancellation)).Select(Text)
                        .ShouldBe(expected.Where(row => row.Holder == holder).Select(Text), ignoreOrder: true, $"{holder} at {position} as of {asOf}");
            }
        }
    }

    // The last and a later one; of the earlier ones, ends and beginnings of months and of years, and any.
    private static IEnumerable<LocalDate> Days(int seed, LocalDate last)
    {
        var (random, first) = (new Random(seed), new LocalDate(2025, 10, 20));
        var days = Period.DaysBetween(first, last);
        return ((LocalDate[])
        [
            last, last.PlusDays(9), first, new(2025, 12, 31), new(2026, 1, 1), new(2026, 2, 28), last.With(DateAdjusters.StartOfMonth),
            last.With(DateAdjusters.StartOfMonth).PlusDays(-1), .. Enumerable.Range(0, 6).Select(_ => first.PlusDays(random.Next(days))),
        ]).Where(day => day >= first).Distinct();
    }

    // An advance a day to one institution, of which half is given back, and a return that is undone. A fine of a case each, of
    // which most are passed on after a while.
    private static IEnumerable<IReadOnlyList<FundEvent>> Repaid(LocalDate from)
    {
        var to = from.PlusDays(Advances);
        for (var number = 0; number < Advances; number++)
        {
            yield return [Advance<PrepaymentPaid>($"ADVANCE-{number}", from.PlusDays(number), 100)];
            yield return [Fine<PenaltyCollected>(number, from.PlusDays(number), 70)];
            if (number >= Held) yield return [Fine<PenaltyRemitted>(number - Held, from.PlusDays(number), number % 4 == 0 ? 30 : 70)];
        }
        yield return [Advance<PrepaymentReturned>("BACK-1", to, Advances * 50)];
        yield return [Advance<PrepaymentReturned>("BACK-2", to, Advances * 25)];
        yield return [Entries.Undo("UNDO", to.Iso(), "BACK-2")];
    }

    private static T Fine<T>(int number, LocalDate day, long fen) where T : FundEvent, new() => new()
    {
        Document = DocumentId.Of($"{typeof(T).Name}-{number}"), Fund = FundCode.Of("resident"), Amount = new(fen), CashDate = day,
        CaseNo = $"CASE-{number}", Institution = InstitutionCode.Of("H33082500009"),
    };

    private static T Advance<T>(string document, LocalDate day, long fen) where T : FundEvent, new() => new()
    {
        Document = DocumentId.Of(document), Fund = FundCode.Of("resident"), Amount = new(fen), CashDate = day,
        Institution = InstitutionCode.Of("H33082500009"),
    };

    private static List<OutstandingAge> Expected(IEnumerable<RecordedEvent> log, LocalDate asOf, AgeBuckets buckets) =>
    [
        .. log.Select(one => OutstandingMoves.Of((FundEvent)one.Body)).OfType<OutstandingMove>().Where(move => move.CashDate <= asOf)
            .GroupBy(move => (move.Kind, move.Fund, move.Holder))
            .Select(balance => new OutstandingAge(balance.Key.Kind, balance.Key.Fund, balance.Key.Holder, Ages.Of(
                balance.GroupBy(move => (move.OpenedOn, move.DueOn)).Select(part => new Lot(part.Key.OpenedOn, part.Key.DueOn,
                    new(part.Sum(move => move.Amount.Fen)))), asOf, buckets)))
            .Where(row => row.Age.Outstanding != Money.Zero || row.Age.Oldest is not null),
    ];

    private static string Text(OutstandingAge one) =>
        $"{one with { Age = null! }} {one.Age with { Buckets = null! }} {string.Join(',', one.Age.Buckets)}";
}
