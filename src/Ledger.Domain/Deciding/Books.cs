using Ledger.Domain.Clawbacks;
using Ledger.Domain.Corrections;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Prepayments;
using Ledger.Domain.Premiums;
using Ledger.Domain.Reimbursements;
using Ledger.Domain.Statements;
using NodaTime;

namespace Ledger.Domain.Deciding;

/// <summary>A fund's books as deciding needs them.</summary>
/// <param name="Balance">Over all that is recorded, whatever its cash date.</param>
/// <param name="Turnover">Sum of all amounts, so that no figure made of them can overflow.</param>
/// <param name="LastCashDate">The latest cash date of any of its entries.</param>
public sealed record FundBook(
    LocalDate OpenedOn, bool FlowsOnly, Money Balance, Money Turnover, LocalDate LastCashDate);

/// <summary>What was ordered under a case from one fund's point of view, and what became of it.</summary>
public sealed record ClawbackBook(
    InstitutionCode? Institution, PersonRef? Person, Money Ordered, Money Recovered, Money Waived, OriginalBooking? Of)
{
    public Money Outstanding => Ordered - Recovered - Waived;
}

/// <summary>An entry that is recorded, and what has been taken back of it.</summary>
/// <param name="Answered">Refunded or reversed so far.</param>
public sealed record BookedEntry(long Position, FundEvent Entry, Money Answered, bool Reversed);

/// <summary>
/// What deciding needs of a pool: a fold of the same events. It holds the part that a batch of entries asks about,
/// loaded from the read model, and follows the events decided since.
/// </summary>
public sealed class Books
{
    private readonly Journaled<FundCode, FundBook> _funds = new();
    private readonly Journaled<(FundCode, InstitutionCode), Money> _prepayments = new();
    private readonly Journaled<(string, FundCode), ClawbackBook> _clawbacks = new();
    private readonly Journaled<(DocumentId, string, FundCode), BookedEntry> _entries = new();
    private readonly Journaled<string, int> _vouchers = new();
    private readonly Dictionary<DocumentId, List<(DocumentId, string, FundCode)>> _byDocument = [];

    public FundBook? Fund(FundCode fund) => _funds.Find(fund);

    /// <summary>What the institution holds of the fund's advances (暂付款).</summary>
    public Money PrepaymentOutstanding(FundCode fund, InstitutionCode institution) =>
        _prepayments.Find((fund, institution));

    public ClawbackBook? Clawback(string caseNo, FundCode fund) => _clawbacks.Find((caseNo, fund));

    /// <summary>How many rows the voucher was recorded with; 0 when it is not known.</summary>
    public int VoucherRows(string voucher) => _vouchers.Find(voucher);

    /// <summary>The recorded entries of a document, of any kind, in the order of recording.</summary>
    public IReadOnlyList<BookedEntry> Entries(DocumentId document) =>
        _byDocument.TryGetValue(document, out var keys)
            ? [.. keys.Select(_entries.Find).OfType<BookedEntry>().OrderBy(entry => entry.Position)]
            : [];

    /// <summary>Takes note of an event that is or will be recorded at <paramref name="position"/>.</summary>
    public void Apply(FundEvent entry, long position)
    {
        AddEntry(new(position, entry, Money.Zero, Reversed: false));
        if (entry.Voucher is { } voucher) _vouchers.Set(voucher, VoucherRows(voucher) + 1);
        MoveFund(entry);
        switch (entry)
        {
            case FundOpened e:
                _funds.Set(e.Fund, new(
                    e.CashDate, e.Category == EventTypes.FlowsOnly, Money.Zero, Money.Zero, e.CashDate));
                break;
            case EntryReversed e:
                Follow(e.Reverses!, -1);
                MarkReversed(e.Reverses!);
                break;
            default:
                Follow(entry, +1);
                break;
        }
    }

    /// <summary>From here, <see cref="Undo"/> takes everything back.</summary>
    public void Begin()
    {
        foreach (var part in Parts()) part.Begin();
    }

    public void Undo()
    {
        foreach (var part in Parts()) part.Undo();
    }

    // ---- what the read model loads and saves ----

    public void LoadFund(FundCode fund, FundBook book) => _funds.Load(fund, book);

    public void LoadPrepayment(FundCode fund, InstitutionCode institution, Money outstanding) =>
        _prepayments.Load((fund, institution), outstanding);

    public void LoadClawback(string caseNo, FundCode fund, ClawbackBook book) => _clawbacks.Load((caseNo, fund), book);

    public void LoadVoucher(string voucher, int rows) => _vouchers.Load(voucher, rows);

    public void LoadEntry(BookedEntry entry)
    {
        var key = KeyOf(entry.Entry);
        _entries.Load(key, entry);
        Index(key);
    }

    public IEnumerable<KeyValuePair<FundCode, FundBook>> ChangedFunds => _funds.Changed;

