using Ledger.Domain;
using Ledger.Domain.Ageing;
using Ledger.Domain.Budgets;
using Ledger.Domain.Clawbacks;
using Ledger.Domain.Deposits;
using Ledger.Domain.Events;
using Ledger.Domain.Penalties;
using Ledger.Domain.Prepayments;
using Ledger.Domain.Reimbursements;
using Ledger.Domain.Settlements;
using Ledger.EventStore;

namespace Ledger.Projections.Reading;

/// <summary>
/// Answers "what became of this document?". What an entry answers is found by its document; what answers it stands in few
/// streams, whose names follow from the entry: the advances of a fund to its institution, its deposits, its settlements of the
/// months after, its case. They are read up to limits, and a chain that reaches one says so.
/// </summary>
public sealed class DocumentChains(DocumentEntries documents, EventStore.EventStore store)
{
    /// <summary>Entries of one chain.</summary>
    public const int LinksMax = 300;

    /// <summary>Events that are read of one stream.</summary>
    public const int StreamMax = 5_000;

    /// <summary>Events that are read in all.</summary>
    public const int ReadMax = 30_000;

    /// <summary>Months after a settlement in which what answers it is looked for.</summary>
    public const int MonthsAfter = 12;

    /// <summary>Years after a deposit or a settlement in which its deposits and offsets are looked for.</summary>
    public const int YearsAfter = 2;

    // A payment, its settlement, a deposit of it and the reversal of that are four.
    private const int OriginalsDeep = 4;

    // The entries of a voucher stand beside each other in the log.
    private const int VoucherReach = 100;

    // What a fund opens with stands at the beginning of its stream.
    private const int OpeningMax = 1_000;

    /// <param name="snapshot">The pool, as it is now or was known.</param>
    /// <param name="document">Whose chain it is.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <returns>Null where nothing was recorded under the document.</returns>
    public async Task<DocumentChain?> Of(PoolSnapshot snapshot, DocumentId document, CancellationToken cancellationToken)
    {
        var start = await documents.Of(snapshot.Pool, [document], snapshot.Position, cancellationToken);
        if (start.Count == 0) return null;
        var work = new Work(documents, store, snapshot, cancellationToken);
        work.Add(start);
        foreach (var entry in start.Select(one => (FundEvent)one.Body)) await work.Follow(entry);
        await work.AddOriginals();
        return work.Result();
    }

