using Ledger.Domain.Approvals;
using Ledger.Domain.People;
using Ledger.Domain.Periods;

namespace Ledger.Domain.Deciding;

/// <content>What the read model loads and saves.</content>
public sealed partial class Books
{
    public void LoadFund(FundCode fund, FundBook book) => _funds.Load(fund, book);

    public void LoadOutstanding(OutstandingKey key, Money amount) => _outstanding.Load(key, amount);

    public void LoadClawback(string caseNo, FundCode fund, ClawbackBook book) => _clawbacks.Load((caseNo, fund), book);

    public void LoadAccount(AccountKey key, AccountBook book) => _accounts.Load(key, book);

    public void LoadVoucher(string voucher, int rows) => _vouchers.Load(voucher, rows);

    public void LoadPeriods(PeriodBook periods) => _periods.Load(default, periods);

    /// <param name="entry">The entry, with what was taken back of it.</param>
    /// <param name="uses">What rests on it; null where nothing does.</param>
    public void LoadEntry(BookedEntry entry, EntryUses? uses)
    {
        var key = KeyOf(entry.Entry);
        _entries.Load(key, entry);
        if (uses is not null) _uses.Load(key, uses);
        if (entry.Entry is ApprovalRequested request && !_requests.Exists(known => known.Document == request.Document))
            _requests.Add(request);
        Index(key);
    }

    public void LoadApproval(ApprovalBook request) => _approvals.Load(request.Request, request);

    public IEnumerable<ApprovalBook> ChangedApprovals => _approvals.Changed.Select(row => row.Value);

    /// <summary>The entries that this batch records, in order.</summary>
    public IEnumerable<BookedEntry> NewEntries => _entries.Changed
        .Where(row => !_entries.IsLoaded(row.Key)).Select(row => row.Value).OrderBy(entry => entry.Position);

    /// <summary>Entries of which something was taken back, or on which something rests, as this batch leaves them.</summary>
    public IEnumerable<(BookedEntry Entry, EntryUses Uses)> ChangedUses => _entries.Changed
        .Where(row => _entries.IsLoaded(row.Key) || row.Value.Reversed || row.Value.Answered != Money.Zero)
        .Select(row => row.Key).Concat(_uses.Changed.Select(row => row.Key)).ToHashSet()
        .Select(key => (_entries.Find(key)!, _uses.Find(key) ?? EntryUses.None));

    /// <summary>What a year came to before this batch; needed only where an entry asks for it.</summary>
    public void LoadYear(FundCode fund, int year, FundYear before) => _yearsBefore[(fund, year)] = before;

    /// <summary>What this batch adds to each year, loaded or not.</summary>
    public IEnumerable<KeyValuePair<(FundCode Fund, int Year), FundYear>> AddedToYears => _years.Changed;

    public IEnumerable<KeyValuePair<FundCode, FundBook>> ChangedFunds => _funds.Changed;

    public IEnumerable<KeyValuePair<OutstandingKey, Money>> ChangedOutstanding => _outstanding.Changed;

    public IEnumerable<KeyValuePair<(string CaseNo, FundCode Fund), ClawbackBook>> ChangedClawbacks =>
        _clawbacks.Changed;

    public IEnumerable<KeyValuePair<AccountKey, AccountBook>> ChangedAccounts => _accounts.Changed;

    public IEnumerable<KeyValuePair<(DocumentId Document, string Kind, FundCode Fund), BookedEntry>> ChangedEntries =>
        _entries.Changed;

    public IEnumerable<KeyValuePair<string, int>> ChangedVouchers => _vouchers.Changed;

    public IEnumerable<PeriodBook> ChangedPeriods => _periods.Changed.Select(row => row.Value);

    /// <summary>Forgets what was loaded and changed; the next batch loads its own.</summary>
    public void Clear()
    {
        foreach (var part in _parts) part.Clear();
        _byDocument.Clear();
        _turnedByDocument.Clear();
        _yearsBefore.Clear();
        _requests.Clear();
    }

    /// <summary>
    /// Makes place for the next batch while this one is being written: what it changed stays known until the next turn,
    /// and what it loaded is forgotten.
    /// </summary>
    public void Turn()
    {
        foreach (var part in _parts) part.Turn();
        (_byDocument, _turnedByDocument) = (_turnedByDocument, _byDocument);
        _byDocument.Clear();
        _yearsBefore.Clear();
        _requests.Clear();
    }
}
