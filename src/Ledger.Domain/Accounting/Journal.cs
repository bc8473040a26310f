using Ledger.Domain.Corrections;
using Ledger.Domain.Events;
using Ledger.Domain.Statements;
using Ledger.Domain.Treasury;

namespace Ledger.Domain.Accounting;

/// <summary>One line of a journal entry; exactly one of debit and credit is not zero.</summary>
/// <param name="Account">Full name, fund included: <c>employee:expenditure:benefits:inpatient</c>.</param>
public readonly record struct Posting(FundCode Fund, string Line, string Account, Money Debit, Money Credit);

/// <summary>
/// Double entry: the balanced journal of an event, a pure function of the event and the chart. What the statement
/// lines, claims and debts of a fund do together is what its bank account does, so each fund balances on its own.
/// </summary>
public sealed class Journal(ChartOfAccounts chart)
{
    private Moved? _last;

    /// <summary>The postings of an event; empty where it moves no money.</summary>
    public IReadOnlyList<Posting> Of(FundEvent entry) => [.. Movements(entry).Select(Post)];

    /// <summary>What the event does to every line, bank accounts included; the journal before it has two sides.</summary>
    public IReadOnlyList<LineEffect> Movements(FundEvent entry)
    {
        // Each figure that follows an event asks for them, one after the other.
        if (_last is { } last && ReferenceEquals(last.Entry, entry)) return last.Movements;
        var movements = Make(entry);
        _last = new(entry, movements);
        return movements;
    }

    private LineEffect[] Make(FundEvent entry) => entry switch
    {
        AccountMoved e => [Bank(e, e.Account!, -e.Amount), Bank(e, e.ToAccount!, e.Amount)],
        EntryReversed { Reverses: AccountMoved original } e =>
        [
            Bank(e, original.Account!, e.Amount), Bank(e, original.ToAccount!, -e.Amount),
        ],
        EntryReversed e => WithBank(e, e.Reverses!),
        _ => WithBank(entry, entry),
    };

    // A reversal moves the accounts of what it reverses.
    private LineEffect[] WithBank(FundEvent entry, FundEvent mover)
    {
        var effects = StatementEffects.Of(entry);
        if (effects.Count == 0) return [];
        // Most entries have one effect, and most logs are long.
        if (effects is [var only] && only.OnBank != Money.Zero) return [only, BankOf(entry, mover, only.Fund, only.OnBank)];
        var remainders = effects.GroupBy(effect => effect.Fund)
            .Select(fund => BankOf(entry, mover, fund.Key,
                fund.Aggregate(Money.Zero, (sum, effect) => sum + effect.OnBank)))
            .Where(effect => effect.Amount != Money.Zero);
        return [.. effects, .. remainders];
    }

    private LineEffect BankOf(FundEvent entry, FundEvent mover, FundCode fund, Money amount) =>
        new(fund, chart.LineOfBank(chart.BankOf(mover, fund)), entry.CashDate, amount);

    private LineEffect Bank(FundEvent entry, string account, Money amount) =>
        new(entry.Fund, chart.LineOfBank(account), entry.CashDate, amount);

    private Posting Post(LineEffect effect)
    {
        var isDebit = chart.Of(effect.Line).IsDebit == effect.Amount > Money.Zero;
        var amount = effect.Amount < Money.Zero ? -effect.Amount : effect.Amount;
        return new(effect.Fund, effect.Line, NameOf(effect.Fund, effect.Line),
            isDebit ? amount : Money.Zero, isDebit ? Money.Zero : amount);
    }

    /// <summary>The full name of the account in which a fund's line is kept.</summary>
    public static string NameOf(FundCode fund, string line) =>
        $"{fund}:{line.Replace('.', ':')}";

    private sealed record Moved(FundEvent Entry, IReadOnlyList<LineEffect> Movements);
}