    /// <summary>One search.</summary>
    private sealed class Work(
        DocumentEntries documents, EventStore.EventStore store, PoolSnapshot snapshot, CancellationToken cancellationToken)
    {
        private readonly SortedDictionary<long, RecordedEvent> _found = [];
        private readonly HashSet<ChainKey> _whole = [];
        private readonly HashSet<string> _read = new(StringComparer.Ordinal);
        private int _left = ReadMax;
        private bool _isCut;

        private IEnumerable<FundEvent> Entries => _found.Values.Select(one => (FundEvent)one.Body);

        private int LastYear => snapshot.LastCashDate!.Value.Year;

        internal DocumentChain Result() =>
            new(DocumentChain.LinksOf([.. _found.Values], _isCut ? new HashSet<ChainKey>() : _whole), _isCut);

        internal void Add(IEnumerable<RecordedEvent> some)
        {
            foreach (var one in some)
            {
                if (_found.Count >= LinksMax && !_found.ContainsKey(one.Position)) _isCut = true;
                else _found[one.Position] = one;
            }
        }

        /// <summary>Adds what answers an entry.</summary>
        internal Task Follow(FundEvent entry) => entry switch
        {
            PrepaymentPaid or PrepaymentOffset or PrepaymentReturned => Advances(entry.Fund, entry.Institution!.Value),
            DepositWithheld => Deposit(entry, entry.Document),
            DepositReleased or DepositForfeited => Deposit(entry, entry.Original!.Value),
            SettlementRecorded or ReimbursementPaid or YearEndCleared => Settlement(entry),
            { CaseNo: { } name } when entry is ClawbackOrdered or ClawbackRecovered or ClawbackWaived or PenaltyCollected
                or PenaltyRemitted => Case(name),
            _ => Task.CompletedTask,
        };

        /// <summary>Adds what the entries answer, and what that answers in turn.</summary>
        internal async Task AddOriginals()
        {
            for (var depth = 0; depth < OriginalsDeep; depth++)
            {
                var known = Entries.Select(entry => entry.Document).ToHashSet();
                var wanted = Entries.Select(entry => entry.Original).OfType<DocumentId>().Where(one => !known.Contains(one)).ToHashSet();
                if (wanted.Count == 0) return;
                var named = Entries.Where(entry => entry.Original is not null).Select(entry => (entry.Original!.Value, entry.Fund)).ToHashSet();
                Add((await documents.Of(snapshot.Pool, wanted, snapshot.Position, cancellationToken))
                    .Where(one => named.Contains((((FundEvent)one.Body).Document, ((FundEvent)one.Body).Fund))));
            }
        }

        // An offset names the settlement and not the advance, so all advances of the fund to the institution are one account.
        private async Task Advances(FundCode fund, InstitutionCode institution)
        {
            await Read($"fund/{fund}", OpeningMax, entry => entry is Domain.Funds.OpeningBalanceRecorded { Account: "prepayment" }
                && entry.Institution == institution, isCutAtMost: false);
            for (var year = snapshot.Funds[fund].OpenedOn.Year; year <= LastYear; year++)
                await Read($"prepayment/{fund}/{institution}/{year:0000}", StreamMax, _ => true);
            _whole.Add(new(OutstandingKinds.Prepayment, fund, institution.Text));
        }

        private async Task Case(string name)
        {
            await Read($"clawback/{name}", StreamMax, _ => true);
            foreach (var fund in Entries.Where(entry => entry.CaseNo == name).Select(entry => entry.Fund).ToHashSet())
                _whole.Add(new(OutstandingKinds.Clawback, fund, name));
        }

        private async Task Deposit(FundEvent entry, DocumentId withheld)
        {
            Add((await documents.Of(snapshot.Pool, [withheld], snapshot.Position, cancellationToken))
                .Where(one => one.Body is DepositWithheld deposit && deposit.Fund == entry.Fund));
            var first = Entries.OfType<DepositWithheld>().Select(one => one.CashDate.Year).DefaultIfEmpty(entry.CashDate.Year).Min();
            await Deposits(entry.Institution!.Value, first);
            _whole.Add(new(OutstandingKinds.Deposit, entry.Fund, withheld.Text));
        }

        private async Task Settlement(FundEvent entry)
        {
            var (holder, first) = (entry.Institution?.Text ?? "-", entry.CashDate.ToYearMonth());
            // What pays it, takes it back or holds it up; then what was withheld of it or set off, also of its payments.
            for (var month = first; month <= first.PlusMonths(MonthsAfter) && month <= snapshot.LastCashDate!.Value.ToYearMonth();)
            {
                await Read($"settlements/{holder}/{month.Iso()}", StreamMax, Answers);
                month = month.PlusMonths(1);
            }
            if (entry is SettlementRecorded) _whole.Add(new(OutstandingKinds.Settlement, entry.Fund, entry.Document.Text));
            if (entry.Institution is not { } institution) return;
            var withheld = await Deposits(institution, first.Year);
            foreach (var deposit in withheld) _whole.Add(new(OutstandingKinds.Deposit, deposit.Fund, deposit.Document.Text));
            for (var year = first.Year; year <= Math.Min(LastYear, first.Year + YearsAfter); year++)
                await Read($"prepayment/{entry.Fund}/{institution}/{year:0000}", StreamMax, Answers);
            await Vouchers(institution);
        }

        private async Task<IReadOnlyList<DepositWithheld>> Deposits(InstitutionCode institution, int first)
        {
            for (var year = first; year <= Math.Min(LastYear, first + YearsAfter); year++)
                await Read($"deposit/{institution}/{year:0000}", StreamMax, Answers);
            return [.. Entries.OfType<DepositWithheld>()];
        }

        // What was recovered by paying less stands in the voucher of the payment, and need not name it.
        private async Task Vouchers(InstitutionCode institution)
        {
            var payments = _found.Values.Where(one => one.Body is ReimbursementPaid { Voucher: not null }).ToList();
            var cases = new HashSet<string>();
            foreach (var payment in payments)
            {
                var voucher = ((FundEvent)payment.Body).Voucher;
                var (from, to) = (Math.Max(1, payment.Position - VoucherReach), Math.Min(snapshot.Position, payment.Position + VoucherReach));
                if (!Takes(1)) return;
                await foreach (var beside in store.Read(snapshot.Pool, from, to, cancellationToken))
                {
                    _left--;
                    if (beside.Body is ClawbackRecovered { CaseNo: { } name } recovered && recovered.Voucher == voucher
                        && recovered.Institution == institution && recovered.Fund == ((FundEvent)payment.Body).Fund) cases.Add(name);
                }
            }
            foreach (var name in cases) await Case(name);
        }

        private bool Answers(FundEvent entry) => entry.Original is { } original
            && Entries.Any(one => one.Document == original && (one.Fund == entry.Fund || entry.Fund == default));

        private async Task Read(string stream, int most, Func<FundEvent, bool> isWanted, bool isCutAtMost = true)
        {
            if (!_read.Add(stream) || !Takes(1)) return;
            var count = 0;
            await foreach (var one in store.ReadStream(
                snapshot.Pool, stream, 1, snapshot.Position, Math.Min(most, _left), cancellationToken))
            {
                count++;
                if (isWanted((FundEvent)one.Body)) Add([one]);
            }
            _left -= count;
            if (isCutAtMost && count >= most) _isCut = true;
        }

        private bool Takes(int some)
        {
            if (_left >= some) return true;
            _isCut = true;
            return false;
        }
    }
}
