using Ledger.Domain.Approvals;
using Ledger.Domain.Clawbacks;
using Ledger.Domain.Corrections;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.People;
using Ledger.Domain.Periods;
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
    LocalDate OpenedOn, bool FlowsOnly, Money Balance, Money Turnover, LocalDate LastCashDate)
{
    /// <summary>Its money belongs to persons, each of whom has an account (个人账户).</summary>
    public bool KeptByPerson { get; init; }
}

/// <summary>What was ordered under a case from one fund's point of view, and what became of it.</summary>
public sealed record ClawbackBook(
    InstitutionCode? Institution, PersonRef? Person, Money Ordered, Money Recovered, Money Waived, OriginalBooking? Of)
{
    public Money Outstanding => Ordered - Recovered - Waived;
}

/// <summary>An entry that is recorded, and what has been taken back of it.</summary>
/// <param name="Answered">Refunded, reversed, paid, withdrawn or refused so far.</param>
public sealed record BookedEntry(long Position, FundEvent Entry, Money Answered, bool Reversed)
{
    /// <summary>What has not been answered yet.</summary>
    public Money Left => Entry.Amount - Answered;
}

/// <summary>
/// What deciding needs of a pool: a fold of the same events. It holds the part that a batch of entries asks about,
/// loaded from the read model, and follows the events decided since.
/// </summary>
public sealed partial class Books
{
    private readonly Journaled<FundCode, FundBook> _funds = new();
    private readonly Journaled<OutstandingKey, Money> _outstanding = new();
    private readonly Journaled<(string, FundCode), ClawbackBook> _clawbacks = new();
    private readonly Journaled<(DocumentId, string, FundCode), BookedEntry> _entries = new();
    private readonly Journaled<(DocumentId, string, FundCode), EntryUses> _uses = new();
    private readonly Journaled<string, int> _vouchers = new();
    // A pool has one.
    private readonly Journaled<ValueTuple, PeriodBook> _periods = new();
    private readonly Journaled<AccountKey, AccountBook> _accounts = new();
    private readonly Journaled<(FundCode, int), FundYear> _years = new();
    private readonly Dictionary<(FundCode Fund, int Year), FundYear> _yearsBefore = [];
    private readonly Journaled<DocumentId, ApprovalBook> _approvals = new();
    private readonly List<ApprovalRequested> _requests = [];
    private readonly IJournaled[] _parts;
    private Dictionary<DocumentId, List<(DocumentId, string, FundCode)>> _byDocument = [];
    private Dictionary<DocumentId, List<(DocumentId, string, FundCode)>> _turnedByDocument = [];

    public Books() => _parts =
        [_funds, _outstanding, _clawbacks, _entries, _uses, _vouchers, _periods, _accounts, _years, _approvals];

    public FundBook? Fund(FundCode fund) => _funds.Find(fund);

    /// <summary>How far the pool's books are closed.</summary>
    public PeriodBook Periods => _periods.Find(default) ?? PeriodBook.Open;

    /// <summary>The latest cash date of any entry of a fund; null in a pool without funds.</summary>
    public LocalDate? LastCashDate =>
        _funds.Values.Aggregate((LocalDate?)null, (last, fund) => last > fund.LastCashDate ? last : fund.LastCashDate);

    /// <summary>Below zero, where the whole balance is known.</summary>
    public bool IsOverdrawn(FundCode fund) => Fund(fund) is { FlowsOnly: false, Balance.Fen: < 0 };

    public Money Outstanding(OutstandingKey key) => _outstanding.Find(key);

    /// <summary>What the institution holds of the fund's advances (暂付款).</summary>
    public Money PrepaymentOutstanding(FundCode fund, InstitutionCode institution) =>
        Outstanding(new(OutstandingKind.Prepayment, fund, institution.Text));

    public ClawbackBook? Clawback(string caseNo, FundCode fund) => _clawbacks.Find((caseNo, fund));

    /// <summary>A person's account; null before a credit names the person.</summary>
    public AccountBook? Account(AccountKey key) => _accounts.Find(key);

    /// <summary>A request for approval, by its number.</summary>
    public ApprovalBook? Approval(DocumentId request) => _approvals.Find(request);

    /// <summary>The requests that hold an entry that this batch asks about, decided or not.</summary>
    public IReadOnlyList<ApprovalRequested> Requests => _requests;

    /// <summary>How many rows the voucher was recorded with; 0 when it is not known.</summary>
    public int VoucherRows(string voucher) => _vouchers.Find(voucher);

    /// <summary>The recorded entries of a document, of any kind, in the order of recording.</summary>
    public IReadOnlyList<BookedEntry> Entries(DocumentId document)
    {
        if (!_byDocument.TryGetValue(document, out var keys) && !_turnedByDocument.TryGetValue(document, out keys)) return [];
        return keys.Count == 1
            ? _entries.Find(keys[0]) is { } only ? [only] : []
            : [.. keys.Select(_entries.Find).OfType<BookedEntry>().OrderBy(entry => entry.Position)];
    }

    /// <summary>What a fund's year comes to so far.</summary>
    public FundYear Year(FundCode fund, int year) => _yearsBefore.GetValueOrDefault((fund, year), FundYear.None)
        + (_years.FindTurned((fund, year)) ?? FundYear.None) + (_years.FindOwn((fund, year)) ?? FundYear.None);

    /// <summary>The balance at the end of a year, over all that is recorded.</summary>
    public Money BalanceAtEndOf(FundCode fund, int year) =>
        _yearsBefore.Keys.Concat(_years.TurnedKeys).Concat(_years.Changed.Select(row => row.Key))
            .Where(key => key.Item1 == fund && key.Item2 <= year).ToHashSet()
            .Aggregate(Money.Zero, (sum, key) => sum + Year(fund, key.Item2).Net);