    public IEnumerable<KeyValuePair<(FundCode Fund, InstitutionCode Institution), Money>> ChangedPrepayments =>
        _prepayments.Changed;

    public IEnumerable<KeyValuePair<(string CaseNo, FundCode Fund), ClawbackBook>> ChangedClawbacks =>
        _clawbacks.Changed;

    public IEnumerable<KeyValuePair<(DocumentId Document, string Kind, FundCode Fund), BookedEntry>> ChangedEntries =>
        _entries.Changed;

    /// <summary>Whether a changed entry was recorded by an earlier batch; else it is one of this batch.</summary>
    public bool WasLoaded((DocumentId Document, string Kind, FundCode Fund) entry) => _entries.IsLoaded(entry);

    public IEnumerable<KeyValuePair<string, int>> ChangedVouchers => _vouchers.Changed;

    /// <summary>Forgets what was loaded and changed; the next batch loads its own.</summary>
    public void Clear()
    {
        foreach (var part in Parts()) part.Clear();
        _byDocument.Clear();
    }

    private IEnumerable<IJournaled> Parts() => [_funds, _prepayments, _clawbacks, _entries, _vouchers];

    private static (DocumentId, string, FundCode) KeyOf(FundEvent entry) =>
        (entry.Document, EventTypes.NameOf(entry), entry.Fund);

    private void AddEntry(BookedEntry entry)
    {
        var key = KeyOf(entry.Entry);
        _entries.Set(key, entry);
        Index(key);
    }

    private void Index((DocumentId, string, FundCode) key)
    {
        if (!_byDocument.TryGetValue(key.Item1, out var keys)) _byDocument[key.Item1] = keys = [];
        if (!keys.Contains(key)) keys.Add(key);
    }

    private void MoveFund(FundEvent entry)
    {
        if (_funds.Find(entry.Fund) is not { } fund) return;
        var balance = fund.Balance;
        foreach (var effect in StatementEffects.Of(entry)) balance += effect.OnBalance;
        _funds.Set(entry.Fund, fund with
        {
            Balance = balance,
            Turnover = fund.Turnover + entry.Amount,
            LastCashDate = LocalDate.Max(fund.LastCashDate, entry.CashDate),
        });
    }

    // Sign -1 follows an entry backwards, as its reversal does.
    private void Follow(FundEvent entry, int sign)
    {
        var amount = new Money(sign * entry.Amount.Fen);
        switch (entry)
        {
            case PrepaymentPaid e:
                MovePrepayment(e, amount);
                break;
            case OpeningBalanceRecorded { Account: "prepayment", Institution: not null } e:
                MovePrepayment(e, amount);
                break;
            case PrepaymentOffset or PrepaymentReturned:
                MovePrepayment(entry, -amount);
                break;
            case ClawbackOrdered e:
                MoveClawback(e, book => book with
                {
                    Ordered = book.Ordered + amount, Of = Common(book.Of, e.Answers),
                });
                break;
            case ClawbackRecovered e:
                MoveClawback(e, book => book with { Recovered = book.Recovered + amount });
                break;
            case ClawbackWaived e:
                MoveClawback(e, book => book with { Waived = book.Waived + amount });
                break;
            case ReimbursementReversed or PremiumRefunded when entry.Original is { } original:
                Answer(entry, original, amount);
                break;
        }
    }

    private void MovePrepayment(FundEvent entry, Money amount)
    {
        var key = (entry.Fund, entry.Institution!.Value);
        _prepayments.Set(key, _prepayments.Find(key) + amount);
    }

    private void MoveClawback(FundEvent entry, Func<ClawbackBook, ClawbackBook> change)
    {
        var key = (entry.CaseNo!, entry.Fund);
        // A case whose orders were all reversed starts anew, against whom and of whatever year the next order says.
        var book = _clawbacks.Find(key) is { Ordered.Fen: > 0 } open
            ? open
            : new(entry.Institution, entry.Person, Money.Zero, Money.Zero, Money.Zero, entry.Answers);
        _clawbacks.Set(key, change(book));
    }

    // What the orders of one case say alike. Of two years neither: the recovery must say which it answers.
    private static OriginalBooking? Common(OriginalBooking? one, OriginalBooking? other) =>
        one == other ? one : one is not null && one.Year == other?.Year ? new(one.Year) : null;

    private void Answer(FundEvent entry, DocumentId original, Money amount)
    {
        var kind = entry is ReimbursementReversed ? "reimbursement_paid" : "premium_received";
        var key = (original, kind, entry.Fund);
        if (_entries.Find(key) is { } booked) _entries.Set(key, booked with { Answered = booked.Answered + amount });
    }

    private void MarkReversed(FundEvent original)
    {
        var key = KeyOf(original);
        if (_entries.Find(key) is { } booked) _entries.Set(key, booked with { Reversed = true });
    }
}
