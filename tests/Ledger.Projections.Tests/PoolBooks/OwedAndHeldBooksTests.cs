using Ledger.Domain;
using Ledger.Domain.Clawbacks;
using Ledger.Domain.Deciding;
using Ledger.Domain.Deposits;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Prepayments;
using Ledger.Domain.Settlements;
using Ledger.Domain.Treasury;
using Ledger.Testing;
using static Ledger.Projections.Tests.Entries;

namespace Ledger.Projections.Tests.PoolBooks;

/// <summary>
/// What is owed, held and withheld is remembered in the tables: each step is a batch of its own, so that the books
/// that decide it were loaded and not merely kept.
/// </summary>
public sealed class OwedAndHeldBooksTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Date = "2025-03-01";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_settlement_is_held_lifted_and_paid_in_parts_to_its_last_yuan()
    {
        var pool = await Opened("520001");
        await pool.Record(Settled("S-1", 100));

        await pool.Record(Of<PaymentHeld>("H-1", Date, 100) with
        {
            Institution = Hospital, Original = DocumentId.Of("S-1"), Reason = "inspection",
        });
        (await Decide(pool, Paying("P-1", 60))).ShouldBe(Refusal.PaymentOnHold);
        await pool.Record(Of<PaymentHoldLifted>("H-2", Date, 100) with
        {
            Institution = Hospital, Original = DocumentId.Of("S-1"), Reason = "cleared",
        });
        await pool.Record(Paying("P-1", 60));
        (await Decide(pool, Paying("P-2", 41))).ShouldBe(Refusal.ExceedsOriginal);
        await pool.Record(Paying("P-2", 40));
        (await Decide(pool, Paying("P-3", 1))).ShouldBe(Refusal.ExceedsOriginal);
    }

    [Fact]
    public async Task A_deposit_is_released_to_its_last_yuan()
    {
        var pool = await Opened("520002");
        await pool.Record(Pay("P-1", Date, 1_000));
        await pool.Record(Deposit<DepositWithheld>("D-1", 50, "P-1"));

        (await Decide(pool, Deposit<DepositReleased>("D-2", 51, "D-1"))).ShouldBe(Refusal.OutstandingExceeded);
        await pool.Record(Deposit<DepositReleased>("D-2", 30, "D-1"));
        (await Decide(pool, Deposit<DepositForfeited>("D-3", 21, "D-1"))).ShouldBe(Refusal.OutstandingExceeded);
        await pool.Record(Deposit<DepositForfeited>("D-3", 20, "D-1"));
    }

    [Fact]
    public async Task Money_held_and_borrowed_is_given_back_to_its_last_yuan()
    {
        var pool = await Opened("520003");
        await pool.Record(With<HeldReceived>("K-1", 10), With<LoanReceived>("L-1", 20));

        (await Decide(pool, With<HeldReturned>("K-2", 11))).ShouldBe(Refusal.OutstandingExceeded);
        (await Decide(pool, With<LoanRepaid>("L-2", 21))).ShouldBe(Refusal.OutstandingExceeded);
        await pool.Record(With<HeldReturned>("K-2", 10), With<LoanRepaid>("L-2", 20));
        (await Decide(pool, With<LoanRepaid>("L-3", 1))).ShouldBe(Refusal.OutstandingExceeded);
    }

    [Fact]
    public async Task Money_moved_between_funds_is_in_both_funds_balances()
    {
        var pool = await Opened("520004");
        var personal = FundCode.Of("employee-personal");
        await pool.Record(Books("2025-01-01", 0, personal)[0]);

        await pool.Record(Of<FundsMoved>("M-1", Date, 300) with { ToFund = personal, Category = "pool-to-personal" });

        (await pool.Balance(Resident, Day(Date))).Balance.ShouldBe(new Money(9_700_00));
        (await pool.Balance(personal, Day(Date))).Balance.ShouldBe(new Money(300_00));
    }

    [Fact]
    public async Task What_rests_on_a_settlement_through_its_payment_is_remembered_and_given_back()
    {
        var pool = await Opened("520005");
        await pool.Record(Settled("S-1", 1_000), Advance("A-1", Date, 2_000));
        await pool.Record(Paying("P-1", 1_000));
        await pool.Record(Deposit<PrepaymentOffset>("F-1", 970, "P-1"));

        (await Decide(pool, Deposit<DepositWithheld>("D-1", 31, "S-1"))).ShouldBe(Refusal.ExceedsOriginal);
        (await Decide(pool, Undo("U-1", Date, original: "P-1"))).ShouldBe(Refusal.OthersRestOnIt);
        await pool.Record(Undo("U-2", Date, original: "F-1"));
        (await Decide(pool, Deposit<PrepaymentOffset>("F-2", 1_001, "S-1"))).ShouldBe(Refusal.ExceedsOriginal);
        await pool.Record(Deposit<PrepaymentOffset>("F-2", 1_000, "S-1"));
    }

    [Fact]
    public async Task What_was_ordered_back_of_a_payment_is_remembered()
    {
        var pool = await Opened("520006");
        await pool.Record(Pay("P-1", Date, 1_000));
        await pool.Record(Order("O-1", "C-1", 600));

        (await Decide(pool, Order("O-2", "C-2", 401))).ShouldBe(Refusal.ExceedsOriginal);
        await pool.Record(Order("O-2", "C-2", 400));
    }

    [Fact]
    public async Task A_first_hold_that_is_undone_does_not_end_a_second()
    {
        var pool = await Opened("520007");
        await pool.Record(Settled("S-1", 100));
        await pool.Record(Deposit<PaymentHeld>("H-1", 100, "S-1"));
        await pool.Record(Deposit<PaymentHoldLifted>("L-1", 100, "S-1"));
        await pool.Record(Deposit<PaymentHeld>("H-2", 100, "S-1"));

        (await Decide(pool, Undo("U-1", Date, original: "H-1"))).ShouldBe(Refusal.OthersRestOnIt);
        await pool.Record(Undo("U-2", Date, original: "H-2"));
        await pool.Record(Undo("U-3", Date, original: "L-1"));
        (await Decide(pool, Paying("P-1", 100))).ShouldBe(Refusal.PaymentOnHold);
        await pool.Record(Undo("U-4", Date, original: "H-1"));
        await pool.Record(Paying("P-1", 100));
    }

    [Fact]
    public async Task What_was_set_aside_in_the_year_is_remembered()
    {
        var pool = await RecordedPool.In(postgres, "520008");
        var (care, delay) = (FundCode.Of("long-term-care"), FundCode.Of("disability-delay"));
        await pool.Record(Books("2025-01-01", 0, care)[0], Books("2025-01-01", 0, delay)[0]);
        await pool.Record(Premium("P-1", Date, 1_000) with { Fund = care });
        await pool.Record(Premium("P-2", Date, 1_000) with { Fund = care });
        await pool.Record(Reserve("M-1", 12));

        (await Decide(pool, Reserve("M-2", 9))).ShouldBe(Refusal.ReserveExceeded);
        await pool.Record(Reserve("M-2", 8));

        FundEvent Reserve(string document, long yuan) =>
            Of<FundsMoved>(document, Date, yuan, care) with { ToFund = delay, Category = "reserve" };
    }

    private static FundEvent Order(string document, string caseNo, long yuan) =>
        Of<ClawbackOrdered>(document, Date, yuan) with
        {
            Institution = Hospital, CaseNo = caseNo, Original = DocumentId.Of("P-1"), Channel = "agency",
            DueDate = Day("2025-12-31"), Reason = "over-charged",
        };

    private async Task<RecordedPool> Opened(string code)
    {
        var pool = await RecordedPool.In(postgres, code);
        await pool.Record(Books("2025-01-01", 10_000));
        return pool;
    }

    private static async Task<Refusal?> Decide(RecordedPool pool, FundEvent entry)
    {
        await using var append = await pool.Ledger.Store.Begin(
            pool.Pool, RecordedPool.Wait, rehearsal: true, Cancellation);
        var writer = new Api.Recording.LedgerWriter(append, pool.Ledger.Rules, new(pool.Ledger.Chart));
        return (await writer.Record([new([entry], "tester", null)], Cancellation))[0].Refused.Select(refused => (Refusal?)refused.Refusal)
            .SingleOrDefault();
    }

    private static SettlementRecorded Settled(string document, long yuan) =>
        Of<SettlementRecorded>(document, Date, yuan) with { Category = "inpatient", Institution = Hospital };

    private static FundEvent Paying(string document, long yuan) =>
        Pay(document, Date, yuan) with { Original = DocumentId.Of("S-1") };

    private static FundEvent Deposit<T>(string document, long yuan, string original) where T : FundEvent, new() =>
        Of<T>(document, Date, yuan) with { Institution = Hospital, Original = DocumentId.Of(original) };

    private static FundEvent With<T>(string document, long yuan) where T : FundEvent, new() =>
        Of<T>(document, Date, yuan) with { Counterparty = "bank", Category = "bond" };
}