    /// <summary>What rests on a recorded entry.</summary>
    public EntryUses UsesOf(BookedEntry entry) => _uses.Find(KeyOf(entry.Entry)) ?? EntryUses.None;

    /// <summary>Whether a settlement may not be paid for now.</summary>
    public bool IsHeld(BookedEntry entry) => UsesOf(entry).HeldBy is not null;

    /// <summary>Takes note of an event that is or will be recorded at <paramref name="position"/>.</summary>
    public void Apply(FundEvent entry, long position)
    {
        AddEntry(new(position, entry, Money.Zero, Reversed: false));
        if (entry is ApprovalRequested requested) _requests.Add(requested);
        if (entry.Voucher is { } voucher) _vouchers.Set(voucher, VoucherRows(voucher) + 1);
        MoveFunds(entry);
        MoveAccounts(entry, position);
        foreach (var (fund, year, change) in FundYears.MovedBy(entry))
            _years.Set((fund, year), (_years.FindOwn((fund, year)) ?? FundYear.None) + change);
        switch (entry)
        {
            case FundOpened e:
                _funds.Set(e.Fund, new(
                    e.CashDate, e.Category == EventTypes.FlowsOnly, Money.Zero, Money.Zero, e.CashDate)
                {
                    KeptByPerson = PersonalAccounts.AreKept(e),
                });
                break;
            case PeriodClosed or PeriodReopened:
                _periods.Set(default, Periods.After(entry));
                break;
            case ApprovalRequested e:
                _approvals.Set(e.Document, ApprovalBook.Of(e, position));
                break;
            case ApprovalDecided e when Approval(e.Original!.Value) is { } request:
                _approvals.Set(request.Request, request.After(e, position));
                break;
            case ApprovalExpired e when Approval(e.Original!.Value) is { } request:
                _approvals.Set(request.Request, request with { State = ApprovalState.Expired });
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
        foreach (var part in _parts) part.Begin();
    }

    public void Undo()
    {
        foreach (var part in _parts) part.Undo();
    }

    private static (DocumentId, string, FundCode) KeyOf(FundEvent entry) =>
        (entry.Document, EventTypes.NameOf(entry), entry.Fund);

    private void AddEntry(BookedEntry entry)
    {
        var key = KeyOf(entry.Entry);
        _entries.Set(key, entry);
        Index(key);
    }

    // A document that the batch before named is taken over with what that batch knew of it.
    private void Index((DocumentId, string, FundCode) key)
    {
        if (!_byDocument.TryGetValue(key.Item1, out var keys))
            _byDocument[key.Item1] = keys = [.. _turnedByDocument.GetValueOrDefault(key.Item1) ?? []];
        if (!keys.Contains(key)) keys.Add(key);
    }

    private void MoveFunds(FundEvent entry)
    {
        var (effects, own) = (StatementEffects.Of(entry), Money.Zero);
        foreach (var effect in effects)
        {
            if (effect.Fund == entry.Fund) own += effect.OnBalance;
        }
        MoveFund(entry.Fund, own, entry);
        foreach (var other in effects.Where(effect => effect.Fund != entry.Fund).GroupBy(effect => effect.Fund))
            MoveFund(other.Key, other.Aggregate(Money.Zero, (sum, one) => sum + one.OnBalance), entry);
    }

    private void MoveFund(FundCode code, Money change, FundEvent entry)
    {
        if (_funds.Find(code) is not { } fund) return;
        _funds.Set(code, fund with
        {
            Balance = fund.Balance + change,
            Turnover = fund.Turnover + entry.Amount,
            LastCashDate = LocalDate.Max(fund.LastCashDate, entry.CashDate),
        });
    }

    private void MoveAccounts(FundEvent entry, long position)
    {
        foreach (var (key, change) in PersonalAccounts.MovedBy(entry, this))
        {
            if (PersonalAccounts.After(Account(key), change, position, Origin(entry, position)) is { } account)
                _accounts.Set(key, account);
        }
    }

    // What is undone was recorded then, and counts now only if it was counted then.
    private long Origin(FundEvent entry, long position) => entry switch
    {
        EntryReversed { Reverses: { } undone } =>
            Origin(undone, _entries.Find(KeyOf(undone))?.Position ?? position),
        ReimbursementReversed or PremiumRefunded when entry.Original is { } original =>
            Answering.OriginalOf(entry, Entries(original))?.Position ?? position,
        _ => position,
    };

    // Sign -1 follows an entry backwards, as its reversal does.
    private void Follow(FundEvent entry, int sign)
    {
        var amount = new Money(sign * entry.Amount.Fen);
        if (Deciding.Outstanding.MovedBy(entry) is { } moved)
            _outstanding.Set(moved.Key, Outstanding(moved.Key) + new Money(sign * moved.Amount.Fen));
        if (Deciding.Outstanding.YearOf(entry) is { } prepaid) _outstanding.Set(prepaid, Outstanding(prepaid) + amount);
        if (entry.Original is { } original)
        {
            if (Answering.OriginalOf(entry, Entries(original)) is { } answered)
                SetEntry(answered with { Answered = answered.Answered + amount });
            foreach (var (rests, uses) in Resting.After(entry, sign, this).ToList()) _uses.Set(KeyOf(rests.Entry), uses);
        }
        switch (entry)
        {
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
        }
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

    private void MarkReversed(FundEvent original)
    {
        if (_entries.Find(KeyOf(original)) is { } booked) SetEntry(booked with { Reversed = true });
    }

    private void SetEntry(BookedEntry entry) => _entries.Set(KeyOf(entry.Entry), entry);
}
