using System.Diagnostics;
using Ledger.Domain.Deposits;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Penalties;
using Ledger.Domain.Prepayments;
using Ledger.Domain.Treasury;

namespace Ledger.Domain.Deciding;

/// <summary>What may be outstanding between a fund and somebody, and is never negative.</summary>
public enum OutstandingKind
{
    /// <summary>预付金: an institution holds the fund's money.</summary>
    Prepayment,

    /// <summary>质量保证金: the fund holds what it owes an institution.</summary>
    Deposit,

    /// <summary>Other 暂付款.</summary>
    Advance,

    /// <summary>Other 暂收款.</summary>
    Held,

    /// <summary>借入款项.</summary>
    Loan,

    /// <summary>罚款 collected and not yet with the Treasury.</summary>
    Penalty,

    /// <summary>预付金 paid to an institution in one year, whatever became of it since; the holder ends with the year.</summary>
    PrepaidInYear,
}

/// <param name="Holder">The institution, counterparty or case.</param>
public readonly record struct OutstandingKey(OutstandingKind Kind, FundCode Fund, string Holder);

/// <summary>Which entries raise and lower what is outstanding.</summary>
public static class Outstanding
{
    /// <summary>The balance that the entry moves, and by how much; null where it moves none.</summary>
    public static (OutstandingKey Key, Money Amount)? MovedBy(FundEvent entry) => entry switch
    {
        PrepaymentPaid => Up(OutstandingKind.Prepayment, entry, Institution(entry)),
        OpeningBalanceRecorded { Account: "prepayment" } => Up(OutstandingKind.Prepayment, entry, Institution(entry)),
        OpeningBalanceRecorded { Account: "advance" } => Up(OutstandingKind.Advance, entry, entry.Counterparty!),
        OpeningBalanceRecorded { Account: "held" } => Up(OutstandingKind.Held, entry, entry.Counterparty!),
        OpeningBalanceRecorded { Account: "loan" } => Up(OutstandingKind.Loan, entry, entry.Counterparty!),
        PrepaymentOffset or PrepaymentReturned => Down(OutstandingKind.Prepayment, entry, Institution(entry)),
        DepositWithheld => Up(OutstandingKind.Deposit, entry, Institution(entry)),
        DepositReleased or DepositForfeited => Down(OutstandingKind.Deposit, entry, Institution(entry)),
        AdvancePaid => Up(OutstandingKind.Advance, entry, entry.Counterparty!),
        AdvanceSettled or AdvanceReturned => Down(OutstandingKind.Advance, entry, entry.Counterparty!),
        HeldReceived => Up(OutstandingKind.Held, entry, entry.Counterparty!),
        HeldApplied or HeldReturned => Down(OutstandingKind.Held, entry, entry.Counterparty!),
        LoanReceived => Up(OutstandingKind.Loan, entry, entry.Counterparty!),
        LoanRepaid => Down(OutstandingKind.Loan, entry, entry.Counterparty!),
        PenaltyCollected { Account: not "treasury" } => Up(OutstandingKind.Penalty, entry, entry.CaseNo!),
        PenaltyRemitted => Down(OutstandingKind.Penalty, entry, entry.CaseNo!),
        _ => null,
    };

    /// <summary>What the institution was advanced in the year of the entry; null where the entry advances nothing.</summary>
    public static OutstandingKey? YearOf(FundEvent entry) => entry is PrepaymentPaid
        ? new(OutstandingKind.PrepaidInYear, entry.Fund, $"{Institution(entry)}/{entry.CashDate.Year}")
        : null;

    /// <summary>Whether the entry takes away more than is outstanding.</summary>
    public static bool IsExceededBy(FundEvent entry, Books books) =>
        MovedBy(entry) is { } moved && moved.Amount < Money.Zero && -moved.Amount > books.Outstanding(moved.Key);

    /// <summary>The name under which it is stored and shown.</summary>
    public static string NameOf(OutstandingKind kind) => kind switch
    {
        OutstandingKind.Prepayment => "prepayment",
        OutstandingKind.Deposit => "deposit",
        OutstandingKind.Advance => "advance",
        OutstandingKind.Held => "held",
        OutstandingKind.Loan => "loan",
        OutstandingKind.Penalty => "penalty",
        OutstandingKind.PrepaidInYear => "prepaid-in-year",
        _ => throw new UnreachableException($"No name for {kind}."),
    };

    public static OutstandingKind KindOf(string name) =>
        Enum.GetValues<OutstandingKind>().First(kind => NameOf(kind) == name);

    private static string Institution(FundEvent entry) => entry.Institution!.Value.Text;

    private static (OutstandingKey, Money) Up(OutstandingKind kind, FundEvent entry, string holder) =>
        (new(kind, entry.Fund, holder), entry.Amount);

    private static (OutstandingKey, Money) Down(OutstandingKind kind, FundEvent entry, string holder) =>
        (new(kind, entry.Fund, holder), -entry.Amount);
}
