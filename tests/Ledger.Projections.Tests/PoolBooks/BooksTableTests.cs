using Ledger.Domain;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Projections.PoolBooks;
using Ledger.Testing;
using static Ledger.Projections.Tests.Entries;

namespace Ledger.Projections.Tests.PoolBooks;

/// <summary>
/// What deciding loads is what was saved: the books in the tables equal the books folded in memory.
/// </summary>
public sealed class BooksTableTests(PostgresFixture postgres, ITestOutputHelper output)
    : IClassFixture<PostgresFixture>
{
    private const int Rows = 1_500;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_book_loads_as_it_was_saved()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var recorded = await RecordedPool.In(postgres, "510001");
        await recorded.Record(GeneratedHistory.Of(seed, Rows), batch: 13);
        var log = await recorded.Log();
        List<FundEvent> entries = [.. log.Select(one => (FundEvent)one.Body)];
        var folded = new Books();
        foreach (var one in log) folded.Apply((FundEvent)one.Body, one.Position);

        var loaded = await Load(recorded, [.. entries]);

        foreach (var entry in entries)
        {
            loaded.Fund(entry.Fund).ShouldBe(folded.Fund(entry.Fund));
            loaded.Entries(entry.Document).ShouldBe(folded.Entries(entry.Document));
            if (entry.Voucher is { } voucher)
                loaded.VoucherRows(voucher).ShouldBe(folded.VoucherRows(voucher));
            if (entry.CaseNo is { } caseNo)
                loaded.Clawback(caseNo, entry.Fund).ShouldBe(folded.Clawback(caseNo, entry.Fund));
            if (entry.Institution is not { } institution) continue;
            loaded.PrepaymentOutstanding(entry.Fund, institution)
                .ShouldBe(folded.PrepaymentOutstanding(entry.Fund, institution));
        }
        var booked = entries.SelectMany(entry => loaded.Entries(entry.Document)).ToList();
        booked.ShouldContain(entry => entry.Reversed);
        booked.ShouldContain(entry => entry.Answered > Money.Zero);
        entries.Where(entry => entry.CaseNo is not null)
            .ShouldContain(entry => loaded.Clawback(entry.CaseNo!, entry.Fund)!.Recovered > Money.Zero);
    }

    [Fact]
    public async Task What_a_batch_does_not_ask_about_is_not_loaded()
    {
        var recorded = await RecordedPool.In(postgres, "510002");
        await recorded.Record([
            .. Books("2025-01-01", 100), Premium("P-1", "2025-01-02", 5), Premium("P-2", "2025-01-02", 5),
        ]);

        var books = await Load(recorded, Refund("F-1", "2025-02-01", 1, original: "P-1"));

        books.Entries(DocumentId.Of("P-1")).Count.ShouldBe(1);
        books.Entries(DocumentId.Of("P-2")).ShouldBeEmpty();
        books.Fund(Resident)!.Balance.ShouldBe(new Money(110_00));
    }

    [Fact]
    public async Task The_original_of_a_reversed_entry_is_loaded_with_it()
    {
        var recorded = await RecordedPool.In(postgres, "510003");
        await recorded.Record([.. Books("2025-01-01", 100), Premium("P-1", "2025-01-02", 5)]);
        await recorded.Record(Refund("F-1", "2025-02-01", 2, original: "P-1"));

        var books = await Load(recorded, Undo("U-1", "2025-03-01", original: "F-1"));

        books.Entries(DocumentId.Of("P-1")).Single().Answered.ShouldBe(new Money(2_00));
    }

    [Fact]
    public async Task A_refund_that_is_undone_can_be_made_again_in_full()
    {
        var recorded = await RecordedPool.In(postgres, "510004");
        await recorded.Record([.. Books("2025-01-01", 100), Premium("P-1", "2025-01-02", 5)]);
        await recorded.Record(Refund("F-1", "2025-02-01", 5, original: "P-1"));
        await recorded.Record(Undo("U-1", "2025-03-01", original: "F-1"));

        (await Load(recorded, Refund("F-2", "2025-04-01", 5, original: "P-1")))
            .Entries(DocumentId.Of("P-1")).Single().Answered.ShouldBe(Money.Zero);
        await recorded.Record(Refund("F-2", "2025-04-01", 5, original: "P-1"));
        (await recorded.Balance(Resident, Day("2025-12-31"))).Balance.ShouldBe(new Money(100_00));
    }

    private static async Task<Books> Load(RecordedPool recorded, params FundEvent[] entries)
    {
        var books = new Books();
        await using var connection = await recorded.Ledger.Database.OpenConnectionAsync(Cancellation);
        await BooksTable.Load(connection, recorded.Pool, entries, books, Cancellation);
        return books;
    }
}
