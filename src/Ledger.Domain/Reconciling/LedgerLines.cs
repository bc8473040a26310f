using Ledger.Domain.Accounting;
using Ledger.Domain.Corrections;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Statements;
using NodaTime;

namespace Ledger.Domain.Reconciling;

/// <summary>
/// The bank's side of the log: what each voucher, or each entry that stands in none, moved in the bank accounts, net and on
/// the day on which the bank moved it. What undoes an entry belongs to that entry, with what was recorded instead: the bank
/// has one line for all of them. An opening balance is no movement.
/// </summary>
/// <param name="journal">The posting rules.</param>
/// <param name="accounts">The bank accounts that are looked at, such as <c>expenditure-account</c>.</param>
/// <param name="byFund">Whether the other side tells funds apart.</param>
/// <param name="fund">Only this fund; null for all.</param>
public sealed class LedgerLines(Journal journal, IReadOnlySet<string> accounts, bool byFund, FundCode? fund)
{
    private readonly Dictionary<string, string> _accountsByLine =
        accounts.ToDictionary(account => $"{StatementLines.Bank}.{account}", StringComparer.Ordinal);

    private readonly Dictionary<UnitKey, Unit> _units = [];

    /// <summary>The day on which the bank moved it; what was undone never moved, so its undoing has the same day.</summary>
    public static LocalDate BankDateOf(FundEvent entry) => entry is EntryReversed { Reverses: { } undone }
        ? BankDateOf(undone)
        : entry.BankDate ?? entry.CashDate;

    /// <summary>Adds an entry; entries come in the order of the log.</summary>
    public void Add(long position, FundEvent entry)
    {
        if (entry is OpeningBalanceRecorded or EntryReversed { Reverses: OpeningBalanceRecorded }) return;
        Unit? unit = null;
        foreach (var effect in journal.Movements(entry))
        {
            if (fund is { } only && effect.Fund != only) continue;
            if (!_accountsByLine.TryGetValue(effect.Line, out var account)) continue;
            unit ??= UnitOf(position, entry);
            unit.Move((account, byFund ? effect.Fund : default), effect.Amount);
        }
        unit?.Name(entry);
    }

    /// <summary>The lines so far; what came to nothing has none.</summary>
    public IEnumerable<ReconciledLine> All
    {
        get
        {
            foreach (var unit in _units.Values.Where(unit => !unit.IsPassedOn))
            {
                foreach (var line in unit.Lines()) yield return line;
            }
        }
    }

    private Unit UnitOf(long position, FundEvent entry)
    {
        var key = KeyOf(entry);
        var unit = _units.GetValueOrDefault(key)?.Last ?? (_units[key] = new(position, BankDateOf(entry)));
        if (entry is EntryReversed { Reverses: { } undone } && _units.GetValueOrDefault(KeyOf(undone))?.Last is { } original
            && original != unit)
        {
            unit.PassTo(original);
            return original;
        }
        return unit;
    }

    private static UnitKey KeyOf(FundEvent entry) => entry.Voucher is { } voucher
        ? new(null, voucher)
        : new(entry.GetType(), entry.Document.Text);

    private readonly record struct UnitKey(Type? Kind, string Number);

    private sealed class Unit(long position, LocalDate date)
    {
        private readonly Dictionary<(string Account, FundCode Fund), Money> _moved = [];
        private readonly List<string> _references = [];
        private string? _party;
        private Unit? _passedTo;

        internal bool IsPassedOn => _passedTo is not null;

        internal Unit Last => _passedTo?.Last ?? this;

        internal void Move((string, FundCode) place, Money amount) =>
            _moved[place] = _moved.GetValueOrDefault(place) + amount;

        internal void Name(FundEvent entry)
        {
            if (entry.Voucher is { } voucher && (_references.Count == 0 || _references[0] != voucher)) _references.Insert(0, voucher);
            // Legs of a settlement share a document, and a correction is its own voucher.
            var document = entry.Document.Text;
            if (_references.Count == 0 || (_references[^1] != document && _references[0] != document)) _references.Add(document);
            var party = entry.Institution?.Text ?? entry.Counterparty ?? entry.Person?.Text ?? entry.Payer ?? "";
            _party = _party is null || _party == party ? party : "";
        }

        /// <summary>From here on it is part of another, with all that it has so far.</summary>
        internal void PassTo(Unit other)
        {
            _passedTo = other;
            foreach (var (place, amount) in _moved) other.Move(place, amount);
            other._references.AddRange(_references);
        }

        internal IEnumerable<ReconciledLine> Lines() => _moved.Where(moved => moved.Value != Money.Zero)
            // Accounts and funds of one unit have places of their own in the order.
            .OrderBy(moved => moved.Key.Account, StringComparer.Ordinal).ThenBy(moved => moved.Key.Fund.Text, StringComparer.Ordinal)
            .Select((moved, index) => new ReconciledLine(
                position * PlacesMax + index, date, moved.Key.Account, moved.Key.Fund, moved.Value)
            {
                References = _references, Party = _party ?? "", Source = $"position {position}",
            });

        private const int PlacesMax = 1_000;
    }
}
